"""How much a running show holds of everything that must not grow.

Keeping the numbers must not grow either, so they lie in arrays of a size that is known before.
"""

import gc
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, fields

from PySide6.QtCore import QObject, QTimer
from shiboken6 import getCppPointer, isValid

from kjc_desktop.machine.memory import open_files, private_memory, thread_count

UNKNOWN = -1
"""In place of a number that this system does not tell."""


@dataclass(frozen=True, slots=True)
class Census:
    """What the process holds at one moment; `UNKNOWN` where the system does not tell.

    `memory` in bytes, private to the process; `timers` counts those of Qt and the calls that wait
    for the clock of the show; `objects` those of Python that its garbage collection knows.
    """

    memory: int
    objects: int
    qt_objects: int
    timers: int
    threads: int
    files: int


def census(waiting: int) -> Census:
    """Count what the process holds; garbage is collected before.

    Args:
        waiting: calls that wait for a clock moved by hand, which are timers in a real show.
    """
    gc.collect()
    known = gc.get_objects()
    alive = [each for each in known if isinstance(each, QObject) and isValid(each)]
    objects, owned = len(known), [child for each in alive for child in each.findChildren(QObject)]
    # What belongs to Qt alone has a Python half only while somebody looks at it.
    found = {getCppPointer(each): each for each in (*alive, *owned)}
    timers = sum(isinstance(each, QTimer) for each in found.values())
    counted = len(found)
    # The lists alone would be a good part of the memory that is measured now.
    del known, alive, owned, found
    return Census(
        _told(private_memory()), objects, counted, timers + waiting, thread_count(),
        _told(open_files()),
    )  # fmt: skip


def _told(number: int | None) -> int:
    return UNKNOWN if number is None else number


class Samples:
    """Censuses of a run, each with the time and the slide changes until then."""

    def __init__(self, most: int) -> None:
        """Make room for so many of them."""
        self._taken = 0
        self.seconds = array("d", bytes(8 * most))
        self.changes = array("d", bytes(8 * most))
        self._counts = {each.name: array("d", bytes(8 * most)) for each in fields(Census)}

    def __len__(self) -> int:
        return self._taken

    def add(self, seconds: float, changes: int, counted: Census) -> None:
        """Take note of a census.

        Raises:
            IndexError: there is no room left.
        """
        self.seconds[self._taken], self.changes[self._taken] = seconds, changes
        for name, values in self._counts.items():
            values[self._taken] = getattr(counted, name)
        self._taken += 1

    def of(self, name: str, first: int = 0) -> list[float]:
        """Return the numbers of one kind, or `seconds` or `changes`, from a place on."""
        values = getattr(self, name) if name in {"seconds", "changes"} else self._counts[name]
        return list(values[first : self._taken])


class Costs:
    """Milliseconds of very many pictures, counted in steps of a twentieth of one."""

    _STEP = 0.05
    _MOST = 20_000

    def __init__(self) -> None:
        self._counts = array("Q", bytes(8 * self._MOST))
        self.count, self.most = 0, 0.0

    def add(self, milliseconds: float) -> None:
        """Take note of one picture."""
        self._counts[min(self._MOST - 1, int(milliseconds / self._STEP))] += 1
        self.count += 1
        self.most = max(self.most, milliseconds)

    def share(self, part: float) -> float:
        """Return the milliseconds that a part (0 to 1) of all pictures does not exceed."""
        return next((each for each, counted in self._summed() if counted >= part * self.count), 0.0)

    def _summed(self) -> Iterator[tuple[float, int]]:
        summed = 0
        for place, count in enumerate(self._counts):
            summed += count
            if count:
                yield (place + 0.5) * self._STEP, summed
