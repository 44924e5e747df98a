"""A show whose time is moved by hand: the controller and the window of a kiosk.

Wired as `show.session` wires them, without files to watch and without a clock that runs, so that
days pass in minutes. Nothing in the show knows of it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QImage

from kjc_desktop.data.live import NOTHING, LiveData
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import resolve
from kjc_desktop.show.clock import Clock, ManualClock, stopwatch
from kjc_desktop.show.controller import Show
from kjc_desktop.show.stage import Stage

_MOMENTS = (0.1, 0.35, 0.85, 2.35)
"""Seconds on a slide at which it is painted: cross-fade, motion, rest."""
_PIECE = 2.0
"""Seconds between two looks at a slide after that."""
_SHORTEST = 0.001
_IDLE = 0.05
"""Seconds after which the next slide is built when nothing moves any more, as in the session."""


@dataclass(frozen=True, slots=True)
class Material:
    """What is played: a deck, and what its live sources have given.

    `earliest`: keep to the opening hours, as a kiosk does; see `Show.keep_hours`.
    """

    deck: Deck
    live: LiveData = NOTHING
    earliest: datetime | None = None

    def show(self, clock: Clock, *, sync: bool = False) -> Show:
        """Return a loop of it that begins now; with `sync` it is where the time of day says."""
        table = resolve(self.deck, clock.wall(), self.live)
        show = Show(self.deck, table, clock, mode="loop", sync=sync)
        if self.earliest is not None:
            show.keep_hours(self.earliest)
        if self.deck.live:
            show.update(self.live)
        return show


class Player:
    """A loop in a window, moved by `step`."""

    def __init__(self, material: Material, clock: ManualClock, size: QSize) -> None:
        """Open a window of a size with the first slide; there must be an application."""
        self.clock = clock
        self.show = material.show(clock)
        self.stage = Stage()
        self.changes = 0
        """How often another slide has come."""
        self.shown: Counter[str] = Counter()
        """How often each slide has come."""
        self.built: dict[str, float] = {}
        """Milliseconds that each slide took to build when that was first done in advance."""
        self._paints = 0
        self._since = clock.monotonic()
        self._slide = self.slide
        self.shown.update([self._slide] if self._slide else ())
        self._rested = False
        self._connect()
        self.stage.resize(size)
        self.stage.show()
        self._use()
        self._settle()

    def _connect(self) -> None:
        self.show.changed.connect(self._on_changed)
        self.show.replaced.connect(self._use)
        self.show.rested.connect(self._on_rested)
        self.stage.painted.connect(self._on_painted)
        # What comes to rest from now on says so; this did before anybody listened.
        self._on_rested()

    def _use(self) -> None:
        frame = self.show.frame()
        if frame is not None:
            self.stage.use(self.show.deck, self.show.table, frame)

    def _on_changed(self) -> None:
        frame = self.show.frame()
        if frame is None:
            return
        if frame.current.slide != self._slide:
            self._slide, self._since = frame.current.slide, self.clock.monotonic()
            self.changes += 1
            self.shown[self._slide] += 1
        self.stage.show_frame(frame)

    def _on_rested(self) -> None:
        if not self._rested:
            self._rested = True
            self.clock.call_later(_IDLE, self._prepare)

    def _prepare(self) -> None:
        self._rested = False
        name = self.show.playback.neighbour(1)
        if name is not None:
            began = stopwatch()
            self.stage.prepare(name)
            self.built.setdefault(name, (stopwatch() - began) * 1000)

    def _on_painted(self) -> None:
        self._paints += 1

    @property
    def slide(self) -> str | None:
        """The slide that is shown; None where every slide is under embargo."""
        frame = self.show.frame()
        return None if frame is None else frame.current.slide

    @property
    def parting(self) -> bool:
        """Whether the slide gives way next, or stays as it is: all that moves on it is over."""
        remaining = self.show.remaining()
        return self._wait() >= (_PIECE if remaining is None else remaining)

    def piece(self) -> float:
        """Return the seconds until the slide should be looked at again, or gives way."""
        remaining = self.show.remaining()
        return max(_SHORTEST, self._wait() if remaining is None else min(self._wait(), remaining))

    def _wait(self) -> float:
        passed = self.clock.monotonic() - self._since
        return next((each - passed for each in _MOMENTS if each > passed + _SHORTEST), _PIECE)

    def step(self, seconds: float) -> float | None:
        """Move the time, and paint and send what changed.

        Returns:
            The milliseconds that the painting took; None where nothing was to be painted.
        """
        self.clock.advance(seconds)
        before, began = self._paints, stopwatch()
        QCoreApplication.sendEvent(self.stage, QEvent(QEvent.Type.UpdateRequest))
        QCoreApplication.processEvents()
        took = (stopwatch() - began) * 1000
        self._settle()
        return took if self._paints > before else None

    @staticmethod
    def _settle() -> None:
        QCoreApplication.processEvents()
        # Only a running event loop deletes what is to be deleted later, or who asks for it.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def blank(self) -> str | None:
        """Return the slide whose picture has one colour only, though nobody wants it to be dark."""
        frame = self.show.frame()
        if frame is None or frame.cover is not None:
            return None
        fading = frame.previous is not None and frame.mix < 0.5
        seen = frame.previous if fading and frame.previous else frame.current
        return seen.slide if single_coloured(self.stage.grab_frame()) else None

    def close(self) -> None:
        """End: no timer waits any more, and the window goes."""
        self.show.stop()
        self.stage.hide()
        self.stage.deleteLater()
        self._settle()


def single_coloured(image: QImage) -> bool:
    """Tell whether all pixels of a picture are equal."""
    pixels = bytes(image.convertToFormat(QImage.Format.Format_RGB32).constBits())
    return pixels == pixels[:4] * (len(pixels) // 4)
