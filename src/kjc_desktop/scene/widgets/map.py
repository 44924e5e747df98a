"""The map of Germany: some Kreise lit, Land by Land, or coloured by value."""

from collections.abc import Hashable, Iterable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPaintEngine, QPainter, QPen, QTransform

from kjc_desktop.deck.widgets import MapWidget
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.fonts import BOLD, SEMIBOLD
from kjc_desktop.scene.geography import SHORT_NAMES, Area, germany, placed
from kjc_desktop.scene.paint import draw_aligned, draw_text, fill, measure
from kjc_desktop.scene.palette import blend
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.text import Style
from kjc_desktop.texts import language_of, say
from kjc_desktop.timeline.easing import ease_out, staggered

_SMALL = 18.0
_MARKER = 8.0
_CLASSES = 5


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
        body = QRectF(place.rect)
        if series:
            body.setBottom(body.bottom() - 84)
        self._origin, self._scale = placed(self._map.size, body)
        self._transform = QTransform(
            self._scale, 0, 0, self._scale, self._origin.x(), self._origin.y()
        )
        self._tint = context.palette.pick(widget.color, context.palette.accent)
        self._colors = self._coloured()
        lands = dict.fromkeys(key[:2] for key in self._colors)
        self._lands = sorted(
            lands, key=lambda land: self._map.laender[land].path.boundingRect().center().y()
        )
        self._places: dict[str, QRectF] = {}
        self._layers: dict[str, tuple[QPointF, QImage]] = {}
        self._layers_for = (0.0, 0.0, 0.0)

    def _coloured(self) -> dict[str, QColor]:
        """Return the colour of each Kreis that is lit."""
        if not self._series:
            lit = self._map.highlighted(self._widget.highlight)
            return {area.key: self._tint for area in lit}
        known = [value for value in self._series.y if value is not None]
        low, high = min(known, default=0.0), max(known, default=1.0)
        return {
            key: self._class_color(min(int((value - low) / ((high - low) or 1) * _CLASSES), 4))
            for key, value in zip(self._series.x, self._series.y, strict=True)
            if value is not None and key in self._map.kreise
        }

    def _class_color(self, index: int) -> QColor:
        return blend(self._palette.rest, self._tint, (index + 1) / _CLASSES)

    def key(self) -> Hashable:
        """Return how brightly each Land is lit."""
        return self._opacities()

    def _opacities(self) -> tuple[float, ...]:
        count = len(self._lands)
        return tuple(
            ease_out(staggered(self.state.progress, index, count, 0.6)) for index in range(count)
        )

    def changed(self, before: Hashable) -> QRectF:
        """Return where the Länder lie that are not as bright as before."""
        old = before if isinstance(before, tuple) else ()
        if len(old) != len(self._lands):
            return self.area
        out = QRectF()
        for land, was, now in zip(self._lands, old, self._opacities(), strict=True):
            if was != now:
                out = out.united(self._bounds(land))
        return out

    def _bounds(self, land: str) -> QRectF:
        """Return what a Land's lit Kreise take, with room for markers, in canvas units."""
        if land not in self._places:
            bounds = QRectF()
            for area in self._lit(land):
                bounds = bounds.united(self._transform.mapRect(area.path.boundingRect()))
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

    def _lit(self, land: str) -> list[Area]:
        return [self._map.kreise[key] for key in self._colors if key[:2] == land]

    def _paint_areas(self, painter: QPainter, land: str) -> None:
        """Paint one Land's lit Kreise; those too small to be seen get a marker."""
        areas = self._lit(land)
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

    def _paint_legend(self, painter: QPainter) -> None:
        """Paint the classes from low to high with their ends, and the sign for no figure."""
        if self._series is None:
            return
        known = [value for value in self._series.y if value is not None]
        style = Style(28)
        top, left = self.rect.bottom() - 72, self.rect.left()
        step = min(72.0, self.rect.width() / 9)
        for index in range(_CLASSES):
            box = QRectF(left + index * step, top, step - 2, 26)
            fill(painter, box, self._class_color(index))
        below = QRectF(left, top + 32, _CLASSES * step, 36)
        number = self._series.format
        if known:
            draw_aligned(painter, number.text(min(known)), below, style, self._palette.muted)
            draw_aligned(painter, number.text(max(known)), below, style, self._palette.muted,
                         Qt.AlignmentFlag.AlignRight)  # fmt: skip
        box = QRectF(left + (_CLASSES + 0.5) * step, top, step, 26)
        hatch = QBrush(self._palette.muted, Qt.BrushStyle.BDiagPattern)
        painter.fillRect(box, hatch)
        line = QRectF(box.right() + 14, top - 5, 300, 36)
        draw_aligned(painter, say("scene.no_data", self._language), line, style,
                     self._palette.muted)  # fmt: skip


def _hair(color: QColor) -> QPen:
    """Return a pen one pixel of the device wide: wide antialiased strokes are what costs."""
    pen = QPen(color, 1.0)
    pen.setCosmetic(True)
    return pen
