"""Python's garbage is collected in the thread of the windows, and in no other.

A collection runs in whichever thread happens to ask for memory. If that is the one that reads
decks, it destroys pictures, timers and charts of the last deck there, and Qt does not survive
that. So the automatic collection is off while a second thread runs, and the first one sweeps.
"""

import gc

from kjc_desktop.show.clock import Call, Clock

EVERY = 5.0
"""Seconds between two sweeps."""
_THOROUGH = 12
"""Each which sweep looks at everything, and not only at what is young."""
_WORTHWHILE = 500
"""New objects below which sweeping is not worth it."""


class Sweeper:
    """Collects garbage in the thread of its clock, from `start` to `stop`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._call: Call | None = None
        self._sweeps = 0
        self._automatic = True

    def start(self) -> None:
        """Take over from the automatic collection; what is there now is taken to stay."""
        self._automatic = gc.isenabled()
        gc.disable()
        gc.freeze()
        self._call = self._clock.call_every(EVERY, self._sweep)

    def stop(self) -> None:
        """Leave it as it was found; harmless when nothing was started."""
        if self._call is not None:
            self._call.cancel()
            self._call = None
            gc.unfreeze()
            if self._automatic:
                gc.enable()

    def _sweep(self) -> None:
        self._sweeps += 1
        if self._sweeps % _THOROUGH == 0:
            gc.collect()
        elif gc.get_count()[0] > _WORTHWHILE:
            gc.collect(1)
