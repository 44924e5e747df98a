"""Curves of motion."""

import pytest

from kjc_desktop.timeline.easing import clamp, ease_out, staggered


@pytest.mark.parametrize(("value", "held"), [(-1.0, 0.0), (0.25, 0.25), (7.0, 1.0)])
def test_clamp_holds_between_0_and_1(value: float, held: float) -> None:
    assert clamp(value) == held


def test_ease_out_is_exact_at_both_ends_and_ahead_of_time_between() -> None:
    assert (ease_out(0.0), ease_out(1.0), ease_out(2.0)) == (0.0, 1.0, 1.0)
    assert ease_out(0.5) > 0.5


@pytest.mark.parametrize("count", [1, 2, 5, 16])
def test_staggered_things_start_in_turn_and_all_arrive(count: int) -> None:
    assert [staggered(0.0, index, count) for index in range(count)] == [0.0] * count
    assert [staggered(1.0, index, count) for index in range(count)] == [1.0] * count
    middle = [staggered(0.5, index, count) for index in range(count)]
    assert middle == sorted(middle, reverse=True)
