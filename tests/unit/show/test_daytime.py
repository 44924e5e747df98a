"""What a show makes of the time of day."""

from datetime import UTC, datetime, timedelta

from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.daytime import Daytime

NOON = datetime(2018, 11, 26, 11, tzinfo=UTC)
DAY = timedelta(days=1)


def test_on_stage_every_clock_is_right() -> None:
    clock = ManualClock(datetime(1970, 1, 1, tzinfo=UTC))
    day = Daytime(clock)
    assert day.now() == clock.wall()
    assert not day.doubtful()


def test_in_a_foyer_a_clock_before_the_program_is_wrong() -> None:
    clock = ManualClock(NOON)
    day = Daytime(clock)
    day.keep_hours(NOON)
    assert (day.now(), day.doubtful()) == (NOON, False)
    clock.set_wall(NOON - timedelta(seconds=1))
    assert (day.now(), day.doubtful()) == (None, True)
    day.trusted = False
    assert not day.doubtful()
    clock.set_wall(NOON + DAY)
    assert day.doubtful()


def test_embargoes_are_lifted_until_now_or_until_an_earlier_day_that_is_shown() -> None:
    clock = ManualClock(NOON)
    day = Daytime(clock)
    assert day.lifted() == NOON
    day.preview(NOON + DAY)
    assert day.lifted() == NOON
    day.preview(NOON - DAY)
    assert day.lifted() == NOON - DAY
    day.keep_hours(NOON + DAY)
    assert day.lifted() < NOON - 10_000 * DAY
