"""Only ordinary files are opened, whatever takes their place, and nothing is waited for."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import psutil
import pytest

from kjc_desktop.machine.reading import NotOrdinaryError, open_ordinary

posix = pytest.mark.skipif(os.name != "posix", reason="no pipes and devices among its files")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file in a folder, and one that nobody may read beside it."""
    folder = tmp_path.resolve() / "deck"
    folder.mkdir()
    (folder / "a").write_text("gut", "utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a").write_text("geheim", "utf-8")
    return folder / "a"


def content(path: Path) -> bytes:
    with open_ordinary(path) as stream:
        return stream.read()


def test_a_file_is_read(file: Path) -> None:
    assert content(file) == b"gut"
    with pytest.raises(FileNotFoundError):
        open_ordinary(file.with_name("b"))


@posix
def test_what_is_no_file_is_not_opened(file: Path) -> None:
    os.mkfifo(file.with_name("pipe"))
    file.with_name("link").symlink_to(file)
    for path in (file.parent, file.with_name("pipe"), file.with_name("link"), Path("/dev/zero")):
        with pytest.raises(NotOrdinaryError):
            open_ordinary(path)


def _to_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _to_link(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.parents[1] / "outside" / "a")


def _to_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _whole_folder(file: Path) -> None:
    file.parent.rename(file.parents[1] / "old")
    file.parent.symlink_to(file.parents[1] / "outside")


@posix
@pytest.mark.timeout(20)
@pytest.mark.parametrize("swap", [_to_pipe, _to_link, _to_folder, _whole_folder])
def test_what_takes_its_place_after_the_look_is_not_read(
    swap: Callable[[Path], None], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, swapped = os.open, Event()

    def late(path: Path, flags: int) -> int:
        if not swapped.is_set():
            swapped.set()
            swap(file)
        return plain(path, flags)

    monkeypatch.setattr(os, "open", late)
    before = psutil.Process().num_fds()
    with pytest.raises(OSError, match=r".+"):
        open_ordinary(file)
    assert swapped.is_set()
    assert psutil.Process().num_fds() == before


def test_a_file_that_is_saved_anew_just_now_is_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, saved = os.open, Event()

    def late(path: Path, flags: int) -> int:
        opened = plain(path, flags)
        if not saved.is_set():
            saved.set()
            file.with_name("new").write_text("neu", "utf-8")
            file.with_name("new").replace(file)
        return opened

    monkeypatch.setattr(os, "open", late)
    assert content(file) == (b"neu" if os.name == "posix" else b"gut")


@posix
def test_a_race_without_end_gives_nothing_from_outside(file: Path) -> None:
    done = Event()
    good, bad = file.with_name("good"), file.with_name("bad")

    def swap() -> None:
        while not done.is_set():
            good.write_text("gut", "utf-8")
            good.replace(file)
            bad.symlink_to(file.parents[1] / "outside" / "a")
            bad.replace(file)

    thread = Thread(target=swap)
    thread.start()
    read = set()
    try:
        for _ in range(3_000):
            try:
                read.add(content(file))
            except OSError:
                read.add(b"")
    finally:
        done.set()
        thread.join()
    assert b"gut" in read
    assert read <= {b"gut", b""}
