"""The one door to real time: everything else in a show asks a `Clock`.

`SystemClock` (in `timers`) is the machine's time with Qt's timers; `ManualClock` stands still until
somebody moves it, which is how tests and off-screen playing run hours in a moment.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Protocol

Callback = Callable[[], None]


class Call(Protocol):
    """Something that is to happen later."""

    def cancel(self) -> None:
        """Make it not happen; harmless when it has happened or was cancelled."""


class Clock(Protocol):
    """Time as a show sees it."""

    def monotonic(self) -> float:
        """Return seconds since some moment; they never jump."""

    def wall(self) -> datetime:
        """Return the time of day, aware; it may jump when the machine's clock is set."""

    def call_later(self, seconds: float, callback: Callback) -> Call:
        """Call once after some seconds (0: as soon as possible), in the thread of the clock."""

    def call_every(self, seconds: float, callback: Callback) -> Call:
        """Call again and again until cancelled."""


def monotonic() -> float:
    """Return the machine's seconds since some moment; they never jump."""
    return time.monotonic()


def stopwatch() -> float:
    """Return seconds as finely as the machine counts them: only for what something costs."""
    return time.perf_counter()


def wall() -> datetime:
    """Return the machine's time of day in UTC."""
    return datetime.now(UTC)


class _Due:
    """A call that waits for a `ManualClock` to be moved."""

    def __init__(self, at: float, order: int, callback: Callback, every: float | None) -> None:
        self.at = at
        self.order = order
        self.callback = callback
        self.every = every
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class ManualClock:
    """A clock that stands still until it is moved."""

    def __init__(self, wall: datetime, monotonic: float = 0.0) -> None:
        self._wall = wall
        self._start = self._monotonic = monotonic
        self._waiting: list[_Due] = []
        self._order = count()

    def monotonic(self) -> float:
        """Return the seconds it was moved, from where it began."""
        return self._monotonic

    def wall(self) -> datetime:
        """Return the time of day it was given, and moved."""
        return self._wall + timedelta(seconds=self._monotonic - self._start)

    def set_wall(self, wall: datetime) -> None:
        """Set the time of day, as somebody does who corrects the machine's clock."""
        self._wall = wall - timedelta(seconds=self._monotonic - self._start)

    @property
    def waiting(self) -> int:
        """How many calls are still to come: 0 is what a still picture must cost."""
        self._waiting = [due for due in self._waiting if not due.cancelled]
        return len(self._waiting)

    def _add(self, seconds: float, callback: Callback, every: float | None) -> _Due:
        at = self._monotonic + max(0.0, seconds)
        due = _Due(at, next(self._order), callback, every)
        self._waiting.append(due)
        return due

    def call_later(self, seconds: float, callback: Callback) -> Call:
        """Call once when the clock has been moved by so many seconds."""
        return self._add(seconds, callback, None)

    def call_every(self, seconds: float, callback: Callback) -> Call:
        """Call each time the clock has been moved by so many seconds more."""
        return self._add(seconds, callback, seconds)

    def advance(self, seconds: float) -> None:
        """Move the clock, making every call that becomes due, in order and at its own time."""
        end = self._monotonic + seconds
        while self.waiting:
            due = min(self._waiting, key=lambda each: (each.at, each.order))
            if due.at > end:
                break
            self._monotonic = due.at
            if due.every is None:
                due.cancel()
            due.at += due.every or 0.0
            due.callback()
        self._monotonic = end
