"""What a bare word of a deck means: the one resolver for all files.

By YAML 1.2 ideas and with German numbers in mind: only what cannot be mistaken becomes a number,
a date or a truth value; `no`, `16:9`, `05117` and `1.234,5` stay the text they are.
"""

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone

_INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d*(?:_\d+)*)")
_FLOAT = re.compile(
    r"[-+]?(?:(?:0|[1-9]\d*(?:_\d+)*)(?:\.\d+(?:[eE][-+]?\d+)?|[eE][-+]?\d+)|\.\d+)"
)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[ T](\d{1,2}):(\d\d)(?::(\d\d))?(?: ?(Z|[-+]\d\d(?::?\d\d)?))?", re.ASCII
)
_NOTHING = frozenset({"", "~", "null"})
_TRUTH = {"true": True, "false": False}
_MOST_DIGITS = 18
"""Longer whole numbers are identifiers, not figures; doubles cannot hold them either."""

Value = str | int | float | bool | date | datetime | None
"""What a scalar can be; a `datetime` without zone is meant in the deck's."""


class RawInt(int):
    """A whole number whose spelling says more than its digits, such as `1_500_000`."""

    raw: str


class RawFloat(float):
    """A number whose spelling says more than its value, such as `1.50`."""

    raw: str


class RawMoment(datetime):
    """A date-time; `2018-11-26 10:30` is spelled without seconds."""

    raw: str


def resolve(text: str) -> Value:
    """Return what a plain (unquoted) scalar means; text where it means nothing else."""
    if text in _NOTHING:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if text[0] in "+-.0123456789":
        return _number_or_date(text)
    return text


def _number_or_date(text: str) -> Value:
    if not text.isascii():
        return text
    if _INTEGER.fullmatch(text):
        return _integer(text)
    if _FLOAT.fullmatch(text):
        return _float(text)
    return _moment(text)


def _integer(text: str) -> Value:
    digits = text.replace("_", "")
    if len(digits.lstrip("+-")) > _MOST_DIGITS:
        return text
    number = int(digits)
    if str(number) == text:
        return number
    spelled = RawInt(number)
    spelled.raw = text
    return spelled


def _float(text: str) -> Value:
    number = float(text.replace("_", ""))
    if not math.isfinite(number):
        return text
    if str(number) == text:
        return number
    spelled = RawFloat(number)
    spelled.raw = text
    return spelled


def _moment(text: str) -> Value:
    """Return the date or date-time that a text spells; the text where there is no such day."""
    try:
        if day := _DATE.fullmatch(text):
            return date(*map(int, day.groups()))
        if (match := _MOMENT.fullmatch(text)) is None:
            return text
        year, month, day_, hour, minute, second, zone = match.groups()
        spelled = RawMoment(
            int(year), int(month), int(day_), int(hour), int(minute), int(second or 0),
            tzinfo=_zone(zone),
        )  # fmt: skip
    except ValueError:
        return text
    spelled.raw = text
    return spelled


def _zone(text: str | None) -> timezone | None:
    """Return the fixed offset for `Z`, `+01`, `+01:00` or `+0100`."""
    if text is None or text == "Z":
        return None if text is None else UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(-offset if text[0] == "-" else offset)
