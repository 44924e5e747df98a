"""Days in a foyer, in a minute: what grows with every slide would end the show."""

import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from walls import EVERYTHING, STILL

from decks import write
from kjc_desktop.deck.loader import load_deck
from kjc_desktop.figures import resolve
from kjc_desktop.scene.render import Pictures, render
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.controller import Show
from kjc_desktop.show.stage import Stage
from kjc_desktop.timeline.frame import Frame
from kjc_desktop.timeline.picture import slide_frame
from kjc_desktop.timeline.position import playing
from kjc_desktop.timeline.script import script_of

NOON = datetime(2018, 11, 26, 11, 0, tzinfo=UTC)
SERIES = "series:\n  r: {x: [1, 2, 3], y: [4, 9, 6], label: Reihe, source: s}\n"
WIDGETS = {
    "rot": "number: a",
    "gruen": "bars: r",
    "blau": "list: {items: [Eins, Zwei], one_by_one: true}",
    "grau": "line: r",
    "mehr": "share: {parts: [a], of: b}",
    "text": "text: Ein Satz mit **fetten** Worten und {a}",
}
BUSY = {
    "deck.yaml": "title: Probe\ndefaults: {duration: 3 s}\n",
    "figures.yaml": STILL["figures.yaml"] + "  b: {value: 407, source: s}\n" + SERIES,
    **{f"{name}.yaml": f"title: Folie\ncontent:\n  - {text}\n" for name, text in WIDGETS.items()},
}
"""Six slides that move and fade; more than the pictures that are kept at a time."""


@dataclass(frozen=True)
class Census:
    """How much there is of what must not grow."""

    qt_objects: int
    python_objects: int
    open_files: int


def census() -> Census:
    QApplication.processEvents()
    # Only a running event loop deletes what is to be deleted later, or who asks for it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    # What other tests have set aside is here from the beginning, and not from some time on.
    gc.unfreeze()
    gc.collect()
    objects = gc.get_objects()
    alive = sum(isinstance(each, QObject) for each in objects)
    return Census(alive, len(objects), psutil.Process().num_fds())


class Foyer:
    """A loop in a small window, on a clock that runs as fast as the machine."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        deck = load_deck(folder).deck
        assert deck is not None
        self._clock = ManualClock(NOON, 1000.0)
        self._show = Show(deck, resolve(deck, NOON), self._clock, mode="loop")
        self._stage = Stage()
        qtbot.addWidget(self._stage)
        self._stage.resize(192, 108)
        self._show.changed.connect(self._paint)
        self._stage.use(deck, self._show.table, self._frame())
        self._stage.show()
        self.changes = 0
        self._slide = self._frame().current.slide

    def _frame(self) -> Frame:
        frame = self._show.frame()
        assert frame is not None
        return frame

    def _paint(self) -> None:
        frame = self._frame()
        if frame.current.slide != self._slide:
            self.changes += 1
            self._slide = frame.current.slide
        self._stage.show_frame(frame)

    def play(self, changes: int) -> None:
        """Let so many slides pass, painting several moments of each."""
        aim = self.changes + changes
        while self.changes < aim:
            self._clock.advance(0.25)
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def end(self) -> None:
        self._show.stop()


@pytest.fixture
def foyer(qtbot: QtBot) -> Callable[[Path], Foyer]:
    return lambda folder: Foyer(folder, qtbot)


def slope(samples: list[tuple[int, int]]) -> float:
    """Return by how much the second grows with the first, by least squares."""
    count = len(samples)
    mean_x = sum(x for x, _ in samples) / count
    mean_y = sum(y for _, y in samples) / count
    over = sum((x - mean_x) * (y - mean_y) for x, y in samples)
    return over / sum((x - mean_x) ** 2 for x, _ in samples)


def assert_nothing_grew(counts: list[Census]) -> None:
    """Check that there is no more in the end than there was after the first laps."""
    first, last = counts[0], counts[-1]
    assert last.qt_objects <= first.qt_objects, counts
    assert last.open_files <= first.open_files, counts
    assert last.python_objects <= 1.01 * first.python_objects, counts


def test_five_hundred_slides_leave_nothing_behind(
    tmp_path: Path, foyer: Callable[[Path], Foyer]
) -> None:
    loop = foyer(write(tmp_path, BUSY))
    loop.play(24)
    counts = [census()]
    for _ in range(2):
        loop.play(252)
        counts.append(census())
    loop.end()
    assert_nothing_grew(counts)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_ten_thousand_slides_cost_no_memory(foyer: Callable[[Path], Foyer]) -> None:
    slides = 17
    loop = foyer(EVERYTHING)
    loop.play(10 * slides)
    counts, samples = [], []
    for _ in range(58):
        loop.play(10 * slides)
        counts.append(census())
        samples.append((loop.changes, psutil.Process().memory_full_info().uss))
    loop.end()
    assert_nothing_grew(counts[::19])
    assert slope(samples) < 512


def test_rendering_does_not_eat_none(qtbot: QtBot) -> None:
    """A binding that forgets to count a reference ends the program after some hundred thousand."""
    deck = load_deck(EVERYTHING).deck
    assert deck is not None
    table = resolve(deck, NOON)
    scripts = [script_of(deck, slide) for slide in deck.slides]

    def round_trip() -> None:
        pictures = Pictures(deck, table, QSize(192, 108))
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
