"""A running show on a clock that is moved by hand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import resolve
from kjc_desktop.show.alarm import FRAME
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.controller import Show
from kjc_desktop.show.timers import SystemClock
from kjc_desktop.timeline.commands import Action, Command
from kjc_desktop.timeline.frame import FINAL, Frame
from kjc_desktop.timeline.playback import Mode

NOON = datetime(2018, 11, 26, 11, 0, 0, 400_000, tzinfo=UTC)
FIGURES = """
sources: {s: {publisher: Amt, date: 2018-11-26}}
figures:
  a: {value: 104, unit: Jobcenter, source: s}
"""
NUMBER = "content:\n  - number: a\n"
STILL = "title: Text\n"


def deck(folder: Path, slides: dict[str, str], figures: str = FIGURES) -> Deck:
    folder.mkdir(exist_ok=True)
    names = ", ".join(slides)
    (folder / "deck.yaml").write_text(
        f"title: Probe\nslides: [{names}]\ndefaults: {{duration: 10 s}}\n", "utf-8"
    )
    (folder / "figures.yaml").write_text(figures, "utf-8")
    for name, text in slides.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    loaded = load_deck(folder).deck
    assert loaded is not None
    assert len(loaded.slides) == len(slides)
    return loaded


class Audience:
    """What somebody sees who looks at every new picture."""

    def __init__(
        self, made: Deck, mode: Mode = "manual", now: datetime = NOON, *, sync: bool = False
    ) -> None:
        self.clock = ManualClock(now, 5000.0)
        self.show = Show(made, resolve(made, now), self.clock, mode=mode, sync=sync)
        self.pictures: list[tuple[float, Frame | None]] = []
        self.show.changed.connect(self.look)

    def look(self) -> None:
        self.pictures.append((self.clock.monotonic() - 5000.0, self.show.frame()))

    def press(self, action: Action, target: int | str | None = None) -> None:
        self.show.command(Command(action, target))

    def frame(self) -> Frame:
        frame = self.show.frame()
        assert frame is not None
        return frame

    def slide(self) -> str:
        return self.frame().current.slide

    def names(self) -> tuple[str, ...]:
        return self.show.playback.timeline.names


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Signals are delivered in an application."""


def test_a_still_manual_slide_has_no_timer_at_all(tmp_path: Path) -> None:
    audience = Audience(deck(tmp_path, {"a": NUMBER, "b": STILL}))
    assert audience.clock.waiting == 1
    audience.clock.advance(3.0)
    assert audience.frame().current.elements == (FINAL,)
    assert audience.clock.waiting == 0
    seen = len(audience.pictures)
    audience.clock.advance(3600.0)
    assert len(audience.pictures) == seen


def test_a_moving_slide_is_seen_at_sixty_pictures_a_second(tmp_path: Path) -> None:
    audience = Audience(deck(tmp_path, {"a": NUMBER}))
    audience.clock.advance(3.0)
    progress = [frame.current.elements[0].progress for _, frame in audience.pictures if frame]
    assert progress == sorted(set(progress))
    assert progress[-1] == 1.0
    assert 70 <= len(progress) <= 80  # 1.2 s at 62.5 a second


def test_a_loop_of_still_slides_wakes_only_for_its_fades(tmp_path: Path) -> None:
    still = "title: Text\ntransition: none\n"
    audience = Audience(deck(tmp_path, {"a": still, "b": still}), "loop")
    audience.clock.advance(40.0)
    shown = [(time, frame.current.slide) for time, frame in audience.pictures if frame]
    assert shown == [(10.0, "b"), (20.0, "a"), (30.0, "b"), (40.0, "a")]
    assert audience.clock.waiting == 1


def test_the_fade_shows_the_slide_exactly_as_it_was_left(tmp_path: Path) -> None:
    audience = Audience(deck(tmp_path, {"a": NUMBER, "b": STILL}))
    audience.clock.advance(0.6)
    left = audience.frame().current
    assert left.elements[0].progress == pytest.approx(0.5)
    audience.press(Action.NEXT)
    assert audience.frame().mix == pytest.approx(FRAME / 0.4), "a key shows at once"
    audience.clock.advance(0.2)
    assert audience.frame().previous == left
    assert audience.frame().mix == pytest.approx((FRAME + 0.2) / 0.4)
    audience.clock.advance(1.0)
    assert audience.frame().previous is None
    assert audience.clock.waiting == 0


