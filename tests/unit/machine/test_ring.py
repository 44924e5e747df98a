"""Lines are kept in order, the newest of them, whatever happens to the disk or the program."""

import os
import resource
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from x11 import wait_until

from kjc_desktop.machine.ring import Ring


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "was.jsonl"


def test_lines_come_back_in_order(path: Path) -> None:
    ring = Ring(path, 1000, 3)
    assert list(ring.lines()) == []
    assert all(ring.add(each) for each in ("ä", "", "c"))
    assert list(Ring(path, 1000, 3).lines()) == ["ä", "", "c"]


def test_the_oldest_file_goes(path: Path) -> None:
    ring = Ring(path, 100, 4)
    for number in range(1000):
        assert ring.add(f"{number:09}")
    kept = list(ring.lines())
    assert kept == [f"{number:09}" for number in range(1000 - len(kept), 1000)]
    assert 30 < len(kept) <= 40
    assert sorted(each.name for each in path.parent.iterdir()) == [
        "was.1.jsonl", "was.2.jsonl", "was.3.jsonl", "was.jsonl",
    ]  # fmt: skip


def test_a_line_longer_than_a_file_is_kept(path: Path) -> None:
    ring = Ring(path, 100, 3)
    assert ring.add("a")
    assert ring.add("x" * 500)
    assert ring.add("b")
    assert list(ring.lines()) == ["a", "x" * 500, "b"]


def test_half_a_character_is_no_trouble(path: Path) -> None:
    ring = Ring(path, 1000, 3)
    assert ring.add("a\ud800b")
    assert list(ring.lines()) == ["a\\ud800b"]


def test_a_torn_line_takes_no_other_with_it(path: Path) -> None:
    ring = Ring(path, 1000, 3)
    assert ring.add("first")
    with path.open("ab") as file:
        file.write(b'{"torn": "\xc3')
    assert ring.add("next")
    first, torn, following = ring.lines()
    assert (first, following) == ("first", "next")
    assert torn.startswith('{"torn"')


def test_files_that_were_taken_away(path: Path) -> None:
    ring = Ring(path, 20, 3)
    for number in range(10):
        assert ring.add(f"line {number}")
        for each in path.parent.iterdir():
            each.unlink()
        path.parent.rmdir()
    assert ring.add("last")
    assert list(ring.lines()) == ["last"]


def test_many_threads_write_whole_lines(path: Path) -> None:
    ring = Ring(path, 1_000_000, 2)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ring.add, (str(number) * 50 for number in range(500))))
    assert sorted(ring.lines()) == sorted(str(number) * 50 for number in range(500))


def test_a_place_that_takes_nothing_is_told_once(tmp_path: Path) -> None:
    told: list[OSError] = []
    (tmp_path / "file").write_text("")
    ring = Ring(tmp_path / "file" / "was.jsonl", 100, 3, told.append)
    assert not any(ring.add("x") for _ in range(10))
    assert len(told) == 1
    assert list(ring.lines()) == []
    (tmp_path / "file").unlink()
    assert ring.add("x")
    (tmp_path / "file" / "was.jsonl").unlink()
    (tmp_path / "file").rmdir()
    (tmp_path / "file").write_text("")
    assert not ring.add("x")
    assert len(told) == 2


def test_a_disk_that_gets_full_keeps_whole_lines(path: Path) -> None:
    ring = Ring(path, 10_000, 3)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))
    try:
        answers = [ring.add(f"line {number:03}") for number in range(40)]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    kept = answers.count(True)
    assert 15 < kept < 25
    assert not any(answers[kept:])
    assert list(ring.lines()) == [f"line {number:03}" for number in range(kept)]
    assert ring.add("again")
    assert list(ring.lines())[-1] == "again"


WRITE = """\
import sys
from itertools import count
from pathlib import Path
from kjc_desktop.machine.ring import Ring
ring = Ring(Path(sys.argv[1]), 2000, 3)
for number in count():
    ring.add(f"{number:020}" * 3)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_program_that_is_killed_while_it_writes(path: Path) -> None:
    for _ in range(5):
        with subprocess.Popen([sys.executable, "-c", WRITE, str(path)]) as process:
            wait_until(path.with_suffix(".2.jsonl").exists, "three files")
            process.kill()
        ring = Ring(path, 2000, 3)
        assert ring.add("end")
        *lines, end = ring.lines()
        whole = [line for line in lines if len(line) == 60 or line == "end"]
        assert end == "end"
        assert len(lines) - len(whole) <= 1
        for each in path.parent.iterdir():
            each.unlink()
