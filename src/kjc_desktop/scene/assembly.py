"""A slide put together from its figures, and put together anew where they have changed.

Layout is cheap and done as a whole, so that a slide looks the same whatever figures it showed
before; but only what it gives another place or other figures is built again.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from kjc_desktop.deck.models import Slide
from kjc_desktop.figures import FigureTable
from kjc_desktop.scene.chrome import Words, footer
from kjc_desktop.scene.element import Context, Element, Finding
from kjc_desktop.scene.inputs import Input, Inputs
from kjc_desktop.scene.layouts import Arrangement, arrange
from kjc_desktop.scene.paint import fill
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.widgets.build import build_widget, credits_of

_TOLERANCE = 4.0
"""Canvas units by which the last line of a text may reach below its place."""
_log = logging.getLogger(__name__)


class Missing(Element):
    """A quiet tile in the place of a widget that could not be built."""

    def __init__(self, context: Context, place: Place) -> None:
        super().__init__(place.rect)
        self._color = context.palette.rest

    def paint_static(self, painter: QPainter) -> None:
        """Paint the tile."""
        fill(painter, self.rect, self._color)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A widget in its place: what it was built from, and what did not fit."""

    element: Element
    place: Place
    inputs: Input
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What other figures have changed.

    `areas`, in canvas units, hold everything that looks different, aside from what the keys of the
    elements tell; `rebuilt` are the places in the slide of the elements that were built anew.
    """

    areas: tuple[QRectF, ...] = ()
    rebuilt: tuple[int, ...] = ()


class Assembly:
    """Words and elements of one slide."""

    def __init__(self, context: Context, slide: Slide) -> None:
        self._context, self._slide = context, slide
        self._inputs = Inputs(context.deck, slide, context.table)
        self._used: Input = ()
        self._noted: tuple[Finding, ...] = ()
        self._slots: list[_Slot] = []
        self._told: set[int] = set()
        self.words: tuple[Words, ...] = ()
        self.elements: list[Element] = []
        self._put_together()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What did not fit as asked, with the figures of now."""
        return (*self._noted, *(each for slot in self._slots for each in slot.findings))

    def take(self, table: FigureTable) -> Change:
        """Show the figures of a table of the same deck."""
        if table is self._context.table:
            return Change()
        self._context.table = table
        return Change() if self._inputs.of_slide(table) == self._used else self._put_together()

    def _put_together(self) -> Change:
        context, slide, before = self._context, self._slide, self.words
        self._used = self._inputs.of_slide(context.table)
        context.findings.clear()
        below = footer(context, slide, credits_of(slide))
        tops = [words.rect.top() for words in below]
        context.floor = min([context.canvas.height - 100.0, *tops]) - 32
        arrangement = arrange(context, slide)
        self._noted = tuple(context.findings)
        self.words = (*arrangement.words, *(below if arrangement.footer else ()))
        change = self._fill(arrangement)
        return Change((*_different(before, self.words), *change.areas), change.rebuilt)

    def _fill(self, arrangement: Arrangement) -> Change:
        """Build the elements that have another place or other inputs than before."""
        before, self._slots, self.elements = self._slots, [], []
        areas: list[QRectF] = []
        rebuilt: list[int] = []
        for index in range(len(self._slide.widgets)):
            old = before[index] if before else None
            slot = self._slot(index, self._place(arrangement, index), old)
            self._slots.append(slot)
            self.elements.append(slot.element)
            if old is not None and slot is not old:
                rebuilt.append(index)
                areas += slot.element.differs(old.element)
                slot.element.inherit(old.element)
                old.element.dispose()
        return Change(tuple(areas), tuple(rebuilt))

    def _place(self, arrangement: Arrangement, index: int) -> Place:
        place = arrangement.places[index]
        run = next((run for run in arrangement.flows if index in run), None)
        if run is not None and index > run.start:
            return place.below(self.elements[-1].bottom)
        return place

    def _slot(self, index: int, place: Place, old: _Slot | None) -> _Slot:
        inputs = self._inputs.of_widget(index, self._context.table)
        if old is not None and (old.place, old.inputs) == (place, inputs):
            return old
        self._context.findings.clear()
        element = self._built(index, place)
        return _Slot(element, place, inputs, tuple(self._context.findings))

    def _built(self, index: int, place: Place) -> Element:
        """Build a widget; one that cannot be built is a quiet tile, and is logged once."""
        context, content = self._context, self._slide.spec.content
        name = list(content)[index] if isinstance(content, dict) else index
        where = ("content", name)
        try:
            element = build_widget(context, self._slide.widgets[index], place, where)
        except Exception:  # noqa: BLE001 - whatever it is, the rest of the slide must be seen
            if index not in self._told:
                self._told.add(index)
                _log.exception("slide %s: widget %d cannot be built", self._slide.name, index + 1)
            return Missing(context, place)
        if element.bottom > place.rect.bottom() + _TOLERANCE:
            context.note("overflow", where)
        return element


def _different(before: Sequence[Words], now: Sequence[Words]) -> Iterator[QRectF]:
    """Yield where words stood or stand that are not the same in both."""
    for old, new in zip_longest(before, now):
        if old != new:
            yield from (words.area for words in (old, new) if words is not None)
