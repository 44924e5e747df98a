"""Tells names, numbers, years and remarks apart, as the shape of a table shows in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from kjc_desktop.data.numbers import missing, number
from kjc_desktop.data.snapshot import Cell

YEARS = range(1900, 2101)
"""Numbers that are more likely years than figures."""
_MOMENT = re.compile(
    r"(?:19|20)\d\d|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)?|(?:0?[1-9]|1[0-2])[./](?:19|20)\d\d"
    r"|\d{4}-\d\d(?:-\d\d(?:[T ]\d\d:\d\d.*)?)?",
    re.ASCII,
)
_REMARK = re.compile(
    r"©|\(c\)|copyright\b|(?:daten)?quellen?\b|stand\b|erstell|hinweise?\b|anmerkung|fu(?:ß|ss)note"
    r"|notes?:|sources?:|_{3,}|-{3,}|\*+\)|\d{1,2}\)|[¹²³]",
    re.IGNORECASE,
)
_WORDS, _LONG = 6, 60
"""More words, and more characters, than the name of a row has."""


class Kind(Enum):
    """What stands in a cell: `MOMENT` is a year or a date, which may also name a column."""

    EMPTY = auto()
    NAME = auto()
    MOMENT = auto()
    VALUE = auto()


def kind(cell: Cell) -> Kind:
    """Return what stands in a cell; a sign for no figure is a value."""
    if empty(cell):
        return Kind.EMPTY
    if isinstance(cell, str):
        return _kind_of_text(cell.strip())
    moment = not isinstance(cell, bool) and cell in YEARS
    return Kind.MOMENT if moment else Kind.VALUE


def _kind_of_text(text: str) -> Kind:
    if _MOMENT.fullmatch(text):
        return Kind.MOMENT
    readable = missing(text) or any(number(text, sign) is not None for sign in (",", "."))
    return Kind.VALUE if readable else Kind.NAME


def empty(cell: Cell) -> bool:
    """Tell whether nothing is to be seen in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def words(cell: Cell) -> str:
    """Return a cell as text for people and for comparing: trimmed, blanks and line ends joined."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file or a sheet; `line` is where it begins, from 1."""

    line: int
    cells: tuple[Cell, ...]

    def at(self, index: int) -> Cell:
        """Return a cell; None beyond the end of the row."""
        return self.cells[index] if index < len(self.cells) else None

    @property
    def filled(self) -> int:
        """How many cells have something in them."""
        return sum(not empty(cell) for cell in self.cells)

    @property
    def extent(self) -> int:
        """How many cells there are up to the last one with something in it."""
        return next((i for i in range(len(self.cells), 0, -1) if not empty(self.cells[i - 1])), 0)

    @property
    def first(self) -> int | None:
        """Which cell is the first with something in it."""
        return next((i for i, cell in enumerate(self.cells) if not empty(cell)), None)

    def kinds(self, left: int = 0) -> tuple[Kind, ...]:
        """Return what stands in each cell from a column on."""
        return tuple(kind(cell) for cell in self.cells[left:])

    @property
    def has_value(self) -> bool:
        """Whether there is a number, or a sign for none, in any cell."""
        return any(kind(cell) is Kind.VALUE for cell in self.cells)

    @property
    def describes(self) -> bool:
        """Whether the first cell announces what the next one says: `Berichtsmonat:`."""
        return self.first is not None and words(self.cells[self.first]).endswith(":")

    @property
    def remark(self) -> bool:
        """Whether this is a note beneath a table rather than a row of it."""
        if self.first is None:
            return True
        text = words(self.cells[self.first])
        if _REMARK.match(text):
            return not any(kind(cell) is Kind.VALUE for cell in self.cells[self.first + 1 :])
        return self.filled == 1 and _is_sentence(text)


def counting(cells: Iterable[Cell]) -> bool:
    """Tell whether cells only count their columns: `1`, `2`, `3`, as statistics number them."""
    counts = [words(cell) for cell in cells if not empty(cell)]
    if len(counts) < 3 or not all(count.isdecimal() and len(count) < 4 for count in counts):
        return False
    start = int(counts[0])
    return start in (0, 1, 2) and [int(count) for count in counts] == list(
        range(start, start + len(counts))
    )


def _is_sentence(text: str) -> bool:
    count = len(text.split())
    return count >= 3 if text.endswith((".", "!")) else count > _WORDS and len(text) > _LONG
