"""A figure as it is written while it moves: counting up, or running to where it has changed to."""

from collections.abc import Callable

from kjc_desktop.figures import FigureValue
from kjc_desktop.timeline.frame import Data


class Running:
    """One figure of a slide; how its numbers are written is worked out when it moves first."""

    def __init__(self, figure: FigureValue) -> None:
        self._figure = figure
        self._counting: tuple[float, Callable[[float], str]] | None = None

    def at(self, data: Data | None, done: float = 1.0) -> tuple[int | float | None, str]:
        """Return value and characters, without qualifier, of a moment.

        Args:
            data: the figures of the moment; None where they do not run.
            done: share of the value that the figure has counted up to, 0 to 1.
        """
        figure = self._figure
        if figure.value is None:
            return None, figure.number
        there = None if data is None else data.value(figure.name)
        value = figure.value if there is None else there
        now = value if done >= 1.0 else value * done
        if now == figure.value:
            return now, figure.number
        start = 0.0 if data is None else data.before.get(figure.name, 0.0)
        return now, self._writer(figure.value, start)(now)

    def _writer(self, end: float, start: float) -> Callable[[float], str]:
        if self._counting is None or self._counting[0] != start:
            self._counting = (start, self._figure.format.counting(end, start))
        return self._counting[1]
