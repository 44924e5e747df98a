"""A show under any sequence of commands: never lost, and every way back leads back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kjc_desktop.timeline.browsing import browsed
from kjc_desktop.timeline.commands import Action, Command, reduce
from kjc_desktop.timeline.frame import Frame
from kjc_desktop.timeline.loop import retimed
from kjc_desktop.timeline.picture import frame_at, next_change
from kjc_desktop.timeline.playback import Playback, begin
from kjc_desktop.timeline.script import ElementMotion, SlideScript, Timeline
from kjc_desktop.timeline.sync import moment_at

NOW = datetime(2018, 11, 26, 9, 30, 15, tzinfo=UTC)
IDLE = 60.0
EIGHTHS = st.integers(8, 160).map(lambda eighths: eighths / 8)  # exact in floating point


@st.composite
def timelines(draw: st.DrawFn, least: int = 0) -> Timeline:
    """Draw slides of which some are hidden, outside the playlist, or not to be shown at all."""
    names = draw(st.lists(st.sampled_from("abcdef"), min_size=least, max_size=6, unique=True))
    shown = []
    for name in names:
        steps = draw(st.integers(0, 3))
        elements = (ElementMotion(0, 1.5), *(ElementMotion(n + 1, 0.5) for n in range(steps)))
        fade = draw(st.sampled_from([0.0, 0.5]))
        shown.append(SlideScript(name, draw(EIGHTHS), fade, elements, steps, None, 0.25))
    playing = tuple(name for name in names if draw(st.integers(0, 4))) or tuple(names)
    numbers = (*playing, *draw(st.sampled_from([(), ("embargoed",)])))
    return Timeline(tuple(shown), playing, numbers)


def picture(playback: Playback, now: float) -> Frame | None:
    position = playback.position(now)
    if position is None:
        return None
    return frame_at(
        playback.timeline, position, NOW, leaving=playback.leaving, cover=playback.cover
    )


def bare(playback: Playback) -> Playback:
    return replace(playback, help=False, digits="", overview=False, cover=None)


def reached(playback: Playback) -> tuple[str | None, int]:
    return playback.slide, len(playback.began) - 1


class Show(RuleBasedStateMachine):
    """A presenter, a clicker with a mind of its own, and an organizer who edits all the while."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0
        self.playback = Playback(Timeline((), (), ()))

    @initialize(timeline=timelines(), mode=st.sampled_from(["loop", "manual"]))
    def open(self, timeline: Timeline, mode: str) -> None:
        self.playback = begin(timeline, "loop" if mode == "loop" else "manual", self.now)

    def do(self, action: Action, target: int | str | None = None) -> None:
        self.playback = reduce(self.playback, Command(action, target), self.now)

    @rule(seconds=st.floats(0, 400))
    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.do(Action.TICK)
        assert self.playback.remaining(self.now) != 0.0

    @rule(action=st.sampled_from([each for each in Action if each is not Action.DIGIT]))
    def press(self, action: Action) -> None:
        self.do(action)

    @rule(digit=st.integers(0, 9))
    def type_a_digit(self, digit: int) -> None:
        self.do(Action.DIGIT, digit)
        assert self.playback.digits.endswith(str(digit))

    @rule(where=st.integers(-1, 9) | st.sampled_from(["a", "b", "embargoed", ""]))
    def go(self, where: int | str) -> None:
        aim, before = self.playback.timeline.aim(where), self.playback.slide
        self.do(Action.GOTO, where)
        assert self.playback.slide == (before if aim is None else aim)

    @rule()
    def escape(self) -> None:
        before = self.playback
        self.do(Action.ESCAPE)
        assert bare(self.playback) == bare(before)

    @rule(action=st.sampled_from([Action.NEXT_SLIDE, Action.BACK_SLIDE, Action.OVERVIEW]))
    def browse(self, action: Action) -> None:
        self.playback = browsed(self.playback, Command(action), self.now, IDLE)
        assert self.playback.remaining(self.now + IDLE) is None
        here = self.playback.slide
        self.do(Action.TICK)
        assert self.playback.slide == here

    @rule()
    def go_away(self) -> None:
        self.now += IDLE
        self.do(Action.TICK)
        assert self.playback.until is None
        assert self.playback.remaining(self.now) != 0.0

    @rule(timeline=timelines())
    def edit(self, timeline: Timeline) -> None:
        before = self.playback.slide
        self.playback = retimed(self.playback, timeline, self.now)
        if timeline.knows(before):
            assert self.playback.slide == before

    @precondition(lambda self: self.playback.mode == "manual" and not self.playback.cover)
    @rule()
    def next_then_back(self) -> None:
        here = reached(self.playback)
        plays = self.playback.slide in self.playback.timeline.names
        self.do(Action.NEXT)
        if reached(self.playback) == here:
            return
        self.do(Action.BACK)
        if plays or here[0] == self.playback.slide:
            assert reached(self.playback) == here

    @invariant()
    def a_slide_is_shown_whenever_one_may_be(self) -> None:
        timeline = self.playback.timeline
        assert (self.playback.slide is None) == (not timeline.names)
        assert self.playback.slide is None or timeline.knows(self.playback.slide)

    @invariant()
    def the_picture_can_be_drawn(self) -> None:
        frame, position = picture(self.playback, self.now), self.playback.position(self.now)
        assert (frame is None) == (position is None)
        if position is not None:
            next_change(self.playback.timeline, position, NOW, leaving=self.playback.leaving)

    @invariant()
    def steps_are_in_order_and_exist(self) -> None:
        script = self.playback.script
        assert list(self.playback.began) == sorted(self.playback.began)
        assert script is None or 1 <= len(self.playback.began) <= script.steps + 1


