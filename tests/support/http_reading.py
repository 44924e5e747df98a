"""Reads an address as a source of a deck, and says what was found."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from kjc_desktop.data.http.reader import HttpReader
from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.snapshot import Problem, Snapshot
from kjc_desktop.deck.models import Source

NOW = datetime(2018, 11, 26, 10, 30, tzinfo=UTC)


LOCAL = ("127.0.0.1", "localhost")


ROWS = b'[{"ort": "Berlin", "n": 1}, {"ort": "Bonn", "n": 2}]'


def reader(
    address: str,
    *,
    hosts: tuple[str, ...] = LOCAL,
    environment: dict[str, str] | None = None,
    deadline: float = 5.0,
    wall: Callable[[], datetime] = lambda: NOW,
    **options: object,
) -> HttpReader:
    """Return what reads an address with options of a source; by default only of this machine."""
    around = Surroundings(Path(), (), hosts, environment or {}, wall, monotonic)
    source = Source.model_validate({"http": address, **options})
    return HttpReader(source, around, deadline)


def good(found: Snapshot | Problem) -> Snapshot:
    assert isinstance(found, Snapshot), found
    return found


def bad(found: Snapshot | Problem) -> Problem:
    """Return a problem after a look whether it can be told in both languages."""
    assert isinstance(found, Problem), found
    assert found.text("de") != found.text("en")
    return found
