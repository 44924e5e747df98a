"""Stays connected to a broker: one thread that connects, listens, and connects again."""

import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

from kjc_desktop.data.mqtt.faults import connecting_problem, refusal_problem
from kjc_desktop.data.secrets import expand
from kjc_desktop.data.snapshot import Problem
from kjc_desktop.deck.addresses import Broker, is_topic_filter, is_variable, parse_broker

if TYPE_CHECKING:
    from paho.mqtt.client import Client, MQTTMessage
    from paho.mqtt.reasoncodes import ReasonCode

_CONNECT_SECONDS = 5.0
_KEEP_ALIVE = 15
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
_LOOK = 0.2
"""Seconds between two looks whether to end."""
_JOIN_SECONDS = 1.0
_CONNECTING = Problem("mqtt_connecting", again=0.5)


def broker_of(address: str, environment: Mapping[str, str]) -> Broker | Problem:
    """Return the broker that an address names, with the variables in it filled in."""
    whole = expand(address, environment) if is_variable(address) else address
    if isinstance(whole, Problem):
        return whole
    broker = parse_broker(whole)
    if broker is None:
        return Problem("mqtt_address")
    written = broker.host, broker.port, broker.user, broker.password, broker.topic
    texts: list[str] = []
    for each in written:
        text = expand(each or "", environment)
        if isinstance(text, Problem):
            return text
        texts.append(text)
    host, port, user, password, topic = texts
    if not (port.isdecimal() and is_topic_filter(topic)):
        return Problem("mqtt_address")
    return Broker(broker.encrypted, host, port, user or None, password or None, topic)


class _TidySocket(ssl.SSLSocket):
    """Is closed where no encryption comes about, which the library leaves undone."""

    def do_handshake(self, block: bool = False) -> None:
        """Agree on encryption with the other side.

        Raises:
            OSError: there is none that both sides know and trust.
        """
        try:
            super().do_handshake(block)
        except OSError:
            self.close()
            raise


class Listener:
    """A connection that is made again whenever it is lost.

    Attributes:
        problem: why nothing can be heard now; None while everything can.
    """

    def __init__(
        self,
        broker: Broker,
        take: Callable[[str, bytes, bool], None],
        changed: Callable[[], None],
    ) -> None:
        """Prepare; nothing is opened before `start`.

        Args:
            broker: with its secrets.
            take: is called with the topic and payload of each message, and whether the broker had
                kept it, in the listener's thread.
            changed: is called there when `problem` has changed.
        """
        self._broker, self._take, self._changed = broker, take, changed
        self.problem: Problem | None = _CONNECTING
        self._over = Event()
        self._told = Event()
        self._heard = False
        self._refusal: Problem | None = None
        self._thread = Thread(target=self._run, name="mqtt", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait until it is known whether there is a connection."""
        self._told.wait(seconds)

    def close(self) -> None:
        """End the connection and the thread; one that hangs in the network ends soon after."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(_JOIN_SECONDS)

    def _run(self) -> None:
        client = self._client()
        wait = _FIRST_WAIT
        while not self._over.is_set():
            self._tell(self._session(client))
            wait = _FIRST_WAIT if self._heard else wait
            self._over.wait(wait)
            wait = min(wait * 2, _LONGEST_WAIT)

    def _client(self) -> "Client":
        """Return a client that is not connected yet."""
        from paho.mqtt.client import Client
        from paho.mqtt.enums import CallbackAPIVersion

        client = Client(CallbackAPIVersion.VERSION2, clean_session=True)
        client.connect_timeout = _CONNECT_SECONDS
        client.on_connect, client.on_subscribe = self._connected, self._subscribed
        client.on_message = self._message
        if self._broker.user is not None:
            client.username_pw_set(self._broker.user, self._broker.password)
        if self._broker.encrypted:
            context = ssl.create_default_context()
            context.sslsocket_class = _TidySocket
            client.tls_set_context(context)
        return client

    def _session(self, client: "Client") -> Problem:
        """Listen until the connection ends; return why it did."""
        self._heard, self._refusal = False, None
        try:
            client.connect(self._broker.host, int(self._broker.port), _KEEP_ALIVE)
            while client.loop(_LOOK) == 0:
                if self._over.is_set() or self._refusal is not None:
                    client.disconnect()
                    break
        except (OSError, ValueError) as error:
            return connecting_problem(error, self._broker)
        return self._refusal or Problem("mqtt_lost" if self._heard else "mqtt_no_broker")

    def _tell(self, problem: Problem | None) -> None:
        self.problem = problem
        self._told.set()
        self._changed()

    def _connected(
        self, client: "Client", _data: object, _flags: object, code: "ReasonCode", _more: object
    ) -> None:
        if code.is_failure:
            self._refusal = refusal_problem(code.getName())
        else:
            client.subscribe(self._broker.topic, qos=1)

    def _subscribed(
        self, _client: object, _data: object, _id: int, codes: "list[ReasonCode]", _more: object
    ) -> None:
        if any(each.is_failure for each in codes):
            self._refusal = Problem("mqtt_topic_refused", {"topic": self._broker.topic})
            return
        self._heard = True
        self._tell(None)

    def _message(self, _client: object, _data: object, message: "MQTTMessage") -> None:
        # What is no text in a topic comes from a broker that does not keep to the protocol.
        with suppress(UnicodeDecodeError):
            self._take(message.topic, bytes(message.payload), message.retain)
