"""Keeps what a broker sends, however fast it comes, in a bounded room; nothing is parsed here."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from kjc_desktop.data.snapshot import Cell

MOST_ROWS = 2_000
LARGEST = 65_536
"""Bytes of a message beyond which only is kept that it came."""
_MOST_BYTES = 16_000_000
_FINEST = MOST_ROWS * 2**20
"""Spans that a history is divided into at first; each time it does not fit they double."""


@dataclass(slots=True, eq=False)
class Message:
    """What came under a topic; `payload` None for what was too large.

    Attributes:
        topic: in full.
        payload: as it came.
        at: time of arrival, or where that is known when it had come before. Aware.
        moment: of arrival, in seconds that never jump.
        kept: whether the broker had kept it, so that nobody knows how old it is.
        cells: that were made of it, once they have been made.
    """

    topic: str
    payload: bytes | None
    at: datetime
    moment: float
    kept: bool = False
    cells: tuple[Cell, ...] | None = None


class _Newest(NamedTuple):
    """What was last heard of a topic; of its payload only what tells it from another."""

    payload: int
    at: datetime
    moment: float
    kept: bool


class Messages:
    """The newest message of each topic, or of each topic and short span of time.

    Added to in the thread of the connection, taken in that of the reader.
    """

    def __init__(self, history: float | None = None) -> None:
        """Begin without any.

        Args:
            history: seconds for which messages are kept; None: until the next of their topic.
        """
        self._history = history
        self._span = 0.0 if history is None else history / _FINEST
        self._kept: dict[tuple[str, int], Message] = {}
        self._newest: dict[str, _Newest] = {}
        self._bytes = 0
        self._lock = Lock()
        self.refused = False
        """Whether there were more topics, or larger messages, than there is room for."""

    def add(self, message: Message) -> None:
        """Keep a message in place of the last one of its topic, or of its topic and time.

        What a broker had kept is sent anew with each connection and is news only once.
        """
        if self._repeated(message):
            return
        size = 0 if message.payload is None else len(message.payload)
        if size > LARGEST:
            message.payload, size = None, 0
        with self._lock:
            key = self._key(message)
            before = self._kept.pop(key, None)
            self._bytes += size - _size(before)
            self._kept[key] = message
            if self._too_much:
                self._make_room(message.moment)

    def taken(self, now: float) -> list[Message]:
        """Return what is kept, in the order of topics, or of arrival where there is a history."""
        with self._lock:
            if self._history is not None:
                self._drop_older(now - self._history)
            kept = list(self._kept.values())
        return sorted(kept, key=lambda each: each.topic) if self._history is None else kept

    def _repeated(self, message: Message) -> bool:
        """Tell whether a message says nothing new; else note it, and how old it is if known."""
        newest, payload = self._newest.pop(message.topic, None), hash(message.payload)
        if message.kept and newest is not None:
            same, history = newest.payload == payload, self._history
            if same if history is None else message.moment - newest.moment <= history:
                self._newest[message.topic] = newest
                return True
            # Another payload came while there was no connection, so it is about as old as it seems.
            message.at, message.kept = (newest.at, newest.kept) if same else (message.at, False)
        self._newest[message.topic] = _Newest(payload, message.at, message.moment, message.kept)
        if len(self._newest) > MOST_ROWS:
            del self._newest[next(iter(self._newest))]
        return False

    def _key(self, message: Message) -> tuple[str, int]:
        return message.topic, int(message.moment / self._span) if self._span else 0

    def _make_room(self, now: float) -> None:
        """Thin a history evenly until it fits; without one refuse what came last."""
        if self._history is None:
            self._refuse_last()
            return
        self._drop_older(now - self._history)
        while self._too_much and self._span <= self._history:
            self._thin()
        while self._too_much:
            self._refuse_last()

    @property
    def _too_much(self) -> bool:
        return len(self._kept) > MOST_ROWS or self._bytes > _MOST_BYTES

    def _thin(self) -> None:
        """Keep the newer one of two messages of a topic that followed each other closely."""
        self._span *= 2
        newest_first: dict[tuple[str, int], Message] = {}
        for each in reversed(self._kept.values()):
            newest_first.setdefault(self._key(each), each)
        self._kept = dict(reversed(newest_first.items()))
        self._bytes = sum(map(_size, self._kept.values()))

    def _refuse_last(self) -> None:
        """Let go of the message that was added last."""
        self._bytes -= _size(self._kept.pop(next(reversed(self._kept))))
        self.refused = True

    def _drop_older(self, moment: float) -> None:
        # They stand in the order of arrival, as each key is taken out before it is set anew.
        while self._kept and next(iter(self._kept.values())).moment < moment:
            self._bytes -= _size(self._kept.pop(next(iter(self._kept))))


def _size(message: Message | None) -> int:
    return 0 if message is None or message.payload is None else len(message.payload)
