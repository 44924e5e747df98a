"""The x axis of a chart: what its texts mean in time, where they stand, and which are shown.

Where all texts are moments of one kind (years, months, days, times), distances follow time, so a
missing month is a wider step. Anything else stands side by side at equal distances.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from kjc_desktop.figures.dates import date_text
from kjc_desktop.figures.formats import locale

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Mark:
    """One text of the axis: `at` grows along it, `label` is what is shown.

    `at` counts seconds where `timed`, else years, months or places.
    """

    text: str
    at: float
    label: str
    timed: bool = False


def marks(texts: Sequence[str], language: str) -> dict[str, Mark]:
    """Return the mark of each different text, in the order of the axis."""
    different = list(dict.fromkeys(texts))
    for read in (_years, _months, _times):
        found = read(different, language)
        if found is not None:
            return {each.text: each for each in sorted(found, key=lambda mark: mark.at)}
    return {text: Mark(text, float(place), text) for place, text in enumerate(different)}


def since(found: dict[str, Mark], window: float | None) -> dict[str, Mark]:
    """Return the last `window` seconds of an axis; all of it where it has no days or times."""
    last = max((mark.at for mark in found.values()), default=0.0)
    if window is None:
        return found
    return {
        text: mark for text, mark in found.items() if not mark.timed or mark.at >= last - window
    }


def _years(texts: Sequence[str], _language: str) -> list[Mark] | None:
    if not all(_YEAR.fullmatch(text.strip()) for text in texts):
        return None
    return [Mark(text, float(text), text.strip()) for text in texts]


def _months(texts: Sequence[str], language: str) -> list[Mark] | None:
    matches = [_MONTH.fullmatch(text.strip()) for text in texts]
    if not all(match and 1 <= int(match[2]) <= 12 and int(match[1]) for match in matches):
        return None
    from babel.dates import format_skeleton

    days = [date(int(match[1]), int(match[2]), 1) for match in matches if match]
    return [
        Mark(
            text,
            12.0 * day.year + day.month,
            format_skeleton("yMMM", day, locale=locale(language)),
        )
        for text, day in zip(texts, days, strict=True)
    ]


def _times(texts: Sequence[str], language: str) -> list[Mark] | None:
    try:
        moments = [datetime.fromisoformat(text.strip()) for text in texts]
    except ValueError:
        return None
    if len({moment.tzinfo is None for moment in moments}) > 1:
        return None
    write = _time_writer(moments, language)
    start = min(moments, default=None)
    return [
        Mark(text, (moment - (start or moment)).total_seconds(), write(moment), timed=True)
        for text, moment in zip(texts, moments, strict=True)
    ]


def _time_writer(moments: Sequence[datetime], language: str) -> Callable[[datetime], str]:
    """Return how moments are written: as short as tells them apart."""
    if all(moment.time() == time() for moment in moments):
        return lambda moment: date_text(moment.date(), language)
    if len({moment.date() for moment in moments}) == 1:
        return lambda moment: f"{moment:%H:%M}"
    return lambda moment: date_text(moment, language)


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
