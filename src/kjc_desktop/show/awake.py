"""No screen saver while a show runs."""

import logging
from threading import Event, Thread

from kjc_desktop.texts import interface_language, say

_log = logging.getLogger(__name__)


class Awake:
    """Keeps the screen on from `start` to `stop`.

    In a thread of its own: the system is asked over a bus that may be slow to answer, and some
    systems tie the promise to the thread that asked for it. Called after the first slide is on
    the screen, as nothing here is needed for it.
    """

    def __init__(self) -> None:
        self._over = Event()
        self._thread = Thread(target=self._keep, name="awake", daemon=True)

    def start(self) -> None:
        """Ask the system to keep the screen on; what goes wrong is one line of the log."""
        self._thread.start()

    def stop(self, patience: float = 1.0) -> None:
        """Let the system do as it likes again; harmless when nothing was started.

        Args:
            patience: seconds to wait for a system that is slow to answer.
        """
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(patience)

    def _keep(self) -> None:
        from wakepy import keep

        with keep.presenting(on_fail="pass") as mode:
            if not mode.active:
                _log.warning(say("show.awake_failed", interface_language()))
                _log.debug(mode.result.get_failure_text())
            self._over.wait()
