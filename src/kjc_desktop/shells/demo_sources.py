"""The sources of the demonstration: real ones, on this machine alone, with invented figures.

A CSV file that grows, a SQLite table, an HTTP service on loopback and, where mosquitto is
installed, a broker with four doors that count.
"""

import json
import math
import shutil
import socket
import sqlite3
import subprocess
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import loads
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from typing_extensions import override

from kjc_desktop.resources import resource
from kjc_desktop.show.clock import monotonic, wall

if TYPE_CHECKING:
    from paho.mqtt.client import Client

_ZONE = ZoneInfo("Europe/Berlin")
"""That of the deck: what a file says of the time has no other."""
_POINTS = 150
_HOUSES = ("Haus Nord", "Haus Ost", "Haus Süd", "Haus West")
_NAMES = ("A. Muster", "B. Beispiel", "C. Probe", "D. Vorlage", "E. Entwurf")
_DOORS = ("nord", "ost", "sued", "west")
_PATIENCE = 5.0


def visitors(seconds: float) -> int:
    """Return how many people are in the invented foyer."""
    return round(180 + 60 * math.sin(seconds / 30) + 9 * math.sin(seconds / 4))


class CsvSource:
    """A table that gets a row every second, as a counting device writes it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        began = wall().astimezone(_ZONE)
        self._rows = deque(
            (
                (began - timedelta(seconds=age), visitors(monotonic() - age))
                for age in range(_POINTS, 0, -1)
            ),
            maxlen=_POINTS,
        )

    def step(self) -> None:
        """Add a row; the file is replaced, so that nobody reads half of it."""
        self._rows.append((wall().astimezone(_ZONE), visitors(monotonic())))
        rows = "".join(f"{at:%Y-%m-%dT%H:%M:%S};{count}\n" for at, count in self._rows)
        fresh = self._file.with_suffix(".tmp")
        fresh.write_text(f"Zeit;Besucher\n{rows}", "utf-8")
        fresh.replace(self._file)


class SqliteSource:
    """A table of guests that grows."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._count = 0
        with closing(sqlite3.connect(file)) as base, base:
            base.execute("create table gast (nummer integer, name text, haus text, uhrzeit text)")
        for _ in range(140):
            self.step()

    def step(self) -> None:
        """Add a guest."""
        self._count += 1
        house = _HOUSES[(self._count * self._count + self._count // 3) % len(_HOUSES)]
        name = _NAMES[self._count % len(_NAMES)]
        guest = (self._count, name, house, f"{wall().astimezone(_ZONE):%H:%M:%S}")
        with closing(sqlite3.connect(self._file)) as base, base:
            base.execute("insert into gast values (?, ?, ?, ?)", guest)


class _Service(BaseHTTPRequestHandler):
    """Answers with open positions of every kommunales Jobcenter, other ones each time."""

    districts: ClassVar[tuple[str, ...]] = ()

    def do_GET(self) -> None:
        """Answer whatever is asked with the one list there is."""
        now = monotonic()
        found = [
            {"ags": ags, "anzahl": round(200 + 150 * math.sin(now / 9 + index) + index)}
            for index, ags in enumerate(self.districts)
        ]
        body = json.dumps({"ergebnisliste": found}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing about every request."""


def http_service() -> ThreadingHTTPServer:
    """Return a service on a free port of this machine, answering already; close it in the end."""
    data = loads(resource("map", "karte2018.json").read_text("utf-8"))
    _Service.districts = tuple(str(each["ags"]) for each in data["kreise"] if each["zkt"])
    server = ThreadingHTTPServer(("localhost", 0), _Service)
    Thread(target=server.serve_forever, name="service", daemon=True).start()
    return server


class Broker:
    """A broker of our own with four doors; only where mosquitto is installed."""

    def __init__(self, folder: Path, program: str) -> None:
        self.port = _free_port()
        settings = folder / "mosquitto.conf"
        settings.write_text(f"listener {self.port} localhost\nallow_anonymous true\n", "utf-8")
        self._process = subprocess.Popen(  # noqa: S603 - the program found on the path
            [program, "-c", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._client = self._connected()

    def _connected(self) -> "Client":
        from paho.mqtt.client import Client
        from paho.mqtt.enums import CallbackAPIVersion

        client = Client(CallbackAPIVersion.VERSION2)
        client.connect_async("localhost", self.port)
        client.loop_start()
        return client

    def step(self) -> None:
        """Let each door say how many came in by it."""
        for index, door in enumerate(_DOORS):
            count = visitors(monotonic() + 7 * index) // len(_DOORS)
            self._client.publish(f"foyer/{door}/besucher", str(count), retain=True)

    def close(self) -> None:
        """End client and broker."""
        self._client.disconnect()
        self._client.loop_stop()
        end(self._process)


def end(
    process: "subprocess.Popen[str] | subprocess.Popen[bytes]", patience: float = _PATIENCE
) -> None:
    """End a program we have started, by force if it has not obeyed after so many seconds."""
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def find_broker() -> str | None:
    """Return where mosquitto is installed; Debian keeps it where not every user looks."""
    return shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")


def _free_port() -> int:
    with closing(socket.create_server(("localhost", 0))) as server:
        port: int = server.getsockname()[1]
        return port


def ticks(stopped: Event, seconds: float = 0.5) -> Iterator[int]:
    """Yield a count twice a second until stopped."""
    count = 0
    while not stopped.wait(seconds):
        yield count
        count += 1
