"""The picture at a moment, by example."""

from datetime import UTC, datetime, timedelta

from kjc_desktop.timeline.frame import FINAL, ElementState
from kjc_desktop.timeline.picture import TIMELESS, frame_at, next_change, slide_frame
from kjc_desktop.timeline.position import Position, entered, playing, settled
from kjc_desktop.timeline.script import ElementMotion, SlideScript, Timeline

NOW = datetime(2018, 11, 26, 9, 30, 15, 250_000, tzinfo=UTC)
STEPPED = SlideScript(
    "a",
    duration=9.0,
    fade=0.5,
    elements=(ElementMotion(0, 1.0), ElementMotion(1, 2.0), ElementMotion(1, 0.0, 2)),
    steps=2,
    step_fade=0.25,
)
TICKING = SlideScript("t", 10.0, 0.0, (ElementMotion(),), ticks=1.0)
TIMELINE = Timeline((STEPPED, TICKING), ("a", "t"), ("a", "t"))
ABSENT = ElementState(0.0, 0.0, 0.0)


def states(position: Position) -> tuple[ElementState, ...]:
    return slide_frame(STEPPED, position, NOW).elements


def test_nothing_moves_during_the_fade_and_then_step_0_does() -> None:
    assert states(entered(STEPPED, 0.2)) == (ElementState(progress=0.0), ABSENT, ABSENT)
    assert states(entered(STEPPED, 1.0))[0] == ElementState(progress=0.5)
    assert states(entered(STEPPED, 1.5))[0] == FINAL


def test_a_step_fades_in_and_then_moves() -> None:
    began = (0.5, 4.0)
    assert states(Position("a", 4.125, began))[1] == ElementState(0.5, 0.0)
    assert states(Position("a", 5.25, began))[1] == ElementState(1.0, 0.5)
    assert states(Position("a", 6.25, began))[1] == FINAL


def test_items_come_one_by_one() -> None:
    began = (0.5, 1.0, 2.0)
    assert states(Position("a", 1.9, began))[2].revealed == 1.0
    assert states(Position("a", 2.125, began))[2].revealed == 1.5
    assert states(Position("a", 2.25, began))[2] == FINAL


def test_a_playing_slide_spreads_its_steps_over_its_duration() -> None:
    assert playing(STEPPED).began == (0.5, 3.0, 6.0)
    assert [playing(STEPPED, time).step for time in (2.9, 3.0, 6.0)] == [0, 1, 2]


def test_a_settled_slide_is_final_up_to_its_step() -> None:
    assert states(settled(STEPPED)) == (FINAL, FINAL, FINAL)
    assert states(settled(STEPPED, 0)) == (FINAL, ABSENT, ABSENT)
    assert settled(STEPPED, 99) == settled(STEPPED)


def test_the_slide_left_stays_below_until_the_fade_is_over() -> None:
    leaving = Position("t", 3.0, (0.0,))
    half = frame_at(TIMELINE, entered(STEPPED, 0.25), NOW, leaving=leaving)
    assert half.mix == 0.5
    assert half.previous == slide_frame(TICKING, leaving, NOW)
    assert frame_at(TIMELINE, entered(STEPPED, 0.5), NOW, leaving=leaving).previous is None
    assert frame_at(TIMELINE, entered(TICKING, 0.0), NOW, leaving=leaving).previous is None


def test_only_a_slide_that_tells_the_time_depends_on_it() -> None:
    assert slide_frame(STEPPED, settled(STEPPED), NOW).now == TIMELESS
    assert slide_frame(TICKING, settled(TICKING), NOW).now == NOW.replace(microsecond=0)


def test_next_change_says_moving_waiting_or_still() -> None:
    assert next_change(TIMELINE, entered(STEPPED, 0.75), NOW) == 0.0
    assert next_change(TIMELINE, playing(STEPPED, 2.0), NOW) == 1.0
    assert next_change(TIMELINE, settled(STEPPED), NOW) is None
    assert next_change(TIMELINE, settled(TICKING), NOW) == 0.75
    fading = entered(STEPPED, 0.25)
    assert next_change(TIMELINE, fading, NOW, leaving=Position("t", 1.0, (0.0,))) == 0.0
    assert next_change(TIMELINE, fading, NOW) == 0.25


def test_a_date_is_looked_at_each_full_minute() -> None:
    dated = SlideScript("d", 10.0, 0.0, (ElementMotion(),), ticks=60.0)
    timeline = Timeline((dated,), ("d",), ("d",))
    assert next_change(timeline, settled(dated), NOW) == 44.75
    later = NOW + timedelta(seconds=44)
    assert slide_frame(dated, settled(dated), later) == slide_frame(dated, settled(dated), NOW)
