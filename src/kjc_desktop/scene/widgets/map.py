"""The map of Germany: some Kreise lit, Land by Land, or coloured by value."""

import re
from collections.abc import Hashable, Iterable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPaintEngine, QPainter, QPen, QTransform

from kjc_desktop.deck.widgets import MapWidget
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.fonts import BOLD, SEMIBOLD
from kjc_desktop.scene.geography import SHORT_NAMES, Area, germany, placed
from kjc_desktop.scene.line_plan import title
from kjc_desktop.scene.paint import draw_aligned, draw_text, fill, measure
from kjc_desktop.scene.palette import blend
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.text import Style
from kjc_desktop.texts import language_of, say
from kjc_desktop.timeline.easing import ease_out, staggered

_SMALL = 18.0
_MARKER = 8.0
_CLASSES = 5
_AGS = re.compile(r"\s*(\d{4,5})(?!\d)")
_LEGEND = 84.0
"""Height below the map for the classes and their numbers."""
_WORDS = Style(28)


class MapElement(Element):
    """Kreise on a quiet ground; what is lit comes Land by Land from north to south.

    Shapes do not move, only their opacity does: each Land's lit Kreise are painted once into an
    image at device size and blended, because filling hundreds of polygons a frame would not keep
    60 frames a second on a small machine.
    """

    def __init__(
        self,
        context: Context,
        widget: MapWidget,
        place: Place,
        where: tuple[str | int, ...],  # noqa: ARG002 - the same call builds every widget
    ) -> None:
        super().__init__(place.rect)
        self._palette, self._widget = context.palette, widget
        self._language = language_of(context.deck.head.language)
        self._map = germany()
        series = context.table.series.get(widget.values) if widget.values else None
        self._series = series
        self._ends: tuple[float, float] | None = None
        body = QRectF(place.rect)
        if series:
            body.setBottom(body.bottom() - _LEGEND)
        self._origin, self._scale = placed(self._map.size, body)
        self._transform = QTransform(
            self._scale, 0, 0, self._scale, self._origin.x(), self._origin.y()
        )
        self._tint = context.palette.pick(widget.color, context.palette.accent)
        self._colors = self._coloured()
        self._lit: dict[str, dict[str, QColor]] = {}
        for key, color in self._colors.items():
            self._lit.setdefault(key[:2], {})[key] = color
        self._lands = sorted(
            self._lit, key=lambda land: self._map.laender[land].path.boundingRect().center().y()
        )
        self._tints = [tuple(self._lit[land].items()) for land in self._lands]
        self._places: dict[str, QRectF] = {}
        self._layers: dict[str, tuple[QPointF, QImage]] = {}
        self._layers_for = (0.0, 0.0, 0.0)

    def _coloured(self) -> dict[str, QColor]:
        """Return the colour of each Kreis that is lit."""
        if not self._series:
            lit = self._map.highlighted(self._widget.highlight)
            return {area.key: self._tint for area in lit}
        found = zip(map(_ags, self._series.x), self._series.y, strict=True)
        known = {key: y for key, y in found if y is not None and key in self._map.kreise}
        low, high = min(known.values(), default=0.0), max(known.values(), default=1.0)
        self._ends = (low, high) if known else None
        return {
            key: self._class_color(min(int((value - low) / ((high - low) or 1) * _CLASSES), 4))
            for key, value in known.items()
        }

    def _class_color(self, index: int) -> QColor:
        return blend(self._palette.rest, self._tint, (index + 1) / _CLASSES)

    def key(self) -> tuple[object, ...]:
        """Return how brightly each Land is lit, and in which colours."""
        return tuple(zip(self._opacities(), self._tints, strict=True))

    def _opacities(self) -> tuple[float, ...]:
        count = len(self._lands)
        return tuple(
            ease_out(staggered(self.state.progress, index, count, 0.6)) for index in range(count)
        )

    def differs(self, old: Element) -> tuple[QRectF, ...]:
        """Return the Länder of which other Kreise are lit, and the legend with other words."""
        if not isinstance(old, MapElement) or not self._alike(old):
            return super().differs(old)
        others = [land for land in self._lands if self._lit[land].keys() != old._lit[land].keys()]
        areas = [each._bounds(land) for land in others for each in (old, self)]
        legend = QRectF(self.area)
        legend.setTop(self.rect.bottom() - _LEGEND)
        return (*areas, *([legend] if self._legend() != old._legend() else []))

    def _alike(self, old: "MapElement") -> bool:
        """Tell whether the same Länder are lit in the same place, one after the other."""
        same = (self._series is None) == (old._series is None)
        return same and (self.rect, self._lands) == (old.rect, old._lands)

    def inherit(self, old: Element) -> None:
        """Go on with the images of the Länder whose colours are the same."""
        if isinstance(old, MapElement) and self._alike(old):
            kept = [land for land in old._layers if self._lit[land] == old._lit[land]]
            self._layers = {land: old._layers[land] for land in kept}
            self._layers_for = old._layers_for

    def changed(self, before: Hashable) -> QRectF:
        """Return where the Länder lie that are not as bright as before, or of other colours."""
        old = before if isinstance(before, tuple) else ()
        if len(old) != len(self._lands):
            return self.area
        out = QRectF()
        for land, was, now in zip(self._lands, old, self.key(), strict=True):
            if was != now:
                out = out.united(self._bounds(land))
        return out

    def _bounds(self, land: str) -> QRectF:
        """Return what a Land's lit Kreise take, with room for markers, in canvas units."""
        if land not in self._places:
            bounds = QRectF()
            for key in self._lit[land]:
                shape = self._map.kreise[key].path.boundingRect()
                bounds = bounds.united(self._transform.mapRect(shape))
            margin = 2 * _MARKER
            self._places[land] = bounds.adjusted(-margin, -margin, margin, margin)
        return self._places[land]

    def paint_static(self, painter: QPainter) -> None:
        """Paint all Kreise unlit, with quiet borders, and the legend."""
        ground, rest = self._palette.ground, self._palette.rest
        base = blend(ground, rest, 0.75)
        painter.save()
        painter.setTransform(self._transform, combine=True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(base)
        for area in self._map.laender.values():
            painter.drawPath(area.path)
        if self._series:
            hatch = QBrush(blend(ground, self._palette.muted, 0.6), Qt.BrushStyle.BDiagPattern)
            for area in self._map.kreise.values():
                if area.key not in self._colors:
                    painter.fillPath(area.path, hatch)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_hair(ground))
        painter.drawPath(self._map.borders)
        painter.restore()
        self._paint_laender(painter)
        if self._series:
            self._paint_legend(painter)

    def _paint_laender(self, painter: QPainter) -> None:
        """Paint the borders of the Länder: a hairline drawn four times around its place.

        One stroke of the same width would take as long as everything else on the map together.
        """
        painter.setPen(_hair(self._palette.ground))
        for x, y in ((-0.5, 0.0), (0.5, 0.0), (0.0, -0.5), (0.0, 0.5)):
            painter.save()
            painter.translate(x, y)
            painter.setTransform(self._transform, combine=True)
            for area in self._map.laender.values():
                painter.drawPath(area.path)
            painter.restore()

    def paint_live(self, painter: QPainter) -> None:
        """Paint the lit Kreise as far as their Länder have come, then labels and pins."""
        transform = painter.worldTransform()
        raster = painter.paintEngine().type() == QPaintEngine.Type.Raster
        opacity = painter.opacity()
        for land, lit in zip(self._lands, self._opacities(), strict=True):
            if lit <= 0:
                continue
            painter.setOpacity(opacity * lit)
            if raster:
                at, image = self._layer_at(transform, land)
                painter.setTransform(QTransform())
                painter.drawImage(at, image)
                painter.setTransform(transform)
            else:
                self._paint_areas(painter, land)
        painter.setOpacity(opacity)
        self._paint_words(painter)

    def _layer_at(self, transform: QTransform, land: str) -> tuple[QPointF, QImage]:
        """Return the image of a Land's lit Kreise at the size of the device, made once.

        It is made when the Land first lights up, so that the work is spread over the frames.
        """
        place = (transform.m11(), transform.dx(), transform.dy())
        if place != self._layers_for:
            self._layers, self._layers_for = {}, place
        if land not in self._layers:
            self._layers[land] = self._layer(transform, land)
        return self._layers[land]

    def _layer(self, transform: QTransform, land: str) -> tuple[QPointF, QImage]:
        device: QRect = transform.mapRect(self._bounds(land)).toAlignedRect()
        image = QImage(device.size(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-device.left(), -device.top())
            painter.setTransform(transform, combine=True)
            self._paint_areas(painter, land)
        finally:
            painter.end()
        return QPointF(device.topLeft()), image

    def _paint_areas(self, painter: QPainter, land: str) -> None:
        """Paint one Land's lit Kreise; those too small to be seen get a marker."""
        areas = [self._map.kreise[key] for key in self._lit[land]]
        painter.save()
        painter.setTransform(self._transform, combine=True)
        painter.setPen(_hair(self._palette.ground))
        for area in areas:
            painter.setBrush(self._colors[area.key])
            painter.drawPath(area.path)
        painter.restore()
        if self._widget.markers is False:
            return
        painter.setPen(QPen(self._palette.ground, 1.5))
        for center, color in self._small(areas):
            painter.setBrush(color)
            painter.drawEllipse(center, _MARKER, _MARKER)

    def _small(self, areas: Iterable[Area]) -> list[tuple[QPointF, QColor]]:
        out = []
        for area in areas:
            box = self._transform.mapRect(area.path.boundingRect())
            if min(box.width(), box.height()) < _SMALL:
                out.append((box.center(), self._colors[area.key]))
        return out

    def _paint_words(self, painter: QPainter) -> None:
        if self._widget.labels == "laender":
            style = Style(28, SEMIBOLD)
            for key, area in self._map.laender.items():
                center = self._transform.mapRect(area.path.boundingRect()).center()
                word = SHORT_NAMES[key]
                x = center.x() - measure(word, style) / 2
                draw_text(painter, word, x, center.y() + 9, style, self._palette.text)
        if isinstance(self._widget.markers, tuple):
            for area in self._map.highlighted(self._widget.markers):
                self._paint_pin(painter, area)

    def _paint_pin(self, painter: QPainter, area: Area) -> None:
        """Ring one Kreis and say its name beside it, or below where neither side has room."""
        center = self._transform.mapRect(area.path.boundingRect()).center()
        color = self._palette.role("accent-2")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 5))
        painter.drawEllipse(center, 20, 20)
        style = Style(34, BOLD)
        width = measure(area.name, style)
        left, middle = center.x() + 34, center.y()
        if left + width > self.rect.right():
            left = center.x() - 34 - width
        if left < self.rect.left():
            left, middle = max(self.rect.left(), center.x() - width / 2), center.y() + 54
        ground = QColor(self._palette.ground)
        ground.setAlphaF(0.92)
        fill(painter, QRectF(left - 8, middle - 26, width + 16, 50), ground)
        draw_text(painter, area.name, left, middle + 11, style, self._palette.text)

    def _legend(self) -> tuple[str, ...]:
        """Return the words of the legend: its ends where there are any, and what is counted."""
        if self._series is None:
            return ()
        ends = [self._series.format.text(end) for end in self._ends or ()]
        label, unit = self._widget.label or self._series.label, self._series.unit
        room = self.area.right() - self.rect.left() - (_CLASSES + 0.5) * self._step
        told = (each for each in (title(label, [unit]), unit) if each)
        return (next((each for each in told if measure(each, _WORDS) <= room), ""), *ends)

    @property
    def _step(self) -> float:
        return min(72.0, self.rect.width() / 9)

    def _paint_legend(self, painter: QPainter) -> None:
        """Paint the classes from low to high with their ends, and the sign for no figure."""
        style, ink, step = _WORDS, self._palette.muted, self._step
        top, left = self.rect.bottom() - 72, self.rect.left()
        for index in range(_CLASSES):
            box = QRectF(left + index * step, top, step - 2, 26)
            fill(painter, box, self._class_color(index))
        below = QRectF(left, top + 32, _CLASSES * step, 36)
        counted, *ends = self._legend()
        if ends:
            draw_aligned(painter, ends[0], below, style, ink)
            draw_aligned(painter, ends[1], below, style, ink, Qt.AlignmentFlag.AlignRight)
        box = QRectF(left + (_CLASSES + 0.5) * step, top, step, 26)
        painter.fillRect(box, QBrush(ink, Qt.BrushStyle.BDiagPattern))
        line = QRectF(box.right() + 14, top - 5, 300, 36)
        draw_aligned(painter, say("scene.no_data", self._language), line, style, ink)
        line = QRectF(below.right() + 8, below.top(), 1, below.height())
        draw_aligned(painter, counted, line, style, ink)


def _ags(text: str) -> str:
    """Return the key that a text begins with; a leading zero that a table has lost is put back."""
    match = _AGS.match(text)
    return match[1].zfill(5) if match else ""


def _hair(color: QColor) -> QPen:
    """Return a pen one pixel of the device wide: wide antialiased strokes are what costs."""
    pen = QPen(color, 1.0)
    pen.setCosmetic(True)
    return pen
