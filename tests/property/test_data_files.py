"""Whatever lies in a file: a table or a problem, soon; and what was written is what is read."""

import csv
import os
import zipfile
from datetime import datetime
from fractions import Fraction
from io import BytesIO, StringIO
from time import perf_counter

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tables import Place, read_text, source

from kjc_desktop.data.files.csv_file import parse_csv
from kjc_desktop.data.files.reader import open_csv
from kjc_desktop.data.files.workbook import parse_workbook
from kjc_desktop.data.numbers import missing, number
from kjc_desktop.data.snapshot import DecimalSign, Problem, Snapshot
from kjc_desktop.deck.models import Source

NAMES = st.text("ABCDEFGäöüßabcdefg ,.-/()\n", min_size=1, max_size=12).map(
    lambda text: f"N{text}m"
)
MILLIONTHS = st.integers(-(10**15), 10**15)
PIECES = st.lists(
    st.sampled_from(
        ["a", "Stand", "05117", "1.234", "6,9", "-", ";", ";;", ",", "\t", "|", "\n", "\r\n", "\r",
         '"', "\n\n", "Quelle:", "©", "2018", "26.11.2018", "____", "ä", "\u00a0", "sep=;", "%"]
    ),
    max_size=60,
)  # fmt: skip


def german(millionths: int, places: int, *, grouped: bool) -> str:
    """Write a number as offices do."""
    value = Fraction(millionths, 10**6)
    scaled = round(abs(value) * 10**places)
    whole, part = divmod(scaled, 10**places)
    text = f"{whole:,}".replace(",", ".") if grouped else str(whole)
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{text},{part:0{places}}" if places else f"{sign}{text}"


@settings(deadline=None)
@given(MILLIONTHS, st.integers(0, 6), st.booleans())
def test_german_numbers_are_read_as_they_were_written(
    millionths: int, places: int, grouped: bool
) -> None:
    text = german(millionths, places, grouped=grouped)
    expected = Fraction(round(abs(Fraction(millionths, 10**6)) * 10**places), 10**places)
    assert number(text, ",") == (-expected if millionths < 0 else expected)


@settings(deadline=None)
@given(MILLIONTHS, st.integers(0, 6), st.booleans())
def test_english_numbers_are_read_as_they_were_written(
    millionths: int, places: int, grouped: bool
) -> None:
    text = german(millionths, places, grouped=grouped).translate(str.maketrans(".,", ",."))
    assert number(text, ".") == number(german(millionths, places, grouped=grouped), ",")


@settings(deadline=None)
@given(st.floats(-1e300, 1e300))
def test_floats_are_read_as_they_are_shown(value: float) -> None:
    assert number(value, ",") == Fraction(str(value))


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from([",", ".", "?"]))
def test_a_text_is_a_number_or_none(text: str, sign: DecimalSign) -> None:
    value = number(text, sign)
    assert value is None or (not missing(text) and any("0" <= each <= "9" for each in text))


@settings(deadline=None)
@given(st.data())
def test_a_table_is_read_as_it_was_written(data: st.DataObject) -> None:
    width, height = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 8))
    columns = data.draw(
        st.lists(NAMES, min_size=width + 1, max_size=width + 1, unique_by=lambda n: n.split()[0])
    )
    places = data.draw(st.lists(st.integers(0, 3), min_size=width, max_size=width))
    rows = [
        [
            data.draw(NAMES),
            *(german(data.draw(MILLIONTHS), digits, grouped=True) for digits in places),
        ]
        for _ in range(height)
    ]
    file = StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([columns, *rows])
    found = read_text(file.getvalue())
    assert found.columns == tuple(" ".join(name.split()) for name in columns)
    assert found.rows == tuple(map(tuple, rows))
    values = [[number(cell, ",") for cell in row[1:]] for row in rows]
    read = [
        [number(cell, sign) for cell, sign in zip(row[1:], found.decimals[1:], strict=True)]
        for row in found.rows
    ]
    assert read == values


