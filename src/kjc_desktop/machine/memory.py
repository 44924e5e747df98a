"""What this process holds of the machine: memory, open files, threads.

Each system has its own books about that. What one does not tell is None, and no estimate.
"""

import ctypes
import re
import sys
import threading
from pathlib import Path
from typing import Any

_PRIVATE = re.compile(r"^(?:Private_\w+|Swap):\s+(\d+) kB", re.MULTILINE)


def private_memory() -> int | None:
    """Return the bytes that would be free again if this process ended.

    On macOS it is the most the process ever had: that never falls, but what grows raises it.
    """
    if sys.platform == "win32":
        return memory_on_windows(ctypes.windll.kernel32)
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        return memory_of_pages(Path("/proc/self/smaps_rollup").read_text("ascii"))
    except OSError:
        return None


def open_files() -> int | None:
    """Return how many files, pipes and sockets this process has open; on Windows all handles."""
    if sys.platform == "win32":
        return handles_on_windows(ctypes.windll.kernel32)
    return _entries(Path("/proc/self/fd" if sys.platform == "linux" else "/dev/fd"))


def thread_count() -> int:
    """Return how many threads this process has; where the system is silent, those of Python."""
    counted = _entries(Path("/proc/self/task")) if sys.platform == "linux" else None
    return threading.active_count() if counted is None else counted


def memory_of_pages(text: str) -> int:
    """Return the bytes of private pages, those that were swapped out included.

    Args:
        text: as Linux writes it about a process in `smaps_rollup`.
    """
    return sum(map(int, _PRIVATE.findall(text))) * 1024


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS_EX of Windows."""

    _fields_ = [
        ("cb", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        *((f"size_{index}", ctypes.c_size_t) for index in range(8)),
        ("private_usage", ctypes.c_size_t),
    ]


def memory_on_windows(kernel: Any) -> int | None:  # noqa: ANN401 - a library has no type
    """Return the bytes that kernel32.dll counts as private."""
    counters = _Counters(cb=ctypes.sizeof(_Counters))
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    this = ctypes.c_void_p(kernel.GetCurrentProcess())
    told = kernel.K32GetProcessMemoryInfo(this, ctypes.byref(counters), counters.cb)
    return int(counters.private_usage) if told else None


def handles_on_windows(kernel: Any) -> int | None:  # noqa: ANN401 - a library has no type
    """Return the handles that kernel32.dll counts."""
    count = ctypes.c_uint32()
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    this = ctypes.c_void_p(kernel.GetCurrentProcess())
    return int(count.value) if kernel.GetProcessHandleCount(this, ctypes.byref(count)) else None


def _entries(folder: Path) -> int | None:
    """Return how many entries a folder of the system has; None where there is no such folder."""
    try:
        return sum(1 for _ in folder.iterdir())
    except OSError:
        return None
