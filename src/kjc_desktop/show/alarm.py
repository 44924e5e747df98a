"""The one timer of a show: frame by frame while something moves, else a single call, or none."""

from kjc_desktop.show.clock import Call, Callback, Clock

FRAME = 0.016
"""Seconds between two pictures while something moves."""
SHORTEST = 0.001
"""Seconds to wait at least: a shorter wait would end before the time it waits for."""


class Alarm:
    """Wakes a show."""

    def __init__(self, clock: Clock, callback: Callback) -> None:
        self._clock, self._callback = clock, callback
        self._frames: Call | None = None
        self._wake: Call | None = None

    def at_every_frame(self) -> None:
        """Wake again and again, as long as something moves."""
        self._forget_wake()
        if self._frames is None:
            self._frames = self._clock.call_every(FRAME, self._callback)

    def once(self, seconds: float | None) -> bool:
        """Wake once, or with None not at all; tell whether something has moved until now."""
        moved = self._frames is not None
        self.stop()
        if seconds is not None:
            self._wake = self._clock.call_later(max(seconds, SHORTEST), self._callback)
        return moved

    def at_the_latest(self, seconds: float) -> None:
        """Wake once unless something else is asked for: whatever fails, no slide stays for ever."""
        if self._frames is None:
            self._wake = self._clock.call_later(seconds, self._callback)

    def stop(self) -> None:
        """Do not wake any more."""
        self._forget_wake()
        if self._frames is not None:
            self._frames.cancel()
            self._frames = None

    def _forget_wake(self) -> None:
        if self._wake is not None:
            self._wake.cancel()
            self._wake = None
