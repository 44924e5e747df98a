"""The one door to real time: everything else in a show asks a `Clock`.

`SystemClock` is the machine's time and Qt's timers; `ManualClock` stands still until somebody
moves it, which is how tests and off-screen playing run hours in a moment.
"""

import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer

Callback = Callable[[], None]
_LONGEST = 86_400.0
"""Seconds after which a timer is set anew: Qt counts milliseconds in 31 bits."""


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


class _Timer:
    """A Qt timer that is used again and again, for one call at a time.

    Timers are never deleted: a timer on its way out whose Python half is gone already brings the
    whole program down.
    """

    def __init__(self, parent: QObject) -> None:
        self.call: _TimedCall | None = None
        self._timer = QTimer(parent)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._fire)

    def start(self, call: "_TimedCall", seconds: float) -> None:
        self.call = call
        self._timer.setSingleShot(call.once)
        self._timer.start(math.ceil(min(max(0.0, seconds), _LONGEST) * 1000))

    def stop(self) -> None:
        self.call = None
        self._timer.stop()

    def _fire(self) -> None:
        call = self.call
        if call is None:
            return
        if call.once:
            self.stop()
        call.callback()


class _TimedCall:
    """A call that waits for a Qt timer; it knows whether the timer is still its own."""

    def __init__(self, timer: _Timer, callback: Callback, *, once: bool) -> None:
        self._timer = timer
        self.callback = callback
        self.once = once

    def cancel(self) -> None:
        if self._timer.call is self:
            self._timer.stop()


class SystemClock(QObject):
    """The machine's clock, with Qt's timers of the thread it lives in.

    A wait of more than a day ends after a day: whoever waits looks at the time anyway.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timers: list[_Timer] = []

    @property
    def waiting(self) -> int:
        """How many calls are still to come."""
        return sum(timer.call is not None for timer in self._timers)

    def monotonic(self) -> float:
        """Return seconds since some moment."""
        return time.monotonic()

    def wall(self) -> datetime:
        """Return the time of day in UTC."""
        return datetime.now(UTC)

    def call_later(self, seconds: float, callback: Callback) -> Call:
        """Call once after some seconds, never early by more than the rounding of Qt's timers."""
        return self._start(seconds, callback, once=True)

    def call_every(self, seconds: float, callback: Callback) -> Call:
        """Call again and again until cancelled."""
        return self._start(seconds, callback, once=False)

    def _start(self, seconds: float, callback: Callback, *, once: bool) -> Call:
        timer = next((each for each in self._timers if each.call is None), None)
        if timer is None:
            timer = _Timer(self)
            self._timers.append(timer)
        call = _TimedCall(timer, callback, once=once)
        timer.start(call, seconds)
        return call


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
