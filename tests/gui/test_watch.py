"""Edits as editors, sync services and network shares make them, on a real folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kjc_desktop.show.timers import SystemClock
from kjc_desktop.show.watch import DeckWatcher, snapshot


class Ear:
    """Everything that a watcher told."""

    def __init__(self, folder: Path) -> None:
        self.heard: set[str] = set()
        self.clock = SystemClock()
        self.watcher = DeckWatcher(folder, self.clock, snapshot(folder))
        self.watcher.changed.connect(self.heard.update)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "deck"
    (made / "variants").mkdir(parents=True)
    (made / "a.yaml").write_text("title: A\n", "utf-8")
    return made


@pytest.fixture
def ear(folder: Path, qtbot: QtBot) -> Iterator[Ear]:
    made = Ear(folder)
    yield made
    made.watcher.stop()


def heard(ear: Ear, qtbot: QtBot, name: str) -> None:
    """Wait until a file was told, and forget it."""
    qtbot.waitUntil(lambda: name in ear.heard, timeout=5000)
    ear.heard.clear()


def rename_over(folder: Path, text: str) -> None:
    (folder / ".a.yaml.swp").write_text(text, "utf-8")
    (folder / ".a.yaml.swp").replace(folder / "a.yaml")


def test_a_file_written_in_place_is_heard(folder: Path, ear: Ear, qtbot: QtBot) -> None:
    for text in ("title: Longer\n", "title: And longer\n"):
        (folder / "a.yaml").write_text(text, "utf-8")
        heard(ear, qtbot, "a.yaml")


def test_a_file_replaced_again_and_again_is_heard_each_time(
    folder: Path, ear: Ear, qtbot: QtBot
) -> None:
    for number in range(5):
        rename_over(folder, f"title: Version {number}\n")
        heard(ear, qtbot, "a.yaml")
    (folder / "a.yaml").write_text("title: In place, after all that\n", "utf-8")
    heard(ear, qtbot, "a.yaml")


def test_new_and_deleted_files_and_folders_are_heard(folder: Path, ear: Ear, qtbot: QtBot) -> None:
    (folder / "b.yaml").write_text("title: B\n", "utf-8")
    heard(ear, qtbot, "b.yaml")
    (folder / "b.yaml").unlink()
    heard(ear, qtbot, "b.yaml")
    (folder / "media").mkdir()
    (folder / "media" / "x.svg").write_text("<svg/>", "utf-8")
    heard(ear, qtbot, "media/x.svg")
    (folder / "variants" / "mh.yaml").write_text("title: MH\n", "utf-8")
    heard(ear, qtbot, "variants/mh.yaml")


def test_an_edit_before_the_watcher_was_ready_is_heard(folder: Path, qtbot: QtBot) -> None:
    known = snapshot(folder)
    (folder / "a.yaml").write_text("title: Meanwhile\n", "utf-8")
    clock = SystemClock()
    watcher = DeckWatcher(folder, clock, known)
    with qtbot.waitSignal(watcher.changed, timeout=5000) as told:
        pass
    assert told.args == [frozenset({"a.yaml"})]
    watcher.stop()


def test_a_folder_that_goes_and_comes_back_is_watched_again(
    folder: Path, ear: Ear, qtbot: QtBot
) -> None:
    away = folder.with_name("away")
    folder.rename(away)
    heard(ear, qtbot, "a.yaml")
    away.rename(folder)
    heard(ear, qtbot, "a.yaml")
    (folder / "a.yaml").write_text("title: Back again\n", "utf-8")
    heard(ear, qtbot, "a.yaml")


def test_what_an_editor_does_beside_the_file_is_not_told(
    folder: Path, ear: Ear, qtbot: QtBot
) -> None:
    for name in ("4913", ".a.yaml.swp", "a.yaml~"):
        (folder / name).write_text("x", "utf-8")
        (folder / name).unlink()
    os.utime(folder)
    (folder / "end.yaml").write_text("title: End\n", "utf-8")
    qtbot.waitUntil(lambda: "end.yaml" in ear.heard, timeout=5000)
    assert ear.heard == {"end.yaml"}


def test_a_stopped_watcher_is_silent(folder: Path, ear: Ear, qtbot: QtBot) -> None:
    ear.watcher.stop()
    other = Ear(folder)
    (folder / "a.yaml").write_text("title: Unheard\n", "utf-8")
    heard(other, qtbot, "a.yaml")
    other.watcher.stop()
    assert not ear.heard
    assert ear.clock.waiting == 0