def test_a_black_screen_needs_no_timer_and_gives_way_to_the_next_key(tmp_path: Path) -> None:
    audience = Audience(deck(tmp_path, {"a": NUMBER, "b": STILL}))
    audience.press(Action.BLACK)
    assert audience.frame().cover == "black"
    assert audience.clock.waiting == 0
    audience.press(Action.NEXT)
    assert (audience.frame().cover, audience.slide()) == (None, "a")


def test_a_held_picture_stays_while_the_show_and_the_deck_move_on(tmp_path: Path) -> None:
    audience = Audience(deck(tmp_path, {"a": NUMBER, "b": STILL}))
    audience.clock.advance(0.6)
    held = audience.frame()
    audience.press(Action.FREEZE)
    audience.clock.advance(5.0)
    audience.press(Action.NEXT)
    edited = deck(tmp_path, {"a": NUMBER, "b": "title: Anders\n", "c": STILL})
    audience.show.replace(edited, resolve(edited, NOON))
    assert audience.frame() == held
    assert audience.show.deck is not edited
    audience.press(Action.FREEZE)
    assert audience.slide() == "b"
    assert audience.show.deck is edited


def test_an_edit_is_shown_at_once_on_the_same_slide(tmp_path: Path, qtbot: QtBot) -> None:
    audience = Audience(deck(tmp_path, {"a": STILL, "b": NUMBER}))
    audience.press(Action.NEXT)
    audience.clock.advance(5.0)
    edited = deck(tmp_path, {"a": STILL, "x": STILL, "b": NUMBER + "  - number: a\n"})
    with qtbot.waitSignals([audience.show.replaced, audience.show.changed]):
        audience.show.replace(edited, resolve(edited, NOON))
    assert (audience.slide(), audience.frame().current.elements) == ("b", (FINAL, FINAL))


def test_a_slide_that_vanished_gives_way_to_the_one_in_its_place(tmp_path: Path) -> None:
    audience = Audience(deck(tmp_path, {"a": STILL, "b": STILL, "c": STILL}))
    audience.press(Action.GOTO, "b")
    edited = deck(tmp_path, {"a": STILL, "renamed": STILL, "c": STILL})
    audience.show.replace(edited, resolve(edited, NOON))
    assert audience.slide() == "renamed"


def test_following_the_editor_shows_the_slide_complete(tmp_path: Path) -> None:
    audience = Audience(deck(tmp_path, {"a": STILL, "b": NUMBER}))
    audience.show.follow("b")
    assert audience.frame().previous is None
    assert (audience.slide(), audience.frame().current.elements) == ("b", (FINAL,))
    before = audience.frame()
    audience.show.follow("nobody")
    assert audience.frame() == before


def test_a_clock_ticks_on_the_full_second(tmp_path: Path) -> None:
    audience = Audience(deck(tmp_path, {"a": "content:\n  - clock: time\n"}))
    audience.clock.advance(3.0)
    times = [time for time, _ in audience.pictures]
    assert times == pytest.approx([0.6, 1.6, 2.6], abs=0.01)
    assert audience.clock.waiting == 1


def test_a_slide_comes_and_goes_with_its_dates(tmp_path: Path) -> None:
    dated = "title: Heute\nvalid_from: 2018-11-26 12:00:20\nvalid_until: 2018-11-26 12:00:50\n"
    audience = Audience(
        deck(tmp_path, {"a": STILL, "b": dated}), "loop"
    )  # noon in Berlin is 11 UTC
    assert audience.names() == ("a",)
    audience.clock.advance(20.0)
    assert audience.names() == ("a", "b")
    audience.clock.advance(40.0)
    assert audience.names() == ("a",)
    assert {frame.current.slide for _, frame in audience.pictures if frame} == {"a", "b"}


def test_a_clock_that_is_set_is_noticed_within_half_a_minute(tmp_path: Path) -> None:
    dated = "title: Heute\nvalid_from: 2018-11-27\n"
    audience = Audience(deck(tmp_path, {"a": STILL, "b": dated}), "loop")
    audience.clock.set_wall(NOON + timedelta(days=2))
    audience.clock.advance(30.1)
    assert audience.names() == ("a", "b")
    audience.clock.set_wall(NOON)
    audience.clock.advance(30.1)
    assert audience.names() == ("a",)


EMBARGO = FIGURES + "  b: {value: 7, unit: Tage, source: s, embargo_until: 2018-11-26 12:01}\n"


