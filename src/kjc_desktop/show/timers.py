"""The clock of a running show: the machine's time, and Qt's timers."""

import math
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer

from kjc_desktop.show.clock import Call, Callback, monotonic, wall

_LONGEST = 86_400.0
"""Seconds after which a timer is set anew: Qt counts milliseconds in 31 bits."""


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
        return monotonic()

    def wall(self) -> datetime:
        """Return the time of day in UTC."""
        return wall()

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
