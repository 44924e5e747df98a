"""Where `rows:` says that a table stands: rows and columns of a file, a sheet of a workbook."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kjc_desktop.data.table.cells import Row
from kjc_desktop.data.table.letters import column_of

_CELLS = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,7}):([A-Za-z]{1,3})([1-9]\d{0,7})", re.ASCII)
_LINES = re.compile(r"([1-9]\d{0,7}):([1-9]\d{0,7})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a file or of a sheet.

    Attributes:
        sheet: its name, "" where none is said.
        rows: the first and the last, from 1; None: all.
        columns: the first and the last, from 0; None: all.
    """

    sheet: str = ""
    rows: tuple[int, int] | None = None
    columns: tuple[int, int] | None = None

    def of(self, rows: Sequence[Row]) -> list[Row]:
        """Return the rows that lie in the region; what is left of it is emptied."""
        if self.rows is not None:
            rows = [row for row in rows if self.rows[0] <= row.line <= self.rows[1]]
        if self.columns is None:
            return list(rows)
        first, last = self.columns
        nothing = (None,) * first
        return [Row(row.line, (*nothing, *row.cells[first : last + 1])) for row in rows]


def region(text: str) -> Region:
    """Return what `A5:F20`, `5:20`, `Eckwerte!A5:F20` or the name of a sheet means."""
    sheet, mark, place = text.rpartition("!")
    rows, columns = _place(place.replace("$", "").strip())
    if rows is None:
        return Region(sheet=text.strip().strip("'"))
    return Region(sheet.strip().strip("'") if mark else "", rows, columns)


def _place(text: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    lines = _LINES.fullmatch(text)
    if lines:
        return _ordered(int(lines[1]), int(lines[2])), None
    cells = _CELLS.fullmatch(text)
    if not cells:
        return None, None
    columns = _ordered(column_of(cells[1]), column_of(cells[3]))
    return _ordered(int(cells[2]), int(cells[4])), columns


def _ordered(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)
