"""A show in this process whose time is moved by hand: the real window and the real controller.

Wired as `show.session` wires them, without files to watch and without a clock that runs.
"""

import time
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication

from kjc_desktop.deck import load_deck
from kjc_desktop.figures import resolve
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.controller import Show
from kjc_desktop.show.stage import Stage

NOON = datetime(2018, 11, 26, 12, tzinfo=UTC)


class Stagehand:
    """A loop of a deck in a window of a size, moved by `step`."""

    def __init__(self, application: QApplication, folder: Path, size: QSize) -> None:
        deck = load_deck(folder).deck
        if deck is None:
            raise ValueError(f"{folder} cannot be shown")
        self._application = application
        self.clock = ManualClock(NOON)
        self.show = Show(deck, resolve(deck, NOON), self.clock, mode="loop")
        self.stage = Stage()
        self.paints = 0
        self.prepared: dict[str, float] = {}
        """Milliseconds that a slide took to build while the one before it stood still."""
        self._rested = False
        self.show.changed.connect(self._on_changed)
        self.show.rested.connect(self._on_rested)
        self.stage.painted.connect(self._on_painted)
        self.stage.resize(size)
        frame = self.show.frame()
        if frame is None:
            raise ValueError(f"{folder} shows nothing")
        self.stage.show()
        self.stage.use(deck, self.show.table, frame)
        application.processEvents()
        self._rested = True

    def _on_changed(self) -> None:
        frame = self.show.frame()
        if frame is not None:
            self.stage.show_frame(frame)

    def _on_rested(self) -> None:
        self._rested = True

    def _prepare(self) -> None:
        """Build the next slide, as the show does a moment after the picture has come to rest."""
        self._rested = False
        name = self.show.playback.neighbour(1)
        if name is not None:
            began = time.perf_counter()
            self.stage.prepare(name)
            self.prepared.setdefault(name, (time.perf_counter() - began) * 1000)

    def _on_painted(self) -> None:
        self.paints += 1

    @property
    def slide(self) -> str | None:
        """The slide that is shown."""
        return self.show.playback.slide

    def step(self, seconds: float) -> float | None:
        """Move the time, and paint and send what changed.

        Returns:
            The milliseconds it took, everything included; None where nothing was to be painted.
        """
        if self._rested:
            self._prepare()
        before, began = self.paints, time.perf_counter()
        self.clock.advance(seconds)
        self._application.sendEvent(self.stage, QEvent(QEvent.Type.UpdateRequest))
        self._application.processEvents()
        took = (time.perf_counter() - began) * 1000
        return took if self.paints > before else None
