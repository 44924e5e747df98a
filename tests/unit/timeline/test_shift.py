"""The way a picture wanders against burn-in."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from kjc_desktop.timeline.shift import STEP, next_step, shift_at

NOON = datetime(2018, 11, 26, 12, tzinfo=UTC)


def way(begin: datetime, steps: int) -> list[tuple[int, int]]:
    return [shift_at(begin + step * STEP) for step in range(steps)]


def test_it_goes_one_pixel_at_a_time_and_never_far() -> None:
    for before, after in pairwise(way(NOON, 2_000)):
        assert {abs(here - there) for here, there in zip(before, after, strict=True)} == {1}
        assert max(map(abs, after)) <= 8


def test_within_a_day_it_has_been_everywhere_and_is_back() -> None:
    seen = way(NOON, 720)
    assert {x for x, _ in seen} == set(range(-8, 9))
    assert {y for _, y in seen} == set(range(-7, 8))
    assert len(set(seen)) > 100
    assert seen.count((0, 0)) > 1


def test_between_two_steps_it_stands_still() -> None:
    begin = next_step(NOON + timedelta(seconds=33))
    assert begin - NOON == STEP
    assert next_step(begin) - begin == STEP
    assert shift_at(begin) == shift_at(begin + STEP - timedelta(microseconds=1))
    assert shift_at(begin) != shift_at(begin + STEP)


def test_screens_go_together_wherever_they_are() -> None:
    assert shift_at(NOON.astimezone(ZoneInfo("Asia/Tokyo"))) == shift_at(NOON)


def test_before_1970_it_goes_the_same_way() -> None:
    there = way(datetime(1965, 5, 5, tzinfo=UTC), 500)
    assert max(max(map(abs, each)) for each in there) == 8
