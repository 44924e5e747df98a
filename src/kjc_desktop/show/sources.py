"""The live sources of a deck, read with this machine's time, environment and memory.

A deck without live sources imports nothing from here: no thread, no socket, no file.
"""

import logging
import os
from typing import TYPE_CHECKING

from kjc_desktop.data.live import NOTHING, LiveData
from kjc_desktop.deck.models import Deck
from kjc_desktop.show.clock import monotonic, wall
from kjc_desktop.show.log import tell
from kjc_desktop.texts import language_of, say

if TYPE_CHECKING:
    from kjc_desktop.data.hub import Hub

_PATIENCE = 12.0
"""Seconds to wait for an answer: more than any source may take."""


def new_hub(language: str = "") -> "Hub":
    """Return what reads the sources of a show; it reads nothing yet.

    Args:
        language: of the sentence that says that the disk keeps nothing, a tag such as `de-DE`.
    """
    from kjc_desktop.data.hub import Hub
    from kjc_desktop.data.store import Store, default_folder

    folder = default_folder()

    def failed(error: Exception) -> None:
        # The words of the error are the system's; of what a source says, none are repeated.
        reason = (error.strerror if isinstance(error, OSError) else "") or type(error).__name__
        said = say("show.data_unkept", language_of(language), folder=folder, reason=reason)
        tell(said, level=logging.WARNING)

    return Hub((wall, monotonic), os.environ, Store(folder, failed))


class Readings:
    """Reads the sources of decks where somebody waits for the answer; used in a `with` block.

    What several editions of a deck have in common is read once.
    """

    def __init__(self) -> None:
        self._hub: Hub | None = None

    def __enter__(self) -> "Readings":
        return self

    def __exit__(self, *_: object) -> None:
        if self._hub is not None:
            self._hub.close()

    def of(self, deck: Deck) -> LiveData:
        """Return what the sources of a deck say now, or said when they could last be read.

        Waits for the slowest, at most some ten seconds.
        """
        if not deck.live:
            return NOTHING
        self._hub = self._hub or new_hub(deck.head.language)
        self._hub.use(deck)
        self._hub.start()
        self._hub.settle(_PATIENCE)
        return self._hub.data()


def live_now(deck: Deck) -> LiveData:
    """Return what the sources of one deck say now; see `Readings`."""
    with Readings() as readings:
        return readings.of(deck)


def live_kept(deck: Deck) -> LiveData:
    """Return what the sources of a deck said when they were last read here; none is asked now."""
    if not deck.live:
        return NOTHING
    hub = new_hub(deck.head.language)
    hub.use(deck)
    for worker in hub.workers.values():
        worker.remember()
    kept = hub.data()
    hub.close()
    return kept