def looked_at(content: bytes) -> None:
    """Read a file; a table has to be sound."""
    start = perf_counter()
    answer = parse_csv(content, source())
    assert perf_counter() - start < 2 + len(content) / 100_000
    if isinstance(answer, Problem):
        assert answer.text("de")
        assert answer.text("en")
        return
    table, notices = answer
    assert all(each.text("de") and each.text("en") for each in notices)
    assert table.rows
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert len(table.lines) == len(table.rows)
    assert list(table.lines) == sorted(set(table.lines))
    assert len(table.decimals) == len(table.columns)


@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe\n\x00")
@example(b'"')
@example(b"sep=;")
def test_any_bytes(content: bytes) -> None:
    looked_at(content)


@settings(deadline=None)
@given(PIECES)
def test_any_pieces_of_tables(pieces: list[str]) -> None:
    looked_at("".join(pieces).encode())


@settings(deadline=None)
@given(PIECES, st.integers(0, 10), st.integers(0, 10), st.booleans())
def test_any_place_that_the_deck_names(
    pieces: list[str], first: int, last: int, cells: bool
) -> None:
    text = "".join(pieces).encode()
    rows = f"A{first + 1}:C{last + 1}" if cells else f"{first + 1}:{last + 1}"
    for says in ({"rows": rows}, {"header": first + 1}, {"rows": rows, "header": last + 1}):
        answer = parse_csv(text, source(**says))
        assert isinstance(answer, Problem) or answer[0].rows


@settings(deadline=None)
@given(st.binary(max_size=200), st.floats(-10, 10))
def test_any_file_of_any_age(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, age: float
) -> None:
    place = Place(tmp_path_factory.getbasetemp())
    path = place.folder / "any.csv"
    path.write_bytes(content)
    os.utime(path, (place.clock.wall.timestamp() - age,) * 2)
    reader = open_csv(Source(csv="any.csv"), place.around, lambda: None)
    first = reader.read(None)
    place.clock.pass_by(2)
    second = reader.read(first if isinstance(first, Snapshot) else None)
    if isinstance(first, Snapshot):
        assert isinstance(second, Snapshot)
        assert second.table is first.table
    assert isinstance(second, Snapshot) or second.again is None


def workbook() -> bytes:
    book, file = Workbook(), BytesIO()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (("Merkmal", datetime.fromisoformat("2018-10-01")), ("a", 1.5), ("b", "x")):
        sheet.append(row)
    sheet.merge_cells("A5:B5")
    book.save(file)
    return file.getvalue()


WHOLE = workbook()


@settings(deadline=None)
@given(st.data())
def test_a_damaged_workbook(data: st.DataObject) -> None:
    """Damage the text of one part, packed again so that the damage arrives."""
    with zipfile.ZipFile(BytesIO(WHOLE)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    part = bytearray(parts[name])
    at = data.draw(st.integers(0, len(part) - 1))
    part[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, bytes(part) if each == name else content)
    answer = parse_workbook(packed.getvalue(), source("xlsx"))
    assert isinstance(answer, Problem) or answer[0].rows


@settings(deadline=None)
@given(st.data())
def test_a_damaged_workbook_file(data: st.DataObject) -> None:
    content = bytearray(WHOLE)
    at = data.draw(st.integers(0, len(content) - 1))
    content[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
    assume(bytes(content) != WHOLE)
    answer = parse_workbook(bytes(content), source("xlsx"))
    assert isinstance(answer, Problem) or answer[0].rows


@pytest.mark.parametrize(
    "line", ["Merkmal;5.910;-\n", '"a"";', "a;" * 500 + "\n", "\n", ";", "x,1|2\t3;4\n", "1234567"]
)
def test_long_files_take_a_bearable_time(line: str) -> None:
    looked_at((line * (2_000_000 // len(line))).encode())
