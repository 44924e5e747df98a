"""What a process holds is counted as its system counts it."""

import ctypes
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

import pytest

from kjc_desktop.machine.memory import (
    handles_on_windows,
    memory_of_pages,
    memory_on_windows,
    open_files,
    private_memory,
)

PAGES = """\
55d0c6a00000-7ffc3b5f2000 ---p 00000000 00:00 0                          [rollup]
Rss:               27984 kB
Pss:               25401 kB
Shared_Clean:       2852 kB
Shared_Dirty:          0 kB
Private_Clean:      1000 kB
Private_Dirty:     24000 kB
Private_Hugetlb:       0 kB
Swap:                 24 kB
SwapPss:              24 kB
"""


def test_private_pages_count_wherever_they_are() -> None:
    assert memory_of_pages(PAGES) == 25_024 * 1024


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS tells the most there ever was")
def test_memory_comes_and_goes() -> None:
    before = private_memory()
    assert before is not None
    block = bytearray(b"x") * 64_000_000
    during = private_memory()
    assert during is not None
    assert 60_000_000 < during - before < 70_000_000
    del block
    after = private_memory()
    assert after is not None
    assert after - before < 4_000_000


def test_open_files_are_counted(tmp_path: Path) -> None:
    before = open_files()
    assert before is not None
    with (tmp_path / "eins").open("w"), (tmp_path / "zwei").open("w"):
        assert open_files() == before + 2
    assert open_files() == before


COUNT = """
from threading import Event, Thread
from kjc_desktop.machine.memory import thread_count
print(thread_count())
Thread(target=Event().wait, daemon=True).start()
print(thread_count())
"""


def test_threads_are_counted() -> None:
    """In a process of its own: here threads of other tests may be about to end."""
    said = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, check=True).stdout
    before, after = map(int, said.split())
    assert after == before + 1


class Reference(Protocol):
    """What `ctypes.byref` makes."""

    _obj: Any


class Kernel:
    """What kernel32.dll answers, at the places where Windows has it in 64 bits."""

    def __init__(self, *, answers: bool = True) -> None:
        self._answers = answers

        class Function:
            restype: Any = None

            def __call__(self) -> int:
                return -1

        self.GetCurrentProcess = Function()

    def K32GetProcessMemoryInfo(  # noqa: N802 - as Windows calls it
        self, process: ctypes.c_void_p, counters: Reference, size: int
    ) -> int:
        assert size == 80
        assert process.value == ctypes.c_void_p(-1).value
        place = ctypes.addressof(counters._obj) + 72
        ctypes.c_size_t.from_address(place).value = 123_456_789_012
        return int(self._answers)

    def GetProcessHandleCount(self, process: ctypes.c_void_p, count: Reference) -> int:  # noqa: N802 - as Windows calls it
        assert process.value == ctypes.c_void_p(-1).value
        count._obj.value = 321
        return int(self._answers)


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_size_t) != 8, reason="the places are those of 64 bits")
def test_windows_is_asked_in_its_own_words() -> None:
    assert memory_on_windows(Kernel()) == 123_456_789_012
    assert handles_on_windows(Kernel()) == 321


def test_windows_may_refuse_to_tell() -> None:
    assert memory_on_windows(Kernel(answers=False)) is None
    assert handles_on_windows(Kernel(answers=False)) is None
