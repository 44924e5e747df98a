"""Tells the header of a table from its titles, its rows and the notes beneath.

The body begins at the first row with a name and a value. What names its columns stands above:
rows whose first cell is empty (statistics head their columns in two or three rows), and one whose
first cell is filled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kjc_desktop.data.snapshot import Cell
from kjc_desktop.data.table.blocks import least_cells
from kjc_desktop.data.table.cells import Kind, Row, counting, empty, kind, words

_LOOK = 60
_SIGNS = frozenset({"x", "X", "-", "*"})
"""Signs for no figure that are names of columns as well."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows of a block that name columns, and those that fill them, from column `left` on."""

    header: tuple[Row, ...]
    body: tuple[Row, ...]
    left: int


def parts(block: Sequence[Row], *, notes: bool = True) -> Parts:
    """Return the header and the body of a block without blank rows.

    Args:
        block: may begin with titles and end with notes.
        notes: whether notes are looked for; without, all rows below the header are body.
    """
    rows = list(block)
    least = least_cells(rows)
    left = first_column(rows, least)
    start = _first_values(rows, left, least)
    header = _header(rows[:start], left, least, valued=start < len(rows))
    if header and not _names(rows, header, left):
        header = []
    if header:
        body = _below(rows[header[-1] + 1 :], left)
    else:
        first = next((i for i, row in enumerate(rows) if _is_data(row, least)), start)
        body = rows[min(first, start) :]
    kept = body[: _end(body, left, least)] if notes else body
    return Parts(tuple(rows[i] for i in header), tuple(kept), left)


def body_end(body: Sequence[Row], left: int) -> int:
    """Return how many of the rows below a header are no notes."""
    return _end(body, left, least_cells(body))


def first_column(rows: Sequence[Row], least: int) -> int:
    """Return the column that a table begins in; titles may begin further left."""
    data = [row for row in rows[:_LOOK] if _is_data(row, least)]
    told = [row for row in data if row.has_value] or data or list(rows)
    return min((row.first for row in told if row.first is not None), default=0)


def _is_data(row: Row, least: int) -> bool:
    return row.filled >= least and not row.describes


def _first_values(rows: Sequence[Row], left: int, least: int) -> int:
    """Return which row is the first with a name and a value; their number where none is."""
    lead = next((i for i, row in enumerate(rows) if _is_data(row, least)), None)
    sure = (
        i
        for i, row in enumerate(rows)
        if _is_data(row, least)
        and not empty(row.at(left))
        and row.has_value
        and not (i == lead and (_counted(row, left) or _signed(rows[i:], left)))
    )
    described = (i for i, row in enumerate(rows) if row.filled >= least and row.has_value)
    first = next(sure, None)
    if first is None and all(row.describes for row in rows if row.filled >= least):
        first = next(described, None)
    return len(rows) if first is None else first


def _below(rows: list[Row], left: int) -> list[Row]:
    """Return the rows below a header, without one that only numbers the columns."""
    if not rows or not counting(rows[0].cells[left:]):
        return rows
    named = len(rows) > 1 and kind(rows[1].at(left)) is Kind.NAME
    return rows[1:] if named else rows


def _header(above: Sequence[Row], left: int, least: int, *, valued: bool) -> list[int]:
    """Return which of the rows above the first values name columns; none, one or several."""
    unnamed = [i for i, row in enumerate(above) if empty(row.at(left)) and row.extent > left]
    unnamed = [i for i in unnamed if not counting(above[i].cells)] or unnamed
    named = [i for i, row in enumerate(above) if _may_name(row, left, least)]
    if unnamed and least > 1 and (not named or unnamed[-1] > named[-1]):
        return _stacked(unnamed, named)
    if not named:
        return []
    if least == 1:
        return named[-1:] if valued else named[:1]
    widest = max(above[i].filled for i in named)
    return _grown(above, next(i for i in named if above[i].filled == widest), left)


def _stacked(unnamed: Sequence[int], named: Sequence[int]) -> list[int]:
    """Return the last rows without a first cell, and the row above them that has one."""
    found = [unnamed[-1]]
    while found[0] - 1 in unnamed:
        found.insert(0, found[0] - 1)
    return [found[0] - 1, *found] if found[0] - 1 in named else found


