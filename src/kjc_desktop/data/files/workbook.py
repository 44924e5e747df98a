"""Reads workbooks: the sheet with the table, merged cells filled, days as days.

A workbook keeps numbers as numbers, so nothing is guessed about them; what is guessed is where
the table stands, as in other files.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from kjc_desktop.data.files.workbook_guard import MOST_CELLS, workbook_fault
from kjc_desktop.data.snapshot import Cell, Notice, Problem, Table
from kjc_desktop.data.table.blocks import area, best_block, blocks, least_cells
from kjc_desktop.data.table.cells import Row, empty
from kjc_desktop.data.table.column_types import iso
from kjc_desktop.data.table.layout import laid_out
from kjc_desktop.data.table.region import Region, region
from kjc_desktop.deck.models import Source

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_Raw = int | float | str | bool | time | date | datetime | timedelta
_Sheets = dict[str, list[Row]]


def parse_workbook(content: bytes, source: Source) -> tuple[Table, tuple[Notice, ...]] | Problem:
    """Return the table of a workbook, or why there is none.

    Args:
        content: of the whole file: xlsx, xls or ods.
        source: what the deck says about it.
    """
    part = region(source.rows) if source.rows else Region()
    fault = workbook_fault(content)
    if fault is not None:
        return fault
    sheets = _opened(content, part.sheet)
    if isinstance(sheets, Problem):
        return sheets
    if part.sheet and part.sheet not in sheets:
        return Problem("xlsx_sheet", {"sheet": part.sheet, "sheets": _listed(sheets)})
    name = part.sheet or _largest(sheets)
    answer = laid_out(sheets[name], source, part, name)
    if isinstance(answer, Problem):
        return answer
    table, notices = answer
    chosen = not part.sheet and sum(bool(rows) for rows in sheets.values()) > 1
    return table, ((Notice("xlsx_chosen", {"sheet": name}), *notices) if chosen else notices)


def _opened(content: bytes, wanted: str) -> _Sheets | Problem:
    """Return the rows of the sheets that come into question, or why the file cannot be read."""
    import python_calamine

    try:
        with python_calamine.load_workbook(BytesIO(content)) as book:
            return _sheets(book, wanted)
    except python_calamine.PasswordError:
        return Problem("xlsx_password")
    except (python_calamine.CalamineError, OSError, ValueError):
        return Problem("xlsx_broken")
    except BaseException as fault:
        # The library is written in Rust: what it did not foresee is no `Exception`.
        if type(fault).__name__ != "PanicException":
            raise
        return Problem("xlsx_broken")


def _sheets(book: "CalamineWorkbook", wanted: str) -> _Sheets | Problem:
    """Return the rows of the wanted sheet; of all that can be seen, where none is wanted."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    listed = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    seen = [each for each in listed if each.visible == SheetVisibleEnum.Visible] or listed
    sheets: _Sheets = {}
    for name in [each.name for each in (listed if wanted else seen)]:
        if wanted and name != wanted:
            sheets[name] = []
            continue
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            return Problem("table_large", {"most": MOST_CELLS // 1_000_000})
        sheets[name] = _rows(sheet)
    return sheets or Problem("xlsx_broken")


def _rows(sheet: "CalamineSheet") -> list[Row]:
    cells = [[_cell(raw) for raw in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        _fill(cells, (top, bottom), (left, right))
    return [Row(line, tuple(row)) for line, row in enumerate(cells, 1)]


def _fill(cells: Sequence[list[Cell]], rows: tuple[int, int], columns: tuple[int, int]) -> None:
    """Repeat the content of merged cells in each of them.

    One that spans several columns from the first on is a title: it stays in its first column.
    """
    (top, bottom), (left, right) = rows, columns
    if top >= len(cells) or left >= len(cells[top]) or empty(cells[top][left]):
        return
    if not any(not empty(cell) for cell in cells[top][:left]) and right > left:
        right = left if _is_first(cells, left) else right
    for row in cells[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = cells[top][left]


def _is_first(cells: Sequence[list[Cell]], column: int) -> bool:
    """Tell whether there is nothing left of a column."""
    return all(empty(cell) for row in cells for cell in row[:column])


def _cell(raw: _Raw) -> Cell:
    """Return what a cell holds; faults of formulas come as empty cells."""
    if isinstance(raw, float):
        return int(raw) if raw.is_integer() and abs(raw) < 1e15 else raw
    if isinstance(raw, date):
        return iso(raw)
    if isinstance(raw, time):
        return raw.isoformat(timespec="minutes") if not raw.second else raw.isoformat()
    if isinstance(raw, timedelta):
        return str(raw)
    return None if raw == "" else raw


def _largest(sheets: _Sheets) -> str:
    """Return the sheet with the largest table; the first of several."""
    return max(sheets, key=lambda name: _size(sheets[name]))


def _size(rows: Sequence[Row]) -> tuple[int, bool]:
    least = least_cells(rows)
    return area(best_block(blocks(rows), least), least)


def _listed(sheets: _Sheets) -> str:
    return ", ".join(f"„{name}“" for name in list(sheets)[:12])
