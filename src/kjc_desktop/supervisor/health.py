"""How a show is, over HTTP for whoever looks after many machines: `/healthz` and `/metrics`.

Off unless asked for, and reachable from this machine alone. A page in a browser of this machine
could give 127.0.0.1 a name of its own and read along, so only the machine's own names are answered.
"""

import json
import logging
import os
import re
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import BoundedSemaphore, Thread, Timer

from typing_extensions import override

from kjc_desktop.show.status import LATE, PlayerStatus, Status
from kjc_desktop.texts import interface_language, say

_log = logging.getLogger(__name__)
_HERE = "127.0.0.1"
_OWN_NAME = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)
_MOST = 8
"""Requests that are answered at once."""
_PATIENCE = 5.0
"""Seconds for a request and its answer together."""
_JSON, _TEXT = "application/json", "text/plain; charset=utf-8"
_METRICS = "text/plain; version=0.0.4; charset=utf-8"

Ask = Callable[[], Status]
"""Returns how the show is; called in the thread of a request."""


class Health:
    """The two pages of one show; served until it is closed."""

    def __init__(self, port: int, ask: Ask, wall: Callable[[], datetime]) -> None:
        """Serve them.

        Args:
            port: on this machine; 0 for any that is free.
            ask: how the show is.
            wall: the time of day, aware.

        Raises:
            OSError: the port is taken, or not for us.
            OverflowError: there is no such port.
        """
        self._server = _Server(port, ask, wall)
        self.port: int = self._server.server_address[1]
        self._thread = Thread(target=self._server.serve_forever, name="health", daemon=True)
        self._thread.start()

    def __enter__(self) -> "Health":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Serve no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    """Answers a few requests at once, each for a few seconds at most."""

    daemon_threads = True
    request_queue_size = 64
    # On Windows this would let another program take the port over.
    allow_reuse_address = os.name == "posix"

    def __init__(self, port: int, ask: Ask, wall: Callable[[], datetime]) -> None:
        self.ask, self.wall = ask, wall
        self._room = BoundedSemaphore(_MOST)
        super().__init__((_HERE, port), _Request)

    @override
    def server_bind(self) -> None:
        """Bind without asking the network for our name, which can take very long."""
        TCPServer.server_bind(self)

    @override
    def process_request(self, request: object, client_address: object) -> None:
        if not isinstance(request, socket.socket):
            return
        if not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:
            self._room.release()  # the system has no thread to spare
            raise

    @override
    def process_request_thread(self, request: object, client_address: object) -> None:
        if not isinstance(request, socket.socket):
            return
        timer = Timer(_PATIENCE, _cut, (request,))
        timer.daemon = True
        timer.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            timer.cancel()
            self._room.release()

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: whoever asks can go away or talk nonsense as they like."""


def _cut(request: socket.socket) -> None:
    with suppress(OSError):
        request.shutdown(socket.SHUT_RDWR)


class _Request(BaseHTTPRequestHandler):
    """One request; nothing of what it says is repeated in the answer or in a log."""

    server: _Server
    timeout = _PATIENCE

    def do_GET(self) -> None:
        """Answer it."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not _OWN_NAME.fullmatch(hosts[0].strip()):
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        pages = {"/healthz": self._health, "/metrics": self._metrics}
        page = pages.get(self.path.partition("?")[0])
        if page is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        try:
            status = self.server.ask()
        except Exception:  # noqa: BLE001 - whatever it is, the show goes on and the answer is no
            _log.exception("nobody knows how the show is")
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        page(status)

    def _health(self, status: Status) -> None:
        reason = trouble(status)
        age = max((each.painted_age or 0.0 for each in status.players), default=None)
        said: dict[str, object] = {"ok": reason is None, "heartbeat_age_seconds": age}
        code = HTTPStatus.OK if reason is None else HTTPStatus.SERVICE_UNAVAILABLE
        self._answer(code, said if reason is None else {**said, "reason": reason})

    def _metrics(self, status: Status) -> None:
        try:
            from kjc_desktop.supervisor.metrics import exposition
        except ImportError:
            missing = say("kiosk.health_no_metrics", interface_language()) + "\n"
            self._send(HTTPStatus.NOT_IMPLEMENTED, missing.encode(), _TEXT)
            return
        self._send(HTTPStatus.OK, exposition(status, self.server.wall()), _METRICS)

    def _answer(self, code: HTTPStatus, said: dict[str, object]) -> None:
        self._send(code, json.dumps(said).encode() + b"\n", _JSON)

    def _refuse(self, code: HTTPStatus) -> None:
        self._answer(code, {"ok": False, "reason": code.phrase})

    def _send(self, code: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if code is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET")
        self.end_headers()
        self.wfile.write(body)

    @override
    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no request for a page, without the words in which it was asked."""
        self.close_connection = True
        asked = HTTPStatus(code)
        unknown = asked is HTTPStatus.NOT_IMPLEMENTED
        self._refuse(HTTPStatus.METHOD_NOT_ALLOWED if unknown else asked)

    @override
    def version_string(self) -> str:
        """Return what the program is called, and no more."""
        return "kjc"

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Write nothing: a question each second would wash the log away."""


def trouble(status: Status) -> str | None:
    """Return why not every screen shows a living picture, in English; None where each does."""
    if not status.players:
        return "no player"
    return next((_trouble(each) for each in status.players if not each.well), None)


def _trouble(player: PlayerStatus) -> str:
    if player.state != "playing":
        return f"{player.screen}: {player.state}"
    if player.painted_age is None:
        return f"{player.screen}: no picture yet"
    return f"{player.screen}: last picture {player.painted_age:.0f} s ago, more than {LATE:.0f} s"
