"""Opening hours as instants: every day of the year, also when the clocks change."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.deck.hours import DAY
from kjc_desktop.deck.models import Opening
from kjc_desktop.timeline.opening import Hours, hours_at, week_of

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ("Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
BEGIN = datetime(2018, 1, 1, tzinfo=UTC)


def hours(fields: Mapping[str, object], now: datetime, zone: ZoneInfo = BERLIN) -> Hours:
    return hours_at(week_of(Opening.model_validate(fields)), zone, now)


def berlin(text: str, fold: int = 0) -> datetime:
    """Return a moment by the clocks of Berlin; `fold` 1 is the second of two that read alike."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold).astimezone(UTC)


def changes(fields: dict[str, object], begin: datetime, days: float) -> list[tuple[bool, datetime]]:
    """Return what it is from when on, found by asking from one change to the next."""
    found, now, end = [], begin, begin + timedelta(days=days)
    while now < end:
        state = hours(fields, now)
        found.append((state.open, now))
        if state.until is None:
            break
        now = state.until
    return found


DAILY: dict[str, object] = {"from": "8:00", "to": "18:00"}


@pytest.mark.parametrize(
    ("time", "is_open", "until"),
    [
        ("2018-11-26 07:59:59.999", False, "2018-11-26 08:00"),
        ("2018-11-26 08:00", True, "2018-11-26 18:00"),
        ("2018-11-26 17:59:59.999", True, "2018-11-26 18:00"),
        ("2018-11-26 18:00", False, "2018-11-27 08:00"),
        ("2018-11-26 23:59", False, "2018-11-27 08:00"),
    ],
)
def test_every_day(time: str, is_open: bool, until: str) -> None:
    assert hours(DAILY, berlin(time)) == Hours(is_open, berlin(until))


def test_the_time_zone_of_the_clock_does_not_matter() -> None:
    noon = datetime(2018, 11, 26, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert hours(DAILY, noon) == hours(DAILY, noon.astimezone(UTC))


def test_over_midnight_belongs_to_the_evening() -> None:
    late: dict[str, object] = {"from": "18:00", "to": "2:00", "days": "fr"}
    saturday = berlin("2018-12-01 01:59")
    assert hours(late, saturday) == Hours(True, berlin("2018-12-01 02:00"))
    assert hours(late, saturday + MINUTE) == Hours(False, berlin("2018-12-07 18:00"))
    assert hours(late, berlin("2018-11-30 01:59")) == Hours(False, berlin("2018-11-30 18:00"))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"from": "0:00", "to": "24:00"},
        {"from": "8:00", "to": "8:00"},
        {"days": "mo-so"},
        {"days": {"mo-fr": "0:00-24:00", "sa-so": "0:00-12:00, 12:00-24:00"}},
    ],
)
def test_around_the_clock_nothing_ever_changes(fields: dict[str, object]) -> None:
    assert hours(fields, berlin("2018-11-26 00:00")) == Hours(True, None)


@pytest.mark.parametrize(
    ("fields", "begin", "end"),
    [
        ({"from": "8:00"}, "2018-11-26 08:00", "2018-11-27 00:00"),
        ({"to": "18:00"}, "2018-11-26 00:00", "2018-11-26 18:00"),
        ({"from": "8:00", "to": "24:00"}, "2018-11-26 08:00", "2018-11-27 00:00"),
        ({"days": "mo"}, "2018-11-26 00:00", "2018-11-27 00:00"),
        ({"from": "8:00", "to": "8:00", "days": "mo"}, "2018-11-26 08:00", "2018-11-27 08:00"),
        ({"days": {"mo": "8:00-24:00", "di": "0:00-2:00"}}, "2018-11-26 08:00", "2018-11-27 02:00"),
        ({"days": "sa-mo"}, "2018-11-24 00:00", "2018-11-27 00:00"),
    ],
)
def test_from_when_and_until_when(fields: dict[str, object], begin: str, end: str) -> None:
    first, last = berlin(begin), berlin(end)
    assert hours(fields, first) == hours(fields, last - MINUTE) == Hours(True, last)
    assert not hours(fields, first - MINUTE).open
    assert not hours(fields, last).open


def test_a_break_at_noon() -> None:
    fields: dict[str, object] = {"days": {"mo": "8:00-12:00, 13:00-18:00"}}
    day = changes(fields, berlin("2018-11-26 08:00"), 0.9)
    assert [at.astimezone(BERLIN).hour for _, at in day] == [8, 12, 13, 18]
    assert [is_open for is_open, _ in day] == [True, False, True, False]


