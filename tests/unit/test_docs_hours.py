"""The opening hours in the handbook do what the page says."""

from datetime import datetime
from pathlib import Path

import pytest
from documents import HANDBOOK, Shown, read, write_decks

from kjc_desktop.deck import load_deck
from kjc_desktop.figures import resolve
from kjc_desktop.timeline.night import night_at, standby_timeline
from kjc_desktop.timeline.schedule import timeline_of

EXAMPLES = [each for each in read(HANDBOOK) if not isinstance(each, Shown)]


@pytest.mark.parametrize(
    ("variant", "time", "look"),
    [
        ("foyer", "2018-12-14T08:00", "open"),
        ("foyer", "2018-12-14T17:59", "open"),
        ("foyer", "2018-12-14T18:00", "standby"),
        ("foyer", "2018-12-15T12:00", "standby"),
        ("buergerbuero", "2018-12-13T12:00", "open"),
        ("buergerbuero", "2018-12-13T13:00", "dim"),
        ("buergerbuero", "2018-12-13T17:00", "open"),
        ("buergerbuero", "2018-12-14T13:00", "dim"),
        ("nordstadt", "2018-12-14T03:00", "open"),
    ],
)
def test_the_hours_of_the_examples(variant: str, time: str, look: str, tmp_path: Path) -> None:
    folder = next(each for each in write_decks(EXAMPLES[-1], tmp_path) if each.name != "probe")
    deck = load_deck(folder, variant=variant).deck
    assert deck is not None
    now = deck.instant(datetime.fromisoformat(time))
    assert night_at(deck, now).look == look


def test_the_slide_of_the_evening_plays_in_the_evening_only(tmp_path: Path) -> None:
    folder = next(each for each in write_decks(EXAMPLES[-1], tmp_path) if each.name != "probe")
    deck = load_deck(folder, variant="foyer").deck
    assert deck is not None
    now = deck.instant(datetime.fromisoformat("2018-12-14T12:00"))
    loop = timeline_of(deck, resolve(deck, now), now)[0]
    assert "abends" not in loop.names
    assert standby_timeline(deck, loop).names == ("abends",)
