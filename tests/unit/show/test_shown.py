"""Which figures a slide shows, as they are written there; none before its time."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_decks import GOOD
from sourced_decks import live_deck

from kjc_desktop.data.live import LiveData
from kjc_desktop.data.snapshot import Problem, Snapshot, Table
from kjc_desktop.data.state import SourceState
from kjc_desktop.deck import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import resolve
from kjc_desktop.show.shown import figures_on, sources_now
from kjc_desktop.show.status import SourceStatus, read_sources

NOON = datetime(2018, 11, 26, 11, 0, tzinfo=UTC)


def deck_of(folder: Path, **changed: str) -> Deck:
    for name, text in {**GOOD, **changed}.items():
        (folder / name).write_text(text, "utf-8")
    deck = load_deck(folder).deck
    assert deck is not None
    return deck


def test_figures_of_widgets_texts_and_claims(tmp_path: Path) -> None:
    deck = deck_of(tmp_path)
    table = resolve(deck, NOON)
    found = {each["name"]: each for each in figures_on(deck, table, "eins")}
    assert found["viele"]["text"] == "mehr als 250.000"
    assert found["viele"]["as_of"] == "2018-11-26"
    assert found["kommunale"]["text"] == "104\N{NO-BREAK SPACE}Jobcenter"
    assert found["jobcenter"]["text"] == "407\N{NO-BREAK SPACE}Jobcenter"
    assert next(iter(found)) == "viele"
    assert [each["name"] for each in figures_on(deck, table, "zwei")] == ["kommunale", "gemeinsame"]


def test_a_figure_before_its_time_is_not_told(tmp_path: Path) -> None:
    secret = GOOD["figures.yaml"].replace(
        "kommunale: {value: 104,", "kommunale: {value: 104, embargo_until: 2030-01-01,"
    )
    deck = deck_of(tmp_path, **{"figures.yaml": secret})
    told = figures_on(deck, resolve(deck, NOON), "eins")
    # The sum and the share would give it away, so they are under embargo too.
    assert [each["name"] for each in told] == ["viele"]
    assert "104" not in str(told)


SNAPSHOT = Snapshot(Table(("n",), ((5,),)), NOON, NOON)
LOCKED = Problem("file_locked", {"file": "zahlen.csv"})


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (SourceState(SNAPSHOT, tried=NOON), SourceStatus("zahlen", well=True, as_of=NOON)),
        (SourceState(SNAPSHOT), SourceStatus("zahlen", well=False, as_of=NOON)),
        (SourceState(tried=NOON, problem=LOCKED), SourceStatus("zahlen", well=False)),
        (
            SourceState(SNAPSHOT, tried=NOON, problems={"figures.n": LOCKED}),
            SourceStatus("zahlen", well=False, as_of=NOON),
        ),
    ],
)
def test_how_sources_are(state: SourceState, expected: SourceStatus, tmp_path: Path) -> None:
    deck = live_deck(tmp_path)
    live = LiveData({"zahlen": state})
    told = json.loads(json.dumps(sources_now(live, resolve(deck, NOON, live))))
    assert read_sources(told) == (expected,)


@pytest.mark.parametrize("plain", [None, 7, {}, ["x"], [{"as_of": "2018-11-26"}]])
def test_sources_that_make_no_sense(plain: object) -> None:
    assert all(not each.well and each.as_of is None for each in read_sources(plain))
