"""The playlist: what plays at which time of day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kjc_desktop.deck.models import Deck, DeckFile, Origins, Slide, SlideFile
from kjc_desktop.deck.themes import Theme
from kjc_desktop.deck.widgets import ClockWidget
from kjc_desktop.timeline.schedule import Playlist, playlist, timeline_of

ROLES = dict.fromkeys(["text", "muted", "accent", "accent-2", "accent-3", "rest", "line"], "ink")
THEME = Theme.model_validate(
    {
        "name": "T",
        "colors": {"ink": "#000000"},
        "light": ROLES,
        "dark": ROLES,
        "background": "ink",
    }
)
NOON = datetime(2018, 11, 26, 11, tzinfo=UTC)


@dataclass(frozen=True)
class Table:
    """Figures that are under embargo on some slides, and too old on others."""

    names: frozenset[str] = frozenset()
    next_change: datetime | None = None
    old: frozenset[str] = frozenset()

    def embargoed(self, slide: Slide) -> bool:
        return slide.name in self.names

    def skipped(self, slide: Slide) -> bool:
        return slide.name in self.old


def deck(**slides: dict[str, Any]) -> Deck:
    made = tuple(
        Slide(name, f"{name}.yaml", SlideFile.model_validate(fields))
        for name, fields in slides.items()
    )
    head = DeckFile(title="T")
    return Deck(Path(), None, head, THEME, {}, {}, {}, {}, made, Origins())


def test_hidden_slides_do_not_play_but_can_be_gone_to() -> None:
    timeline, plays = timeline_of(deck(a={}, b={"hidden": True}, c={}), Table(), NOON)
    assert plays.names == timeline.names == timeline.numbers == ("a", "c")
    assert timeline.aim("b") == "b"
    assert plays.next_change is None
    assert not plays.fallback


def test_slides_with_data_that_are_too_old_are_left_out_but_never_all() -> None:
    three = deck(a={}, b={}, c={})
    timeline, plays = timeline_of(three, Table(old=frozenset("b")), NOON)
    assert plays.names == ("a", "c")
    assert timeline.aim("b") == "b"
    assert not plays.fallback
    _, plays = timeline_of(three, Table(old=frozenset("abc")), NOON)
    assert plays.names == ("a", "b", "c")
    assert plays.fallback


def test_an_embargoed_slide_cannot_be_reached_at_all_and_keeps_its_number() -> None:
    ends = NOON + timedelta(hours=1)
    timeline, plays = timeline_of(deck(a={}, b={}, c={}), Table(frozenset("b"), ends), NOON)
    assert plays.names == ("a", "c")
    assert plays.next_change == ends
    assert (timeline.aim("b"), timeline.aim(2), timeline.aim(3)) == (None, None, "c")


def test_validity_begins_with_its_day_and_includes_its_last() -> None:
    dated = deck(a={}, b={"valid_from": date(2018, 11, 26), "valid_until": date(2018, 11, 27)})
    midnight = datetime(2018, 11, 25, 23, tzinfo=UTC)  # in Berlin
    over = midnight + timedelta(days=2)
    instant = timedelta(microseconds=1)
    before, inside = (
        playlist(dated, Table(), midnight - instant),
        playlist(dated, Table(), midnight),
    )
    last, after = playlist(dated, Table(), over - instant), playlist(dated, Table(), over)
    assert [each.names for each in (before, inside, last, after)] == [
        ("a",),
        ("a", "b"),
        ("a", "b"),
        ("a",),
    ]
    assert [each.next_change for each in (before, inside, last, after)] == [
        midnight,
        over,
        over,
        None,
    ]


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    dated = deck(a={}, b={"valid_from": datetime.fromisoformat("2018-10-28T02:30:00")})
    first = datetime(2018, 10, 28, 0, 30, tzinfo=UTC)
    zone = dated.zone
    assert playlist(dated, Table(), (first - timedelta(minutes=1)).astimezone(zone)).names == ("a",)
    for minutes in (0, 45, 60, 120):
        now = (first + timedelta(minutes=minutes)).astimezone(zone)
        assert playlist(dated, Table(), now).names == ("a", "b")


def test_nothing_valid_shows_what_may_be_shown() -> None:
    old = {"valid_until": date(2018, 1, 1)}
    plays = playlist(deck(a=old, b={"hidden": True}, c=old, d={}), Table(frozenset("d")), NOON)
    assert plays.names == ("a", "c")
    assert plays.fallback


def test_only_hidden_slides_are_better_than_none() -> None:
    assert playlist(deck(a={"hidden": True}), Table(), NOON).names == ("a",)


def test_everything_under_embargo_is_an_empty_list() -> None:
    timeline, plays = timeline_of(deck(a={}), Table(frozenset("a"), NOON), NOON)
    assert (plays.names, timeline.scripts) == ((), ())
    assert plays.fallback


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati"])
def test_dates_at_the_ends_of_the_calendar_are_no_limit(zone: str) -> None:
    dated = deck(a={"valid_from": date.min, "valid_until": date.max})
    head = dated.head.model_copy(update={"timezone": zone})
    moved = Deck(Path(), None, head, THEME, {}, {}, {}, {}, dated.slides, Origins())
    assert playlist(moved, Table(), NOON).names == ("a",)


def test_when_nobody_knows_the_time_only_slides_that_are_always_right_play() -> None:
    early, late = {"valid_from": date(1970, 1, 1)}, {"valid_until": date(2099, 1, 1)}
    clock = {"content": [ClockWidget(show="time")]}
    plays = playlist(deck(a={}, b=early, c=late, d=clock, e={"hidden": True}), Table(), None)
    assert plays == Playlist(("a",), None, dated=True)


def test_when_nobody_knows_the_time_dated_slides_are_better_than_none() -> None:
    late = {"valid_until": date(2099, 1, 1)}
    plays = playlist(deck(a=late, b=late), Table(frozenset("b")), None)
    assert plays == Playlist(("a",), None, fallback=True, dated=True)
    assert playlist(deck(a={}), Table(frozenset("a")), None).names == ()
