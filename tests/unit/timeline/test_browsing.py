"""What fingers mean, and when the loop takes over again."""

from dataclasses import replace

import pytest

from kjc_desktop.timeline.browsing import (
    Gesture,
    Stroke,
    attended,
    browsed,
    command_of,
    gesture_of,
)
from kjc_desktop.timeline.commands import Action, Command, reduce
from kjc_desktop.timeline.playback import Playback, begin
from kjc_desktop.timeline.script import ElementMotion, SlideScript, Timeline
from kjc_desktop.timeline.sync import moment_at

SIZE = (1920.0, 1080.0)
IDLE = 60.0
NAMES = ("a", "b", "c")
TIMELINE = Timeline(
    tuple(SlideScript(name, 10.0, 0.5, (ElementMotion(0, 1.0),)) for name in NAMES), NAMES, NAMES
)


def stroke(
    start: tuple[float, float], moved: tuple[float, float] = (0, 0), seconds: float = 0.2
) -> Stroke:
    return Stroke(start, (start[0] + moved[0], start[1] + moved[1]), SIZE, seconds)


def tick(playback: Playback, now: float) -> Playback:
    return reduce(playback, Command(Action.TICK), now)


@pytest.fixture
def loop() -> Playback:
    return begin(TIMELINE, "loop", 0.0)


@pytest.mark.parametrize(
    ("moved", "seconds", "gesture"),
    [
        ((0, 0), 0.1, "tap"),
        ((20, -20), 0.9, "tap"),
        ((0, 0), 1.1, None),
        ((45, 0), 0.2, None),
        ((-200, 30), 0.3, "left"),
        ((200, -30), 0.3, "right"),
        ((30, -200), 0.3, "up"),
        ((30, 200), 0.3, "down"),
        ((200, 190), 0.3, None),
        ((-900, 0), 2.5, None),
    ],
)
def test_gestures(moved: tuple[float, float], seconds: float, gesture: Gesture | None) -> None:
    assert gesture_of(stroke((960, 540), moved, seconds)) == gesture


def test_a_tablet_needs_no_longer_swipes_than_a_wall() -> None:
    small = Stroke((300, 200), (250, 200), (640.0, 360.0), 0.2)
    assert gesture_of(small) == "left"


@pytest.mark.parametrize(
    ("made", "action"),
    [
        (stroke((960, 540), (-200, 0)), Action.NEXT_SLIDE),
        (stroke((960, 540), (200, 0)), Action.BACK_SLIDE),
        (stroke((960, 540), (0, -200)), Action.OVERVIEW),
        (stroke((960, 540), (0, 200)), None),
        (stroke((960, 540), (0, 0), 8.0), None),
        (stroke((100, 20)), Action.BACK_SLIDE),
        (stroke((383, 1000)), Action.BACK_SLIDE),
        (stroke((385, 1000)), Action.OVERVIEW),
        (stroke((960, 540)), Action.OVERVIEW),
        (stroke((1537, 540)), Action.NEXT_SLIDE),
    ],
)
def test_what_a_stroke_on_a_slide_asks_for(made: Stroke, action: Action | None) -> None:
    assert command_of(made) == (None if action is None else Command(action))


def test_whoever_browses_stays_on_a_slide_until_it_is_left_alone(loop: Playback) -> None:
    shown = browsed(loop, Command(Action.NEXT_SLIDE), 3.0, IDLE)
    assert (shown.slide, shown.remaining(50.0)) == ("b", None)
    assert tick(shown, 62.9) == shown
    alone = tick(shown, 63.0)
    assert (alone.slide, alone.entered, alone.until) == ("c", 63.0, None)


def test_each_touch_counts_anew_but_only_for_whoever_browses(loop: Playback) -> None:
    assert attended(loop, 5.0, IDLE) == loop
    shown = browsed(loop, Command(Action.NEXT_SLIDE), 3.0, IDLE)
    assert tick(attended(shown, 40.0, IDLE), 99.0).slide == "b"
    assert tick(attended(shown, 40.0, IDLE), 100.0).slide == "c"


def test_a_slide_has_its_whole_time_although_the_pause_is_shorter(loop: Playback) -> None:
    shown = browsed(loop, Command(Action.NEXT_SLIDE), 3.0, 5.0)
    assert tick(shown, 8.0).remaining(8.0) == pytest.approx(5.0)
    assert tick(shown, 12.9).slide == "b"
    assert tick(shown, 13.0).slide == "c"


def test_however_late_the_clock_ticks_the_loop_goes_on_from_where_it_was_left(
    loop: Playback,
) -> None:
    shown = browsed(loop, Command(Action.NEXT_SLIDE), 3.0, IDLE)
    late = tick(shown, 63.0 + 10.0 + 1.0)
    assert (late.slide, late.entered) == ("a", 73.0)


def test_the_overview_closes_when_a_slide_is_chosen_or_nobody_is_there(loop: Playback) -> None:
    opened = browsed(loop, Command(Action.OVERVIEW), 3.0, IDLE)
    assert (opened.overview, opened.slide) == (True, "a")
    chosen = browsed(opened, Command(Action.GOTO, "c"), 9.0, IDLE)
    assert (chosen.overview, chosen.slide) == (False, "c")
    assert not tick(opened, 63.0).overview
    assert not reduce(opened, Command(Action.ESCAPE), 5.0).overview
    assert not browsed(opened, Command(Action.OVERVIEW), 5.0, IDLE).overview


def test_what_may_not_be_shown_cannot_be_chosen(loop: Playback) -> None:
    opened = browsed(loop, Command(Action.OVERVIEW), 3.0, IDLE)
    assert browsed(opened, Command(Action.GOTO, "embargoed"), 4.0, IDLE).slide == "a"


def test_a_stopped_loop_stays_stopped(loop: Playback) -> None:
    stopped = reduce(loop, Command(Action.PAUSE), 1.0)
    shown = browsed(stopped, Command(Action.NEXT_SLIDE), 3.0, IDLE)
    alone = tick(shown, 500.0)
    assert (alone.slide, alone.mode, alone.until) == ("b", "manual", None)


def test_a_common_time_is_left_where_it_is(loop: Playback) -> None:
    common = moment_at(TIMELINE, 24.0)
    assert common is not None
    assert common.position.slide == "c"
    shown = browsed(loop, Command(Action.OVERVIEW), 3.0, IDLE, common)
    assert (shown.slide, shown.position(3.0)) == ("c", common.position)
    again = browsed(shown, Command(Action.BACK_SLIDE), 5.0, IDLE, moment_at(TIMELINE, 3.0))
    assert again.slide == "b"


def test_without_slides_nothing_happens() -> None:
    nothing = begin(Timeline((), (), ()), "loop", 0.0)
    shown = browsed(nothing, Command(Action.NEXT_SLIDE), 3.0, IDLE)
    assert tick(shown, 500.0) == replace(nothing, until=None)
