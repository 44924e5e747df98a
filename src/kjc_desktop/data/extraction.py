"""From a table to what a deck asks of it: the value of a figure, the points of a series.

Every answer is either right or a `Problem`: no row, several rows, no such column and text where a
number should be are told, never guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import islice

from kjc_desktop.data.json.rows import NotScalar, find
from kjc_desktop.data.numbers import missing, number
from kjc_desktop.data.snapshot import Cell, DecimalSign, Problem, Table
from kjc_desktop.data.table.cells import words
from kjc_desktop.data.table.letters import letters_of
from kjc_desktop.deck.diagnostics import nearest
from kjc_desktop.deck.models import Figure, Series

_SHORTEN = 40
_LARGEST = Fraction(10) ** 300
_MOST_COMPARED = 500
"""Words that a word without a match is compared with."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it stood; `value` None where the source says that there is no figure.

    `place` is a cell such as `Eckwerte!B9`, or for what is no file the row and the column;
    `written` is what stands there, shortened; `percent` says that it had the sign for it. `at` is
    when its row came, where rows come one by one; for a sum, when the oldest did.
    """

    value: Fraction | None
    place: str
    written: str
    percent: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a series as the source gives them; None in `y` is a gap."""

    x: tuple[str, ...]
    y: tuple[Fraction | None, ...]
    percent: bool = False


class Lookup:
    """Finds rows of one table by what stands in a column, however many figures ask."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows: dict[str | int, dict[str, list[int]]] = {}

    def rows(self, column: "_Column") -> dict[str, list[int]]:
        """Return the rows by the words in a column."""
        key = column.name if column.index is None else column.index
        if key not in self._rows:
            found: dict[str, list[int]] = {}
            for row in range(len(self._table.rows)):
                found.setdefault(words(_cell(self._table, row, column)), []).append(row)
            self._rows[key] = found
        return self._rows[key]


def figure_value(table: Table, figure: Figure, lookup: Lookup | None = None) -> Found | Problem:
    """Return the value that a figure's `where`, `column` and `pick` lead to.

    Args:
        table: of the figure's source.
        figure: what is asked.
        lookup: of the same table, where many figures ask it.
    """
    column = _column(table, figure.column)
    if isinstance(column, Problem):
        return column
    rows = _rows(table, figure, lookup or Lookup(table))
    if isinstance(rows, Problem):
        return rows
    found = [_found(table, row, column) for row in rows]
    broken = next((each for each in found if isinstance(each, Problem)), None)
    if broken is not None:
        return broken
    values = [each for each in found if isinstance(each, Found)]
    return values[0] if len(values) == 1 else _sum(values)


def series_points(table: Table, series: Series) -> Points | Problem:
    """Return the points of a series; rows without any text for x are no points."""
    x, y = _column(table, str(series.x)), _column(table, str(series.y))
    if isinstance(x, Problem):
        return x
    if isinstance(y, Problem):
        return y
    points: list[tuple[str, Found]] = []
    for row in range(len(table.rows)):
        at, found = words(_cell(table, row, x)), _found(table, row, y)
        if isinstance(found, Problem):
            return found
        if at:
            points.append((at, found))
    known = [found for _, found in points if found.value is not None]
    return Points(
        tuple(at for at, _ in points),
        tuple(found.value for _, found in points),
        percent=bool(known) and all(found.percent for found in known),
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of cells, or a path into the records; `name` is how the deck calls it."""

    name: str
    index: int | None


def column_index(columns: Sequence[str], wanted: str, levels: int = 1) -> int | None:
    """Return which column a name or a number from 1 means; None where there is none, or several.

    Args:
        columns: their names.
        wanted: a name, or a number where no column is named so.
        levels: under several header rows the last part of a name is enough, if no other column
            ends so. Under one, `Bestand` is not `Veränderung Bestand`.
    """
    name = words(wanted)
    names = [words(each) for each in columns]
    named = [index for index, each in enumerate(names) if each == name]
    if not named and levels > 1:
        named = [index for index, each in enumerate(names) if each.endswith(f" {name}")]
    if len(named) == 1:
        return named[0]
    if not named and name.isdecimal() and 1 <= int(name) <= len(columns):
        return int(name) - 1
    return None


def column_problem(table: Table, wanted: str) -> Problem | None:
    """Return why a name or number means no column of a table; None where it means one."""
    index = column_index(table.columns, wanted, table.levels)
    return None if index is not None else _unknown(table, wanted)


