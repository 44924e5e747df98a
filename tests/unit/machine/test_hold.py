"""A file is held by one program at a time, and by none that has ended."""

import subprocess
import sys
from pathlib import Path

import pytest

from kjc_desktop.machine.hold import hold, is_held

HOLD = """\
import sys
from pathlib import Path
from threading import Event
from kjc_desktop.machine.hold import hold
held = hold(Path(sys.argv[1]))
print("held", flush=True)
Event().wait(60)
"""


def test_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    assert not is_held(path)
    first = hold(path)
    assert first is not None
    assert is_held(path)
    assert hold(path) is None
    first.release()
    assert not is_held(path)
    second = hold(path)
    assert second is not None
    second.release()


def test_whoever_looks_holds_nobody_up(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    assert not any(is_held(path) for _ in range(3))
    held = hold(path)
    assert held is not None
    held.release()


def test_a_program_that_is_killed_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        assert is_held(path)
        assert hold(path) is None
        process.kill()
    held = hold(path)
    assert held is not None
    held.release()


def test_a_place_where_nothing_can_be_held(tmp_path: Path) -> None:
    assert not is_held(tmp_path / "none" / "lock")
    with pytest.raises(FileNotFoundError):
        hold(tmp_path / "none" / "lock")
