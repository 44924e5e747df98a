"""What `types:` says about columns: keys that stay texts, days that Excel keeps as numbers."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from kjc_desktop.data.snapshot import Cell, Notice, Table
from kjc_desktop.data.table.cells import YEARS, words

ColumnType = Literal["text", "number", "date"]
_GERMAN = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,]+(\d{1,2}):(\d\d)(?::\d\d)?(?: Uhr)?)?", re.ASCII
)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
_BEFORE_LEAP, _AFTER_LEAP = date(1899, 12, 31), date(1899, 12, 30)
_NO_DAY = 60
"""The 29th of February 1900, which Excel has and the calendar has not."""
_LAST_DAY = 2_958_465


def with_types(table: Table, types: Mapping[str, ColumnType]) -> tuple[Table, tuple[Notice, ...]]:
    """Return a table whose columns hold what the deck says.

    Args:
        table: as it was read.
        types: for names of columns, or numbers from 1; `number` is how cells are read anyway.
    """
    found = {name: _index(table, name) for name in types}
    kinds = {index: types[name] for name, index in found.items() if index is not None}
    unknown = [name for name, index in found.items() if index is None]
    notices = tuple(Notice("types_column", {"column": name}) for name in unknown)
    if not kinds:
        return table, notices
    rows = tuple(
        tuple(_typed(cell, kinds.get(i)) for i, cell in enumerate(row)) for row in table.rows
    )
    return replace(table, rows=rows), notices


def _index(table: Table, name: str) -> int | None:
    names = [words(each) for each in table.columns]
    if words(name) in names:
        return names.index(words(name))
    numbered = name.isdecimal() and 1 <= int(name) <= len(names)
    return int(name) - 1 if numbered else None


def _typed(cell: Cell, what: ColumnType | None) -> Cell:
    if what == "text":
        number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
        return str(cell) if number else cell
    return _day(cell) if what == "date" else cell


def _day(cell: Cell) -> Cell:
    """Return a date as ISO text; what is none stays as it is."""
    if isinstance(cell, str):
        text = cell.strip()
        if _SERIAL.fullmatch(text):
            return _from_serial(float(text.replace(",", "."))) or cell
        return _from_german(text) or cell
    if cell is None or isinstance(cell, bool):
        return cell
    return _from_serial(float(cell)) or cell


def _from_german(text: str) -> str | None:
    match = _GERMAN.fullmatch(text)
    if not match:
        return None
    day, month, year, hour, minute = (int(part or 0) for part in match.groups())
    try:
        found = date(year, month, day).isoformat()
        return f"{found}T{time(hour, minute):%H:%M}" if match[4] else found
    except ValueError:
        return None


def _from_serial(serial: float) -> str | None:
    """Return the day that Excel counts from 1900 on; None for a year and for no day at all."""
    if not 1 <= serial < _LAST_DAY or int(serial) == _NO_DAY or serial in YEARS:
        return None
    days, minutes = divmod(round(serial * 24 * 60), 24 * 60)
    start = _BEFORE_LEAP if days < _NO_DAY else _AFTER_LEAP
    day = (start + timedelta(days=days)).isoformat()
    return f"{day}T{minutes // 60:02}:{minutes % 60:02}" if minutes else day


def iso(moment: date) -> str:
    """Return a day, or a day and a time of day, as cells write them."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.isoformat(timespec="minutes") if moment.second == 0 else moment.isoformat()