def test_an_embargoed_figure_is_shown_when_its_time_has_come(tmp_path: Path) -> None:
    made = deck(tmp_path, {"a": STILL, "b": "content:\n  - number: b\n"}, EMBARGO)
    audience = Audience(made)
    audience.press(Action.GOTO, "b")
    assert audience.slide() == "a"
    assert audience.show.table["b"].value is None
    audience.clock.advance(59.7)
    audience.press(Action.NEXT)
    assert audience.slide() == "b"
    assert audience.show.table["b"].value == 7


def test_a_deck_wholly_under_embargo_shows_nothing_until_it_ends(tmp_path: Path) -> None:
    audience = Audience(deck(tmp_path, {"b": "content:\n  - number: b\n"}, EMBARGO), "loop")
    assert audience.show.frame() is None
    audience.press(Action.NEXT)
    audience.clock.advance(60.0)
    assert audience.slide() == "b"


@pytest.mark.parametrize("seconds", [0.1, 9.9, 10.2, 25.0, 1234.5])
def test_screens_with_one_clock_show_one_picture(tmp_path: Path, seconds: float) -> None:
    made = deck(tmp_path, {"a": NUMBER, "b": STILL, "c": NUMBER})
    early = Audience(made, "loop", sync=True)
    late = Audience(made, "loop", NOON + timedelta(seconds=33), sync=True)
    early.clock.advance(33.0 + seconds)
    late.clock.advance(seconds)
    assert early.frame() == late.frame()
    before = late.frame()
    late.press(Action.NEXT)
    assert late.frame() == before


def test_a_synced_loop_goes_on_by_itself(tmp_path: Path) -> None:
    audience = Audience(deck(tmp_path, {"a": STILL, "b": STILL}), "loop", sync=True)
    audience.clock.advance(40.0)
    assert len({frame.current.slide for _, frame in audience.pictures if frame}) == 2
    assert audience.clock.waiting == 1


def test_a_stopped_show_waits_for_nothing(tmp_path: Path) -> None:
    audience = Audience(deck(tmp_path, {"a": NUMBER, "b": STILL}), "loop")
    audience.show.stop()
    assert audience.clock.waiting == 0


def test_the_machines_clock_calls_in_time_and_lets_go(qtbot: QtBot) -> None:
    clock, heard = SystemClock(), list[float]()
    began = clock.monotonic()
    clock.call_later(0.02, lambda: heard.append(clock.monotonic() - began))
    cancelled = clock.call_later(0.0, lambda: heard.append(-1.0))
    cancelled.cancel()
    every = clock.call_every(0.005, lambda: None)
    qtbot.waitUntil(lambda: bool(heard))
    every.cancel()
    every.cancel()
    assert heard[0] >= 0.019
    assert clock.wall().utcoffset() == timedelta(0)
    assert clock.waiting == 0
    assert len(heard) == 1


def test_a_show_on_the_machines_clock_moves_and_rests(tmp_path: Path, qtbot: QtBot) -> None:
    clock = SystemClock()
    made = deck(tmp_path, {"a": NUMBER})
    show = Show(made, resolve(made, clock.wall()), clock)
    pictures: list[Frame | None] = []
    show.changed.connect(lambda: pictures.append(show.frame()))
    with qtbot.waitSignal(show.rested, timeout=10_000):
        pass
    assert clock.waiting == 0
    assert len(pictures) > 10
    assert pictures[-1] is not None
    assert pictures[-1].current.elements == (FINAL,)


class HurriedClock(ManualClock):
    """A clock that goes on while somebody works: a bit more each time it is looked at."""

    def __init__(self, look: float) -> None:
        super().__init__(NOON, 5000.0)
        self._look = look

    def monotonic(self) -> float:
        self._monotonic += self._look
        return super().monotonic()


@pytest.mark.parametrize("milliseconds", range(1, 16))
def test_the_last_picture_of_a_motion_is_shown_however_slow_the_machine(
    tmp_path: Path, milliseconds: int
) -> None:
    made = deck(tmp_path, {"a": STILL, "b": NUMBER})
    clock = HurriedClock(milliseconds / 1000)
    show = Show(made, resolve(made, NOON), clock)
    pictures: list[Frame | None] = []
    show.changed.connect(lambda: pictures.append(show.frame()))
    show.command(Command(Action.NEXT))
    clock.advance(8.0)
    assert len(pictures) > 20
    assert pictures[-1] == show.frame()
    assert clock.waiting <= 1
