"""Days in a foyer, in a moment: what grows with every slide would end the show."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from busy_decks import BUSY, LAP, WIDGETS
from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QApplication
from walls import EVERYTHING

from decks import Files, write
from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import resolve
from kjc_desktop.scene.render import Pictures, render
from kjc_desktop.shells.soak_player import Material, Player
from kjc_desktop.shells.soak_run import Outcome, Soak
from kjc_desktop.shells.soak_verdict import findings
from kjc_desktop.timeline.frame import Frame
from kjc_desktop.timeline.picture import slide_frame
from kjc_desktop.timeline.position import playing
from kjc_desktop.timeline.script import script_of

NOON = datetime(2018, 11, 26, 11, 0, tzinfo=UTC)
BUILT = NOON - timedelta(days=30)
SMALL = QSize(192, 108)


def loaded(folder: Path) -> Deck:
    deck = load_deck(folder).deck
    assert deck is not None
    return deck


@pytest.fixture
def soak(tmp_path: Path, qapp: QApplication) -> Iterator[Callable[[Files], Soak]]:
    made: list[Soak] = []

    def soak(files: Files) -> Soak:
        # What other tests leave behind must not go while this one counts.
        gc.collect()
        made.append(Soak(Material(loaded(write(tmp_path, files)), earliest=BUILT), SMALL, NOON))
        return made[-1]

    yield soak
    for each in made:
        each.close()


def missed(outcome: Outcome) -> set[str]:
    return {each.name for each in findings(outcome) if each.held is False}


def test_every_slide_comes_in_turn_and_is_looked_at(soak: Callable[[Files], Soak]) -> None:
    outcome = soak(BUSY).run(4 * LAP)
    assert 24 <= outcome.changes <= 26
    assert set(outcome.shown) == set(outcome.built) == set(WIDGETS)
    assert max(outcome.shown.values()) - min(outcome.shown.values()) <= 1
    assert outcome.pictures > 4 * outcome.changes
    assert 0 < outcome.costs.share(0.5) <= outcome.costs.share(0.99) <= outcome.costs.most
    assert outcome.blank == {}
    assert outcome.screens.none
    assert outcome.loop is not None
    assert outcome.loop.none


class Leak:
    """Keeps something of every picture, as a widget that forgets to let go."""

    def __init__(self, player: Player, kind: Callable[[], object]) -> None:
        self._kind, self._kept = kind, list[object]()
        player.stage.painted.connect(self._keep)

    def _keep(self) -> None:
        self._kept.append(self._kind())

    def mend(self) -> None:
        for each in self._kept:
            if isinstance(each, int):
                os.close(each)
        self._kept.clear()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param(lambda: bytes(bytearray(1024)), {"memory_change"}, marks=pytest.mark.soak),
        (QObject, {"qt_objects"}),
        (lambda: [[], []], {"objects"}),
        (lambda: os.dup(0), {"files"}),
    ],
)
def test_a_leak_is_found(
    soak: Callable[[Files], Soak], kind: Callable[[], object], expected: set[str]
) -> None:
    run = soak(BUSY)
    leak = Leak(run.player, kind)
    outcome = run.run(75 * LAP if "memory_change" in expected else 10 * LAP)
    leak.mend()
    assert expected <= missed(outcome)


def test_a_picture_of_one_colour_is_told_with_its_slide(soak: Callable[[Files], Soak]) -> None:
    empty = {"text.yaml": "layout: blank\n"}
    outcome = soak({**BUSY, **empty}).run(LAP)
    assert outcome.blank.keys() == {"text"}
    assert "blank" in missed(outcome)


def test_nobody_waits_for_a_loop_of_one_slide(soak: Callable[[Files], Soak]) -> None:
    one = {name: BUSY[name] for name in ("deck.yaml", "figures.yaml", "rot.yaml")}
    outcome = soak(one).run(60.0)
    assert (outcome.changes, outcome.shown) == (0, {"rot": 1})
    assert outcome.seconds == pytest.approx(60.0, abs=3.0)
    assert len(outcome.samples) == 20


def test_a_foyer_that_is_closed_is_not_blank(soak: Callable[[Files], Soak]) -> None:
    # Noon in Berlin is 11 UTC.
    hours = "opening: {from: 9:00, to: 12:02, outside: dark}\n"
    outcome = soak({**BUSY, "deck.yaml": BUSY["deck.yaml"] + hours}).run(900.0)
    assert outcome.blank == {}
    assert 38 <= outcome.changes <= 42
    assert outcome.loop is None
    assert 0 < len(outcome.samples) <= 7


def test_rendering_does_not_eat_none(qapp: QApplication) -> None:
    """A binding that forgets to count a reference ends the program after some hundred thousand."""
    deck = loaded(EVERYTHING)
    table = resolve(deck, NOON)
    scripts = [script_of(deck, slide) for slide in deck.slides]

    def round_trip() -> None:
        pictures = Pictures(deck, table, SMALL)
        for script in scripts:
            for elapsed in (0.2, 1.0, 5.0):
                frame = Frame(slide_frame(script, playing(script, elapsed), NOON))
                render(pictures, frame)
        pictures.dispose()
        gc.collect()

    round_trip()
    before = sys.getrefcount(None)
    for _ in range(6):
        round_trip()
    assert sys.getrefcount(None) >= before - 50
