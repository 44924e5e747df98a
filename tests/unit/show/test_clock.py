"""The clock that stands still until it is moved."""

from datetime import UTC, datetime, timedelta
from functools import partial

from kjc_desktop.show.clock import ManualClock

NOON = datetime(2018, 11, 26, 12, tzinfo=UTC)


def test_calls_come_in_order_and_at_their_own_time() -> None:
    clock, heard = ManualClock(NOON), list[tuple[str, float]]()

    def hear(name: str) -> None:
        heard.append((name, clock.monotonic()))

    for name, seconds in (("late", 2.0), ("early", 0.5), ("same", 0.5)):
        clock.call_later(seconds, partial(hear, name))
    clock.advance(1.0)
    assert heard == [("early", 0.5), ("same", 0.5)]
    clock.advance(1.0)
    assert heard[2:] == [("late", 2.0)]
    assert clock.waiting == 0
    assert clock.wall() == NOON + timedelta(seconds=2)


def test_a_call_may_ask_for_the_next() -> None:
    clock, heard = ManualClock(NOON), list[float]()

    def again() -> None:
        heard.append(clock.monotonic())
        if len(heard) < 3:
            clock.call_later(1.0, again)

    clock.call_later(1.0, again)
    clock.advance(10.0)
    assert heard == [1.0, 2.0, 3.0]


def test_what_repeats_repeats_until_cancelled() -> None:
    clock, heard = ManualClock(NOON), list[float]()
    call = clock.call_every(0.25, lambda: heard.append(clock.monotonic()))
    clock.advance(1.0)
    call.cancel()
    call.cancel()
    clock.advance(1.0)
    assert heard == [0.25, 0.5, 0.75, 1.0]
    assert clock.waiting == 0


def test_the_time_of_day_can_be_set_without_a_jump_of_the_other() -> None:
    clock = ManualClock(NOON, 100.0)
    clock.advance(5.0)
    clock.set_wall(NOON - timedelta(days=1))
    assert clock.wall() == NOON - timedelta(days=1)
    assert clock.monotonic() == 105.0