def _grown(above: Sequence[Row], top: int, left: int) -> list[int]:
    """Return a row that names columns, with those next to it that do it too.

    They have no first cell but several others, or repeat the first cell, as merged cells do.
    """
    first, last = top, top
    while first and _belongs_above(above[first - 1], above[top], left):
        first -= 1
    while last + 1 < len(above) and words(above[last + 1].at(left)) == words(above[top].at(left)):
        last += 1
    return list(range(first, last + 1))


def _belongs_above(row: Row, named: Row, left: int) -> bool:
    if empty(row.at(left)):
        return row.filled > 1
    return row.filled > 1 and words(row.at(left)) == words(named.at(left))


def _may_name(row: Row, left: int, least: int) -> bool:
    """Tell whether a row can name columns: names, years and dates, no values."""
    named = kind(row.at(left)) is Kind.NAME or _is_sign(row.at(left))
    return _is_data(row, least) and named and (not _has_figure(row) or _counted(row, left))


def _signed(rows: Sequence[Row], left: int) -> bool:
    """Tell whether the first of some rows names columns, `x` or `-` being the name of one.

    So it is where another name stands above figures. `x` alone is also believed above nothing but
    figures; in a row by itself `-` says that there is none.
    """
    head = rows[0]
    if _has_figure(head) or Kind.NAME not in head.kinds(left):
        return False
    below = rows[1 : 1 + _LOOK]

    def over_figures(column: int) -> bool:
        cells = [row.at(column) for row in below if not empty(row.at(column))]
        told = any(not _is_sign(each) for each in cells)
        return told and all(kind(each) is Kind.VALUE for each in cells)

    return any(
        over_figures(i)
        for i, cell in enumerate(head.cells)
        if i >= left and (kind(cell) is Kind.NAME or words(cell) in ("x", "X"))
    )


def _is_sign(cell: Cell) -> bool:
    return words(cell) in _SIGNS


def _has_figure(row: Row) -> bool:
    """Tell whether there is a value in a row that cannot be the name of a column."""
    return any(kind(cell) is Kind.VALUE and not _is_sign(cell) for cell in row.cells)


def _counted(row: Row, left: int) -> bool:
    """Tell whether a row names its columns by counting: `Monat`, `1`, `2`, `3`."""
    return kind(row.at(left)) is Kind.NAME and counting(row.cells[left + 1 :])


def _names(rows: Sequence[Row], header: Sequence[int], left: int) -> bool:
    """Tell whether a single row above the rest names columns, where it consists of moments.

    Dates above dates are a row like the others; so are years above years, unless they go up or
    down steadily as only the names of columns do.
    """
    head = rows[header[-1]]
    if len(header) > 1 or empty(head.at(left)):
        return True
    moments = [i for i, what in enumerate(head.kinds()) if what is Kind.MOMENT and i > left]
    below = [kind(row.at(i)) for row in rows[header[-1] + 1 :][:_LOOK] for i in moments]
    filled = [what for what in below if what is not Kind.EMPTY]
    if not filled or any(what is not Kind.MOMENT for what in filled):
        return True
    years = [words(head.cells[i]) for i in moments]
    steps = [after > before for before, after in pairwise(years)]
    return all(len(year) == 4 for year in years) and len(set(steps)) < 2


def _end(body: Sequence[Row], left: int, least: int) -> int:
    """Return how many rows are no notes: up to the last with values, and names right below."""
    last = next((i for i in range(len(body), 0, -1) if _is_full(body[i - 1], left, least)), 0)
    shortest = min((len(row.cells) for row in body[:last][-_LOOK:]), default=0)
    while last and last < len(body) and not _is_note(body, last, shortest):
        last += 1
    return last


def _is_full(row: Row, left: int, least: int) -> bool:
    values = any(what is Kind.VALUE for what in row.kinds(left + (least > 1)))
    return not row.remark and (values or row.filled >= least)


def _is_note(body: Sequence[Row], index: int, shortest: int) -> bool:
    row = body[index]
    blank_above = row.line > body[index - 1].line + 1
    return row.remark or blank_above or len(row.cells) < shortest
