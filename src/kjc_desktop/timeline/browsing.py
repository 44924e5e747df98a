"""Visitors who browse: what their fingers mean, and when the loop takes over again.

Somebody who touches the screen of a foyer has not read a manual, so there is little to know: a
swipe turns the page, a tap at the edge does too, a tap in the middle shows all slides. Whatever
else a hand or a sleeve does means nothing.
"""

from dataclasses import dataclass, replace
from typing import Literal

from kjc_desktop.timeline.commands import Action, Command, reduce
from kjc_desktop.timeline.playback import Playback
from kjc_desktop.timeline.sync import Moment

Gesture = Literal["left", "right", "up", "down", "tap"]
"""Where a finger was drawn to, or that it only touched."""

_FAR = 0.06
"""Share of the shorter side that a finger has to be drawn for a swipe."""
_STEADY = 0.03
"""Share of the shorter side that a finger may tremble in a tap."""
_STRAIGHT = 1.5
"""How much longer than high, or higher than long, a swipe is."""
_LONGEST_TAP, _LONGEST_SWIPE = 1.0, 2.0
"""Seconds; what stays longer is a hand that leans on the screen."""
_EDGE = 0.2
"""Share of the width at either side where a tap turns the page."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """The way of one finger on a surface of a size, all in the same unit, from its upper left."""

    start: tuple[float, float]
    end: tuple[float, float]
    size: tuple[float, float]
    seconds: float

    @property
    def moved(self) -> tuple[float, float]:
        """How far to the right and down it went."""
        return self.end[0] - self.start[0], self.end[1] - self.start[1]


def gesture_of(stroke: Stroke) -> Gesture | None:
    """Return what a stroke is; None where it is nothing that anybody means."""
    unit, (across, down) = min(stroke.size), stroke.moved
    wide, high = abs(across), abs(down)
    if max(wide, high) <= _STEADY * unit:
        return "tap" if stroke.seconds <= _LONGEST_TAP else None
    if max(wide, high) < _FAR * unit or stroke.seconds > _LONGEST_SWIPE:
        return None
    if wide > _STRAIGHT * high:
        return "left" if across < 0 else "right"
    if high > _STRAIGHT * wide:
        return "up" if down < 0 else "down"
    return None


def command_of(stroke: Stroke) -> Command | None:
    """Return what a stroke on a slide asks for; None where it asks for nothing."""
    match gesture_of(stroke):
        case "left":
            return Command(Action.NEXT_SLIDE)
        case "right":
            return Command(Action.BACK_SLIDE)
        case "up":
            return Command(Action.OVERVIEW)
        case "tap":
            return _tapped(stroke.end[0] / stroke.size[0])
        case _:
            return None


def _tapped(across: float) -> Command:
    if across < _EDGE:
        return Command(Action.BACK_SLIDE)
    return Command(Action.NEXT_SLIDE if across > 1 - _EDGE else Action.OVERVIEW)


def browsed(
    playback: Playback, command: Command, now: float, idle: float, common: Moment | None = None
) -> Playback:
    """Return the show after a visitor has asked for something: it waits where it then is.

    Args:
        playback: the show before.
        command: what is asked.
        now: monotonic seconds.
        idle: seconds for which it is to wait.
        common: where a loop is that the time of day moves; left for as long as somebody browses.
    """
    if common is not None and playback.until is None:
        playback = _left(playback, common, now)
    return replace(reduce(playback, command, now), until=now + idle)


def _left(playback: Playback, common: Moment, now: float) -> Playback:
    """Return the show where the common time has brought it."""
    position = common.position
    return replace(
        playback,
        slide=position.slide,
        entered=now - position.elapsed,
        began=position.began,
        leaving=common.leaving,
    )


def attended(playback: Playback, now: float, idle: float) -> Playback:
    """Return the show after a touch that asks for nothing: it counts only for whoever browses."""
    return playback if playback.until is None else replace(playback, until=now + idle)
