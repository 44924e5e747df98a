"""Live figures under load: a flood of values into one number, and servers that do everything wrong.

Both run in the real session in a real window. Run with a kind as argument, it measures in its own
process and prints JSON.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import Any

import psutil
from display import HD, xvfb
from processes import ROOT, environment
from rows import Result, Row

_RATE = 100_000
_SECONDS = float(os.environ.get("KJC_FLOOD_SECONDS", "60"))
_WARM = 5.0
_BEAT = 0.004
_FAULTS_SECONDS = 25.0
_HEAD = "title: Flut\nslides: [a]\nhosts: [127.0.0.1]\n"
_SLIDE = "title: Eine Zahl\ncontent:\n  - number: n\n"


def _deck(folder: Path, figures: str) -> Path:
    (folder / "deck.yaml").write_text(_HEAD, "utf-8")
    (folder / "figures.yaml").write_text(figures, "utf-8")
    (folder / "a.yaml").write_text(_SLIDE, "utf-8")
    return folder


class _Session:
    """A show in this process, and what is seen of it."""

    def __init__(self, folder: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from kjc_desktop.show.application import application
        from kjc_desktop.show.clock import wall
        from kjc_desktop.show.opening import Opening, open_deck
        from kjc_desktop.show.options import Options
        from kjc_desktop.show.session import Session
        from kjc_desktop.show.timers import SystemClock
        from kjc_desktop.show.window import AudienceWindow

        self.qt = application()
        opening = open_deck(folder, None, None, wall())
        if not isinstance(opening, Opening):
            raise TypeError("the deck cannot be shown")
        self.session = Session(Options(folder, "present"), opening, SystemClock())
        tops = QApplication.topLevelWidgets()
        self.window = next(each for each in tops if isinstance(each, AudienceWindow))
        self.session.open()
        self.paints = 0
        self.painted: Callable[[], None] = lambda: None
        self.window.painted.connect(self._on_painted)

    def _on_painted(self) -> None:
        self.paints += 1
        self.painted()

    def run(self, seconds: float) -> None:
        from PySide6.QtCore import QTimer

        stop = QTimer()
        stop.setSingleShot(True)
        stop.timeout.connect(self.qt.quit)
        stop.start(round(seconds * 1000))
        self.qt.exec()


class _Flood:
    """100,000 values a second through the door of a broker's messages, and a key now and then."""

    def __init__(self, session: _Session) -> None:
        self._session = session
        self._ended = Event()
        self._made: list[Any] = []
        self.sent = 0
        self.memory: list[float] = []
        self.answers: list[float] = []
        self._pressed: float | None = None
        self._cover: str | None = None

    def begin(self, readers: list[Any]) -> None:
        """Start to send and to press keys, in threads of their own."""
        self._made = readers
        for work in (self._send, self._press):
            Thread(target=work, daemon=True).start()

    def end(self) -> None:
        self._ended.set()

    def painted(self) -> None:
        """Note how long it took until the picture shows the key."""
        cover = self._session.session._show.playback.cover
        if self._pressed is not None and cover != self._cover:
            self.answers.append((time.perf_counter() - self._pressed) * 1000)
            self._pressed, self._cover = None, cover

    def _send(self) -> None:
        while not self._made and not self._ended.wait(0.01):
            pass
        reader, began = self._made[0], time.perf_counter()
        while not self._ended.is_set():
            due = int((time.perf_counter() - began) * _RATE)
            for value in range(self.sent, due):
                reader._take("flut", b"%d" % value, False)
            self.sent = max(due, self.sent)
            self._ended.wait(0.002)

    def _press(self) -> None:
        """Make it black for a tenth of the time: a key whose picture is not a motion of its own."""
        from PySide6.QtCore import QCoreApplication, QEvent, Qt
        from PySide6.QtGui import QKeyEvent

        process, black = psutil.Process(), False
        while not self._ended.wait(0.1 if black else 0.9):
            if not black:
                self.memory.append(process.memory_full_info().uss / 2**20)
            black = not black
            key, none = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
            self._pressed = time.perf_counter()
            event = QKeyEvent(key, Qt.Key.Key_B, none)
            QCoreApplication.postEvent(self._session.window, event)


def _without_broker() -> list[Any]:
    """Let readers of brokers take their messages from here; return those that are made."""
    from kjc_desktop.data.mqtt import reader as module

    class Connected:
        problem = None

        def wait(self, seconds: float) -> None:
            """Nothing is to be waited for."""

        def close(self) -> None:
            """Nothing is open."""

    made: list[Any] = []

    def listen(reader: module.MqttReader) -> Connected:
        made.append(reader)
        reader._listener = Connected()
        return reader._listener

    module.MqttReader._listen = listen
    return made


