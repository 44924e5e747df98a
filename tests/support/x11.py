"""The program in a real window: a screen of its own without a monitor, keys, and what is seen."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Protocol

import psutil
from mss import MSS
from PySide6.QtGui import QImage

_FOREIGN = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LANGUAGE", "LC_ALL")


def wait_until(condition: Callable[[], bool], what: str = "", seconds: float = 40.0) -> None:
    """Look again and again until a condition holds.

    Raises:
        AssertionError: it did not within the time.
    """
    deadline, between = time.monotonic() + seconds, Event()
    while not condition():
        assert time.monotonic() < deadline, f"after {seconds} s still not so: {what or condition}"
        between.wait(0.01)


class Program:
    """A running `kjc`; what it writes goes to files, so that nothing has to be read in time."""

    def __init__(
        self,
        arguments: Sequence[str | Path],
        environment: Mapping[str, str],
        folder: Path,
        wrapper: Sequence[str] = (),
    ) -> None:
        """Start it.

        Args:
            arguments: of `kjc`.
            environment: all of it.
            folder: its working folder, where its words go too.
            wrapper: a command that starts it, such as a tracer.
        """
        self.folder = folder
        self._out, self._err = folder / "stdout.txt", folder / "stderr.txt"
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self._process = subprocess.Popen(
                [*wrapper, sys.executable, "-m", "kjc_desktop", *map(str, arguments)],
                env=dict(environment),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def said(self) -> str:
        """What it wrote to standard error so far."""
        return self._err.read_text("utf-8", errors="replace")

    @property
    def answer(self) -> str:
        """What it wrote to standard output so far."""
        return self._out.read_text("utf-8", errors="replace")

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def wait_for(self, words: str, times: int = 1) -> None:
        """Wait until it has said something."""
        wait_until(lambda: self.said.count(words) >= times or not self.alive, f"{words!r} is said")
        assert self.said.count(words) >= times, f"ended with {self._process.poll()}: {self.said}"

    def code(self, seconds: float = 30.0) -> int:
        """Wait for its end and return the exit code."""
        return self._process.wait(seconds)

    def kill(self) -> None:
        """End it, and whatever it has started; one that looks after others must not go on."""
        if self.alive:
            self._process.send_signal(signal.SIGSTOP)
            for each in psutil.Process(self.pid).children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    each.kill()
            self._process.send_signal(signal.SIGKILL)
        self._process.wait(10)


class Screen:
    """A virtual screen; programs started on it end with it."""

    def __init__(self, width: int = 1920, height: int = 1080) -> None:
        self.size = (width, height)
        read, write = os.pipe()
        self._server = subprocess.Popen(
            # Without -noreset the server forgets everything whenever its last client goes.
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24",
             "-noreset", "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as answer:
            self.name = f":{answer.readline().strip()}"
        # On a busy machine a key stays down for so long that the server would repeat it.
        self.run("xset", "r", "off")
        self._eyes = MSS(display=self.name)
        self._eyes_for_cursor = MSS(display=self.name, with_cursor=True)

    def close(self) -> None:
        self._eyes.close()
        self._eyes_for_cursor.close()
        self._server.terminate()
        self._server.wait(10)

    def environment(self, home: Path) -> dict[str, str]:
        """Return the environment of a program that is to run here."""
        return {**quiet_environment(home), "DISPLAY": self.name}

    def see(self, *, cursor: bool = False) -> QImage:
        """Return what is on the screen."""
        eyes = self._eyes_for_cursor if cursor else self._eyes
        width, height = self.size
        area = {"left": 0, "top": 0, "width": width, "height": height}
        raw = bytes(eyes.grab(area).raw)
        return QImage(raw, width, height, QImage.Format.Format_RGB32).copy()

    def shows(self, picture: QImage) -> bool:
        return self.see() == picture

    def wait_for(self, picture: QImage, what: str, program: Program | None = None) -> None:
        """Wait until the screen shows exactly a picture."""
        with suppress(AssertionError):
            wait_until(lambda: self.shows(picture) or (program is not None and not program.alive))
        seen = self.see()
        said = program.said if program else ""
        assert seen == picture, f"{what}: {difference(seen, picture)}; {said}"

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self.run("xdotool", "key", "--delay", "1", *keys)

    def run(self, *command: str) -> str:
        """Run a tool of the window system; return what it says."""
        environment = {**os.environ, "DISPLAY": self.name}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=20, check=False
        )
        return done.stdout

    def windows(self) -> list[str]:
        """Return the titles of all windows that can be seen."""
        found = self.run("xdotool", "search", "--onlyvisible", "--name", ".", "getwindowname", "%@")
        return found.splitlines()


def quiet_environment(home: Path) -> dict[str, str]:
    """Return an environment with a home of its own and without a display."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _FOREIGN and not name.startswith(("QT_", "XDG_", "PYTEST", "KJC_"))
    }
    home.mkdir(parents=True, exist_ok=True)
    runtime = home / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    return {
        **kept,
        "HOME": str(home),
        "LANG": "de_DE.UTF-8",
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_RUNTIME_DIR": str(runtime),
    }


def difference(seen: QImage, wanted: QImage) -> str:
    """Say how two pictures differ, for people."""
    if seen.size() != wanted.size():
        return f"{seen.size().toTuple()} instead of {wanted.size().toTuple()}"
    width, pairs = seen.width(), zip(pixels(seen), pixels(wanted), strict=True)
    at = [divmod(index, width) for index, (one, other) in enumerate(pairs) if one != other]
    if not at:
        return "no pixel differs"
    rows, columns = zip(*at, strict=True)
    box = f"x {min(columns)}–{max(columns)}, y {min(rows)}–{max(rows)}"
    return f"{len(at)} of {width * seen.height()} pixels differ, {box}"


def pixels(image: QImage) -> Sequence[int]:
    """Return the colours of a picture, row by row, without their alpha."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB32)
    # A view does not keep its picture alive: only a copy may leave this function.
    return memoryview(bytes(rgb.constBits())).cast("I")


class Start(Protocol):
    """Starts `kjc` on a screen, the usual one if none is named."""

    def __call__(
        self,
        *arguments: str | Path,
        on: Screen | None = None,
        wrapper: Sequence[str] = (),
        **environment: str,
    ) -> Program: ...
