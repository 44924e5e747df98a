"""Three days on a clock moved by hand: no show drifts, and whoever drifts is found."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from sourced_decks import live_deck, put

from decks import Files, write
from kjc_desktop.deck.loader import load_deck
from kjc_desktop.figures import resolve
from kjc_desktop.shells.soak_drift import Screen, drift_of_loop, drift_of_screens
from kjc_desktop.shells.soak_player import Material, Player, single_coloured
from kjc_desktop.show.alarm import FRAME
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.sources import live_kept, live_now
from kjc_desktop.timeline.commands import Action, Command
from kjc_desktop.timeline.frame import Frame

NOON = datetime(2018, 11, 26, 11, 0, 0, 400_000, tzinfo=UTC)
DAYS = 72 * 3600.0
NUMBER = "content:\n  - number: a\n"
HEAD = "title: Probe\nslides: [a, b, c]\n"
SLOW: Files = {
    "deck.yaml": f"{HEAD}defaults: {{transition: fade}}\n",
    "figures.yaml": "sources: {s: {publisher: Amt, date: 2018-11-26}}\n"
    "figures:\n  a: {value: 104, source: s}\n",
    "a.yaml": f"title: Zahl\nduration: 1817.3 s\n{NUMBER}",
    "b.yaml": "title: Text\nduration: 1201.1 s\n",
    "c.yaml": f"title: Zahl\nduration: 1793.7 s\n{NUMBER}",
}
"""Slides that fade and count, and stay for so long that days of them are played in seconds."""
QUICK: Files = {
    "deck.yaml": f"{HEAD}defaults: {{transition: none, duration: 13.7 s}}\n",
    **{f"{name}.yaml": "title: Text\n" for name in "abc"},
}
"""Slides of which days hold very many."""
_LATE = 1e-6


@pytest.fixture
def made(tmp_path: Path, qapp: QApplication) -> Callable[[Files], Material]:
    def made(files: Files) -> Material:
        deck = load_deck(write(tmp_path, files)).deck
        assert deck is not None
        return Material(deck)

    return made


def begun(clock: ManualClock) -> datetime:
    """Return the time of day at the beginning of a clock that has been moved for three days."""
    return clock.wall() - timedelta(seconds=clock.monotonic())


@pytest.mark.parametrize("files", [SLOW, QUICK], ids=["slow", "quick"])
def test_a_loop_is_after_three_days_where_arithmetic_puts_it(
    made: Callable[[Files], Material], files: Files
) -> None:
    material, clock = made(files), ManualClock(NOON)
    show = material.show(clock)
    clock.advance(DAYS)
    drift = drift_of_loop(show, clock, material)
    assert drift is not None
    assert drift.alike
    assert drift.seconds < 0.001


def test_every_slide_of_three_days_comes_on_its_instant(made: Callable[[Files], Material]) -> None:
    material, clock = made(QUICK), ManualClock(NOON)
    show = material.show(clock)
    instants: list[float] = []
    show.changed.connect(lambda: instants.append(clock.monotonic()))
    clock.advance(DAYS)
    count = len(instants)
    assert count == math.floor(DAYS / 13.7)
    assert max(abs(each - 13.7 * place) for place, each in enumerate(instants, 1)) < FRAME / 10


def test_a_loop_that_was_moved_is_found(made: Callable[[Files], Material]) -> None:
    material, clock = made(SLOW), ManualClock(NOON)
    show = material.show(clock)
    clock.advance(100.0)
    show.command(Command(Action.NEXT))
    clock.advance(5000.0)
    drift = drift_of_loop(show, clock, material)
    assert drift is not None
    assert drift.seconds == pytest.approx(1717.3, abs=0.5)
    assert not drift.none


def test_a_loop_that_dates_move_as_well_is_not_judged(made: Callable[[Files], Material]) -> None:
    dated = {**SLOW, "b.yaml": "title: Heute\nvalid_until: 2018-11-27\n"}
    material, clock = made(dated), ManualClock(NOON)
    assert drift_of_loop(material.show(clock), clock, material) is None


def test_a_screen_of_three_days_shows_what_one_shows_that_has_just_been_started(
    made: Callable[[Files], Material],
) -> None:
    material = made(SLOW)
    old = Screen(material, ManualClock(NOON))
    old.clock.advance(DAYS)
    drift = drift_of_screens(old, material)
    assert drift.alike
    assert drift.seconds < 0.001


def test_a_screen_that_stood_still_is_found(made: Callable[[Files], Material]) -> None:
    material = made(SLOW)
    old = Screen(material, ManualClock(NOON))
    old.clock.advance(DAYS / 24)
    old.show.stop()
    old.clock.advance(2000.0)
    assert not drift_of_screens(old, material).none


def picture_at(material: Material, wall: datetime) -> Frame | None:
    """Return what a screen shows that is started at an instant."""
    show = material.show(ManualClock(wall, 31.0), sync=True)
    show.stop()
    return show.frame()


def test_no_picture_of_two_screens_is_more_than_a_frame_apart(
    made: Callable[[Files], Material],
) -> None:
    """Through cross-fade and motion, after three days and after half a minute."""
    material = made(SLOW)
    old = Told(material, ManualClock(NOON))
    old.clock.advance(DAYS)
    while old.seen is None or old.seen.current.slide != "b":
        old.clock.advance((old.show.remaining() or 0.0) + 1.0)
    old.clock.advance((old.show.remaining() or 0.0) - 0.5)
    new = Told(material, ManualClock(old.clock.wall() - timedelta(seconds=33.003), 777.0))
    new.clock.advance(33.003)
    old.pictures = new.pictures = 0
    for _ in range(700):
        for screen in (old, new):
            screen.clock.advance(0.0041)
            told_at = begun(screen.clock) + timedelta(seconds=screen.told)
            late = screen.clock.monotonic() - screen.told
            now = picture_at(material, screen.clock.wall())
            assert screen.seen == now or late <= FRAME + _LATE
            assert screen.seen in (now, picture_at(material, told_at))
    assert old.pictures > 90
    assert abs(old.pictures - new.pictures) <= 2


class Told(Screen):
    """A screen that knows when its audience was told last, and how often."""

    def __init__(self, material: Material, clock: ManualClock) -> None:
        self.told, self.pictures = clock.monotonic(), 0
        super().__init__(material, clock)
        self.show.changed.connect(self._note)

    def _note(self) -> None:
        self.told = self.clock.monotonic()
        self.pictures += 1


def test_a_player_paints_the_moments_of_each_slide(made: Callable[[Files], Material]) -> None:
    clock = ManualClock(NOON)
    player = Player(made(SLOW), clock, QSize(192, 108))
    player.step(1800.0)
    painted: list[float] = []
    while player.slide != "c":
        if player.step(player.piece()) is not None:
            painted.append(clock.monotonic())
    assert (player.changes, player.shown) == (2, {"a": 1, "b": 1, "c": 1})
    entered = 1817.3 - 0.4
    assert painted[0] == pytest.approx(entered, abs=0.01)
    assert [each - painted[0] for each in painted[1:4]] == pytest.approx(
        [0.1, 0.35, 0.85], abs=0.02
    )
    assert set(player.built) == {"b", "c"}
    player.close()
    assert clock.waiting == 0


def test_one_colour_is_one_colour() -> None:
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    assert single_coloured(image)
    image.setPixelColor(63, 35, QColor("#123457"))
    assert not single_coloured(image)


def test_sources_give_what_they_gave_last_and_are_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    deck = live_deck(tmp_path / "deck")
    assert live_kept(deck).figure("n", deck.figures["n"]) is None
    put(tmp_path / "deck" / "zahlen.csv", "n\n42\n")
    live_now(deck)
    put(tmp_path / "deck" / "zahlen.csv", "n\n43\n")
    assert resolve(deck, NOON, live_kept(deck))["n"].value == 42
