"""Workbooks as controlling departments send them, and files that must not be opened."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tables import problem, source, table

from kjc_desktop.data.files.workbook import parse_workbook
from kjc_desktop.data.files.workbook_guard import workbook_fault
from kjc_desktop.data.snapshot import Problem, Table


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def book(fill: Callable[[Worksheet], None]) -> bytes:
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Eckwerte"
    fill(sheet)
    return saved(made)


def read(content: bytes, **fields: object) -> Table:
    return table(parse_workbook(content, source("xlsx", **fields)))


def eckwerte(sheet: Worksheet) -> None:
    """Fill a sheet in the shape of an Arbeitsmarktreport: titles, merged header, notes."""
    sheet["A1"] = "Eckwerte des Arbeitsmarktes"
    sheet.merge_cells("A1:F1")
    sheet["A3"] = "05117 Mülheim an der Ruhr, Stadt"
    sheet["A4"] = "Berichtsmonat: Oktober 2018"
    sheet["A6"], sheet["B6"], sheet["E6"] = "Merkmal", "Bestand", "Veränderung"
    sheet.merge_cells("A6:A8")
    sheet.merge_cells("B6:D6")
    sheet.merge_cells("E6:F6")
    for cell, month in zip(sheet["B7:D7"][0], ("10", "09", "08"), strict=True):
        cell.value, cell.number_format = datetime.fromisoformat(f"2018-{month}-01"), "mmm yyyy"
    sheet["E7"] = "zum Vorjahres-\nmonat"
    sheet.merge_cells("E7:F7")
    for column, unit in zip(
        "BCDEF", ("Anzahl", "Anzahl", "Anzahl", "absolut", "in %"), strict=True
    ):
        sheet[f"{column}8"] = unit
    rows: list[tuple[str | float | None, ...]] = [
        ("Arbeitslose", 5910, 5980, 6640, -730, -0.11),
        ("Quote", 6.9, 7.0, 7.8, "*", "-"),
        ("Stellen", "=1/0", "x", "1.180", None, 0.5),
    ]
    for row in rows:
        sheet.append(row)
    sheet["F9"].number_format = "0.0%"
    sheet.append(("© Statistik der Bundesagentur für Arbeit",))
    sheet.append(("Erstellungsdatum: 30.10.2018",))


def test_a_report_with_a_merged_header() -> None:
    assert read(book(eckwerte)) == Table(
        columns=(
            "Merkmal", "Bestand 2018-10-01 Anzahl", "Bestand 2018-09-01 Anzahl",
            "Bestand 2018-08-01 Anzahl", "Veränderung zum Vorjahres- monat absolut",
            "Veränderung zum Vorjahres- monat in %",
        ),
        rows=(
            ("Arbeitslose", 5910, 5980, 6640, -730, -0.11),
            ("Quote", 6.9, 7, 7.8, "*", "-"),
            ("Stellen", None, "x", "1.180", None, 0.5),
        ),
        decimals=(",",) * 6,
        sheet="Eckwerte",
        lines=(9, 10, 11),
        levels=3,
    )  # fmt: skip


def test_days_and_times() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Tag", "Beginn", "Zeit", "Nr"))
        sheet.append(
            (date(2018, 11, 26), datetime.fromisoformat("2018-11-26T09:55"), time(9, 30), 1)
        )
        sheet.append((43430, 43430.5, "abends", 2))
        sheet.append((59, 60, None, 3))

    found = read(book(fill))
    assert found.rows[0] == ("2018-11-26", "2018-11-26T09:55", "09:30", 1)
    assert found.rows[1] == (43430, 43430.5, "abends", 2)
    typed = read(book(fill), types={"Tag": "date", "Beginn": "date", "Nr": "text"})
    assert typed.rows[1] == ("2018-11-26", "2018-11-26T12:00", "abends", "2")
    assert typed.rows[2] == ("1900-02-28", 60, None, "3")


def test_years_as_header() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Merkmal", 2016, 2017, 2018))
        sheet.append(("Arbeitslose", 1950, 2001, 6640))

    found = read(book(fill))
    assert found.columns == ("Merkmal", "2016", "2017", "2018")
    assert found.rows == (("Arbeitslose", 1950, 2001, 6640),)


def test_merged_names_of_rows_stand_in_each() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(("Kreis", "Merkmal", "Wert"))
        sheet.append(("Mülheim", "Arbeitslose", 5910))
        sheet.append((None, "Stellen", 1200))
        sheet.merge_cells("A2:A3")

    assert [row[0] for row in read(book(fill)).rows] == ["Mülheim", "Mülheim"]


def test_a_table_that_begins_further_right_and_down() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C5"], sheet["D5"] = "Merkmal", "Wert"
        sheet["C6"], sheet["D6"] = "Gäste", 312

    found = read(book(fill))
    assert (found.columns, found.rows) == (("Merkmal", "Wert"), (("Gäste", 312),))
    assert (found.left, found.lines) == (2, (6,))


def sheets(**filled: list[tuple[object, ...]]) -> Workbook:
    made = Workbook()
    del made["Sheet"]
    for name, rows in filled.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


SMALL: list[tuple[object, ...]] = [("a", "b"), ("x", 1)]
LARGE: list[tuple[object, ...]] = [("c", "d"), ("y", 2), ("z", 3)]


def test_the_sheet_with_the_largest_table() -> None:
    content = saved(sheets(Deckblatt=[("Bericht",)], Klein=SMALL, Gross=LARGE))
    answer = parse_workbook(content, source("xlsx"))
    assert not isinstance(answer, Problem)
    assert answer[0].sheet == "Gross"
    assert "Blatt „Gross“" in answer[1][0].text("de")


def test_a_sheet_that_is_asked_for() -> None:
    content = saved(sheets(Klein=SMALL, Gross=LARGE))
    assert read(content, rows="Klein").rows == (("x", 1),)
    assert read(content, rows="Gross!A2:B3").rows == (("y", 2), ("z", 3))
    assert read(content, rows="1:2").rows == (("y", 2),)
    answer = parse_workbook(content, source("xlsx", rows="Klein"))
    assert not isinstance(answer, Problem)
    assert answer[1] == ()


def test_hidden_sheets_are_read_only_when_asked_for() -> None:
    made = sheets(Klein=SMALL, Gross=LARGE)
    made["Gross"].sheet_state = "hidden"
    content = saved(made)
    assert read(content).sheet == "Klein"
    assert read(content, rows="Gross").sheet == "Gross"


def test_a_sheet_that_there_is_not() -> None:
    found = problem(parse_workbook(saved(sheets(Klein=SMALL)), source("xlsx", rows="Eck")))
    assert "„Klein“" in found.text("de")


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a workbook whose parts are changed by their names."""
    packed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return packed.getvalue()


