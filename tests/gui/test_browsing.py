"""Visitors who browse a show, on a clock that is moved by hand."""

from datetime import timedelta
from pathlib import Path

import pytest
from foyers import BERLIN, Foyer, berlin, foyer_deck
from pytestqt.qtbot import QtBot

from kjc_desktop.deck.notice import Notice
from kjc_desktop.timeline.commands import Action, Command

IDLE = 60.0
SLIDES = {"a": "title: A\n", "b": "title: B\n", "c": "title: C\n"}
NOON = berlin("2018-11-26 11:00")
NEXT, OVERVIEW = Command(Action.NEXT_SLIDE), Command(Action.OVERVIEW)


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Signals are delivered in an application."""


@pytest.fixture
def foyer(tmp_path: Path) -> Foyer:
    return Foyer(foyer_deck(tmp_path, SLIDES), NOON)


def test_the_loop_waits_for_a_visitor_and_goes_on_from_there(foyer: Foyer) -> None:
    foyer.clock.advance(3.0)
    foyer.show.browse(NEXT, IDLE)
    assert foyer.slide == "b"
    assert foyer.show.remaining() is None
    foyer.clock.advance(59.0)
    assert foyer.slide == "b"
    foyer.clock.advance(2.0)
    assert foyer.slide == "c"
    foyer.clock.advance(10.0)
    assert foyer.slide == "a"


def test_a_touch_is_enough_to_stay(foyer: Foyer) -> None:
    foyer.show.browse(NEXT, IDLE)
    for _ in range(5):
        foyer.clock.advance(50.0)
        foyer.show.browse(None, IDLE)
    foyer.clock.advance(59.0)
    assert foyer.slide == "b"


def test_a_touch_alone_stops_nothing(foyer: Foyer) -> None:
    foyer.show.browse(None, IDLE)
    foyer.clock.advance(11.0)
    assert foyer.slide == "b"


def test_nothing_waits_for_a_visitor_but_one_timer(foyer: Foyer) -> None:
    foyer.show.browse(NEXT, IDLE)
    foyer.clock.advance(5.0)
    seen = len(foyer.pictures)
    assert foyer.clock.waiting == 1
    foyer.clock.advance(50.0)
    assert len(foyer.pictures) == seen


@pytest.mark.parametrize("duration", [10, 3600])
def test_the_overview_is_closed_when_nobody_is_there(tmp_path: Path, duration: int) -> None:
    slides = {name: f"{text}duration: {duration} s\n" for name, text in SLIDES.items()}
    foyer = Foyer(foyer_deck(tmp_path, slides), NOON)
    opened: list[bool] = []
    foyer.show.changed.connect(lambda: opened.append(foyer.show.playback.overview))
    foyer.show.browse(OVERVIEW, IDLE)
    foyer.clock.advance(59.0)
    assert opened == [True]
    foyer.clock.advance(2.0)
    assert not opened[-1]


def test_a_screen_in_step_leaves_the_others_and_comes_back(tmp_path: Path) -> None:
    deck = foyer_deck(tmp_path, SLIDES)
    one, other = Foyer(deck, NOON, sync=True), Foyer(deck, NOON, sync=True)
    one.clock.advance(3.0)
    other.clock.advance(3.0)
    before = one.slide
    one.show.browse(OVERVIEW, IDLE)
    assert one.slide == before
    one.show.browse(NEXT, IDLE)
    left = one.slide
    assert left != before
    one.clock.advance(59.0)
    other.clock.advance(59.0)
    assert one.slide == left
    for _ in range(30):
        one.clock.advance(1.3)
        other.clock.advance(1.3)
        assert one.slide == other.slide


@pytest.mark.parametrize("action", [Action.BLACK, Action.WHITE, Action.FREEZE])
def test_what_an_organizer_holds_is_not_the_visitors(foyer: Foyer, action: Action) -> None:
    foyer.show.command(Command(action))
    before = foyer.frame
    foyer.show.browse(NEXT, IDLE)
    foyer.show.browse(OVERVIEW, IDLE)
    assert not foyer.show.browsable
    assert foyer.frame == before
    assert foyer.show.playback.until is None


@pytest.mark.parametrize("kind", ["instead", "emergency"])
def test_a_notice_in_place_of_the_slides_cannot_be_browsed_away(foyer: Foyer, kind: str) -> None:
    foyer.show.browse(OVERVIEW, IDLE)
    foyer.show.notice(Notice("instead" if kind == "instead" else "emergency", "Bitte warten"))
    assert not foyer.show.browsable
    foyer.show.browse(NEXT, IDLE)
    assert foyer.frame.hidden
    assert foyer.slide == "a"
    foyer.show.notice(None)
    assert foyer.show.browsable


def test_a_notice_over_the_slides_leaves_them_to_visitors(foyer: Foyer) -> None:
    foyer.show.notice(Notice("over", "Kaffee ist da"))
    foyer.show.browse(NEXT, IDLE)
    assert foyer.slide == "b"


def test_nobody_browses_when_it_is_closed(tmp_path: Path) -> None:
    deck = foyer_deck(tmp_path, SLIDES, "opening: {from: 9:00, to: 18:00}\n")
    foyer = Foyer(deck, berlin("2018-11-26 17:59:30"))
    foyer.show.browse(OVERVIEW, IDLE)
    foyer.clock.advance(31.0)
    assert foyer.dark()
    foyer.show.browse(NEXT, IDLE)
    assert foyer.dark()
    assert not foyer.show.browsable
    assert foyer.clock.waiting <= 2
    foyer.clock.advance(timedelta(hours=15).total_seconds())
    assert foyer.clock.wall().astimezone(BERLIN).hour == 9
    assert not foyer.dark()
    assert not foyer.show.playback.overview
    assert foyer.longest() <= timedelta(hours=16).total_seconds()


def test_a_slide_under_embargo_is_not_reached(tmp_path: Path) -> None:
    secret = {**SLIDES, "b": "title: B\ncontent:\n  - number: geheim\n"}
    foyer = Foyer(foyer_deck(tmp_path, secret), NOON)
    foyer.show.browse(NEXT, IDLE)
    assert foyer.slide == "c"
    foyer.show.browse(Command(Action.GOTO, "b"), IDLE)
    assert foyer.slide == "c"
