"""A loop that the time of day alone moves: screens with the same clock show the same picture."""

from dataclasses import dataclass
from itertools import accumulate

from kjc_desktop.timeline.position import Position, playing, settled
from kjc_desktop.timeline.script import Timeline

EPOCH = 0.0
"""When lap 0 of every loop began, in Unix seconds."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a loop stands: the slide, the one before it, and the seconds until the next one.

    `remaining` is None where there is only one slide, which is complete and stays.
    """

    position: Position
    leaving: Position | None = None
    remaining: float | None = None


def moment_at(timeline: Timeline, unix: float) -> Moment | None:
    """Return where the loop of a timeline stands at a time, however long the screen has run.

    Args:
        timeline: its slides and their durations; equal ones give equal moments.
        unix: the time of day in Unix seconds.

    Returns:
        The moment, or None where no slide may be shown.
    """
    scripts = [timeline.script(name) for name in timeline.names]
    if len(scripts) < 2:
        return Moment(settled(scripts[0])) if scripts else None
    ends = list(accumulate(script.duration for script in scripts))
    passed = (unix - EPOCH) % ends[-1]
    here = next((index for index, end in enumerate(ends) if passed < end), len(ends) - 1)
    script, before = scripts[here], scripts[here - 1]
    elapsed = max(0.0, passed - (ends[here] - script.duration))
    return Moment(
        playing(script, elapsed), playing(before, before.duration), max(0.0, ends[here] - passed)
    )
