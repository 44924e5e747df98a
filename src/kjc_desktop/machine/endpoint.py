"""Where a running program of this user can be asked something, by this user's programs only.

The address and a key that is new each time stand in a file that nobody else may read. Nobody who
calls can hold up the owner or other callers: each call has its own thread and a deadline, and where
too many call at once, whoever has waited longest without showing the key has to go.
"""

import logging
import secrets
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Listener
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Thread, current_thread

from kjc_desktop.machine.address import KEY_BYTES, clear, new_address, write_key
from kjc_desktop.machine.asking import LOCK
from kjc_desktop.machine.folders import make_private
from kjc_desktop.machine.hold import hold
from kjc_desktop.machine.wire import FAULTS, Wire, called, packed

_log = logging.getLogger(__name__)

Handler = Callable[[dict[str, object]], dict[str, object]]
"""Answers a request; called in the thread of a connection, several at once."""

_WAITING = 64
"""Calls that may wait to be taken."""
_MOST = 8
"""Calls that are answered at once."""
_PATIENCE = 2.0
"""Seconds for a caller to show the key and say what it wants, and again to take the answer."""
_PARTING = 2.0
_BETWEEN = 0.05
"""Seconds before trying again what could not be done just now."""
_REQUEST = 65_536
"""Bytes of a request at most."""


class AlreadyRunning(Exception):  # noqa: N818 - it is no error of anybody
    """Another program has its endpoint in this folder, and lives."""


class Endpoint:
    """One such place, open until it is closed; used in a `with` block or closed."""

    def __init__(self, folder: Path, handler: Handler) -> None:
        """Open it.

        Args:
            folder: for this alone; made where there is none, closed to other users.
            handler: what it returns is the answer. If it raises, the answer is
                `{"error": name of the exception}`.

        Raises:
            AlreadyRunning: another program answers here.
            OSError: the system does not let us.
        """
        make_private(folder)
        held = hold(folder / LOCK)
        if held is None:
            raise AlreadyRunning(str(folder))
        self._hold, self._folder, self._handler = held, folder, handler
        self._key = secrets.token_bytes(KEY_BYTES)
        self._stopped = Event()
        self._lock, self._room = Lock(), BoundedSemaphore(_MOST)
        self._strangers: list[Wire] = []
        self._calls: dict[Thread, Wire] = {}
        try:
            clear(folder)
            self._address = new_address(folder)
            write_key(folder, self._key, self._address)
            family = "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"
            self._listener = Listener(self._address, family, _WAITING)
        except OSError:
            clear(folder)
            self._hold.release()
            raise
        self._thread = Thread(target=self._accept, name="endpoint", daemon=True)
        self._thread.start()

    def __enter__(self) -> "Endpoint":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close it; calls that are being answered are cut. Again, it changes nothing."""
        if self._stopped.is_set():
            return
        self._stopped.set()
        # Nothing but a call wakes the thread that waits for calls.
        with suppress(OSError):
            called(self._address, _PARTING).close()
        self._thread.join(_PARTING)
        with suppress(OSError):
            self._listener.close()
        with self._lock:
            calls = dict(self._calls)
        for wire in calls.values():
            wire.cut()
        for thread in calls:
            thread.join(_PARTING)
        clear(self._folder)
        self._hold.release()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                wire = Wire(self._listener.accept())
            except OSError:
                # Too many files are open, or a caller was gone at once.
                self._stopped.wait(_BETWEEN)
                continue
            if self._stopped.is_set() or not self._admitted():
                wire.close()
                continue
            call = Thread(target=self._answer, args=(wire,), name="call", daemon=True)
            with self._lock:
                self._calls[call] = wire
                self._strangers.append(wire)
            try:
                call.start()
            except RuntimeError:
                self._forget(call, wire)  # the system has no thread to spare

    def _admitted(self) -> bool:
        """Make room for one more call; tell whether there is any."""
        if self._room.acquire(blocking=False):
            return True
        with self._lock:
            if self._strangers:
                self._strangers[0].cut()
        return self._room.acquire(timeout=_BETWEEN)

    def _answer(self, wire: Wire) -> None:
        """Answer one call."""
        try:
            with wire.within(_PATIENCE):
                wire.examine(self._key)
                with self._lock:
                    self._strangers.remove(wire)
                wire.prove(self._key)
                request = wire.receive(_REQUEST)
            answer = self._handled(request)
            with wire.within(_PATIENCE):
                wire.send(answer)
        except FAULTS:
            pass  # the caller has gone, was cut, or is none of ours: nobody to tell
        finally:
            self._forget(current_thread(), wire)

    def _handled(self, request: dict[str, object]) -> bytes:
        try:
            return packed(self._handler(request))
        except Exception as error:  # noqa: BLE001 - the owner goes on whatever it is
            _log.exception("a request cannot be answered")
            return packed({"error": type(error).__name__})

    def _forget(self, call: Thread, wire: Wire) -> None:
        wire.close()
        with self._lock:
            self._calls.pop(call)
            if wire in self._strangers:
                self._strangers.remove(wire)
        self._room.release()
