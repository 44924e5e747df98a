"""Turns what database drivers hand over into cells, without losing or inventing a digit."""

import json
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite

from kjc_desktop.data.snapshot import Cell

_LONGEST = 2_000
"""Characters that are kept of a text; nothing longer is shown."""
_MOST_DIGITS = 300


def cell(value: object) -> Cell:
    """Return a value as a cell; numbers that are none (NaN, infinity) are no figure."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Decimal):
        return _decimal(value)
    text = _text(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _decimal(value: Decimal) -> Cell:
    """Return the same number: whole, as a float where that is exact, else as it is written."""
    if not value.is_finite():
        return None
    if value.adjusted() > _MOST_DIGITS:
        return f"{value:.6e}"
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else format(value, "f")


def _text(value: object) -> str:
    if isinstance(value, datetime):
        whole_minute = not (value.second or value.microsecond)
        return value.isoformat(timespec="minutes" if whole_minute else "auto")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return _bytes(bytes(value[: _LONGEST * 4]))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _bytes(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.hex()
