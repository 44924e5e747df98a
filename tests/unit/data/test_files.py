"""Files that change, vanish, are half written or lie outside: what is read, and when again."""

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from openpyxl import Workbook
from tables import NOON, Place, problem, source

from kjc_desktop.data.files import reader as files
from kjc_desktop.data.files.reader import FileReader, open_csv, open_xlsx
from kjc_desktop.data.reader import Reader
from kjc_desktop.data.snapshot import Notice, Problem, Snapshot, Table
from kjc_desktop.deck.models import Source
from kjc_desktop.machine.reading import open_ordinary


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def put(path: Path, content: str | bytes, age: float = 60.0) -> Path:
    """Write a file that was changed some seconds before noon."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    moment = NOON.timestamp() - age
    os.utime(path, (moment, moment))
    return path


def csv(place: Place, name: str = "t.csv") -> Reader:
    return open_csv(Source(csv=name), place.around, lambda: None)


def good(answer: Snapshot | Problem) -> Snapshot:
    assert isinstance(answer, Snapshot), answer.text("de")
    return answer


def test_a_file_is_as_old_as_it_was_written(place: Place) -> None:
    put(place.folder / "t.csv", "a;b\nx;1\n")
    reader = csv(place)
    found = good(reader.read(None))
    assert found.table.rows == (("x", "1"),)
    assert found.as_of == datetime(2018, 11, 26, 11, 59, tzinfo=UTC)
    assert found.fetched == NOON
    assert (reader.refresh, reader.path) == (None, (place.folder / "t.csv").resolve())
    reader.close()
    reader.close()


def test_an_unchanged_file_is_not_read_again(place: Place) -> None:
    seen: list[bytes] = []

    def parse(content: bytes) -> tuple[Table, tuple[Notice, ...]]:
        seen.append(content)
        return Table(("n",), ((1,),)), ()

    put(place.folder / "t.json", "[1]\n", age=3600)
    reader = FileReader("t.json", place.around, parse)
    first = good(reader.read(None))
    place.clock.pass_by(60)
    second = good(reader.read(first))
    assert second.table is first.table
    assert second.as_of == first.as_of
    assert (second.fetched - first.fetched).total_seconds() == 60
    assert seen == [b"[1]\n"]


def test_a_changed_file_is_read_and_the_same_table_handed_on(place: Place) -> None:
    path = put(place.folder / "t.csv", "a;b\nx;1\n")
    reader = csv(place)
    first = good(reader.read(None))
    put(path, "a;b\r\nx;1\r\n", age=30)
    same = good(reader.read(first))
    assert same.table is first.table
    assert same.as_of > first.as_of
    put(path, "a;b\nx;2\n", age=30)
    assert good(reader.read(same)).table.rows == (("x", "2"),)


def test_a_second_change_within_the_grain_of_the_clock_is_seen(place: Place) -> None:
    path = put(place.folder / "t.csv", "a;b\nx;1\n", age=0.5)
    reader = csv(place)
    first = good(reader.read(None))
    with path.open("r+b") as file:
        file.write(b"a;b\nx;2\n")
    os.utime(path, (NOON.timestamp() - 0.5,) * 2)
    assert good(reader.read(first)).table.rows == (("x", "2"),)
    place.clock.pass_by(5)
    assert good(reader.read(first)).table.rows == (("x", "2"),)


def test_half_written_rows_wait(place: Place) -> None:
    put(place.folder / "t.csv", "a;b\nx;1\ny;22", age=0.5)
    reader = csv(place)
    first = problem(reader.read(None))
    assert (first.key, first.again) == ("file_unfinished", 2.0)
    place.clock.pass_by(1.5)
    assert problem(reader.read(None)).again == 0.5
    place.clock.pass_by(0.5)
    assert good(reader.read(None)).table.rows == (("x", "1"), ("y", "22"))


def test_a_row_cut_off_never_counts(place: Place) -> None:
    put(place.folder / "t.csv", "a;b;c\nx;1;2\ny;2", age=3600)
    found = problem(csv(place).read(None))
    assert (found.key, found.again) == ("csv_cut_off", None)


def test_a_line_end_is_enough(place: Place) -> None:
    for end in ("\n", "\r\n"):
        put(place.folder / "t.csv", f"a;b{end}x;1{end}", age=0)
        assert good(csv(place).read(None)).table.rows == (("x", "1"),)
    put(place.folder / "t.csv", "a;b\nx;1\n".encode("utf-16"), age=0)
    assert good(csv(place).read(None)).table.rows == (("x", "1"),)


def test_a_file_from_the_future_counts_by_the_other_clock(place: Place) -> None:
    put(place.folder / "t.csv", "a;b\nx;1", age=-7200)
    reader = csv(place)
    assert problem(reader.read(None)).again == 2.0
    place.clock.pass_by(1)
    assert problem(reader.read(None)).again == 1.0
    place.clock.pass_by(1)
    assert good(reader.read(None)).table.rows == (("x", "1"),)


def test_a_file_from_the_future_is_as_old_as_its_first_reading(place: Place) -> None:
    path = put(place.folder / "t.csv", "a;b\nx;1\n", age=-7200)
    reader = csv(place)
    first = good(reader.read(None))
    assert first.as_of == NOON
    for _ in range(4):
        place.clock.pass_by(1.5)
        last = good(reader.read(first))
        assert (last.as_of, last.fetched) == (NOON, place.clock.wall)
    assert good(csv(place).read(first)).as_of == NOON
    put(path, "a;b\nx;2\n", age=-7201)
    assert good(reader.read(last)).as_of == place.clock.wall


@pytest.mark.parametrize("behind", [3, 61, 290])
def test_a_cut_off_number_of_a_share_whose_clock_is_behind_waits(
    place: Place, behind: float
) -> None:
    path = put(place.folder / "t.csv", "a;b\nx;1\nB;12", age=behind)
    reader = csv(place)
    assert problem(reader.read(None)).key == "file_unfinished"
    place.clock.pass_by(1.0)
    put(path, "a;b\nx;1\nB;12345", age=behind - 1)
    assert problem(reader.read(None)).again == 2.0
    place.clock.pass_by(2.0)
    assert good(reader.read(None)).table.rows[-1] == ("B", "12345")


def test_an_old_file_without_a_line_end_does_not_wait(place: Place) -> None:
    put(place.folder / "t.csv", "a;b\nx;1", age=301)
    assert good(csv(place).read(None)).table.rows == (("x", "1"),)


def test_a_second_change_within_the_grain_of_a_clock_that_is_behind_is_seen(place: Place) -> None:
    path = put(place.folder / "t.csv", "a;b\nx;1\n", age=60)
    reader = csv(place)
    first = good(reader.read(None))
    put(path, "a;b\nx;2\n", age=60)
    assert good(reader.read(first)).table.rows == (("x", "2"),)


def test_a_change_begins_the_wait_anew(place: Place) -> None:
    path = put(place.folder / "t.csv", "a;b\nx;1", age=-7200)
    reader = csv(place)
    reader.read(None)
    place.clock.pass_by(1.5)
    put(path, "a;b\nx;11", age=-7201)
    assert problem(reader.read(None)).again == 2.0


@pytest.mark.parametrize(
    ("content", "key"),
    [("", "file_empty"), ('a;b\nx;"1\n', "csv_quote"), ("a;b\n", "table_none")],
)
def test_what_is_wrong_with_a_young_file_may_soon_be_right(
    place: Place, content: str, key: str
) -> None:
    path = put(place.folder / "t.csv", content, age=0)
    found = problem(csv(place).read(None))
    assert (found.key, found.again) == (key, 2.0)
    put(path, content)
    found = problem(csv(place).read(None))
    assert (found.key, found.again) == (key, None)


def test_a_half_written_workbook_waits(place: Place) -> None:
    book, file = Workbook(), BytesIO()
    book.create_sheet("Eckwerte", 0).append(("a", "b"))
    book["Eckwerte"].append(("x", 1))
    book.save(file)
    path = put(place.folder / "t.xlsx", file.getvalue()[:-100], age=0)
    reader = open_xlsx(source("xlsx"), place.around, lambda: None)
    assert problem(reader.read(None)).again == 2.0
    put(path, file.getvalue(), age=0)
    found = good(reader.read(None))
    assert (found.table.sheet, found.table.rows) == ("Eckwerte", (("x", 1),))


def test_a_file_that_changes_while_it_is_read_is_not_used(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(place.folder / "t.csv", "a;b\nx;1\n")

    def opened(path: Path) -> BinaryIO:
        file = open_ordinary(path)
        path.write_bytes(b"a;b\nx;2\n")
        return file

    monkeypatch.setattr(files, "open_ordinary", opened)
    found = problem(csv(place).read(None))
    assert (found.key, found.again) == ("file_changing", 0.5)


def test_a_file_that_comes_and_goes(place: Place) -> None:
    reader = csv(place)
    assert problem(reader.read(None)).key == "file_missing"
    path = put(place.folder / "t.csv", "a;b\nx;1\n")
    found = good(reader.read(None))
    path.unlink()
    assert problem(reader.read(found)).key == "file_missing"
    put(path, "a;b\nx;1\n")
    assert good(reader.read(found)).table is found.table


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes among its files")
def test_folders_pipes_and_locked_files(place: Place) -> None:
    (place.folder / "d.csv").mkdir()
    assert problem(csv(place, "d.csv").read(None)).key == "file_folder"
    os.mkfifo(place.folder / "p.csv")
    assert problem(csv(place, "p.csv").read(None)).key == "file_special"
    put(place.folder / "f", "")
    assert problem(csv(place, "f/t.csv").read(None)).key == "file_unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(place: Place) -> None:
    put(place.folder / "t.csv", "a;b\nx;1\n").chmod(0)
    assert problem(csv(place).read(None)).key == "file_locked"


def test_a_locked_file_is_tried_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    put(place.folder / "t.csv", "a;b\nx;1\n")

    def locked(_: Path) -> BinaryIO:
        raise PermissionError(13, "locked by Excel")

    monkeypatch.setattr(files, "open_ordinary", locked)
    found = problem(csv(place).read(None))
    assert (found.key, found.again) == ("file_locked", 2.0)


def test_files_stay_in_the_deck_and_its_roots(tmp_path: Path) -> None:
    deck, root, other = (tmp_path / name for name in ("deck", "root", "other"))
    for folder in (deck, root, other):
        folder.mkdir()
        put(folder / "t.csv", f"a;b\n{folder.name};1\n")
    (deck / "link.csv").symlink_to(other / "t.csv")
    (deck / "fine.csv").symlink_to(root / "t.csv")
    place = Place(deck, roots=("../root",))
    assert good(csv(place, "../root/t.csv").read(None)).table.rows[0][0] == "root"
    assert good(csv(place, "fine.csv").read(None)).table.rows[0][0] == "root"
    assert csv(place, "fine.csv").path == (root / "t.csv").resolve()
    for name in ("../other/t.csv", "link.csv", str(other / "t.csv"), "nul.csv", "a\0b.csv"):
        assert problem(csv(place, name).read(None)).key == "file_outside"


def test_a_link_that_is_bent_meanwhile_is_noticed(tmp_path: Path) -> None:
    deck, other = tmp_path / "deck", tmp_path / "other"
    deck.mkdir()
    other.mkdir()
    put(other / "t.csv", "a;b\nx;1\n")
    put(deck / "t.csv", "a;b\nx;1\n")
    link = deck / "link.csv"
    link.symlink_to(deck / "t.csv")
    reader = csv(Place(deck), "link.csv")
    first = good(reader.read(None))
    link.unlink()
    link.symlink_to(other / "t.csv")
    assert problem(reader.read(first)).key == "file_outside"


def test_a_file_too_large(place: Place) -> None:
    with (place.folder / "t.csv").open("wb") as file:
        file.truncate(files.LARGEST + 1)
    found = problem(csv(place).read(None))
    assert "50\u00a0MB" in found.text("de")
