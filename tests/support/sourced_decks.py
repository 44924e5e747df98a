"""Decks that read a file, and what their sources are read with in tests."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from kjc_desktop.data.hub import Hub
from kjc_desktop.data.live import LiveData
from kjc_desktop.data.reader import Surroundings
from kjc_desktop.deck import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.show.clock import ManualClock

NOON = datetime(2018, 11, 26, 11, 0, tzinfo=UTC)
HEAD = "title: Probe\nslides: [a]\n"
SLIDE = "title: Zahl\ncontent:\n  - number: n\n"
COUNTER = """\
sources:
  zahlen: {csv: zahlen.csv, publisher: Amt}
figures:
  n: {from: zahlen, column: n, unit: Gäste}
"""


def live_deck(folder: Path, figures: str = COUNTER, files: Mapping[str, str] | None = None) -> Deck:
    """Write a deck with one number and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    usual = {"deck.yaml": HEAD, "figures.yaml": figures, "a.yaml": SLIDE}
    for name, text in {**usual, **(files or {})}.items():
        (folder / name).write_text(text, "utf-8")
    result = load_deck(folder)
    assert result.deck is not None, result.diagnostics
    return result.deck


def put(file: Path, text: str, at: datetime = NOON) -> None:
    """Write a data file as it was saved at some moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_text(text, "utf-8")
    os.utime(fresh, (at.timestamp(), at.timestamp()))
    fresh.replace(file)


def around(
    deck: Deck, clock: ManualClock, environment: Mapping[str, str] | None = None
) -> Surroundings:
    """Return what the sources of a deck are read with, on a clock that is moved by hand."""
    hosts, roots = tuple(deck.head.hosts), deck.head.data_roots
    return Surroundings(deck.folder, roots, hosts, environment or {}, clock.wall, clock.monotonic)


def read_now(hub: Hub, deck: Deck) -> LiveData:
    """Return what the sources of a deck say now; the hub is closed afterwards."""
    hub.use(deck)
    hub.start()
    hub.settle(12)
    live = hub.data()
    hub.close()
    return live
