"""Brings what the live sources say into the thread of the window, never faster than it can paint.

Sources may have news a hundred thousand times a second; whoever listens here hears of it at most
ten times a second, and then of the newest.
"""

from collections.abc import Collection
from threading import Lock

from PySide6.QtCore import QObject, Signal

from kjc_desktop.data.hub import Hub
from kjc_desktop.data.live import LiveData
from kjc_desktop.deck.models import Deck
from kjc_desktop.show.clock import Call, Clock

INTERVAL = 0.1
"""Seconds between two news at least."""


class Feed(QObject):
    """The live data of a show, as they change."""

    changed = Signal(object)
    """`LiveData`: something is new."""
    _news = Signal()

    def __init__(self, hub: Hub, clock: Clock, parent: QObject | None = None) -> None:
        """Listen to a hub; it is closed with the feed."""
        super().__init__(parent)
        self._hub, self._clock = hub, clock
        self._lock = Lock()
        self._pending = False
        self._told_at = float("-inf")
        self._wait: Call | None = None
        self._news.connect(self._on_news)
        hub.listen(self.tell)

    def use(self, deck: Deck) -> LiveData:
        """Read the sources of a deck from now on; return what is known of them already."""
        self._hub.use(deck)
        self._hub.start()
        return self._hub.data()

    def look(self, names: Collection[str] | None = None) -> None:
        """Look at sources now: those of some files that changed, or all."""
        self._hub.look(names)

    def stop(self) -> None:
        """End: nothing is read any more."""
        self._hub.listen(None)
        if self._wait is not None:
            self._wait.cancel()
        self._hub.close()

    def tell(self) -> None:
        """Note, in whatever thread, that there is something new: one signal for all of it."""
        with self._lock:
            if self._pending:
                return
            self._pending = True
        self._news.emit()

    def _on_news(self) -> None:
        wait = self._told_at + INTERVAL - self._clock.monotonic()
        if wait <= 0:
            self._take()
        else:
            self._wait = self._clock.call_later(wait, self._take)

    def _take(self) -> None:
        with self._lock:
            self._pending = False
        self._told_at = self._clock.monotonic()
        self.changed.emit(self._hub.data())
