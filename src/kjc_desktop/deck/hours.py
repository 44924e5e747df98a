"""The kinds of value that opening hours have: a time of day, days of the week, hours of a day.

Minutes are counted from midnight, days of the week from Monday, which is 0.
"""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

DAY = 24 * 60
"""Minutes of a day, as the hands of a clock count them."""

_TIME = re.compile(r"(\d{1,2})[:.]([0-5]\d)", re.ASCII)
_TO = re.compile(r"\s*[-\u2013]\s*")
_AND = re.compile(r"\s*,\s*")
_NAMES = (
    ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ("", "", "", "", "", "sonnabend", ""),
)
_SHORTEST_NAME = 2


def parse_time(value: object) -> int:
    """Return the minutes since midnight for `8:00`, `08:00` or `24:00`."""
    match = _TIME.fullmatch(str(getattr(value, "raw", value)).strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match else DAY + 1
    if minutes > DAY:
        raise PydanticCustomError("time_of_day", "time_of_day", {"text": str(value)})
    return minutes


def parse_weekdays(value: object) -> frozenset[int]:
    """Return the days for `mo`, `mo-fr`, `fr-mo` or `mo, mi, sa-so`; whole names will do."""
    days: set[int] = set()
    for part in _AND.split(value.strip().lower()) if isinstance(value, str) else ("",):
        first, *last = (_weekday(name) for name in _TO.split(part, maxsplit=1))
        end = last[0] if last else first
        days.update((first + step) % 7 for step in range((end - first) % 7 + 1))
    return frozenset(days)


def _weekday(name: str) -> int:
    """Return the day of a name of at least two letters, in German or English."""
    for week in _NAMES if len(name) >= _SHORTEST_NAME else ():
        for day, whole in enumerate(week):
            if whole.startswith(name):
                return day
    raise PydanticCustomError("weekdays", "weekdays", {"text": name})


def parse_hours(value: object) -> tuple[tuple[int, int], ...]:
    """Return beginnings and ends, in minutes, for `8:00-12:00, 13:00-18:00`."""
    spans = [_TO.split(part) for part in _AND.split(str(value).strip())]
    try:
        return tuple((parse_time(start), parse_time(end)) for start, end in spans)
    except ValueError as error:
        raise PydanticCustomError("hours", "hours", {"text": str(value)}) from error


TimeOfDay = Annotated[
    int, BeforeValidator(parse_time), WithJsonSchema({"type": "string", "examples": ["8:00"]})
]
Weekdays = Annotated[frozenset[int], BeforeValidator(parse_weekdays)]
Hours = Annotated[tuple[tuple[int, int], ...], BeforeValidator(parse_hours)]
Days = Annotated[
    Weekdays
    | Annotated[tuple[Weekdays, ...], Field(min_length=1)]
    | Annotated[dict[Weekdays, Hours], Field(min_length=1)],
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "examples": ["mo-fr"]},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
                {
                    "type": "object",
                    "additionalProperties": {"type": "string", "examples": ["8:00-18:00"]},
                    "minProperties": 1,
                },
            ]
        }
    ),
]
