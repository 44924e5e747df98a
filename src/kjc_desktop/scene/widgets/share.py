"""Parts of a whole: as dots that can be counted, as a ring, or as one bar."""

from collections.abc import Hashable
from math import ceil, floor, sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from kjc_desktop.deck.widgets import ShareWidget
from kjc_desktop.scene.chart_data import data_of
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.fonts import BOLD, SEMIBOLD
from kjc_desktop.scene.paint import draw_aligned, draw_block, fill, measure
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.text import Style
from kjc_desktop.texts import language_of, say
from kjc_desktop.timeline.easing import ease_out

_MOST_DOTS = 600
"""A whole up to this many is drawn one dot each; a larger one as 100 dots of 1 % each."""


class ShareElement(Element):
    """The parts fill in one after the other; the rest of the whole is there from the start."""

    def __init__(
        self,
        context: Context,
        widget: ShareWidget,
        place: Place,
        where: tuple[str | int, ...],
    ) -> None:
        super().__init__(place.rect)
        self._palette, self._widget = context.palette, widget
        self._data = data_of(context, widget.parts)
        tints = [context.palette.sequence(index) for index in range(len(self._data))]
        if widget.color:
            tints[0] = context.palette.role(widget.color)
        self._colors = [each.color or tint for each, tint in zip(self._data, tints, strict=True)]
        values = [max(each.value or 0.0, 0.0) for each in self._data]
        self._whole = self._whole_of(context, values)
        self._values = values
        self._legend(context, where)
        if widget.style == "dots":
            self._set_dots()

    def _whole_of(self, context: Context, values: list[float]) -> float:
        """Return the whole: named, or 1 for a single percent figure, or the sum of the parts."""
        named = self._widget.of
        if named:
            return max(context.table[named].value or 0.0, sum(values)) or 1.0
        single = len(self._data) == 1
        if single and context.table[self._data[0].name].format.kind == "percent":
            return 1.0
        return sum(values) or 1.0

    def _legend(self, context: Context, where: tuple[str | int, ...]) -> None:
        """Set the words below the picture, where the deck gives any."""
        parts = self._widget.parts if isinstance(self._widget.parts, tuple) else ()
        labelled = any(getattr(part, "label", None) for part in parts)
        entries: list[tuple[str, QColor]] = []
        if labelled or self._widget.style != "dots":
            told = self._widget.style == "donut" and len(self._data) == 1
            words = [
                self._widget.label or each.label if told else f"**{each.text}** {each.label}"
                for each in self._data
            ]
            entries = [
                (text, color) for text, color in zip(words, self._colors, strict=True) if text
            ]
        if self._widget.rest_label:
            entries.append((self._widget.rest_label, self._palette.rest))
        style = Style(context.size("label"), bold_weight=BOLD)
        area, self._keys = self.rect, []
        self._body = QRectF(area)
        side = self._widget.style == "donut" and area.width() > 1.4 * area.height()
        width = area.width() / 2 - 96 if side else area.width() - 60
        top = area.bottom()
        heights = []
        for text, color in entries:
            block = context.fit(text, style, (width, 3 * style.size * style.leading), where)
            heights.append(block.height + 10)
            self._keys.append((block, color))
        if side:
            self._body.setWidth(area.width() / 2)
            top = area.center().y() - sum(heights) / 2
        else:
            top -= sum(heights)
            self._body.setBottom(top - (24 if heights else 0))
        self._key_left = self._body.right() + 48 if side else area.left()
        self._key_tops = [top + sum(heights[:index]) for index in range(len(heights))]
        self.caption = self._caption(context)

    def _caption(self, context: Context) -> str:
        """Return what one dot stands for, where it is not one of the things counted."""
        if self._widget.style != "dots" or self._one_each:
            return ""
        return say("scene.dot_percent", language_of(context.deck.head.language))

    @property
    def _one_each(self) -> bool:
        return self._whole <= _MOST_DOTS and self._whole == int(self._whole) and self._whole > 1

    def _set_dots(self) -> None:
        """Choose rows and columns so that the dots fill the place and stand evenly."""
        self._count = int(self._whole) if self._one_each else 100
        area = QRectF(self._body)
        if self.caption:
            area.setBottom(area.bottom() - 56)
        pitch = sqrt(area.width() * area.height() / self._count)
        columns = max(1, min(self._count, floor(area.width() / pitch)))
        while ceil(self._count / columns) * (area.width() / columns) > area.height():
            columns += 1
        self._pitch = area.width() / columns
        self._columns = columns
        rows = ceil(self._count / columns)
        self._row = min(self._pitch * 1.2, area.height() / rows)
        self._radius = 0.41 * min(self._pitch, self._row)
        self._origin = area.topLeft() + QPointF(self._radius, self._radius)
        self._caption_top = self._origin.y() + rows * self._row - self._radius + 8

    def _dot(self, index: int) -> QPointF:
        row, column = divmod(index, self._columns)
        return self._origin + QPointF(column * self._pitch, row * self._row)

    def key(self) -> Hashable:
        """Return how far the parts have filled in."""
        return self.state.progress

    def changed(self, before: Hashable) -> QRectF:
        """Return the rows of dots that have filled in since; all of it for ring and bar."""
        if self._widget.style != "dots" or not isinstance(before, float):
            return self.area
        ends = [self._filled(before), self._filled(self.state.progress)]
        top, bottom = self._dot(min(ends)).y(), self._dot(max(ends)).y()
        reach = self._row
        return QRectF(self.area.left(), top - reach, self.area.width(), bottom - top + 2 * reach)

    def _filled(self, progress: float) -> int:
        """Return how many dots have their colour at a point of the motion."""
        return round(ease_out(progress) * sum(self._values) / self._whole * self._count)

    def paint_static(self, painter: QPainter) -> None:
        """Paint the whole as if it were all rest, and the words."""
        for (block, color), top in zip(self._keys, self._key_tops, strict=True):
            square = QRectF(self._key_left, top + 0.2 * block.style.size, 26, 26)
            fill(painter, square, color)
            line = QRectF(self._key_left + 44, top, self.rect.width(), block.height)
            draw_block(painter, block, line, self._palette.text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._palette.rest)
        if self._widget.style == "dots":
            self._paint_dots(painter, 0, self._count, self._palette.rest)
            if self.caption:
                line = QRectF(self._body.left(), self._caption_top, self._body.width(), 40)
                draw_aligned(painter, self.caption, line, Style(32), self._palette.muted)
        elif self._widget.style == "bar":
            fill(painter, self._strip, self._palette.rest)
        else:
            self._paint_arc(painter, 0.0, 1.0, self._palette.rest)

    def paint_live(self, painter: QPainter) -> None:
        """Paint the parts as far as they have filled in."""
        done = ease_out(self.state.progress) * sum(self._values) / self._whole
        start = 0.0
        for value, color in zip(self._values, self._colors, strict=True):
            end = min(start + value / self._whole, done)
            if end > start:
                self._paint_part(painter, start, end, color)
            start += value / self._whole
        if self._widget.style == "donut":
            self._paint_middle(painter)

    def _paint_part(self, painter: QPainter, start: float, end: float, color: QColor) -> None:
        if self._widget.style == "dots":
            first, last = round(start * self._count), round(end * self._count)
            self._paint_dots(painter, first, last, color)
        elif self._widget.style == "bar":
            strip = self._strip
            left = strip.left() + start * strip.width()
            width = (end - start) * strip.width()
            fill(painter, QRectF(left, strip.top(), max(width - 3, 1), strip.height()), color)
        else:
            self._paint_arc(painter, start, end, color)

    def _paint_dots(self, painter: QPainter, first: int, last: int, color: QColor) -> None:
        # One by one: a path of hundreds of ellipses takes Qt ten times as long to fill.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for index in range(first, last):
            painter.drawEllipse(self._dot(index), self._radius, self._radius)

    @property
    def _strip(self) -> QRectF:
        high = min(160.0, self._body.height())
        middle = self._body.center().y()
        return QRectF(self._body.left(), middle - high / 2, self._body.width(), high)

    def _ring(self) -> tuple[QRectF, float]:
        side = min(self._body.width(), self._body.height())
        center = self._body.center()
        return QRectF(center.x() - side / 2, center.y() - side / 2, side, side), 0.2 * side

    def _paint_arc(self, painter: QPainter, start: float, end: float, color: QColor) -> None:
        outer, thick = self._ring()
        inner = outer.adjusted(thick, thick, -thick, -thick)
        begin, sweep = 90.0 - 360.0 * start, -360.0 * (end - start)
        path = QPainterPath()
        path.arcMoveTo(outer, begin)
        path.arcTo(outer, begin, sweep)
        path.arcTo(inner, begin + sweep, -sweep)
        path.closeSubpath()
        painter.fillPath(path, color)

    def _paint_middle(self, painter: QPainter) -> None:
        outer, thick = self._ring()
        room = outer.width() - 2 * thick
        text = self._data[0].text
        size = round(0.3 * room)
        while size > 28 and measure(text, Style(size, BOLD, tabular=True)) > 0.86 * room:
            size -= 2
        style = Style(size, BOLD if len(self._data) == 1 else SEMIBOLD, tabular=True)
        draw_aligned(painter, text, outer, style, self._colors[0], Qt.AlignmentFlag.AlignHCenter)
