"""Numbers that run from what they were to what they are, when live figures change."""

from kjc_desktop.figures import FigureTable
from kjc_desktop.show.clock import Clock
from kjc_desktop.timeline.frame import Data

RUN = 0.8
"""Seconds a number takes to run to a new value."""
RUN_FRAME = 0.04
"""Seconds between two pictures while a number runs: it may do so all the time."""


class Numbers:
    """What the figures of a show were, as long as they run."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since = clock.monotonic()
        self._before: dict[str, float] = {}

    @property
    def run(self) -> bool:
        """Whether any is on its way."""
        return bool(self._before)

    def change(self, old: FigureTable, new: FigureTable) -> None:
        """Let all figures that differ run, from where they are just now."""
        self._before = self.data(old).left_by(new)
        self._since = self._clock.monotonic()

    def rest(self) -> None:
        """Let all figures be there at once."""
        self._before = {}

    def data(self, table: FigureTable) -> Data:
        """Return the figures of this moment."""
        share = min(1.0, (self._clock.monotonic() - self._since) / RUN)
        if share >= 1.0:
            self._before = {}
        return Data(table, self._before, share if self._before else 1.0)
