"""Keeps the spare copy of a deck up to date, in a thread: a share may take its time."""

import logging
from pathlib import Path
from threading import Lock, Thread

from kjc_desktop.supervisor.spare import Spare, TooLarge

_log = logging.getLogger(__name__)


class Copier:
    """Copies one deck, once at a time; what comes while it copies is done afterwards."""

    def __init__(self, deck: Path, folder: Path) -> None:
        self._spare = Spare(deck, folder)
        self._lock = Lock()
        self._busy = self._again = False
        self._trouble = ""

    def folder(self) -> Path | None:
        """Return the copy that is whole; None where there is none."""
        return self._spare.folder()

    def copy(self) -> None:
        """Copy the deck as it is now, soon."""
        with self._lock:
            self._again = True
            if self._busy:
                return
            self._busy = True
        Thread(target=self._work, name="copy", daemon=True).start()

    def _work(self) -> None:
        while self._begin():
            try:
                self._spare.update()
                self._trouble = ""
            except (OSError, TooLarge) as error:
                self._tell(error)

    def _begin(self) -> bool:
        with self._lock:
            self._busy, self._again = self._again, False
            return self._busy

    def _tell(self, error: Exception) -> None:
        """Say once that there is no copy of the newest version."""
        trouble = repr(error)
        if trouble != self._trouble:
            _log.warning("no copy of the deck: %s", trouble)
        self._trouble = trouble
