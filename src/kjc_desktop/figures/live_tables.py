"""Tables of live sources as they are written on a slide.

What the source wrote stays as it wrote it, so that keys, years and postcodes keep their form; only
what came as a number is written by the rules of the deck's language.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from kjc_desktop.data.numbers import missing, number
from kjc_desktop.data.snapshot import Cell, DecimalSign, Table
from kjc_desktop.data.table.cells import YEARS, words
from kjc_desktop.figures.dates import date_text
from kjc_desktop.figures.formats import MINUS, NBSP, NumberFormat, usual_format
from kjc_desktop.figures.values import TableValue, as_number
from kjc_desktop.texts import language_of, say

_ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?")
_MOST_ROWS = 200
"""No slide has room for more."""


def written(table: Table, language: str) -> TableValue:
    """Return the first rows of a table as a slide shows them, in the deck's language."""
    columns = [
        _column([row[index] for row in table.rows[:_MOST_ROWS]], _sign(table, index), language)
        for index in range(len(table.columns))
    ]
    return TableValue(table.columns, tuple(zip(*columns, strict=True)))


def _sign(table: Table, index: int) -> DecimalSign:
    return table.decimals[index] if table.decimals else "."


def _column(cells: Sequence[Cell], sign: DecimalSign, language: str) -> list[str]:
    """Return the cells of one column for people, all with the same digits."""
    values = [
        as_number(value)
        for cell in cells
        if isinstance(cell, int | float) and (value := number(cell, sign)) is not None
    ]
    whole = all(isinstance(value, int) for value in values)
    plain = whole and all(value in YEARS for value in values)
    style = usual_format(values, language)
    if not any(number(cell, sign) is not None for cell in cells):
        # Where nothing is a number, `x` and `-` are words: yes and no.
        return [_text(cell, language) for cell in cells]
    return [_words(cell, sign, style, plain=plain) for cell in cells]


def _text(cell: Cell, language: str) -> str:
    """Return a cell of a column of words; days as the language writes them."""
    if isinstance(cell, bool):
        return say("figures.yes" if cell else "figures.no", language_of(language))
    text = words(cell)
    try:
        moment = datetime.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return text
    if moment is None:
        return text
    return date_text(moment if "T" in text else moment.date(), language)


def _words(cell: Cell, sign: DecimalSign, style: NumberFormat, *, plain: bool) -> str:
    if missing(cell):
        return say("figures.missing", language_of(style.language))
    value = number(cell, sign)
    if isinstance(cell, str):
        return words(cell) if value is None else _number_words(words(cell))
    if value is None or plain:
        return words(cell)
    return style.text(as_number(value))


def _number_words(text: str) -> str:
    """Return a number as the source wrote it, with a true minus and without a break inside."""
    signed = MINUS + text[1:] if text.startswith("-") else text
    return signed.replace(" ", NBSP)