def _column(table: Table, wanted: str | None) -> _Column | Problem:
    if wanted is None and len(table.columns) == 1:
        return _Column(table.columns[0], 0)
    if wanted is None:
        return Problem("column_needed", {"columns": _listed(table.columns)})
    index = column_index(table.columns, wanted, table.levels)
    asked = index is None and any(find(record, wanted) is not None for record in table.records)
    return _Column(wanted, index) if index is not None or asked else _unknown(table, wanted)


def _unknown(table: Table, wanted: str) -> Problem:
    """Return why a column cannot be told."""
    if sum(words(each) == words(wanted) for each in table.columns) > 1:
        return Problem("column_twice", {"column": wanted})
    near = nearest(wanted, filter(None, table.columns))
    if near is not None:
        return Problem("column_near", {"column": wanted, "near": near})
    return Problem("column_unknown", {"column": wanted, "columns": _listed(table.columns)})


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"„{name}“" for name in list(names)[:8] if name) or f"1–{len(names)}"
    return f"{shown} …" if len(names) > 8 else shown


def _rows(table: Table, figure: Figure, lookup: Lookup) -> list[int] | Problem:
    """Return the rows that are meant: one, or for `pick: sum` all that match."""
    matching = _matching(table, figure, lookup)
    if isinstance(matching, Problem):
        return matching
    if figure.pick == "sum" or len(matching) == 1:
        return matching
    if figure.pick is None:
        key = "rows_several" if figure.where else "where_needed"
        return Problem(key, {"count": len(matching), "where": _condition(figure)})
    return matching[:1] if figure.pick == "first" else matching[-1:]


def _matching(table: Table, figure: Figure, lookup: Lookup) -> list[int] | Problem:
    """Return the rows that meet every condition of a figure, all where it has none."""
    rows = list(range(len(table.rows)))
    for name, wanted in (figure.where or {}).items():
        column = _column(table, name)
        if isinstance(column, Problem):
            return column
        there = lookup.rows(column)
        fitting = set(there.get(words(wanted), ()))
        rows = [row for row in rows if row in fitting]
        if not rows:
            near = None if fitting else nearest(wanted, islice(there, _MOST_COMPARED))
            values = {"where": _condition(figure), "near": near}
            return Problem("rows_none" if near is None else "rows_near", values)
    return rows or Problem("rows_nothing")


def _condition(figure: Figure) -> str:
    return ", ".join(f"{name}: {value}" for name, value in (figure.where or {}).items())


def _cell(table: Table, row: int, column: _Column) -> Cell:
    if column.index is not None:
        return table.rows[row][column.index]
    found = find(table.records[row], column.name)
    return None if isinstance(found, NotScalar) else found


def _found(table: Table, row: int, column: _Column) -> Found | Problem:
    cell, place = _cell(table, row, column), cell_name(table, row, column.index, column.name)
    written, at = _short(words(cell)), table.times[row] if table.times else None
    if missing(cell):
        return Found(None, place, written, at=at)
    sign: DecimalSign = "."
    if table.decimals:
        # A path into records leads past the columns; all of them are read in the same way.
        sign = table.decimals[column.index or 0]
    value = number(cell, sign)
    if value is not None:
        return Found(value, place, written, isinstance(cell, str) and cell.rstrip()[-1] == "%", at)
    key = "number_two_ways" if sign == "?" else "number_none"
    return Problem(key, {"text": written, "place": place, "column": column.name})


def _short(text: str) -> str:
    return text if len(text) <= _SHORTEN else f"{text[: _SHORTEN - 1]}…"


def cell_name(table: Table, row: int, index: int | None, name: str) -> str:
    """Return the place of a value for people: `B9`, `Eckwerte!B9`, `3: anzahl`."""
    if index is None or not table.lines:
        return f"{row + 1}: {name}" if name else str(row + 1)
    cell = f"{letters_of(table.left + index)}{table.lines[row]}"
    return f"{table.sheet}!{cell}" if table.sheet else cell


def _sum(values: Sequence[Found]) -> Found | Problem:
    """Return the sum; where one summand is not known, the sum is not known either."""
    place = f"{values[0].place} … {values[-1].place}"
    at = min((each.at for each in values if each.at is not None), default=None)
    gap = next((each for each in values if each.value is None), None)
    if gap is not None:
        return Found(None, gap.place, gap.written, at=at)
    total = sum((each.value for each in values if each.value is not None), Fraction(0))
    if abs(total) > _LARGEST:
        return Problem("number_large")
    percent = all(each.percent for each in values)
    shown = total * 100 if percent else total
    written = str(shown.numerator if shown.denominator == 1 else float(shown))
    return Found(total, place, f"{written} %" if percent else written, percent, at)
