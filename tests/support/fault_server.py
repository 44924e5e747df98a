"""A real HTTP server on this machine that does wrong what servers do wrong.

Every path has a behaviour, which can be changed while the server runs: `server["/n.json"] =
answer(b"[1]")`. Nothing in here waits but for the other side or for the server's own end.
"""

import gzip
import socket
import ssl
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from threading import Condition, Event, Thread
from types import TracebackType

HEAD_END = b"\r\n\r\n"


@dataclass
class Exchange:
    """One request, and the connection that the answer goes to."""

    path: str
    headers: dict[str, str]
    connection: socket.socket
    ended: Event

    def send(self, content: bytes) -> None:
        self.connection.sendall(content)

    def head(self, status: int, **headers: str | int) -> None:
        """Send the status and headers; `content_length=3` is the header Content-Length."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"HTTP/1.1 {status} Status", *(f"{k}: {v}" for k, v in named.items())]
        self.send("\r\n".join([*lines, "Connection: close"]).encode() + HEAD_END)

    def wait(self, seconds: float | None = None) -> bool:
        """Say nothing; return whether the server has ended, or sooner if the other side has."""
        if seconds is not None:
            return self.ended.wait(seconds)
        with suppress(OSError):
            while not self.ended.is_set() and self.connection.recv(1024):
                pass
        return True


Behaviour = Callable[[Exchange], None]


def answer(body: bytes, status: int = 200, **headers: str | int) -> Behaviour:
    """Answer as a good server does."""

    def behave(exchange: Exchange) -> None:
        named: dict[str, str | int] = {"content_type": "application/json", **headers}
        exchange.head(status, content_length=len(body), **named)
        exchange.send(body)

    return behave


def redirect(location: str, status: int = 302) -> Behaviour:
    return answer(b"", status, location=location)


def hang(exchange: Exchange) -> None:
    """Take the request and say nothing."""
    exchange.wait()


def hang_up(exchange: Exchange) -> None:
    """Take the request and close the connection."""


def reset(exchange: Exchange) -> None:
    """Begin an answer and break the connection off."""
    exchange.head(200, content_length=1000)
    linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
    exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def drip(body: bytes, pause: float, **headers: str | int) -> Behaviour:
    """Send the body byte by byte, with a pause in seconds after each."""

    def behave(exchange: Exchange) -> None:
        exchange.head(200, content_length=len(body), **headers)
        _drip(exchange, body, pause)

    return behave


def drip_head(pause: float) -> Behaviour:
    """Send headers without an end, byte by byte."""

    def behave(exchange: Exchange) -> None:
        exchange.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
        _drip(exchange, b"x" * 10_000, pause)

    return behave


def _drip(exchange: Exchange, body: bytes, pause: float) -> None:
    for byte in body:
        exchange.send(bytes([byte]))
        if exchange.wait(pause):
            return


def endless(exchange: Exchange) -> None:
    """Send a body of a gigabyte in pieces, without saying how long it is."""
    exchange.head(200, transfer_encoding="chunked")
    piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    for _ in range(1_000_000_000 // 0x10000):
        exchange.send(piece)


@cache
def _packed() -> bytes:
    return gzip.compress(b" " * 10_000_000) * 100


def bomb(exchange: Exchange) -> None:
    """Send about a megabyte that unpacks to a gigabyte."""
    answer(_packed(), content_encoding="gzip")(exchange)


def truncated(exchange: Exchange) -> None:
    """Announce more than is sent."""
    exchange.head(200, content_length=1000)
    exchange.send(b'[{"n": 1}')


def torn(exchange: Exchange) -> None:
    """Send a piece whose length is none."""
    exchange.head(200, transfer_encoding="chunked")
    exchange.send(b"zz\r\n[1]\r\n0\r\n\r\n")


def overlong(exchange: Exchange) -> None:
    """Send more than was announced."""
    exchange.head(200, content_length=5)
    exchange.send(b'[{"n": 1}]')


def garbage(exchange: Exchange) -> None:
    exchange.send(b"\x00\xff SSH-2.0-nothing of the web\r\n\r\n")


def tagged(body: bytes, tag: str) -> Behaviour:
    """Answer 304 to whoever has this version already."""

    def behave(exchange: Exchange) -> None:
        if exchange.headers.get("if-none-match") == tag:
            exchange.head(304, etag=tag)
        else:
            answer(body, etag=tag)(exchange)

    return behave


def dated(body: bytes, date: str) -> Behaviour:
    """Answer 304 to whoever has the version of this date already."""

    def behave(exchange: Exchange) -> None:
        if exchange.headers.get("if-modified-since") == date:
            exchange.head(304)
        else:
            answer(body, last_modified=date)(exchange)

    return behave


@dataclass
class FaultServer:
    """Listens on a free port of this machine; used in a `with` block.

    Attributes:
        tls: certificate and key, where it speaks HTTPS.
        greeting: what it says before it is asked, as a mail server does.
        requests: all that were understood, in order.
        opened: connections taken so far.
    """

    tls: ssl.SSLContext | None = None
    greeting: bytes = b""
    requests: list[Exchange] = field(default_factory=list)
    opened: int = 0

    def __post_init__(self) -> None:
        self._behaviours: dict[str, Behaviour] = {}
        self._open: set[socket.socket] = set()
        self._changed = Condition()
        self._ended = Event()
        self._threads: list[Thread] = []
        self.port = 0
        self.listen()

    def __setitem__(self, path: str, behaviour: Behaviour) -> None:
        self._behaviours[path] = behaviour

    def __enter__(self) -> "FaultServer":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def open(self) -> int:
        """How many connections are open at this end."""
        with self._changed:
            return len(self._open)

    @property
    def asked(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(each.path for each in self.requests)

    def wait_idle(self, seconds: float = 10) -> bool:
        """Wait until no connection is open any more; tell whether that is so."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._open, seconds)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def listen(self) -> None:
        """Take connections, at the same port as before."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        self._start(self._accept, self._listener)

    def refuse(self) -> None:
        """Take no connections until `listen`."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def close(self) -> None:
        """End everything; no thread and no socket is left."""
        self.refuse()
        self._ended.set()
        with self._changed:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)

    def _start(self, work: Callable[[socket.socket], None], on: socket.socket) -> None:
        thread = Thread(target=work, args=(on,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with self._changed:
                    self.opened += 1
                    self._open.add(connection)
                self._start(self._serve, connection)

    def _serve(self, plain: socket.socket) -> None:
        connection = plain
        try:
            if self.tls is not None:
                connection = self.tls.wrap_socket(plain, server_side=True)
            connection.sendall(self.greeting)
            self._answer(connection)
        except OSError:
            pass  # the other side has gone: that is what many tests are about
        finally:
            connection.close()
            plain.close()
            with self._changed:
                self._open.discard(plain)
                self._changed.notify_all()

    def _answer(self, connection: socket.socket) -> None:
        received = b""
        while HEAD_END not in received:
            more = connection.recv(65_536)
            if not more:
                return
            received += more
        first, *lines = received.partition(HEAD_END)[0].decode("latin-1").split("\r\n")
        pairs = (line.partition(": ") for line in lines)
        headers = {name.lower(): value for name, _, value in pairs}
        exchange = Exchange(first.split(" ")[1], headers, connection, self._ended)
        self.requests.append(exchange)
        path = exchange.path.partition("?")[0]
        self._behaviours.get(path, answer(b"{}", 404))(exchange)
