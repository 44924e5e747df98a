"""Where on a slide a show stands: a value, so that any moment can be asked for directly."""

from dataclasses import dataclass

from kjc_desktop.timeline.script import SlideScript

LONG_AGO = float("-inf")
"""When a step began whose motion is over, whatever it was."""


@dataclass(frozen=True, slots=True)
class Position:
    """A moment of a slide: seconds since it was entered, and when each of its steps begins.

    `began[i]` is when step i begins, in the same seconds; steps behind the end of the tuple have
    not been called for. In a loop the tuple holds all steps, the coming ones included.
    """

    slide: str
    elapsed: float
    began: tuple[float, ...]

    @property
    def step(self) -> int:
        """The step the slide has reached."""
        return sum(moment <= self.elapsed for moment in self.began[1:])


def entered(script: SlideScript, elapsed: float = 0.0) -> Position:
    """Return a slide that waits for keys, `elapsed` seconds after it was entered."""
    return Position(script.name, elapsed, (script.fade,))


def playing(script: SlideScript, elapsed: float = 0.0) -> Position:
    """Return a slide that plays by itself: its steps are spread evenly over its duration."""
    spread = (step * script.duration / (script.steps + 1) for step in range(1, script.steps + 1))
    began = (script.fade, *(max(script.fade, moment) for moment in spread))
    return Position(script.name, elapsed, began)


def continued(script: SlideScript, begun: tuple[float, ...]) -> tuple[float, ...]:
    """Return the beginnings of all steps of a slide that plays on from those that have begun."""
    coming = playing(script).began[len(begun) :]
    return (*begun, *(max(moment, *begun[-1:]) if begun else moment for moment in coming))


def settled(script: SlideScript, step: int | None = None, elapsed: float = 0.0) -> Position:
    """Return a slide on which all motion up to a step is over.

    Args:
        script: of the slide.
        step: how far it is revealed; left out: completely.
        elapsed: seconds since it was entered; only a cross-fade looks at them.
    """
    reached = script.steps if step is None else min(script.steps, max(0, step))
    return Position(script.name, elapsed, (LONG_AGO,) * (reached + 1))
