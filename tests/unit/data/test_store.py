"""The memory of the last good state: whole or not at all, whatever happens to the disk."""

import errno
import hashlib
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from kjc_desktop.data.extraction import Found, Points
from kjc_desktop.data.snapshot import Notice, Problem, Snapshot, Table
from kjc_desktop.data.state import LiveFigure, LiveSeries, SourceState
from kjc_desktop.data.store import Store, key_of
from kjc_desktop.deck.models import Source

NOON = datetime(2018, 11, 26, 11, 0, tzinfo=UTC)


def state(value: int = 13764) -> SourceState:
    table = Table(
        ("Ort", "Wert", ""), (("05117", "13.764", None), ("a", 1.5, True)), (",", ",", "?"),
        "Blatt", (8, 9), ({"a": [1, {"b": None}]}, "x"),
    )  # fmt: skip
    found = Found(Fraction(value, 7), "Blatt!B8", "13.764")
    return SourceState(
        Snapshot(table, NOON, NOON, (Notice("broken", {"error": "x"}),), "v1"),
        {"a": LiveFigure(found, NOON, "asked", Fraction(1, 3))},
        {"r": LiveSeries(Points(("Jan", "Feb"), (Fraction(1, 3), None)), NOON, "asked")},
    )


def test_what_was_kept_comes_back_exactly(tmp_path: Path) -> None:
    store = Store(tmp_path / "live")
    assert store.load("s") is None
    assert store.save("s", state())
    assert Store(tmp_path / "live").load("s") == state()


def test_troubles_are_not_kept(tmp_path: Path) -> None:
    store, bad = Store(tmp_path), state()
    troubled = SourceState(
        bad.snapshot, bad.figures, bad.series, Problem("broken"), {"figures.a": Problem("x")}, NOON
    )
    store.save("s", troubled)
    assert store.load("s") == bad
    assert not store.save("nothing", SourceState())


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "gone", "newer", "binary"])
def test_a_damaged_file_gives_way_to_the_version_before(tmp_path: Path, damage: str) -> None:
    store = Store(tmp_path)
    store.save("s", state(1))
    store.save("s", state(2))
    file = tmp_path / "s.json"
    content = file.read_bytes()
    damaged = {
        "cut": content[: len(content) // 2],
        "flip": content[:200] + bytes([content[200] ^ 1]) + content[201:],
        "empty": b"",
        "newer": _signed(b"[2" + content.partition(b"\n[1")[2]),
        "binary": bytes(range(256)),
    }
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(damaged[damage])
    assert store.load("s") == state(1)


def test_every_prefix_of_a_file_is_refused_whole(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save("s", state())
    file = tmp_path / "s.json"
    content = file.read_bytes()
    for length in range(len(content)):
        file.write_bytes(content[:length])
        assert store.load("s") is None


def _signed(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


_WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_store import state
from kjc_desktop.data.store import Store
store, count = Store(Path(sys.argv[1])), 0
while True:
    count += 1
    store.save("s", state(count))
    print(count, flush=True)
"""


def test_killed_at_any_moment_a_good_state_is_there(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", _WRITER, str(tmp_path), str(Path(__file__).parent)]
    last = 0
    for round_ in range(12):
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _ in range(3 + round_ * 2):
                last = int(writer.stdout.readline())
            writer.kill()
        kept = Store(tmp_path).load("s")
        assert kept is not None
        value = kept.figures["a"].found.value
        assert value is not None
        assert value * 7 >= last - 1


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "full"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)]
    if os.name != "posix" or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no small disk can be made here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_keeps_what_it_has_and_is_told_once(full_disk: Path) -> None:
    told: list[Exception] = []
    store = Store(full_disk, told.append)
    assert store.save("s", state(1))
    filler = full_disk / "filler"
    with pytest.raises(OSError, match="No space"):
        filler.write_bytes(bytes(100_000))
    for value in (2, 3):
        assert not store.save("s", state(value))
    assert len(told) == 1
    assert store.load("s") == state(1)
    assert not list(full_disk.glob("*.new"))
    filler.unlink()
    assert store.save("s", state(4))
    assert store.load("s") == state(4)


def test_a_folder_that_cannot_be_made_costs_nothing_but_the_memory(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", "utf-8")
    told: list[Exception] = []
    store = Store(blocked / "live", told.append)
    assert not store.save("s", state())
    assert store.load("s") is None
    assert len(told) == 1


def unwritable() -> SourceState:
    """Return a state with half of a character in it, as JSON may hold one."""
    good = state()
    assert good.snapshot is not None
    table = replace(good.snapshot.table, columns=("\ud800", "b", "c"))
    return replace(good, snapshot=replace(good.snapshot, table=table))


def test_what_cannot_be_written_down_is_told_once_for_its_source(tmp_path: Path) -> None:
    told: list[Exception] = []
    store = Store(tmp_path, told.append)
    assert store.save("s", state())
    for _ in range(3):
        assert not store.save("s", unwritable())
        assert store.save("other", state())
    assert len(told) == 1
    assert store.load("s") == state()
    assert store.save("s", state(2))
    assert not store.save("s", unwritable())
    assert len(told) == 2


def test_a_folder_that_cannot_be_synced_has_the_file_nevertheless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def refusing(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "as some network drives do")
        real(handle)

    monkeypatch.setattr(os, "fsync", refusing)
    told: list[Exception] = []
    assert Store(tmp_path, told.append).save("s", state())
    assert told == []
    assert Store(tmp_path).load("s") == state()


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a user's folders to the user anyway")
def test_only_its_user_looks_into_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "live"
    Store(folder).save("s", state())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nobody_writes_into_a_file_that_another_program_is_writing(tmp_path: Path) -> None:
    fresh = [tmp_path / "s.new", tmp_path / "s.1-1.new"]
    for file in fresh:
        file.write_bytes(b"half")
    assert Store(tmp_path).save("s", state())
    assert [file.read_bytes() for file in fresh] == [b"half", b"half"]


def test_what_a_killed_program_left_behind_is_removed_later(tmp_path: Path) -> None:
    left, other = tmp_path / "s.1-1.new", tmp_path / "t.1-1.new"
    for file in (left, other):
        file.write_bytes(b"half")
        os.utime(file, (NOON.timestamp(), NOON.timestamp()))
    Store(tmp_path).save("s", state())
    assert not left.exists()
    assert other.exists()


def test_another_way_of_reading_has_another_memory(tmp_path: Path) -> None:
    def key(folder: Path = tmp_path, name: str = "s", **fields: object) -> str:
        return key_of(folder, name, Source.model_validate({"csv": "a.csv", **fields}))

    assert key() == key(publisher="Amt", max_age=60)
    assert "/" not in key(name="../ä/b")
    others = {key(), key(csv="b.csv"), key(decimal="."), key(name="t"), key(tmp_path / "x")}
    assert len(others) == 5
    assert all(name.isascii() for name in others)


def test_the_folder_is_left_tidy(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for value in range(5):
        store.save("s", state(value))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s.json", "s.previous"]
    shutil.rmtree(tmp_path)
