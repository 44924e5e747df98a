"""A screen of our own to look at from outside: Xvfb, its pixels, and keys pressed on it."""

import ctypes
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import mss

HD = (1920, 1080)
UHD = (3840, 2160)
_LOOK = 0.0005
"""Seconds between two looks at the screen."""

Area = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""


class NotPossibleError(Exception):
    """Something that a measurement needs is missing on this machine; the text says what."""


def needed(tool: str) -> str:
    """Return the path of a program.

    Raises:
        NotPossibleError: it is not installed.
    """
    path = shutil.which(tool)
    if path is None:
        raise NotPossibleError(f"{tool} is not installed")
    return path


@contextmanager
def xvfb(size: tuple[int, int] = HD) -> Iterator[str]:
    """Run an X server with one screen of a size; yield its DISPLAY."""
    read, write = os.pipe()
    command = [needed("Xvfb"), "-displayfd", str(write), "-nolisten", "tcp", "-noreset"]
    command += ["-screen", "0", f"{size[0]}x{size[1]}x24"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@dataclass(frozen=True, slots=True)
class Look:
    """An area of the screen as it was at a moment; `at` in monotonic seconds."""

    pixels: bytes
    at: float

    @property
    def colors(self) -> int:
        """How many different colours are in it."""
        return len({self.pixels[i : i + 3] for i in range(0, len(self.pixels), 4)})


class Screen:
    """The picture on a display, read as often as one likes."""

    def __init__(self, display: str) -> None:
        self._eye = mss.MSS(display=display)

    def look(self, area: Area) -> Look:
        """Return what an area looks like now."""
        left, top, width, height = area
        box = {"left": left, "top": top, "width": width, "height": height}
        return Look(bytes(self._eye.grab(box).raw), time.monotonic())

    def wait(self, area: Area, until: Callable[[Look], bool], limit: float = 30.0) -> Look:
        """Look until an area is as wished.

        Raises:
            TimeoutError: it was not within `limit` seconds.
        """
        end = time.monotonic() + limit
        while time.monotonic() < end:
            seen = self.look(area)
            if until(seen):
                return seen
            time.sleep(_LOOK)
        raise TimeoutError(f"nothing happened on the screen at {area}")

    def wait_change(self, area: Area, before: Look, limit: float = 30.0) -> Look:
        """Look until an area differs from how it was."""
        return self.wait(area, lambda seen: seen.pixels != before.pixels, limit)

    def wait_quiet(self, area: Area, seconds: float, limit: float = 60.0) -> Look:
        """Look until an area has not changed for some seconds."""
        end = time.monotonic() + limit
        last = since = self.look(area)
        while last.at - since.at < seconds:
            time.sleep(0.02)
            last = self.look(area)
            if last.pixels != since.pixels:
                since = last
            if last.at > end:
                raise TimeoutError(f"the screen is never quiet at {area}")
        return last

    def close(self) -> None:
        """Let go of the display."""
        self._eye.close()


class Keyboard:
    """Presses keys through the server's test extension, without starting a program for it."""

    def __init__(self, display: str) -> None:
        try:
            self._x = ctypes.CDLL("libX11.so.6")
            self._test = ctypes.CDLL("libXtst.so.6")
        except OSError as missing:
            raise NotPossibleError(str(missing)) from missing
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        self._x.XStringToKeysym.restype = ctypes.c_ulong

    def press(self, name: str) -> None:
        """Press and release a key by its X name, like `Right`."""
        symbol = ctypes.c_ulong(self._x.XStringToKeysym(name.encode()))
        code = self._x.XKeysymToKeycode(self._display, symbol)
        for down in (1, 0):
            self._test.XTestFakeKeyEvent(self._display, code, down, ctypes.c_ulong(0))
        self._x.XFlush(self._display)

    def close(self) -> None:
        """Let go of the display."""
        self._x.XCloseDisplay(self._display)
