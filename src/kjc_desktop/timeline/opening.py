"""When an unattended screen is open: hours of the week as instants, whatever the clocks do.

A time that the clocks leave out begins when they have gone past it; one that they show twice is
the first of the two, as with all dates of a deck.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kjc_desktop.deck.hours import DAY
from kjc_desktop.deck.models import Opening

Week = tuple[tuple[int, int, int], ...]
"""Day of the week from Monday, 0, and the minutes of that day at which it opens and closes.

Closing may lie on the next day, behind the last minute of this one.
"""

_EVERY_DAY = frozenset(range(7))
_MINUTE = timedelta(minutes=1)
_BEFORE, _BEHIND = 2, 9
"""Days to look at around a moment: hours may reach into the day after the next, weeks repeat."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Whether it is open, and the instant (UTC) at which that changes; None for never."""

    open: bool
    until: datetime | None = None


def week_of(opening: Opening) -> Week:
    """Return the hours of a week; a day that is not named is closed."""
    if isinstance(opening.days, Mapping):
        given = [(days, *ends) for days, hours in opening.days.items() for ends in hours]
    else:
        end = DAY if opening.to is None else opening.to
        given = [(_days(opening), opening.from_ or 0, end)]
    return tuple(
        (day, start, end + DAY * ((start - end) // DAY + 1))  # always behind the beginning
        for days, start, end in given
        for day in days
    )


def _days(opening: Opening) -> frozenset[int]:
    if isinstance(opening.days, tuple):
        return frozenset[int]().union(*opening.days)
    return _EVERY_DAY if not isinstance(opening.days, frozenset) else opening.days


def hours_at(week: Week, zone: ZoneInfo, now: datetime) -> Hours:
    """Return whether it is open at a moment.

    Args:
        week: the hours, as `week_of` gives them.
        zone: in which they are meant.
        now: aware.
    """
    return _hours(week, zone, now.astimezone(UTC).replace(second=0, microsecond=0))


@lru_cache(maxsize=16)
def _hours(week: Week, zone: ZoneInfo, minute: datetime) -> Hours:
    """Return the hours at a full minute: nothing opens or closes between two of them."""
    today, until = minute.astimezone(zone).date(), minute
    spans = sorted(_spans(week, zone, today))
    for start, end in spans:
        if start > until:
            break
        until = max(until, end)
    if until > minute:
        last = today + timedelta(days=_BEHIND - 1)
        return Hours(open=True, until=until if until < _instant(last, 0, zone) else None)
    coming = (start for start, _ in spans if start > minute)
    return Hours(open=False, until=min(coming, default=None))


def _spans(week: Week, zone: ZoneInfo, today: date) -> list[tuple[datetime, datetime]]:
    """Return beginnings and ends (UTC) around a day, those that the clocks leave out aside."""
    days = (today + timedelta(days=step) for step in range(-_BEFORE, _BEHIND))
    spans = [
        (_instant(day, start, zone), _instant(day, end, zone))
        for day in days
        for weekday, start, end in week
        if weekday == day.weekday()
    ]
    return [(start, end) for start, end in spans if start < end]


def _instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Return the first instant at which the clocks of a zone show a time of a day, or a later one.

    Args:
        day: from whose midnight the minutes count.
        minutes: as the hands of the clock count them; more than a day's are on the next.
        zone: whose clocks.
    """
    hands = datetime.combine(day + timedelta(days=minutes // DAY), time())
    hands += timedelta(minutes=minutes % DAY)
    usual, other = (hands.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if other >= usual:
        return usual
    gap = (usual - other) // _MINUTE
    shown = bisect_left(
        range(gap),
        hands,
        key=lambda step: (other + step * _MINUTE).astimezone(zone).replace(tzinfo=None),
    )
    return other + shown * _MINUTE
