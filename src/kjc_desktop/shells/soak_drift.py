"""Whether a show that has run for days is where it should be.

A loop that runs freely must be where arithmetic puts it, and screens that go by the time of day
must show one picture, whenever each of them was started.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import takewhile

from kjc_desktop.shells.soak_player import Material
from kjc_desktop.show.alarm import FRAME
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.controller import Show
from kjc_desktop.timeline.commands import Action, Command
from kjc_desktop.timeline.frame import Frame, SlideFrame

_HEAD_START = 33.0
"""Seconds that the second screen runs before the two are compared."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How far two shows are apart in the loop, in seconds, and whether they show one picture."""

    seconds: float
    alike: bool

    @property
    def none(self) -> bool:
        """Whether nobody could see a difference: they are within one picture of each other."""
        return self.seconds <= FRAME and self.alike


class Screen:
    """A show without a window: what its audience has been told to see."""

    def __init__(self, material: Material, clock: ManualClock) -> None:
        """Begin a loop that goes by the time of day."""
        self.clock = clock
        self.show = material.show(clock, sync=True)
        self.show.changed.connect(self._look)
        self.seen = self.show.frame()

    def _look(self) -> None:
        self.seen = self.show.frame()


def drift_of_loop(show: Show, clock: ManualClock, material: Material) -> Drift | None:
    """Return how far a loop is from where its start and the seconds since then put it.

    Args:
        show: has run freely since the clock began.
        clock: its clock.
        material: what it plays.

    Returns:
        The drift; None where dates or opening hours decide what plays.
    """
    if show.playlist.dated or material.deck.head.opening is not None:
        return None
    passed = clock.monotonic()
    other_clock = ManualClock(clock.wall() - timedelta(seconds=passed))
    other = material.show(other_clock)
    other.stop()
    other_clock.advance(passed)
    other.command(Command(Action.TICK))
    drift = _between(show, show.frame(), other, other.frame())
    other.stop()
    return drift


def drift_of_screens(old: Screen, material: Material) -> Drift:
    """Return how far a screen is from one that has just been started.

    Its clock is moved until its picture rests.
    """
    old.clock.advance(max(0.0, (old.show.remaining() or 0.0) - 2 * FRAME))
    clock = ManualClock(old.clock.wall() - timedelta(seconds=_HEAD_START), 777.0)
    new = Screen(material, clock)
    clock.advance(_HEAD_START)
    drift = _between(old.show, old.seen, new.show, new.seen)
    new.show.stop()
    return drift


def _between(one: Show, seen: Frame | None, other: Show, there: Frame | None) -> Drift:
    apart = abs(_place(one, seen) - _place(other, there))
    return Drift(min(apart, abs(_lap(one) - apart)), _plain(seen) == _plain(there))


def _lap(show: Show) -> float:
    timeline = show.playback.timeline
    return sum(timeline.script(name).duration for name in timeline.names)


def _place(show: Show, seen: Frame | None) -> float:
    """Return how far in its loop a show is, in seconds; 0 where nothing moves it."""
    remaining, timeline = show.remaining(), show.playback.timeline
    if remaining is None or seen is None:
        return 0.0
    here = seen.current.slide
    before = takewhile(lambda name: name != here, timeline.names)
    begun = sum(timeline.script(name).duration for name in before)
    return begun + timeline.script(here).duration - remaining


def _plain(frame: Frame | None) -> Frame | None:
    """Return a picture as a value that another show can have too: tables of figures are unique."""
    if frame is None:
        return None
    previous = None if frame.previous is None else _dataless(frame.previous)
    return replace(frame, current=_dataless(frame.current), previous=previous)


def _dataless(slide: SlideFrame) -> SlideFrame:
    return replace(slide, data=None)
