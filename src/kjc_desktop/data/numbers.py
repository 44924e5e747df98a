"""Reads numbers as tables write them, and never makes one of what is none.

Statistics write `1.540` for 1540, `6,9` for 6.9, and signs where there is no figure: a sign is not
0, and a text that cannot be read in one way only is not a number.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

from kjc_desktop.data.snapshot import Cell, DecimalSign

_NO_FIGURE = frozenset({"", "-", "–", ".", "…", "...", "x", "X", "*", "/", "k.A.", "k. A."})
_LONGEST = 60
"""Characters of a number; longer digits are a code or an accident."""
_LARGEST = Fraction(10) ** 300
"""Anything beyond cannot be reckoned with or shown."""
_DRESSED = re.compile(r"(?P<sign>[-−+]?)(?:€\s?)?(?P<body>[0-9].*?)\s?(?P<unit>%|€|EUR)?")
_GAPS = " \u00a0\u2009\u202f'’"
_BODIES: dict[DecimalSign, re.Pattern[str]] = {
    ",": re.compile(rf"(?!0\d+,)(?P<whole>[1-9]\d{{0,2}}(?P<gap>[.{_GAPS}])\d{{3}}"
                    r"(?:(?P=gap)\d{3})*|\d+)(?:,(?P<part>\d+))?", re.ASCII),
    ".": re.compile(rf"(?!0\d+\.)(?P<whole>[1-9]\d{{0,2}}(?P<gap>[,{_GAPS}])\d{{3}}"
                    r"(?:(?P=gap)\d{3})*|\d+)(?:\.(?P<part>\d+))?", re.ASCII),
    "?": re.compile(r"(?P<whole>\d+)(?P<part>)", re.ASCII),
}  # fmt: skip


def missing(cell: Cell) -> bool:
    """Tell whether a cell says that there is no figure; that is not the same as 0."""
    return cell is None or (isinstance(cell, str) and " ".join(cell.split()) in _NO_FIGURE)


def number(cell: Cell, decimal: DecimalSign) -> Fraction | None:
    """Return the number in a cell exactly as it is written there.

    Args:
        cell: a text may have a sign, thousands in groups, `%` (then it is a hundredth), `€`.
        decimal: how texts are meant; under `?` only those without any separator are numbers.

    Returns:
        None for what is no number, a sign for no figure included: see `missing`. Nor is one what is
        beyond ±10³⁰⁰.
    """
    if isinstance(cell, str):
        return _from_text(cell.strip(), decimal)
    if cell is None or isinstance(cell, bool) or (isinstance(cell, float) and not isfinite(cell)):
        return None
    value = Fraction(cell) if isinstance(cell, int) else Fraction(str(cell))
    return value if abs(value) <= _LARGEST else None


def _from_text(text: str, decimal: DecimalSign) -> Fraction | None:
    dressed = _DRESSED.fullmatch(text) if len(text) <= _LONGEST else None
    body = dressed and _BODIES[decimal].fullmatch(dressed["body"])
    if not dressed or not body:
        return None
    part = body["part"] or ""
    whole = "".join(filter(str.isdecimal, body["whole"]))
    value = Fraction(int(whole + part), 10 ** len(part) * (100 if dressed["unit"] == "%" else 1))
    return -value if dressed["sign"] in ("-", "−") else value


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the texts of a column tell about its decimal sign.

    Attributes:
        comma: a text that is a number only where the comma is the decimal sign; "" without.
        point: likewise the point.
        dot: a text such as `13.764` that is a number both ways; "" without.
        both: likewise one such as `1,234`.
    """

    comma: str = ""
    point: str = ""
    dot: str = ""
    both: str = ""


def evidence(cells: Iterable[Cell]) -> Evidence:
    """Return what the texts of one column tell about its decimal sign, each with an example."""
    found = {"comma": "", "point": "", "dot": "", "both": ""}
    for cell in cells:
        if isinstance(cell, str) and ("," in cell or "." in cell):
            sort = _sort(cell.strip())
            if sort and not found[sort]:
                found[sort] = cell.strip()
    return Evidence(**found)


def _sort(text: str) -> str:
    """Return what one text with a separator is evidence for, as a field of `Evidence`."""
    german, english = _from_text(text, ","), _from_text(text, ".")
    if german is None:
        return "" if english is None else "point"
    if english is None:
        return "comma"
    return "both" if "," in text else "dot"


def decided(columns: Sequence[Evidence], leading: int = 0) -> tuple[DecimalSign, ...]:
    """Return how each column of a table is read.

    A column decides for itself; where it does not, the German way holds. Only among figures with
    a point and none with a comma, texts like `1,234` are thousands, and those like `13.764` are in
    doubt.

    Args:
        columns: what their texts tell.
        leading: how many of them number the rows (`1.1`), which tells nothing about the others.
    """
    point = any(each.point for each in columns[leading:])
    english = point and not any(each.comma for each in columns)
    return tuple(_decided(each, english=english) for each in columns)


def _decided(column: Evidence, *, english: bool) -> DecimalSign:
    if column.comma and column.point:
        return "?"
    if column.comma:
        return ","
    if column.point:
        return "."
    if not english:
        return ","
    return "?" if column.dot else "." if column.both else ","


def decimal_signs(columns: Iterable[Iterable[Cell]]) -> tuple[DecimalSign, ...]:
    """Return how the texts of each column are read as numbers; a column is its cells."""
    return decided([evidence(cells) for cells in columns])
