"""What the time of day makes of the picture."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kjc_desktop.deck.models import Deck, DeckFile, Opening, Origins, Slide, SlideFile
from kjc_desktop.deck.themes import Theme
from kjc_desktop.timeline.frame import Frame, SlideFrame
from kjc_desktop.timeline.night import (
    DIMMED,
    OPEN,
    STANDBY,
    night_at,
    standby_timeline,
    with_standby,
)
from kjc_desktop.timeline.script import Timeline, script_of
from kjc_desktop.timeline.shift import STEP, shift_at

ROLES = dict.fromkeys(["text", "muted", "accent", "accent-2", "accent-3", "rest", "line"], "ink")
THEME = Theme.model_validate(
    {"name": "T", "colors": {"ink": "#000000"}, "light": ROLES, "dark": ROLES, "background": "ink"}
)
NOON = datetime(2018, 11, 26, 11, tzinfo=UTC)
EVENING = datetime(2018, 11, 26, 18, tzinfo=UTC)
"""Seven in Berlin."""
MIDNIGHT = datetime(2018, 11, 26, 23, tzinfo=UTC)
FRAME = Frame(SlideFrame("a", (), NOON))


def deck(**opening: Any) -> Deck:  # noqa: ANN401 - a field is anything
    head = DeckFile(title="T", opening=Opening.model_validate(opening) if opening else None)
    slides = tuple(Slide(name, f"{name}.yaml", SlideFile(title=name)) for name in ("a", "b"))
    return Deck(Path(), None, head, THEME, {}, {}, {}, {}, slides, Origins())


def hours(**more: Any) -> Deck:  # noqa: ANN401 - a field is anything
    return deck(**{"from": "8:00", "to": "18:00"}, **more)


def test_without_opening_hours_nothing_changes() -> None:
    assert night_at(deck(), EVENING) == OPEN
    assert OPEN.over(FRAME) == FRAME


@pytest.mark.parametrize("look", ["dark", "dim", "standby"])
def test_by_day_everything_is_as_ever(look: str) -> None:
    night = night_at(hours(outside=look), NOON)
    assert night.over(FRAME) == FRAME
    assert night.until == NOON + timedelta(hours=6)
    assert not night.closed


def test_dark_is_black_until_the_morning_and_nothing_moves() -> None:
    night = night_at(hours(shift=True), EVENING)
    assert night.over(FRAME) == replace(FRAME, cover="black")
    assert night.until == datetime(2018, 11, 27, 7, tzinfo=UTC)
    assert night.closed


def test_dim_is_the_loop_with_little_light() -> None:
    night = night_at(hours(outside="dim"), EVENING)
    assert night.over(FRAME) == replace(FRAME, brightness=DIMMED, shift=shift_at(EVENING))
    assert not night.closed


def test_what_somebody_has_covered_stays_covered() -> None:
    night = night_at(hours(outside="dim"), EVENING)
    assert night.over(replace(FRAME, cover="white")).cover == "white"


def test_outside_the_hours_the_picture_wanders_step_by_step() -> None:
    night = night_at(hours(outside="standby"), EVENING)
    assert night.until == EVENING + STEP
    later = night_at(hours(outside="standby"), EVENING + STEP)
    assert later.shift != night.shift
    assert night_at(hours(outside="standby"), NOON).shift == (0, 0)


def test_nothing_wanders_where_that_is_not_wanted() -> None:
    night = night_at(hours(outside="dim", shift=False), EVENING)
    assert night.shift == (0, 0)
    assert night.until == datetime(2018, 11, 27, 7, tzinfo=UTC)


def test_a_screen_that_is_never_closed_may_wander_at_night() -> None:
    always = deck(shift=True)
    assert night_at(always, MIDNIGHT).shift == shift_at(MIDNIGHT) != (0, 0)
    evening = night_at(always, EVENING)
    assert evening.shift == (0, 0)
    assert evening.until == datetime(2018, 11, 26, 21, tzinfo=UTC), "ten in Berlin"
    assert night_at(deck(outside="dim"), MIDNIGHT).shift == (0, 0)


@pytest.mark.parametrize(
    ("fields", "known", "name"),
    [
        ({"outside": "standby", "standby": "b"}, ("a", "b"), "b"),
        ({"standby": "b"}, ("a", "b"), "b"),
        ({"standby": "b"}, ("a",), STANDBY),
        ({"outside": "standby"}, ("a", "b"), STANDBY),
        ({"outside": "dark", "standby": "b"}, ("a", "b"), STANDBY),
    ],
)
def test_the_slide_that_stands_there(
    fields: dict[str, str], known: tuple[str, ...], name: str
) -> None:
    made = hours(**fields)
    scripts = tuple(script_of(made, made.slide(each)) for each in known)
    alone = standby_timeline(made, Timeline(scripts, known, known))
    assert alone.names == (name,)
    assert with_standby(made).slide(name).spec.title == ("T" if name == STANDBY else "b")


def test_the_plain_slide_is_added_for_opening_hours_only() -> None:
    never = deck()
    assert with_standby(never) is never
    assert [each.name for each in with_standby(hours()).slides] == ["a", "b", STANDBY]