TestShow = Show.TestCase


@given(timelines(least=2), st.integers(0, 800), st.integers(1, 50))
def test_every_loop_equals_the_first(timeline: Timeline, eighths: int, laps: int) -> None:
    assume(len(timeline.names) > 1)
    lap = sum(timeline.script(name).duration for name in timeline.names)
    first = begin(timeline, "loop", 0.0)
    at = max(1.0, eighths / 8 % lap)  # behind the fade that the very first slide does not have
    once, again = (reduce(first, Command(Action.TICK), moment) for moment in (at, at + laps * lap))
    assert picture(once, at) == picture(again, at + laps * lap)


@given(timelines(least=1), st.lists(st.integers(0, 800), min_size=1))
def test_it_does_not_matter_how_often_the_clock_ticked(
    timeline: Timeline, eighths: list[int]
) -> None:
    often = first = begin(timeline, "loop", 0.0)
    for each in sorted(eighths):
        often = reduce(often, Command(Action.TICK), each / 8)
    end = max(eighths) / 8
    assert picture(often, end) == picture(reduce(first, Command(Action.TICK), end), end)


@given(timelines(least=1), st.integers(0, 2_000_000_000))
def test_screens_with_the_same_clock_show_the_same(timeline: Timeline, unix: int) -> None:
    moment = moment_at(timeline, unix)
    assert moment is not None
    frame = frame_at(timeline, moment.position, NOW, leaving=moment.leaving)
    lap = sum(timeline.script(name).duration for name in timeline.names)
    later = moment_at(timeline, unix + lap)
    assert later == moment
    own = begin(timeline, "loop", 0.0)
    passed = lap + (unix % lap) - timeline.script(timeline.names[0]).fade
    own = reduce(own, Command(Action.TICK), passed)
    if len(timeline.names) > 1:
        assert picture(own, passed) == frame
        assert moment.remaining == own.remaining(passed)
    else:
        assert moment.remaining is None


def test_no_slides_have_no_moment() -> None:
    assert moment_at(Timeline((), (), ()), 0.0) is None


@pytest.mark.parametrize("mode", ["loop", "manual"])
def test_a_single_slide_stands_still(mode: str) -> None:
    alone = Timeline((SlideScript("a", 2.0, 0.5, (ElementMotion(0, 1.0),)),), ("a",), ("a",))
    start = begin(alone, "loop" if mode == "loop" else "manual", 0.0)
    assert reduce(start, Command(Action.TICK), 1e6) == start
    assert start.remaining(1e6) is None
