"""What counts as a change in a deck's folder."""

import os
from pathlib import Path

import pytest

from kjc_desktop.show.watch import differences, ignored, snapshot


@pytest.mark.parametrize(
    "name", [".titel.yaml.swp", "titel.yaml~", "4913", ".git", "x.tmp", "#titel.yaml#", ".#titel"]
)
def test_what_editors_leave_behind_is_no_change(tmp_path: Path, name: str) -> None:
    before = snapshot(tmp_path)
    (tmp_path / name).write_text("x", "utf-8")
    assert ignored(name)
    assert not differences(before, snapshot(tmp_path))


def test_new_gone_and_other_files_are_changes_and_folders_are_none(tmp_path: Path) -> None:
    for name in ("same", "gone", "other"):
        (tmp_path / name).write_text(name, "utf-8")
    before = snapshot(tmp_path)
    (tmp_path / "gone").unlink()
    (tmp_path / "other").write_text("longer than it was", "utf-8")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "new").write_text("", "utf-8")
    changed = {"gone", "other", "media/new"}
    assert differences(before, snapshot(tmp_path)) == {str(tmp_path / each) for each in changed}


def test_a_file_put_in_the_place_of_another_is_a_change(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("104", "utf-8")
    before = snapshot(tmp_path)
    (tmp_path / "b").write_text("105", "utf-8")
    status = (tmp_path / "a").stat()
    os.utime(tmp_path / "b", ns=(status.st_atime_ns, status.st_mtime_ns))
    (tmp_path / "b").replace(tmp_path / "a")
    assert differences(before, snapshot(tmp_path)) == {str(tmp_path / "a")}


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    missing = tmp_path / "gone"
    assert snapshot(missing) == {str(missing): None}


def test_links_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "again").symlink_to(tmp_path)
    (tmp_path / "nowhere").symlink_to(tmp_path / "missing")
    assert snapshot(tmp_path).keys() == {str(tmp_path), str(tmp_path / "media")}
