"""Whatever fails in a show: no slide stays for ever."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from decks import write
from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import resolve
from kjc_desktop.show.clock import Call, Callback, ManualClock
from kjc_desktop.show.controller import Show
from kjc_desktop.timeline.frame import Cover, Data, Frame
from kjc_desktop.timeline.picture import frame_at
from kjc_desktop.timeline.position import Position
from kjc_desktop.timeline.script import Timeline

NOON = datetime(2018, 11, 26, 11, 0, tzinfo=UTC)
SLIDES = ("a", "b", "c")


class BrokenError(Exception):
    """Something in the program."""


class QtLikeClock(ManualClock):
    """A clock that goes on when what it calls fails, as Qt's timers do; and may fail itself."""

    def __init__(self) -> None:
        super().__init__(NOON)
        self.fails = False

    def wall(self) -> datetime:
        if self.fails:
            raise BrokenError
        return super().wall()

    def call_later(self, seconds: float, callback: Callback) -> Call:
        return super().call_later(seconds, _kept_going(callback))

    def call_every(self, seconds: float, callback: Callback) -> Call:
        return super().call_every(seconds, _kept_going(callback))


def _kept_going(callback: Callback) -> Callback:
    def call() -> None:
        with suppress(BrokenError):
            callback()

    return call


class Watched:
    """A loop of three slides of ten seconds, and what was seen of it."""

    def __init__(self, deck: Deck) -> None:
        self.clock = QtLikeClock()
        self.show = Show(deck, resolve(deck, NOON), self.clock, mode="loop")
        self.seen: list[str] = []
        self.show.changed.connect(self.look)

    def look(self) -> None:
        frame = self.show.frame()
        assert frame is not None
        if self.seen[-1:] != [frame.current.slide]:
            self.seen.append(frame.current.slide)


@pytest.fixture
def begin(tmp_path: Path, qtbot: QtBot) -> Callable[[str], Watched]:
    def begin(transition: str) -> Watched:
        head = f"title: Probe\ndefaults: {{duration: 10 s, transition: {transition}}}\n"
        files = {f"{name}.yaml": "title: Text\n" for name in SLIDES}
        deck = load_deck(write(tmp_path, {"deck.yaml": head, **files})).deck
        assert deck is not None
        return Watched(deck)

    return begin


@pytest.mark.parametrize("transition", ["none", "fade"])
@pytest.mark.parametrize("at", [9.5, 0.1, 10.2])
def test_a_show_that_cannot_tell_the_time_for_a_while_goes_on_then(
    begin: Callable[[str], Watched], transition: str, at: float
) -> None:
    watched = begin(transition)
    watched.clock.advance(at)
    watched.clock.fails = True
    watched.clock.advance(5.0)
    watched.clock.fails = False
    watched.clock.advance(40.0)
    assert watched.seen[:4] == ["b", "c", "a", "b"]


@pytest.mark.parametrize("transition", ["none", "fade"])
def test_a_slide_that_cannot_be_shown_is_passed(
    begin: Callable[[str], Watched], transition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = begin(transition)

    def failing(
        timeline: Timeline,
        position: Position,
        now: datetime,
        *,
        leaving: Position | None,
        cover: Cover | None,
        data: Data | None,
    ) -> Frame:
        if position.slide == "b":
            raise BrokenError
        return frame_at(timeline, position, now, leaving=leaving, cover=cover, data=data)

    monkeypatch.setattr("kjc_desktop.show.controller.frame_at", failing)
    watched.clock.advance(100.0)
    assert watched.seen[:4] == ["c", "a", "c", "a"]


@pytest.mark.parametrize("transition", ["none", "fade"])
def test_dates_that_cannot_be_looked_at_do_not_hold_up_the_loop(
    begin: Callable[[str], Watched], transition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: Show) -> None:
        raise BrokenError

    monkeypatch.setattr(Show, "_reschedule", failing)
    watched = begin(transition)
    watched.clock.advance(45.0)
    assert watched.seen == ["b", "c", "a", "b"]


@pytest.mark.parametrize("signal", ["changed", "rested"])
def test_whoever_fails_to_listen_fails_alone(
    begin: Callable[[str], Watched], signal: str, qtbot: QtBot
) -> None:
    watched, heard = begin("fade"), list[int]()

    def failing() -> None:
        heard.append(1)
        raise BrokenError

    getattr(watched.show, signal).connect(failing)
    with qtbot.capture_exceptions() as raised:
        watched.clock.advance(45.0)
    assert watched.seen == ["b", "c", "a", "b"]
    assert len(raised) == len(heard) >= 4


def test_failing_again_and_again_adds_no_timers(begin: Callable[[str], Watched]) -> None:
    watched = begin("fade")
    watched.clock.fails = True
    watched.clock.advance(100.0)
    watched.clock.fails = False
    watched.clock.advance(5.0)
    assert watched.clock.waiting == 1
