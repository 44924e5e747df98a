"""Whatever is asked in whatever order: the picture is a function of position and time of day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from kjc_desktop.timeline.frame import FINAL, Frame
from kjc_desktop.timeline.picture import frame_at, next_change, slide_frame
from kjc_desktop.timeline.position import Position, entered, playing, settled
from kjc_desktop.timeline.script import ElementMotion, SlideScript, Timeline

NOW = datetime(2018, 11, 26, 9, 30, 15, 250_000, tzinfo=UTC)
SECONDS = st.floats(0, 5, allow_subnormal=False)
FINITE = st.floats(allow_nan=False, allow_infinity=False)

elements = st.builds(
    ElementMotion,
    step=st.integers(0, 4),
    seconds=st.one_of(st.just(0.0), SECONDS),
    items=st.just(0),
) | st.builds(ElementMotion, step=st.integers(1, 4), items=st.integers(1, 5))


@st.composite
def scripts(draw: st.DrawFn, name: str = "a") -> SlideScript:
    drawn = tuple(draw(st.lists(elements, max_size=5)))
    return SlideScript(
        name,
        duration=draw(st.floats(1, 60)),
        fade=draw(st.sampled_from([0.0, 0.4]) | SECONDS),
        elements=drawn,
        steps=max((each.last_step for each in drawn), default=0),
        ticks=draw(st.sampled_from([None, 1.0, 60.0])),
        step_fade=draw(st.sampled_from([0.0, 0.3]) | SECONDS),
    )


@st.composite
def positions(draw: st.DrawFn, script: SlideScript) -> Position:
    elapsed = draw(st.floats(0, 100) | FINITE)
    began = sorted(draw(st.lists(st.floats(0, 100), max_size=script.steps + 1)))
    manual = Position(script.name, elapsed, tuple(began))
    own = draw(st.sampled_from([entered(script), playing(script), settled(script), manual]))
    return replace(own, elapsed=elapsed)


@st.composite
def shows(draw: st.DrawFn) -> tuple[Timeline, Position, Position | None]:
    first, second = draw(scripts("a")), draw(scripts("b"))
    timeline = Timeline((first, second), ("a", "b"), ("a", "b"))
    return timeline, draw(positions(first)), draw(st.none() | positions(second))


def bounded(frame: Frame) -> bool:
    slides = [frame.current, *([frame.previous] if frame.previous else [])]
    states = [state for slide in slides for state in slide.elements]
    shares = [share for state in states for share in (state.opacity, state.progress)]
    return all(0.0 <= share <= 1.0 for share in [frame.mix, *shares]) and all(
        0.0 <= state.revealed <= FINAL.revealed for state in states
    )


@given(shows(), st.datetimes(timezones=st.timezones()))
def test_the_picture_is_total_and_bounded(
    show: tuple[Timeline, Position, Position | None], now: datetime
) -> None:
    timeline, position, leaving = show
    frame = frame_at(timeline, position, now, leaving=leaving)
    assert bounded(frame)
    assert len(frame.current.elements) == len(timeline.script(position.slide).elements)
    wait = next_change(timeline, position, now, leaving=leaving)
    assert wait is None or wait >= 0.0


@given(shows(), st.lists(st.floats(0, 30), min_size=2, max_size=8))
def test_moments_may_be_asked_in_any_order(
    show: tuple[Timeline, Position, Position | None], moments: list[float]
) -> None:
    timeline, position, leaving = show

    def at(elapsed: float) -> Frame:
        return frame_at(timeline, replace(position, elapsed=elapsed), NOW, leaving=leaving)

    forwards = {moment: at(moment) for moment in sorted(moments)}
    assert {moment: at(moment) for moment in moments} == forwards


@given(scripts())
def test_the_beginning_and_the_end_are_exact(script: SlideScript) -> None:
    begins = slide_frame(script, entered(script), NOW).elements
    for element, state in zip(script.elements, begins, strict=True):
        moves = element.seconds > 0
        if element.step:
            assert (state.opacity, state.progress, state.revealed) == (0.0, 0.0, 0.0)
        elif script.fade:
            assert (state.opacity, state.progress) == (1.0, 0.0 if moves else 1.0)
    long = script.fade + script.duration + script.step_fade * 2 + 6
    for position in (settled(script), playing(script, long), entered(script, long)):
        states = slide_frame(script, position, NOW).elements
        expected = [position.step >= each.last_step for each in script.elements]
        assert [state == FINAL for state in states] == expected


@given(scripts(), st.lists(st.floats(0, 60), min_size=2))
def test_nothing_ever_goes_back_while_a_slide_plays(
    script: SlideScript, moments: list[float]
) -> None:
    slides = [slide_frame(script, playing(script, each), NOW) for each in sorted(moments)]
    for states in zip(*(slide.elements for slide in slides), strict=True):
        for field in ("opacity", "progress", "revealed"):
            values = [getattr(state, field) for state in states]
            assert values == sorted(values)


@given(shows(), st.floats(0, 0.999))
def test_the_picture_stays_until_the_announced_change(
    show: tuple[Timeline, Position, Position | None], share: float
) -> None:
    timeline, position, leaving = show
    wait = next_change(timeline, position, NOW, leaving=leaving)
    passed = share * min(1000.0, wait if wait is not None else 1000.0)
    later = replace(position, elapsed=position.elapsed + passed)
    assume(wait is None or wait == 0.0 or later.elapsed < position.elapsed + wait)
    then = NOW + timedelta(seconds=int(passed * 1e6) / 1e6)
    assert frame_at(timeline, later, then, leaving=leaving) == frame_at(
        timeline, position, NOW, leaving=leaving
    )


@given(scripts(), st.floats(0, 60))
@example(SlideScript("a", 10.0, 0.1, (ElementMotion(0, 0.7),)), 0.1 + 0.7)
def test_what_is_said_to_be_still_has_arrived(script: SlideScript, elapsed: float) -> None:
    timeline = Timeline((replace(script, ticks=None),), ("a",), ("a",))
    position = playing(script, elapsed)
    if next_change(timeline, position, NOW) is None:
        assert all(state == FINAL for state in slide_frame(script, position, NOW).elements)
