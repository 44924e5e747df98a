"""Programs under measurement: started, weighed with all their children, ended."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
CAMPAIGN = ROOT / "slides"
BLANK = [sys.executable, str(ROOT / "benchmarks" / "blank.py")]


def kjc(*arguments: str | Path) -> list[str]:
    """Return the command line of the program under measurement."""
    return [sys.executable, "-m", "kjc_desktop", *map(str, arguments)]


def environment(display: str) -> dict[str, str]:
    """Return an environment in which every program shows itself on a display.

    Without settings of this shell: Python keeps its bytecode, Qt its own scale.
    """
    dropped = ("QT_", "PYTHON", "WAYLAND_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {**kept, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}


@dataclass(frozen=True, slots=True)
class Started:
    """A running program and when it was started, in monotonic seconds."""

    pid: int
    at: float


@contextmanager
def running(command: Sequence[str], display: str) -> Iterator[Started]:
    """Run a program until the block ends, then end it with all its children."""
    at = time.monotonic()
    process = subprocess.Popen(
        command,
        env=environment(display),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    try:
        yield Started(process.pid, at)
        if process.poll() is not None:
            raise RuntimeError(f"{command} ended with {process.returncode}")
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    family = _family(process.pid) if process.poll() is None else []
    for each in family:
        try:
            each.terminate()
        except psutil.NoSuchProcess:
            continue
    _, alive = psutil.wait_procs(family, timeout=3)
    for each in alive:
        each.kill()
    process.wait()


def _family(pid: int) -> list[psutil.Process]:
    first = psutil.Process(pid)
    return [first, *first.children(recursive=True)]


def pss_mib(pid: int) -> float:
    """Return the memory of a program and its children in MiB; shared pages count by share."""
    total = 0
    for each in _family(pid):
        try:
            text = Path(f"/proc/{each.pid}/smaps_rollup").read_text()
        except OSError:
            continue
        found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
        total += int(found[1]) if found else 0
    return total / 1024


def cpu_ticks(pid: int) -> int:
    """Return the CPU ticks (usually 10 ms) that a program and its children have used."""
    total = 0
    for each in _family(pid):
        try:
            fields = Path(f"/proc/{each.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))
    return total


def cpu_seconds(pid: int) -> float:
    """Return the CPU seconds that a program and its children have used."""
    return cpu_ticks(pid) / os.sysconf("SC_CLK_TCK")


def wait_settled(pid: int, seconds: float = 2.0, limit: float = 120.0) -> None:
    """Wait until a program has used hardly any CPU for some seconds: it has loaded everything.

    Raises:
        TimeoutError: it is still busy after `limit` seconds.
    """
    end = time.monotonic() + limit
    while time.monotonic() < end:
        before = cpu_ticks(pid)
        time.sleep(seconds)
        if cpu_ticks(pid) - before <= 1:
            return
    raise TimeoutError("the program never settles")
