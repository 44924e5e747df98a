"""A connection between two programs of one user, each message of which has a limit and a deadline.

`multiprocessing.connection` gives the sockets of Unix and the named pipes of Windows the same
messages and the same handshake, but no deadline: whoever waits on the other side can wait for ever.
A wire can be cut from another thread, which ends whatever waits on it.
"""

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, answer_challenge, deliver_challenge
from threading import Lock, Timer
from typing import Any, TypeAlias

if sys.platform == "win32":
    from multiprocessing.connection import Client, PipeConnection

    AnyConnection: TypeAlias = Connection[Any, Any] | PipeConnection[Any, Any]
else:
    AnyConnection: TypeAlias = "Connection[Any, Any]"

# The handshake of Python 3.11 asserts what the other side says.
FAULTS = (OSError, EOFError, ValueError, RuntimeError, AssertionError, AuthenticationError)
"""What can come between: the other side goes away, hangs until the wire is cut or talks nonsense,
which may be nested without end; or this system has no thread to spare that would cut the wire."""


class Wire:
    """One connection."""

    def __init__(self, connection: AnyConnection) -> None:
        """Take it over; it is closed with the wire."""
        self._connection = connection
        self._closing = Lock()

    def examine(self, key: bytes) -> None:
        """Make sure that the other side has the key.

        Raises:
            AuthenticationError: it has another one.
            FAULTS: it did not say so, or not in time.
        """
        deliver_challenge(self._connection, key)

    def prove(self, key: bytes) -> None:
        """Show the other side that we have the key.

        Raises:
            AuthenticationError: it has another one.
            FAULTS: it did not want to know, or not in time.
        """
        answer_challenge(self._connection, key)

    def send(self, message: bytes) -> None:
        """Send a message that `packed` has made.

        Raises:
            FAULTS: nobody listens.
        """
        self._connection.send_bytes(message)

    def receive(self, limit: int) -> dict[str, object]:
        """Wait for a message.

        Args:
            limit: its length in bytes at most.

        Raises:
            FAULTS: none came, or it is too long or none.
        """
        message = json.loads(self._connection.recv_bytes(limit))
        if not isinstance(message, dict):
            raise ValueError("a message is an object")
        return message

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Cut the wire where a block takes longer than so many seconds."""
        timer = Timer(seconds, self.cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def cut(self) -> None:
        """End whatever waits on the wire, in whatever thread; harmless when it is closed."""
        with self._closing:
            if self._connection.closed:
                return
            if sys.platform == "win32":
                self._connection.close()
                return
            # To close a descriptor that another thread waits on does not wake that thread.
            with (
                suppress(OSError),
                socket.socket(fileno=os.dup(self._connection.fileno())) as double,
            ):
                double.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let it go; only where nothing waits on it."""
        with self._closing:
            self._connection.close()


def packed(message: dict[str, object]) -> bytes:
    """Return a message as it is sent.

    Raises:
        TypeError, ValueError: it cannot be said in JSON.
    """
    return json.dumps(message, ensure_ascii=False).encode()


def called(address: str, seconds: float) -> Wire:
    """Call whoever listens at an address.

    Args:
        address: path of a socket, on Windows the name of a pipe.
        seconds: to wait at most; Windows waits as long as it likes, some twenty seconds.

    Raises:
        FileNotFoundError, ConnectionRefusedError: nobody listens there.
        PermissionError: it is another user's.
        OSError: they have too much to do just now.
    """
    if sys.platform == "win32":
        return Wire(Client(address, "AF_PIPE"))
    with socket.socket(socket.AF_UNIX) as plain:
        plain.settimeout(seconds)
        plain.connect(address)
        plain.setblocking(True)
        return Wire(Connection(plain.detach()))
