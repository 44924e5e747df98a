"""How programs are started, stopped and asked what they were doing, on each system."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

PLAYER = "kjc_desktop.shells.kiosk"
"""The module that is a player when it is run."""
_NO_DIALOGS = 0x0001 | 0x0002 | 0x8000
"""SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX and SEM_NOOPENFILEERRORBOX of Windows."""


_prepared: list[tuple[str, subprocess.Popen[bytes]]] = []


def prepare_python(module: str) -> None:
    """Start a module of this program before it is known what it is to do, to save its time.

    It waits for its first line; where none ever comes, it ends with this program.
    """
    _prepared.append((module, _started(module)))


def start_python(module: str) -> subprocess.Popen[bytes]:
    """Start a module of this program; its standard input and output are pipes.

    It shares our terminal for what it has to tell people, and our environment.
    """
    while _prepared:
        name, process = _prepared.pop()
        if name == module and process.poll() is None:
            return process
    return _started(module)


def _started(module: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
        [sys.executable, "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    )


def ask_for_trace(process: subprocess.Popen[bytes]) -> None:
    """Let a program that hangs write down where it hangs, and end; not every one still can.

    Windows has no such question: there it ends without an answer.
    """
    if os.name == "posix":
        with contextlib.suppress(OSError):
            process.send_signal(signal.SIGABRT)


def ended_from_outside(code: int) -> bool:
    """Tell whether somebody ended a program, a person or the system, and not its own fault."""
    if os.name == "posix":
        return -code in {signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
    return code == 1


def ending_signals() -> Sequence[signal.Signals]:
    """Return the signals that ask this program to end."""
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def suppress_crash_dialogs() -> None:
    """Let a crash end this program at once, without a window of the system over the show."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(_NO_DIALOGS)
