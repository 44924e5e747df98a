"""Small pictures of slides, made one after the other while the show goes on.

None of them holds up the window: a slide is built, painted and pictured in steps, and between two
steps everything else has its turn.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable
from kjc_desktop.scene.render import Picture
from kjc_desktop.scene.slide_scene import SlideScene
from kjc_desktop.show.clock import Call, Clock
from kjc_desktop.timeline.picture import slide_frame
from kjc_desktop.timeline.position import settled
from kjc_desktop.timeline.script import script_of

_KEPT = 60
"""Pictures that are kept; one of 480 × 270 takes half a megabyte."""
_REFRESH = 0.25
"""Seconds between two pictures that only bring new figures: those may change all the time."""
_Version = tuple[Deck, FigureTable]
_log = logging.getLogger(__name__)


class Thumbnails(QObject):
    """Pictures of the slides of one deck, all of one size.

    Signals:
        made: with a slide's name, when its picture is there or is a new one.
        worked: with the name of the slide that is being built or painted, empty when that is done.
    """

    made = Signal(str)
    worked = Signal(str)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._version: _Version | None = None
        self._size = QSize()
        self._wanted: tuple[str, ...] = ()
        self._pictures: dict[str, tuple[_Version, QImage]] = {}
        self._steps: Iterator[None] | None = None
        self._call: Call | None = None

    def want(self, deck: Deck, table: FigureTable, names: Sequence[str], size: QSize) -> None:
        """Make the pictures that are missing, and those of other figures anew.

        Args:
            deck: has the slides.
            table: its figures.
            names: of slides, those needed first first.
            size: of each picture, in pixels.
        """
        same = self._version is not None and self._version == (deck, table)
        if size != self._size or (self._version is not None and self._version[0] is not deck):
            self._pictures.clear()
        if not same or size != self._size:
            self._steps = None
        self._version, self._size, self._wanted = (deck, table), size, tuple(names)
        for name in list(self._pictures)[:-_KEPT]:
            del self._pictures[name]
        self._go_on()

    def image(self, name: str) -> QImage | None:
        """Return the picture of a slide; None while there is none."""
        found = self._pictures.get(name)
        return None if found is None else found[1]

    def stop(self) -> None:
        """Make no more; those that are there stay."""
        self._wanted, self._steps = (), None
        if self._call is not None:
            self._call.cancel()
            self._call = None

    def _next(self) -> str | None:
        """Return the slide to picture next: one that has no picture, else one with old figures."""
        missing = (name for name in self._wanted if name not in self._pictures)
        old = (name for name in self._wanted if not self._current(name))
        return next(missing, None) or next(old, None)

    def _current(self, name: str) -> bool:
        found = self._pictures.get(name)
        return found is not None and found[0] == self._version

    def _go_on(self) -> None:
        """Wait for the next turn, if there is anything to do."""
        name = self._next()
        if name is None or self._call is not None:
            return
        wait = _REFRESH if self._steps is None and name in self._pictures else 0.0
        self._call = self._clock.call_later(wait, self._turn)

    def _turn(self) -> None:
        """Do one step."""
        self._call = None
        name = self._next()
        if self._steps is None and name is not None and self._version is not None:
            self._steps = self._making(name, self._version)
        if self._steps is not None and next(self._steps, self) is self:
            self._steps = None
        self.worked.emit("")
        self._go_on()

    def _making(self, name: str, version: _Version) -> Iterator[None]:
        """Make one picture in steps; one that cannot be made stays empty."""
        deck, table = version
        image = QImage()
        self.worked.emit(name)
        try:
            with ExitStack() as made:
                scene = SlideScene(deck, table, deck.slide(name))
                made.callback(scene.dispose)
                yield
                self.worked.emit(name)
                picture, script = Picture(scene, self._size), script_of(deck, deck.slide(name))
                now = self._clock.wall().astimezone(deck.zone)
                picture.seek(slide_frame(script, settled(script), now))
                picture.base()
                yield
                self.worked.emit(name)
                image = picture.still().copy()
        except Exception:  # noqa: BLE001 - whatever a slide breaks, the others have theirs
            _log.exception("no thumbnail of %s", name)
        self._pictures.pop(name, None)
        self._pictures[name] = (version, image)
        self.made.emit(name)
