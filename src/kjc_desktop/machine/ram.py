"""How much memory this machine has, and how much of it is free."""

import ctypes
import re
import sys
from pathlib import Path
from typing import Any

from kjc_desktop.machine.finding import Finding
from kjc_desktop.machine.tools import answer_of, text_of

_MEGABYTE = 1_000_000
_LITTLE = 1_500
"""Megabytes; less than a system with a desktop and one player need."""
_FREE = 400
"""Megabytes; a player with charts takes about a third of that, a second one comes while it ends."""
Ram = tuple[int, int | None]
"""Megabytes there are, and those that are free."""


def ram() -> list[Finding]:
    """Tell whether there is enough memory."""
    found = _asked()
    if found is None:
        return [Finding("memory", "unknown", "memory_unknown")]
    total, free = found
    values = {"total": total, "free": free}
    if total < _LITTLE:
        return [Finding("memory", "warning", "memory_small", values)]
    if free is not None and free < _FREE:
        return [Finding("memory", "warning", "memory_full", values)]
    return [Finding("memory", "well", "memory", values)]


def _asked() -> Ram | None:
    if sys.platform == "win32":
        return ram_on_windows(ctypes.windll.kernel32)
    if sys.platform == "darwin":
        return ram_on_macos(answer_of("sysctl", "-n", "hw.memsize") or "")
    return ram_on_linux(text_of(Path("/proc/meminfo")) or "")


def ram_on_linux(text: str) -> Ram | None:
    """Read `/proc/meminfo`."""
    sizes = dict(re.findall(r"^(\w+):\s+(\d+) kB", text, re.MULTILINE))
    if "MemTotal" not in sizes:
        return None
    total, free = sizes["MemTotal"], sizes.get("MemAvailable")
    return _megabytes(int(total) * 1024), None if free is None else _megabytes(int(free) * 1024)


def ram_on_macos(text: str) -> Ram | None:
    """Read what `sysctl -n hw.memsize` says; what is free has no meaning there."""
    return (_megabytes(int(text)), None) if text.strip().isdecimal() else None


class _Status(ctypes.Structure):
    """MEMORYSTATUSEX of Windows."""

    _fields_ = [
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        *((name, ctypes.c_uint64) for name in ("total", "free")),
        *((f"size_{index}", ctypes.c_uint64) for index in range(5)),
    ]


def ram_on_windows(kernel: Any) -> Ram | None:  # noqa: ANN401 - a library has no type
    """Return what kernel32.dll counts."""
    status = _Status(length=ctypes.sizeof(_Status))
    if not kernel.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return _megabytes(status.total), _megabytes(status.free)


def _megabytes(count: int) -> int:
    return count // _MEGABYTE
