"""Whatever is done to the clock of a foyer: soon it is right, and no slide stands too long."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from foyers import BERLIN, DURATION, RELEASED, Foyer, foyer_deck
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from kjc_desktop.figures import resolve
from kjc_desktop.timeline.night import OPEN, STANDBY, night_at
from kjc_desktop.timeline.schedule import BEGINNING, playlist

NOON = datetime(2018, 11, 26, 11, 0, 5, tzinfo=UTC)
SLIDES = {
    "a": "title: a\n",
    "b": "title: b\nvalid_until: 2018-11-26\n",
    "c": "title: c\ncontent: [{clock: time}]\n",
    "d": "title: d\nvalid_from: 2018-11-26 13:00\nduration: 4 s\n",
    "e": "title: e\n",
    "geheim": "content: [{number: geheim}]\n",
    "nacht": "title: n\nhidden: true\n",
}
OPENINGS = (
    "",
    "opening: {from: 8:00, to: 18:00}\n",
    "opening: {from: 22:00, to: 2:30, standby: nacht}\n",
    "opening: {days: mo-di, outside: dim, shift: true}\n",
)
JUMPS = [timedelta(hours=hours) for hours in (-36, -24, -1, 1, 6, 24)]
MOMENTS = [
    datetime(1970, 1, 1, tzinfo=UTC),
    NOON,
    datetime(2018, 11, 26, 23, 0, tzinfo=UTC),
    datetime(2019, 3, 31, 0, 59, 50, tzinfo=UTC),  # ten seconds before the clocks go forward
    datetime(2019, 10, 27, 0, 59, 50, tzinfo=UTC),  # and back
]
STEPS = st.one_of(
    st.sampled_from(JUMPS),
    st.sampled_from(MOMENTS),
    st.floats(0.0, 60.0),
    st.sampled_from([600.0, 36_000.0]),
)


def right(foyer: Foyer) -> None:
    """Check that the screen shows what it has to at the time that the clock says."""
    wall, frame = foyer.clock.wall(), foyer.frame
    now = wall if wall >= RELEASED else None
    table = resolve(foyer.deck, wall, lifted=now or BEGINNING)
    plays, night = playlist(foyer.deck, table, now), OPEN
    if now is not None:
        night = night_at(foyer.deck, now)
    assert (frame.cover == "black") == (night.look == "dark")
    assert frame.shift == night.shift
    assert (frame.brightness < 1) == (night.look == "dim")
    if night.closed:
        assert frame.current.slide == ("nacht" if night.look == "standby" else STANDBY)
    else:
        assert frame.current.slide in plays.names


@pytest.mark.parametrize("opening", OPENINGS, ids=["always", "day", "evening", "dimmed"])
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, min_size=1, max_size=8))
def test_after_any_steps_the_screen_is_right_within_half_a_minute(
    qapp: QApplication,
    tmp_path: Path,
    opening: str,
    steps: list[timedelta | datetime | float],
) -> None:
    foyer = Foyer(foyer_deck(tmp_path, SLIDES, opening), NOON)
    for step in steps:
        if isinstance(step, timedelta):
            foyer.clock.set_wall(foyer.clock.wall() + step)
        elif isinstance(step, datetime):
            foyer.clock.set_wall(step)
        elif step > DURATION * 6:
            foyer.clock.sleep(step)
        else:
            foyer.clock.advance(step)
        foyer.clock.advance(30.1)
        right(foyer)


@given(steps=st.lists(STEPS, min_size=1, max_size=8))
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_slide_stands_longer_than_it_should(
    qapp: QApplication, tmp_path: Path, steps: list[timedelta | datetime | float]
) -> None:
    foyer = Foyer(foyer_deck(tmp_path, SLIDES), NOON)
    for step in steps:
        if isinstance(step, timedelta):
            foyer.clock.set_wall(foyer.clock.wall() + step)
        elif isinstance(step, datetime):
            foyer.clock.set_wall(step.astimezone(BERLIN))
        else:
            foyer.clock.advance(min(step, 60.0))
        foyer.clock.advance(30.0)
        assert foyer.longest() <= DURATION + 1.0