def stray(cell: str) -> bytes:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet[cell] = 1, 2

    return book(fill)


def without_places(content: bytes) -> bytes:
    """Return a workbook whose cells stand where they stand, without saying so."""
    return repacked(
        content,
        lambda name, part: part.replace(b' r="B1"', b"") if "sheet1" in name else part,
    )


def ods(cells: str) -> bytes:
    packed = BytesIO()
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Blatt">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        file.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            "/>",
        )
    return packed.getvalue()


def ods_row(*texts: str, attributes: str = "", rest: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"{attributes}><text:p>{text}</text:p>'
        "</table:table-cell>"
        for text in texts
    )
    return f"<table:table-row>{cells}{rest}</table:table-row>"


REST = '<table:table-cell table:number-columns-repeated="16382"/>'
TAIL = f'<table:table-row table:number-rows-repeated="1048574">{REST}</table:table-row>'


def test_ods() -> None:
    content = ods(ods_row("Name", "Wert", rest=REST) + ods_row("Gäste", "312", rest=REST) + TAIL)
    found = read(content)
    assert (found.columns, found.rows) == (("Name", "Wert"), (("Gäste", "312"),))


def bomb() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name in range(31):
            file.writestr(f"xl/{name}.xml", bytes(10_000_000))
    return packed.getvalue()


def binary_book() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("xl/workbook.bin", b"\x00")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"a;b\nx;1\n", "xlsx_none"),
        (b"PK\x03\x04", "xlsx_broken"),
        (book(eckwerte)[:-200], "xlsx_broken"),
        (book(eckwerte)[:3000], "xlsx_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "xlsx_broken"),
        (repacked(book(eckwerte), lambda _, part: part[:100]), "xlsx_broken"),
        (bomb(), "xlsx_large"),
        (binary_book(), "xlsx_binary"),
        (stray("XFD1048576"), "table_large"),
        (ods(ods_row("a", attributes=' table:number-columns-repeated="16384"') * 300),
         "table_large"),
        (ods(TAIL + ods_row("a", "b", "c", "d", "e")), "table_large"),
        (book(lambda _: None), "table_none"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_or_too_much(content: bytes, key: str) -> None:
    assert problem(parse_workbook(content, source("xlsx"))).key == key


def test_stray_cells_that_are_bearable() -> None:
    assert workbook_fault(stray("XFD100")) is None
    assert workbook_fault(stray("C1048576")) is None
    assert workbook_fault(without_places(stray("B1"))) is None


def test_cells_that_only_have_a_colour_take_no_room() -> None:
    painted = b'<c r="XFD1048576" s="1"/></row>'
    content = repacked(
        book(eckwerte),
        lambda name, part: part.replace(b"</row>", painted, 1) if "sheet1" in name else part,
    )
    assert workbook_fault(content) is None
    assert read(content).rows == read(book(eckwerte)).rows


def test_a_part_that_is_larger_than_it_says_is_not_opened() -> None:
    content = bytearray(book(eckwerte))
    with zipfile.ZipFile(BytesIO(bytes(content))) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    size = part.file_size.to_bytes(4, "little")
    fooled = bytes(content).replace(size, (10).to_bytes(4, "little"))
    assert workbook_fault(fooled) is not None
