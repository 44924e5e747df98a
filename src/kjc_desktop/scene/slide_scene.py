"""One slide, built once on the logical canvas; `seek` is all that ever changes it."""

import logging
from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from kjc_desktop.deck.models import Deck, PictureBackground, Slide
from kjc_desktop.figures import FigureTable
from kjc_desktop.scene.assembly import Assembly
from kjc_desktop.scene.canvas import Canvas
from kjc_desktop.scene.element import Context, Element, Finding
from kjc_desktop.scene.paint import fill
from kjc_desktop.scene.palette import Palette
from kjc_desktop.timeline.frame import Data, SlideFrame

_log = logging.getLogger(__name__)


def ground_of(deck: Deck, slide: Slide) -> str:
    """Return the colour token or value of the ground a slide stands on."""
    named = slide.spec.background
    if isinstance(named, str):
        return named
    theme = deck.theme
    return theme.backgrounds.get(slide.spec.layout, theme.background)


class SlideScene:
    """A slide's elements, ready to be painted at any moment and any size."""

    def __init__(self, deck: Deck, table: FigureTable, slide: Slide) -> None:
        self.name = slide.name
        background = slide.spec.background
        self._picture = background if isinstance(background, PictureBackground) else None
        palette = Palette.on(deck.theme, ground_of(deck, slide), picture=self._picture is not None)
        canvas = Canvas.of(deck.head, deck.theme.spacing)
        self._context = Context(deck, table, canvas, palette)
        self._own = Data(table)
        self._assembly = Assembly(self._context, slide)
        stepped = (slide.spec.steps or deck.head.defaults.steps) != "none"
        self._appears = [stepped and each.step is not None for each in slide.widgets]
        self._broken: set[int] = set()
        self._logged: set[int] = set()

    @property
    def elements(self) -> Sequence[Element]:
        """The widgets in the order of the slide; other figures may replace some."""
        return self._assembly.elements

    @property
    def canvas(self) -> Canvas:
        """The logical canvas this scene was laid out on."""
        return self._context.canvas

    @property
    def ground(self) -> QColor:
        """The colour that everything stands on."""
        return self._context.palette.ground

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What did not fit as asked."""
        return self._assembly.findings

    def seek(self, frame: SlideFrame) -> tuple[QRectF, ...]:
        """Set every visible property to a moment, whatever was shown before.

        Returns:
            Where, in canvas units, other figures have changed what `paint_static` paints, or what
            stands where; what `keys` tells comes on top of it.
        """
        data = frame.data or self._own
        change = self._assembly.take(data.table)
        areas = list(change.areas)
        for index in self._broken.intersection(change.rebuilt):
            self._broken.remove(index)
            areas.append(self.elements[index].area)
        for element, state in zip(self.elements, frame.elements, strict=True):
            element.seek(state, frame.now, data)
        return self._spread(areas)

    def _spread(self, areas: list[QRectF]) -> tuple[QRectF, ...]:
        """Return areas with all of each picture they touch.

        Part of a scaled photograph painted anew is not, bit by bit, that part of the whole one.
        """
        if areas and self._picture:
            return (self._context.canvas.rect,)
        whole = [element.area for element in self.elements if element.indivisible]
        touched = [each for each in whole if any(each.intersects(area) for area in areas)]
        while any(each not in areas for each in touched):
            areas += touched
            touched = [each for each in whole if any(each.intersects(area) for area in areas)]
        return tuple(areas)

    def keys(self) -> tuple[Hashable, ...]:
        """Return what each element looks like now; equal keys are equal pixels."""
        return tuple(
            (element.key(), element.state.opacity if appears else 1.0)
            for element, appears in zip(self.elements, self._appears, strict=True)
        )

    def paint_static(self, painter: QPainter, within: QRectF | None = None) -> None:
        """Paint ground, words and what does not move of the elements that are always there.

        Args:
            painter: in canvas units.
            within: what is to be painted; elements that lie outside are passed over.
        """
        canvas = self._context.canvas
        fill(painter, canvas.rect, self._context.palette.ground)
        if self._picture:
            from kjc_desktop.scene.pictures import paint_background

            paint_background(painter, self._context, self._picture)
        for words in self._assembly.words:
            words.paint(self._context, painter)
        for index, element in enumerate(self.elements):
            if not self._appears[index] and (within is None or element.area.intersects(within)):
                self._guarded(index, painter, 1.0, element.paint_static)

    def paint_live(self, painter: QPainter, within: QRectF | None = None) -> None:
        """Paint what changes, over the static part.

        Args:
            painter: in canvas units.
            within: what is to be painted; elements that lie outside are passed over.
        """
        for index, element in enumerate(self.elements):
            if within is not None and not element.area.intersects(within):
                continue
            opacity = element.state.opacity if self._appears[index] else 1.0
            if opacity <= 0:
                continue
            if self._appears[index]:
                self._guarded(index, painter, opacity, element.paint_static)
            self._guarded(index, painter, opacity, element.paint_live)

    def dispose(self) -> None:
        """Give back what the elements hold outside Python."""
        for element in self.elements:
            element.dispose()

    def changed(self, index: int, before: Hashable) -> QRectF:
        """Return where an element looks different from a moment with another entry in `keys`."""
        element = self.elements[index]
        key, opacity = before if isinstance(before, tuple) else (None, None)
        shown = element.state.opacity if self._appears[index] else 1.0
        if opacity != shown or index in self._broken:
            return element.area
        return element.changed(key).intersected(element.area)

    def _guarded(
        self, index: int, painter: QPainter, opacity: float, paint: Callable[[QPainter], None]
    ) -> None:
        """Paint one part; one that fails becomes a quiet tile, is logged once, and costs no more.

        A bad widget must never be a black wall, whatever is wrong with it.
        """
        if index in self._broken:
            fill(painter, self.elements[index].rect, self._context.palette.rest)
            return
        painter.save()
        painter.setOpacity(painter.opacity() * opacity)
        painter.setClipRect(self.elements[index].area, Qt.ClipOperation.IntersectClip)
        try:
            paint(painter)
        except Exception:  # noqa: BLE001 - whatever it is, the audience must not see it
            self._broken.add(index)
            if index not in self._logged:
                self._logged.add(index)
                _log.exception("slide %s: widget %d cannot be painted", self.name, index + 1)
        finally:
            painter.restore()
