"""Tells for how long a file has stayed as it is, by two clocks of which one may be wrong.

The time at which a file was changed comes from the clock of whatever holds it. One that goes slow
makes a file look settled that is still being written, one that goes fast makes it come from the
future.
"""

from dataclasses import dataclass
from datetime import datetime

from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.snapshot import Snapshot

SETTLED = 2.0
"""Seconds without a change after which a file counts as written to its end."""
_CLOCKS_DIFFER = 300.0
"""Seconds that the clocks of two computers in one house are apart at most."""


@dataclass(frozen=True, slots=True)
class Still:
    """For how many seconds a file has not changed.

    Attributes:
        told: by its own time; negative for one from the future.
        watched: as this program has seen it.
    """

    told: float
    watched: float

    @property
    def likely(self) -> float:
        """Seconds, if the clocks agree."""
        return max(self.told, self.watched)

    @property
    def certain(self) -> float:
        """Seconds, even if they do not: an age counts only where no clock is that wrong."""
        return self.likely if self.told >= _CLOCKS_DIFFER else self.watched


class Stillness:
    """Watches one file from reading to reading."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._seen: tuple[str, float] | None = None

    def look(self, version: str, changed: datetime) -> Still:
        """Return for how long a file has stayed as it is.

        Args:
            version: tells this state of the file from any other.
            changed: when it was, by its own time. Aware.
        """
        now = self._around.monotonic()
        if self._seen is None or self._seen[0] != version:
            self._seen = (version, now)
        told = (self._around.wall() - changed).total_seconds()
        return Still(told, now - self._seen[1])


def not_later(changed: datetime, now: datetime, last: Snapshot | None) -> datetime:
    """Return from when a file's content is, which is never from the future.

    Args:
        changed: when the file was, by its own time. Aware.
        now: by the clock of this computer. Aware.
        last: what the same state of the file gave before, None where it is new: what was once
            cut to the present must not grow younger with each reading.
    """
    return min(changed, now) if last is None else min(changed, now, last.as_of)