@pytest.mark.parametrize(
    ("ends", "begin", "end"),
    [
        # 25 March 2018: after 1:59 comes 3:00.
        (("2:00", "3:00"), None, None),
        (("1:00", "2:30"), "2018-03-25 01:00", "2018-03-25 03:00"),
        (("2:30", "3:15"), "2018-03-25 03:00", "2018-03-25 03:15"),
        (("1:59", "3:00"), "2018-03-25 01:59", "2018-03-25 03:00"),
    ],
)
def test_the_night_that_lacks_an_hour(
    ends: tuple[str, str], begin: str | None, end: str | None
) -> None:
    fields: dict[str, object] = {"from": ends[0], "to": ends[1]}
    night = changes(fields, berlin("2018-03-25 00:00"), 0.5)
    if begin is None or end is None:
        assert [is_open for is_open, _ in night] == [False]
    else:
        assert night[1:3] == [(True, berlin(begin)), (False, berlin(end))]


@pytest.mark.parametrize(
    ("ends", "begin", "end", "length"),
    [
        # 28 October 2018: after 2:59 comes 2:00 again.
        (("2:00", "3:00"), "2018-10-28 02:00", "2018-10-28 03:00", 2.0),
        (("2:15", "2:45"), "2018-10-28 02:15", "2018-10-28 02:45", 0.5),
        (("1:00", "2:30"), "2018-10-28 01:00", "2018-10-28 02:30", 1.5),
        (("2:30", "4:00"), "2018-10-28 02:30", "2018-10-28 04:00", 2.5),
    ],
)
def test_the_night_that_has_an_hour_twice(
    ends: tuple[str, str], begin: str, end: str, length: float
) -> None:
    fields: dict[str, object] = {"from": ends[0], "to": ends[1]}
    night = changes(fields, berlin("2018-10-28 00:00"), 0.5)
    assert night[1:3] == [(True, berlin(begin)), (False, berlin(end))]
    assert night[2][1] - night[1][1] == timedelta(hours=length)
    assert len(night) == 3, "it opens once"


@pytest.mark.parametrize("day", ["2018-03-25", "2018-10-28"])
def test_the_morning_after_begins_by_the_clock_on_the_wall(day: str) -> None:
    assert hours(DAILY, berlin(f"{day} 00:00")) == Hours(False, berlin(f"{day} 08:00"))


def test_a_day_that_begins_at_one() -> None:
    zone = ZoneInfo("America/Santiago")  # 12 August 2018: after 23:59 comes 1:00
    begin = datetime(2018, 8, 12, 4, 0, tzinfo=UTC)
    state = hours({"to": "12:00", "days": "so"}, begin, zone)
    assert state.open
    assert not hours({"to": "12:00", "days": "so"}, begin - MINUTE, zone).open


times = st.integers(0, DAY).map(lambda minutes: f"{minutes // 60}:{minutes % 60:02}")
weeks = st.dictionaries(
    st.sampled_from(["mo", "di", "mi", "do", "fr", "sa", "so", "mo-fr", "sa-mo"]),
    st.lists(st.tuples(times, times), min_size=1, max_size=3).map(
        lambda spans: ", ".join(f"{start}-{end}" for start, end in spans)
    ),
    min_size=1,
    max_size=4,
)
moments = st.integers(0, 2 * 365 * DAY * 60).map(lambda seconds: BEGIN + seconds * SECOND)


@given(weeks, moments, st.sampled_from(ZONES))
def test_nothing_changes_before_it_is_said_to_and_then_it_does(
    days: dict[str, str], now: datetime, name: str
) -> None:
    zone, fields = ZoneInfo(name), {"days": days}
    state = hours(fields, now, zone)
    end = now + timedelta(days=7) if state.until is None else state.until
    assert state.until is None or state.until > now
    for share in (0.01, 0.2, 0.5, 0.9, 0.999):
        assert hours(fields, now + (end - now) * share, zone).open == state.open
    if state.until is None:
        assert state.open
    else:
        assert hours(fields, end, zone).open != state.open


@given(weeks, moments.filter(lambda now: now.month not in (3, 10)))
def test_while_the_clocks_do_not_change_the_hands_decide(
    days: dict[str, str], now: datetime
) -> None:
    local = now.astimezone(BERLIN).replace(tzinfo=None)
    week = week_of(Opening.model_validate({"days": days}))

    def within(day: int, start: int, end: int) -> bool:
        back = (local.weekday() - day) % 7
        minutes = (local.hour * 60 + local.minute) + back * DAY
        return start <= minutes < end or start <= minutes - 7 * DAY < end

    assert hours({"days": days}, now).open == any(within(*span) for span in week)