def _flooded(folder: Path) -> dict[str, float]:
    """Show a number that is told a hundred thousand times a second."""
    readers = _without_broker()
    session = _Session(_deck(folder, (
        'sources: {s: {mqtt: "mqtt://127.0.0.1/flut", fields: {n: payload}, publisher: P}}\n'
        "figures: {n: {from: s, column: n, unit: Werte}}\n"
    )))  # fmt: skip
    flood = _Flood(session)
    session.painted = flood.painted
    flood.begin(readers)
    session.run(_WARM)
    began, sent, paints = time.perf_counter(), flood.sent, session.paints
    flood.memory.clear()
    session.run(_SECONDS)
    took = time.perf_counter() - began
    flood.end()
    tenth = max(1, len(flood.memory) // 10)
    return {
        "updates": (flood.sent - sent) / took,
        "repaints": (session.paints - paints) / took,
        "growth": median(flood.memory[-tenth:]) - median(flood.memory[:tenth]),
        "swing": max(flood.memory) - min(flood.memory),
        "key": max(flood.answers),
        "key p50": median(flood.answers),
        "keys": len(flood.answers),
    }


def _beaten(folder: Path, urls: list[str]) -> dict[str, float]:
    """Read from servers that misbehave all at once; return the longest silences of the window."""
    from PySide6.QtCore import Qt, QTimer

    sources = "".join(
        f'  s{index}: {{http: "{url}", refresh: 1, publisher: P}}\n'
        for index, url in enumerate(urls)
    )
    figures = "".join(
        f"  f{index}: {{from: s{index}, column: n, unit: Werte}}\n" for index in range(len(urls))
    )
    usual = "  n: {value: 5, unit: Werte, source: amt}\n"
    amt = "  amt: {publisher: Amt, date: 2018-11-26}\n"
    session = _Session(_deck(folder, f"sources:\n{amt}{sources}figures:\n{usual}{figures}"))
    session.run(2.0)
    beats: list[float] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start(round(_BEAT * 1000))
    session.run(_FAULTS_SECONDS)
    gaps = sorted((after - before) * 1000 for before, after in pairwise(beats))
    return {"longest": gaps[-1], "p99.9": gaps[int(len(gaps) * 0.999)], "beats": len(gaps)}


def _in_own_process(kind: str, *urls: str) -> dict[str, float]:
    with xvfb(HD) as display:
        done = subprocess.run(
            [sys.executable, __file__, kind, *urls],
            env=environment(display), check=True, capture_output=True, text=True,
        )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _flood_rows() -> list[Result]:
    found = _in_own_process("flood")
    note = f"{found['updates']:,.0f} updates a second for {_SECONDS:.0f} s"
    return [
        Row("flood: repaints a second", found["repaints"], "", limit=30.0, note=note),
        Row("flood: growth of memory", found["growth"], "MiB", limit=20.0,
            details={"between least and most": f"{found['swing']:.0f} MiB"}),
        Row("flood: key to picture, longest", found["key"], "ms", limit=150.0,
            details={"median": f"{found['key p50']:.0f} ms", "keys": f"{found['keys']:.0f}"}),
    ]  # fmt: skip


def _fault_rows() -> list[Result]:
    sys.path.insert(0, str(ROOT / "tests" / "support"))
    import fault_server as faults

    ways = {
        "hang": faults.hang, "drip": faults.drip(b'[{"n": 1}]', 1.0),
        "500": faults.answer(b"", 500),
        "gigabyte": faults.endless, "bomb": faults.bomb, "html": faults.answer(b"<html></html>"),
        "nan": faults.answer(b'[{"n": NaN}]'), "garbage": faults.garbage,
        "head": faults.drip_head(0.5), "large": faults.answer(
            json.dumps([{"n": value, "text": "x" * 60} for value in range(15_000)]).encode()
        ),
    }  # fmt: skip
    with ExitStack() as stack:
        server = stack.enter_context(faults.FaultServer())
        for name, way in ways.items():
            server[f"/{name}"] = way
        server["/loop"] = faults.redirect(server.url("/loop"))
        urls = [server.url(f"/{name}") for name in (*ways, "loop")]
        quiet = _in_own_process("faults")
        beaten = _in_own_process("faults", *urls, "http://127.0.0.1:9/refused")
    return [
        Row("faulty servers: longest silence of the window", beaten["longest"], "ms", limit=50.0,
            note=f"{len(urls) + 1} sources at once, each every second",
            details={"99.9 of 100": f"{beaten['p99.9']:.1f} ms",
                     "without sources": f"longest {quiet['longest']:.1f} ms"}),
    ]  # fmt: skip


def measure() -> list[Result]:
    """Measure the flood, then the faults."""
    return [*_flood_rows(), *_fault_rows()]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["XDG_STATE_HOME"] = f"{temporary}/state"
        Path(temporary, "deck").mkdir()
        run = _flooded if sys.argv[1] == "flood" else lambda at: _beaten(at, sys.argv[2:])
        sys.stdout.write(json.dumps(run(Path(temporary, "deck"))))
        sys.stdout.flush()
    os._exit(0)
