"""The content of a table before it is set: rows of texts, which columns are shown, which count."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NUMBER = re.compile(
    r"(?:[a-zäöü][^\d]{0,11}\s)?"  # a qualifier such as "mehr als"
    r"[-−+±]?\d[\d.,\u00a0\u202f ]*\s?(?:%|€|EUR|Mio\.|Mrd\.|Tsd\.|M|B)?"
)
_DATE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.(?:\d{2,4})?|\d{4}-\d{2}(?:-\d{2})?")
_NO_FIGURE = frozenset(
    {"", "-", "–", "—", ".", "…", "...", "x", "*", "/", "k. A.", "k.\u00a0A.", "n/a"}
)

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts: `header` may be None; every row has as many cells as the header."""

    header: Row | None
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max((len(row) for row in (*self.rows, self.header or ())), default=0)


def is_numeric(column: Iterable[str]) -> bool:
    """Tell whether a column holds numbers, so that they stand flush right."""
    cells = [cell for cell in column if cell.strip() not in _NO_FIGURE]
    return bool(cells) and all(is_number(cell) for cell in cells)


def is_number(text: str) -> bool:
    """Tell whether a cell is a number with its sign, qualifier or unit sign; dates are none."""
    return bool(_NUMBER.fullmatch(text.strip())) and not _DATE.fullmatch(text.strip())


def grid_of(
    rows: Sequence[Row], header: bool | Row, columns: Row | None, limit: int | None
) -> Grid:
    """Return the part of a table that is shown.

    Args:
        rows: all cells; short rows are filled up.
        header: whether the first row is the header; or the header's texts, for all columns, or
            for the shown ones where there are as many.
        columns: which to show, by the header's text or by number from 1; None for all.
        limit: most rows, the header aside.
    """
    first = header is True and bool(rows)
    given = header if isinstance(header, tuple) else rows[0] if first else None
    body = rows[1:] if first else rows
    width = max((len(row) for row in (*body, given or ())), default=0)
    shown = _shown(columns, rows[0] if first else given, width)
    named = isinstance(header, tuple) and columns is not None and len(header) == len(columns)
    picked = [_picked(row, shown) for row in body[:limit]]
    if given is not None and not named:
        given = _picked(given, shown)
    return Grid(given, tuple(picked))


def chosen(rows: Sequence[Row], names: Row, columns: Row | None, missing: str) -> Grid:
    """Return the named columns of a source, in the order they are named, under their names.

    Args:
        rows: all cells; each has as many as there are names.
        names: of the columns; "" for one without.
        columns: which to show, by name or by number from 1; None for all.
        missing: what is written in a column that is not there.
    """
    if columns is None:
        return Grid(names, tuple(rows))
    found = {name.strip(): place for place, name in reversed(list(enumerate(names)))}
    places = [found.get(each.strip(), _numbered(each)) for each in columns]
    known = [None if place is None or place >= len(names) else place for place in places]
    header = (each if at is None else names[at] for each, at in zip(columns, known, strict=True))
    cells = (tuple(missing if at is None else row[at] for at in known) for row in rows)
    return Grid(tuple(header), tuple(cells))


def _shown(columns: Row | None, names: Row | None, width: int) -> list[int]:
    """Return the places of the columns to show; what names none is left out."""
    if columns is None:
        return list(range(width))
    places = {name.strip(): place for place, name in enumerate(names or ())}
    found = (places.get(each.strip(), _numbered(each)) for each in columns)
    return [place for place in found if place is not None and place < width]


def _numbered(column: str) -> int | None:
    return int(column) - 1 if column.strip().isdecimal() and int(column) > 0 else None


def _picked(row: Row, places: Sequence[int]) -> Row:
    return tuple(row[place] if place < len(row) else "" for place in places)
