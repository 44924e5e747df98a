"""A list: bullets, numbers or checks, all at once or one by one."""

from collections.abc import Hashable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from kjc_desktop.deck.widgets import ListWidget
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.fonts import BOLD
from kjc_desktop.scene.paint import RULE, draw_aligned, draw_block, fill, measure
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.text import Block, Style, set_text
from kjc_desktop.timeline.easing import clamp

_SPACE = 0.5
"""Free height between items as a share of the size."""


class ListElement(Element):
    """Items below one another; those revealed one by one are painted live."""

    def __init__(
        self,
        context: Context,
        widget: ListWidget,
        place: Place,
        where: tuple[str | int, ...],
    ) -> None:
        super().__init__(place.rect)
        self._palette, self._widget = context.palette, widget
        self._tint = context.palette.pick(widget.color, context.palette.accent)
        self._ruled = place.ruled
        y = self.rect.top() + (RULE + 30 if place.ruled else 0)
        self._heading = None
        if widget.label:
            style = Style(round(1.05 * context.size("body")), BOLD, leading=1.2)
            room = (self.rect.width(), 2 * style.size * style.leading)
            self._heading = context.fit(widget.label, style, room, (*where, "label"))
            self._heading_top = y
            y += self._heading.height + 18
        self._set_items(context, y, where)

    def _set_items(self, context: Context, top: float, where: tuple[str | int, ...]) -> None:
        """Set all items at the one largest size at which the whole list fits."""
        smallest, largest = context.size("minimum"), round(1.1 * context.size("body"))
        room = max(self.rect.bottom() - top, 0.0)
        paragraphs = [context.line(each) for each in self._widget.items]
        self._blocks: list[Block] = []
        for size in range(largest, smallest - 1, -2):
            style = Style(size, bold_weight=BOLD, leading=1.25)
            width = self.rect.width() - 1.5 * size
            language = context.deck.head.language
            self._blocks = [
                set_text((each,), style, width, measure, language) for each in paragraphs
            ]
            height = sum(each.height for each in self._blocks) + _SPACE * size * (
                len(self._blocks) - 1
            )
            if height <= room + 0.5 and all(each.fits for each in self._blocks):
                break
        else:
            context.note("overflow", (*where, "items"), size=smallest)
        self._tops: list[float] = []
        self.bottom = top
        for block in self._blocks:
            self._tops.append(top)
            self.bottom = top + block.height
            top = self.bottom + _SPACE * block.style.size

    def key(self) -> Hashable:
        """Return how many items have appeared, with fractions."""
        if not self._widget.one_by_one:
            return None
        return min(self.state.revealed, float(len(self._blocks)))

    def paint_static(self, painter: QPainter) -> None:
        """Paint rule and heading, and all items that do not come one by one."""
        left, width = self.rect.left(), self.rect.width()
        if self._ruled:
            fill(painter, QRectF(left, self.rect.top(), width, RULE), self._tint)
        if self._heading:
            place = QRectF(left, self._heading_top, width, self._heading.height)
            draw_block(painter, self._heading, place, self._palette.text)
        if not self._widget.one_by_one:
            for index in range(len(self._blocks)):
                self._paint_item(painter, index)

    def paint_live(self, painter: QPainter) -> None:
        """Paint the items that have appeared."""
        if not self._widget.one_by_one:
            return
        opacity = painter.opacity()
        for index in range(len(self._blocks)):
            shown = clamp(self.state.revealed - index)
            if shown > 0:
                painter.setOpacity(opacity * shown)
                self._paint_item(painter, index)
        painter.setOpacity(opacity)

    def _paint_item(self, painter: QPainter, index: int) -> None:
        block, top = self._blocks[index], self._tops[index]
        size = block.style.size
        line = QRectF(self.rect.left(), top, size, size * block.style.leading)
        self._paint_marker(painter, index, line, size)
        place = QRectF(self.rect.left() + 1.5 * size, top, self.rect.width(), block.height)
        draw_block(painter, block, place, self._palette.text)

    def _paint_marker(self, painter: QPainter, index: int, line: QRectF, size: int) -> None:
        match self._widget.style:
            case "numbers":
                style = replace(Style(size, BOLD), tabular=True)
                draw_aligned(painter, f"{index + 1}.", line, style, self._tint)
            case "checks":
                _paint_check(painter, line, QPen(self._tint, 0.13 * size))
            case "bullets":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._tint)
                radius = 0.16 * size
                center = QPointF(line.left() + 0.3 * size, line.center().y())
                painter.drawEllipse(center, radius, radius)


def _paint_check(painter: QPainter, line: QRectF, pen: QPen) -> None:
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    unit, left, middle = line.width(), line.left(), line.center().y()
    tick = [(0.05, 0.02), (0.3, 0.28), (0.75, -0.3)]
    painter.drawPolyline(QPolygonF([QPointF(left + x * unit, middle + y * unit) for x, y in tick]))
