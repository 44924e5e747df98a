"""The x axis of a chart: what its texts mean in time, where they stand, and which are shown.

Where all texts are moments of one kind (years, months, days, times), distances follow time, so a
missing month is a wider step. Anything else stands side by side at equal distances.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from typing import Literal

from kjc_desktop.figures.dates import date_text
from kjc_desktop.figures.formats import locale

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_KEPT = 8_192
"""Texts whose meaning is remembered."""
_STEPS = (
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800,
    3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
)  # fmt: skip
"""Seconds between round times of day."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One text of the axis: `at` grows along it, `label` is what is shown.

    `at` counts seconds where there is a `moment`, else years, months or places.
    """

    text: str
    at: float
    label: str
    moment: datetime | None = None


def marks(texts: Sequence[str], language: str, zone: tzinfo | None = None) -> dict[str, Mark]:
    """Return the mark of each different text, in the order of the axis.

    Args:
        texts: where the values stand.
        language: tag of the language the labels are written in.
        zone: where moments that name their own time zone are told in; None leaves them there.
    """
    different = list(dict.fromkeys(texts))
    for read in (_years, _months, _times):
        found = read(different, language, zone)
        if found is not None:
            return {each.text: each for each in sorted(found, key=lambda mark: mark.at)}
    return {text: Mark(text, float(place), text) for place, text in enumerate(different)}


def since(found: dict[str, Mark], window: float | None) -> dict[str, Mark]:
    """Return the last `window` seconds of an axis; all of it where it has no days or times."""
    last = max((mark.at for mark in found.values()), default=0.0)
    if window is None:
        return found
    return {
        text: mark for text, mark in found.items() if not mark.moment or mark.at >= last - window
    }


def _years(texts: Sequence[str], _language: str, _zone: tzinfo | None) -> list[Mark] | None:
    if not all(_YEAR.fullmatch(text.strip()) for text in texts):
        return None
    return [Mark(text, float(text), text.strip()) for text in texts]


def _months(texts: Sequence[str], language: str, _zone: tzinfo | None) -> list[Mark] | None:
    found = [_month(text, language) for text in texts]
    return [each for each in found if each] if all(found) else None


@lru_cache(maxsize=_KEPT)
def _month(text: str, language: str) -> Mark | None:
    match = _MONTH.fullmatch(text.strip())
    if not (match and 1 <= int(match[2]) <= 12 and int(match[1])):
        return None
    from babel.dates import format_skeleton

    day = date(int(match[1]), int(match[2]), 1)
    label = format_skeleton("yMMM", day, locale=locale(language))
    return Mark(text, 12.0 * day.year + day.month, label)


def _times(texts: Sequence[str], language: str, zone: tzinfo | None) -> list[Mark] | None:
    read = [_moment(text, zone) for text in texts]
    moments = [each for each in read if each is not None]
    if len(moments) < len(texts) or len({each.tzinfo is None for each in moments}) > 1:
        return None
    start = min(moments, default=None)
    form = _form(moments)
    return [
        Mark(
            text, (each - (start or each)).total_seconds(), _label(text, zone, form, language), each
        )
        for text, each in zip(texts, moments, strict=True)
    ]


@lru_cache(maxsize=_KEPT)
def _moment(text: str, zone: tzinfo | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.astimezone(zone) if zone is not None and moment.tzinfo is not None else moment


Form = Literal["day", "time", "both"]


def _form(moments: Sequence[datetime]) -> Form:
    """Return how moments are written: as short as tells them apart."""
    if all(moment.time() == time() for moment in moments):
        return "day"
    return "time" if len({moment.date() for moment in moments}) == 1 else "both"


@lru_cache(maxsize=_KEPT)
def _label(text: str, zone: tzinfo | None, form: Form, language: str) -> str:
    """Return how a moment is written; looked up, as a window shows most of its points again."""
    moment = _moment(text, zone)
    if moment is None:
        return text
    if form == "time":
        return f"{moment:%H:%M}"
    return date_text(moment.date() if form == "day" else moment, language)


def round_times(found: Iterable[Mark], start: float, most: int) -> list[Mark]:
    """Return marks at round times of day, from `start` to the last of the given ones.

    Args:
        found: marks of an axis; the times are those of their clock.
        start: where the axis begins, in seconds as the marks count them.
        most: how many there may be.

    Returns:
        At the smallest round step of which there are not too many; nothing for days and for
        anything that is no moment.
    """
    placed = [(mark.at, mark.moment) for mark in found if mark.moment is not None]
    if not placed or _form([moment for _, moment in placed]) == "day":
        return []
    at, last = max(placed, key=lambda each: each[0])
    step = next((each for each in _STEPS if (at - start) / each < most), _STEPS[-1])
    midnight = last.replace(hour=0, minute=0, second=0, microsecond=0)
    passed = (last - midnight).total_seconds()
    writing = "%H:%M" if step >= 60 else "%H:%M:%S"
    made = []
    for number in range(ceil((passed - at + start) / step), floor(passed / step) + 1):
        moment = midnight + timedelta(seconds=number * step)
        made.append(Mark("", at - passed + number * step, f"{moment:{writing}}", moment))
    return made


def thinned(places: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """Return which labels can stand side by side: as many as have room, at an even stride.

    Args:
        places: left and right edge of every label, from left to right.
        gap: least distance between two.

    Returns:
        Places in the sequence, ascending. The last label is always one of them, and the first
        where a stride not much wider than needed reaches both.
    """
    last = len(places) - 1
    strides = (stride for stride in range(1, last + 2) if _apart(places, stride, gap))
    least = next(strides, 1)
    even = (each for each in range(least, 2 * least + 1) if not last % each)
    stride = next((each for each in even if _apart(places, each, gap)), least)
    return list(range(last, -1, -stride))[::-1]


def _apart(places: Sequence[tuple[float, float]], stride: int, gap: float) -> bool:
    kept = places[::-1][::stride]
    return all(left[1] + gap <= right[0] for right, left in pairwise(kept))
