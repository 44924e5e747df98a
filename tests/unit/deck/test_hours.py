"""Times, days and hours as organizers write them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decks import PLAIN, write
from kjc_desktop.deck.hours import DAY, parse_hours, parse_time, parse_weekdays
from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Opening


def opening(text: str, folder: Path, variant: str = "") -> Opening:
    """Return the opening hours of a deck.yaml; with a variant, those that it makes of them."""
    files = {"deck.yaml": f"title: a\n{text}", "variants/haus.yaml": variant or "title: b\n"}
    result = load_deck(write(folder, PLAIN, files), variant="haus" if variant else None)
    assert result.diagnostics == ()
    assert result.deck is not None
    assert result.deck.head.opening is not None
    return result.deck.head.opening


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("8:00", 480), ("08:00", 480), ("18.30", 1110), ("0:00", 0), ("24:00", DAY), (" 9:05 ", 545)],
)
def test_times_of_day(text: str, minutes: int) -> None:
    assert parse_time(text) == minutes


@given(st.integers(0, DAY))
def test_every_minute_of_a_day_can_be_written(minutes: int) -> None:
    hours, rest = divmod(minutes, 60)
    assert parse_time(f"{hours}:{rest:02}") == parse_time(f"{hours:02}.{rest:02}") == minutes


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mo", {0}),
        ("mo-fr", {0, 1, 2, 3, 4}),
        ("Mo–Fr", {0, 1, 2, 3, 4}),
        ("fr-mo", {4, 5, 6, 0}),
        ("mo, mi, sa-so", {0, 2, 5, 6}),
        ("tue-thu", {1, 2, 3}),
        ("Donnerstag", {3}),
        ("Sonnabend - Sonntag", {5, 6}),
        ("mo-so", set(range(7))),
        ("di-mo", set(range(7))),
    ],
)
def test_days_of_the_week(text: str, days: set[int]) -> None:
    assert parse_weekdays(text) == days


def test_hours_of_a_day() -> None:
    assert parse_hours("8:00-12:00, 13:00 – 18:00") == ((480, 720), (780, 1080))


@pytest.mark.parametrize(
    "text",
    [
        "opening: {from: 8:00, to: 18:00, days: mo-fr}\n",
        "opening: {from: 08:00, to: '18.00', days: [mo-do, fr]}\n",
        "opening:\n  from: 8.00\n  to: 18:00\n  days:\n    - mo-di\n    - mi-fr\n",
    ],
)
def test_opening_hours_of_a_deck(text: str, tmp_path: Path) -> None:
    made = opening(text, tmp_path)
    days = made.days if isinstance(made.days, tuple) else (made.days,)
    assert (made.from_, made.to) == (480, 1080)
    assert frozenset[int]().union(*(each for each in days if each)) == frozenset(range(5))


def test_hours_day_by_day(tmp_path: Path) -> None:
    text = "opening:\n  days:\n    mo-fr: 8:00-18:00\n    sa: 10:00-12:00, 13:00-16:00\n"
    made = opening(text, tmp_path)
    week = frozenset(range(5))
    assert made.days == {week: ((480, 1080),), frozenset({5}): ((600, 720), (780, 960))}


def test_a_variant_has_hours_of_its_own(tmp_path: Path) -> None:
    made = opening("opening: {from: 8:00, to: 18:00}\n", tmp_path, "opening: {to: 20:00}\n")
    assert (made.from_, made.to) == (480, 1200)
    days = "opening: {from: ~, to: ~, days: {sa: 9:00-12:00}}\n"
    made = opening("opening: {from: 8:00, to: 18:00}\n", tmp_path, days)
    assert (made.from_, made.to, made.days) == (None, None, {frozenset({5}): ((540, 720),)})


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("opening: {from: 8:00}\n", "dark"),
        ("opening: {outside: dim}\n", "dim"),
        ("opening: {outside: standby}\n", "standby"),
        ("opening: {standby: eins}\n", "standby"),
        ("opening: {standby: eins, outside: dark}\n", "dark"),
    ],
)
def test_what_is_seen_outside_the_hours(text: str, look: str, tmp_path: Path) -> None:
    assert opening(text, tmp_path).look == look
