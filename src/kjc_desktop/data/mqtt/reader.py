"""Listens to a broker: one row a topic with its newest message, or all messages of a while."""

from collections.abc import Callable
from threading import Event, Lock

from kjc_desktop.data.mqtt.listener import Listener, broker_of
from kjc_desktop.data.mqtt.messages import Message, Messages
from kjc_desktop.data.mqtt.rows import RowMaker
from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.snapshot import Notice, Problem, Snapshot
from kjc_desktop.deck.models import Source

_PATIENCE = 1.0
"""Seconds that a reading waits for the connection."""
_RETAINED = 0.2
"""Seconds within which a broker has told what it kept."""


def open_mqtt(source: Source, around: Surroundings, wake: Callable[[], None]) -> "MqttReader":
    """Return the reader of a topic; see `Opener`."""
    return MqttReader(source, around, wake)


class MqttReader:
    """Reads what a listener has collected; the connection is there from the first reading on."""

    refresh = None
    path = None

    def __init__(self, source: Source, around: Surroundings, wake: Callable[[], None]) -> None:
        self._around, self._wake = around, wake
        self._template = source.mqtt or ""
        self._history = source.history
        self._messages = Messages(source.history)
        self._rows = RowMaker(source.fields)
        self._listener: Listener | None = None
        self._settled = False
        self._closed = Event()
        self._lock = Lock()
        self._woken = False

    def read(self, last: Snapshot | None) -> Snapshot | Problem:
        """Return the messages until now; see `Reader`."""
        if self._listener is None and last is not None:
            self._rows.remember(last.table, topics=self._history is None)
        listener = self._listener or self._listen()
        if isinstance(listener, Problem):
            return listener
        with self._lock:
            self._woken = False
        if not self._settled:
            listener.wait(_PATIENCE)
        if listener.problem is not None:
            return listener.problem
        if not self._settled:
            self._closed.wait(_RETAINED)
            self._settled = True
        return self._snapshot(last)

    def close(self) -> None:
        """End the connection; see `Reader`."""
        self._closed.set()
        if self._listener is not None:
            self._listener.close()

    def _listen(self) -> Listener | Problem:
        broker = broker_of(self._template, self._around.environment)
        if isinstance(broker, Problem):
            return broker
        self._listener = Listener(broker, self._take, self._changed)
        self._listener.start()
        return self._listener

    def _take(self, topic: str, payload: bytes, kept: bool) -> None:
        """Keep a message; in the thread of the connection, so nothing else is done here."""
        around = self._around
        self._messages.add(Message(topic, payload, around.wall(), around.monotonic(), kept))
        self._changed()

    def _changed(self) -> None:
        """Tell that there is something to read, once until it is read."""
        with self._lock:
            woken, self._woken = self._woken, True
        if not (woken or self._closed.is_set()):
            self._wake()

    def _snapshot(self, last: Snapshot | None) -> Snapshot | Problem:
        messages = self._messages.taken(self._around.monotonic())
        if not messages:
            return Problem("mqtt_silent")
        now = self._around.wall()
        table, notices = self._rows.table(messages)
        if self._messages.refused:
            notices = (*notices, Notice("mqtt_many"))
        if last is not None and last.table == table:
            table = last.table
        return Snapshot(table, max(table.times), now, notices)
