"""The copy of a deck: whole or the one before, never something between."""

import os
from pathlib import Path

import pytest

from decks import write
from kjc_desktop.supervisor import spare as module
from kjc_desktop.supervisor.spare import Spare, TooLarge, listing

FILES = {"deck.yaml": "title: A\n", "a.yaml": "title: A\n", "media/a.txt": "Bild"}


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return write(tmp_path / "deck", FILES)


@pytest.fixture
def spare(deck: Path, tmp_path: Path) -> Spare:
    return Spare(deck, tmp_path / "spare")


def content(folder: Path | None) -> dict[str, str]:
    assert folder is not None
    return {
        each.relative_to(folder).as_posix(): each.read_text("utf-8")
        for each in sorted(folder.rglob("*"))
        if each.is_file()
    }


def test_a_deck_is_copied_with_its_folders(deck: Path, spare: Spare) -> None:
    assert spare.folder() is None
    assert spare.update()
    assert content(spare.folder()) == content(deck)


def test_the_newest_version_is_the_copy_and_the_one_before_is_still_there(
    deck: Path, spare: Spare
) -> None:
    spare.update()
    first = spare.folder()
    (deck / "a.yaml").write_text("title: B\n")
    (deck / "media" / "a.txt").unlink()
    assert spare.update()
    assert spare.folder() != first
    assert content(spare.folder()) == {"deck.yaml": "title: A\n", "a.yaml": "title: B\n"}
    assert content(first) == FILES


def test_what_has_not_changed_is_not_copied_again(spare: Spare) -> None:
    spare.update()
    first = spare.folder()
    assert first is not None
    (first / "deck.yaml").write_text("title: C\n")
    assert spare.update()
    assert spare.folder() == first
    assert (first / "deck.yaml").read_text() == "title: C\n"


def test_a_deck_that_is_gone_leaves_its_copy_alone(deck: Path, spare: Spare) -> None:
    spare.update()
    deck.rename(deck.with_name("away"))
    assert not spare.update()
    assert content(spare.folder()) == FILES


def test_a_copy_that_was_cut_off_does_not_count(deck: Path, spare: Spare, tmp_path: Path) -> None:
    spare.update()
    whole = spare.folder()
    (deck / "a.yaml").write_text("title: B\n")
    (tmp_path / "spare" / "b").mkdir()
    (tmp_path / "spare" / "b" / "deck.yaml").write_text("tit")
    assert spare.folder() == whole


def test_hidden_files_and_links_that_lead_out_are_not_copied(deck: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    (deck / "media" / "out.txt").symlink_to(secret)
    (deck / "media" / "in.txt").symlink_to(deck / "media" / "a.txt")
    (deck / "folder").symlink_to(tmp_path)
    (deck / ".git").mkdir()
    (deck / ".git" / "config").write_text("x")
    os.mkfifo(deck / "media" / "pipe")
    assert set(listing(deck)) == {*FILES, "media/in.txt"}


def test_a_folder_that_is_far_too_large_is_not_copied(
    deck: Path, spare: Spare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_FILES", 2)
    with pytest.raises(TooLarge):
        spare.update()
    assert spare.folder() is None
