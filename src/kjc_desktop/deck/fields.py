"""The kinds of value a field of a deck can have, with the rules for reading them.

Each is an annotated type: pydantic validates it, the JSON schema describes it, and the marks on it
(`TextMark`, `Ref`) tell later stages which fields hold text for people and which name something.
A rule refuses by raising `PydanticCustomError(KEY, …)`; the key is one of the catalogue.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError


@dataclass(frozen=True, slots=True)
class TextMark:
    """Marks a field that an audience or a presenter reads: placeholders work here."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that names something declared elsewhere in the deck."""

    kind: Literal["figure", "series", "source", "slide", "theme", "colour", "file", "icon"]


_DURATION_UNITS = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86_400.0}
_DURATION = re.compile(r"(\d+(?:[.,]\d+)?)\s*(ms|s|min|h|d)")
_OLDEST = 10 * 366 * 86_400.0
_LENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*(m|cm|mm)")
_LENGTH_UNITS = {"m": 1.0, "cm": 0.01, "mm": 0.001}
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}|[A-Za-z][A-Za-z0-9_-]*")


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def parse_duration(value: object) -> float:
    """Return seconds for `10 s`, `1 min 30 s`, `500 ms`, `2 h`, `31 d` or a bare number of them."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    text = str(value).strip()
    parts = _DURATION.findall(text)
    if not parts or _DURATION.sub("", text).strip():
        raise PydanticCustomError("duration", "duration", {"text": text})
    return sum(_number(count) * _DURATION_UNITS[unit] for count, unit in parts)


def _duration(value: object) -> float:
    seconds = parse_duration(value)
    if not 1.0 <= seconds <= 86_400.0:
        raise PydanticCustomError("duration_range", "duration_range", {"text": str(value)})
    return seconds


def _age(value: object) -> float:
    seconds = parse_duration(value)
    if not 1.0 <= seconds <= _OLDEST:
        raise PydanticCustomError("age_range", "age_range", {"text": str(value)})
    return seconds


def _length(value: object) -> float:
    match = _LENGTH.fullmatch(str(value).strip())
    if not match:
        raise PydanticCustomError("length", "length", {"text": str(value)})
    return _number(match[1]) * _LENGTH_UNITS[match[2]]


def _colour(value: object) -> object:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise PydanticCustomError("colour", "colour", {"text": str(value)})
    return value


def _text(value: object) -> object:
    """Take a bare scalar such as `2018` or `2018-11-26` as the text it was written as."""
    if isinstance(value, bool) or not isinstance(value, (int, float, date)):
        return value
    return str(getattr(value, "raw", value))


def _instant(value: object) -> object:
    """Take a day as its beginning."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time.min)
    return value


Text = Annotated[str, BeforeValidator(_text), TextMark()]
Plain = Annotated[str, BeforeValidator(_text)]
Key = Annotated[str, BeforeValidator(_text)]
Duration = Annotated[
    float,
    BeforeValidator(_duration),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}], "examples": ["10 s"]}),
]
Age = Annotated[
    float,
    BeforeValidator(_age),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}], "examples": ["31 d"]}),
]
Length = Annotated[
    float, BeforeValidator(_length), WithJsonSchema({"type": "string", "examples": ["5 m"]})
]
Colour = Annotated[
    str,
    BeforeValidator(_colour),
    Ref("colour"),
    WithJsonSchema({"type": "string", "examples": ["accent", "#0A4D5C"]}),
]
FigureName = Annotated[str, BeforeValidator(_text), Ref("figure")]
SeriesName = Annotated[str, BeforeValidator(_text), Ref("series")]
SourceName = Annotated[str, BeforeValidator(_text), Ref("source")]
SlideName = Annotated[str, BeforeValidator(_text), Ref("slide")]
IconName = Annotated[str, BeforeValidator(_text), Ref("icon")]
FileName = Annotated[str, BeforeValidator(_text), Ref("file")]
Number = int | float
Instant = Annotated[datetime, BeforeValidator(_instant)]
Moment = datetime | date
RowNumber = Annotated[int, Field(ge=1)]
Step = Annotated[int, Field(ge=1, le=50)]
