"""The log of an unattended screen: everything that matters once, and nothing twice."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sourced_decks import NOON, live_deck

from kjc_desktop.data.live import LiveData
from kjc_desktop.data.snapshot import Notice, Problem, Snapshot, Table
from kjc_desktop.data.state import SourceState, received, wants_of
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import resolve
from kjc_desktop.show.data_log import DataLog

LOCKED = Problem("file_locked", {"file": "zahlen.csv"}, again=2.0)


@pytest.fixture
def deck(tmp_path: Path) -> Deck:
    return live_deck(tmp_path)


class Told:
    """A log, and what one more look at a source adds to it."""

    def __init__(self, deck: Deck, capsys: pytest.CaptureFixture[str]) -> None:
        self._deck, self._capsys = deck, capsys
        self._log = DataLog("de")

    def by(self, *notices: Notice, problem: Problem | None = None, after: float = 0) -> list[str]:
        """Return the lines told when a source was looked at, so many seconds after noon."""
        tried: datetime = NOON + timedelta(seconds=after)
        snapshot = Snapshot(Table(("n",), ((5,),)), NOON, NOON, notices)
        live = LiveData({"zahlen": SourceState(snapshot, problem=problem, tried=tried)})
        self._log.tell(self._deck, live, resolve(self._deck, NOON, live))
        return self._capsys.readouterr().err.splitlines()


@pytest.fixture
def told(deck: Deck, capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(deck, capsys)


def grouped(text: str, column: str = "ELB") -> Notice:
    return Notice("decimal_grouped", {"column": column, "text": text, "read": text})


def test_a_notice_with_another_example_is_the_same_notice(told: Told) -> None:
    assert len(told.by(grouped("13.764"))) == 1
    assert told.by(grouped("13.765")) == []
    assert len(told.by(grouped("13.766"), grouped("1.234", "Gäste"))) == 1


def test_a_notice_that_no_longer_applies_is_forgotten(told: Told) -> None:
    assert told.by(grouped("13.764"))
    assert told.by() == []
    assert told.by(grouped("13.764"))


def test_what_is_over_in_a_moment_is_no_news(told: Told) -> None:
    assert told.by(problem=LOCKED) == []
    assert told.by(problem=LOCKED, after=20) == []
    assert told.by(after=22) == []
    assert told.by(problem=LOCKED, after=40) == []


def test_a_moment_that_lasts_is_told_once(told: Told) -> None:
    lines = [told.by(problem=LOCKED, after=second) for second in range(0, 120, 2)]
    assert [2 * i for i, each in enumerate(lines) if each] == [30]
    (line,) = lines[15]
    assert "„zahlen“" in line
    assert told.by(after=122) == ["Quelle „zahlen“: wieder in Ordnung."]


def test_a_trouble_is_not_over_because_there_is_hope(told: Told) -> None:
    gone = Problem("file_missing", {"file": "zahlen.csv"})
    assert len(told.by(problem=gone)) == 1
    assert told.by(problem=LOCKED, after=2) == []
    assert told.by(problem=gone, after=4) == []
    assert told.by(after=6) == ["Quelle „zahlen“: wieder in Ordnung."]


EMBARGO_AND_CLAIM = """\
sources:
  zahlen: {csv: zahlen.csv, publisher: Amt}
figures:
  n: {from: zahlen, column: n, unit: Gäste}
  m: {from: zahlen, column: m, embargo_until: 2030-01-01}
claims:
  viele: {text: mehr als hundert, holds: n > 100}
"""


def test_a_claim_that_no_longer_holds_is_told_and_no_secret_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck = live_deck(tmp_path, EMBARGO_AND_CLAIM)
    log = DataLog("de")

    def lines(value: int, text: str) -> list[str]:
        snapshot = Snapshot(
            Table(("n", "m"), ((value, text),), (".", ".")), NOON, NOON, (grouped("98.765"),)
        )
        wants = wants_of(deck, "zahlen")
        live = LiveData({"zahlen": received(SourceState(), snapshot, wants, NOON)})
        log.tell(deck, live, resolve(deck, NOON, live))
        return capsys.readouterr().err.splitlines()

    assert lines(120, "98765") == []
    (said,) = lines(5, "98765")
    assert "mehr als hundert" in said
    assert lines(5, "98765") == []
    (secret,) = lines(120, "98765 ungefähr")
    assert "98765" not in secret
    assert "gesperrt" in secret
