"""One running show as a value: which slide, since when, and what lies over it."""

from dataclasses import dataclass, replace
from typing import Literal

from kjc_desktop.timeline.frame import Cover
from kjc_desktop.timeline.position import Position, entered, playing, settled
from kjc_desktop.timeline.script import SlideScript, Timeline

Mode = Literal["loop", "manual"]


@dataclass(frozen=True, slots=True)
class Playback:
    """A running show; times are monotonic seconds.

    `slide` is None only while no slide may be shown at all. `began` holds the beginnings of steps
    as `Position` does; `leaving` is the slide left for this one, at the moment it was left.
    `digits` are typed and wait for Enter. While somebody browses the loop waits `until` they have
    left it alone for long enough.
    """

    timeline: Timeline
    mode: Mode = "manual"
    slide: str | None = None
    entered: float = 0.0
    began: tuple[float, ...] = ()
    leaving: Position | None = None
    cover: Cover | None = None
    frozen: bool = False
    help: bool = False
    digits: str = ""
    overview: bool = False
    until: float | None = None

    @property
    def script(self) -> SlideScript | None:
        """The script of the slide that is shown."""
        return None if self.slide is None else self.timeline.script(self.slide)

    def position(self, now: float) -> Position | None:
        """Return where the show stands at a time."""
        if self.slide is None:
            return None
        return Position(self.slide, max(0.0, now - self.entered), self.began)

    def remaining(self, now: float) -> float | None:
        """Return the seconds until the loop goes on; None where it does not."""
        if self.mode != "loop" or self.until is not None:
            return None
        if self.script is None or self.neighbour(1) is None:
            return None
        return max(0.0, self.entered + self.script.duration - now)

    def neighbour(self, step: Literal[-1, 1]) -> str | None:
        """Return the slide before or behind this one; None where there is no other.

        A loop goes round. A slide outside the playlist, hidden or no longer valid, has the
        neighbours of its place in the deck.
        """
        names, here = self.timeline.names, self.slide
        order = [script.name for script in self.timeline.scripts]
        around = [name for name in order if name == here or name in names]
        if here not in around:
            return None
        there = around.index(here) + step
        if not 0 <= there < len(around) and self.mode == "manual":
            return None
        name = around[there % len(around)]
        return None if name == here else name


def begin(timeline: Timeline, mode: Mode, now: float, first: int | str | None = None) -> Playback:
    """Return a show that begins: at the slide of a number or name, else with the first."""
    empty = Playback(timeline, mode)
    name = timeline.aim(first) or next(iter(timeline.names), None)
    return empty if name is None else enter_at_once(empty, name, now)


def enter(playback: Playback, name: str, now: float, *, complete: bool = False) -> Playback:
    """Enter a slide at its beginning, or complete, cross-fading from the one that is left."""
    script = playback.timeline.script(name)
    if complete:
        began = settled(script).began
    else:
        began = (playing if playback.mode == "loop" else entered)(script).began
    return replace(playback, slide=name, entered=now, began=began, leaving=playback.position(now))


def enter_at_once(playback: Playback, name: str, now: float) -> Playback:
    """Enter a slide as if its cross-fade were just over."""
    faded = now - playback.timeline.script(name).fade
    return replace(enter(playback, name, faded), leaving=None)
