"""One line a series, on axes in the deck's own numbers, labelled at its end instead of a legend.

Everything is laid out without pyqtgraph; it is imported when the element is painted first.
"""

import math
from collections.abc import Hashable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from kjc_desktop.deck.widgets import LineWidget
from kjc_desktop.scene.captions import Tile, heading
from kjc_desktop.scene.curves import Curve, Point
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.fonts import BOLD
from kjc_desktop.scene.line_plan import GAP, Drawn, Highlight, LinePlan, title
from kjc_desktop.scene.paint import draw_aligned, draw_block, measure
from kjc_desktop.scene.palette import blend
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.text import Style
from kjc_desktop.texts import language_of, say
from kjc_desktop.timeline.easing import clamp, ease_out

if TYPE_CHECKING:
    from kjc_desktop.scene.chart import LineChart

_LEAD, _OTHER = 7.0, 5.0
_DOT = 1.7
"""Radius of the dot at the head of a curve, in widths of it."""


class LineElement(Element):
    """Lines that are drawn from left to right."""

    def __init__(
        self,
        context: Context,
        widget: LineWidget,
        place: Place,
        where: tuple[str | int, ...],
    ) -> None:
        super().__init__(place.rect)
        self._context = context
        self._chart: LineChart | None = None
        drawn = Drawn(context, widget)
        words = title(widget.label, list(drawn.units))
        self._heading, rect = heading(context, words, place.rect, where)
        self._shown: LinePlan | Tile
        if drawn.series:
            self._shown = LinePlan(context, widget, drawn, rect, where)
        else:
            missing = say("figures.missing", language_of(context.deck.head.language))
            self._shown = Tile(context, rect, missing)

    def key(self) -> Hashable:
        """Return how far the lines are drawn, and which."""
        plan = self._shown
        return (self.state.progress, plan.live) if isinstance(plan, LinePlan) else None

    def look(self) -> object:
        """Return the heading, and the axes with their numbers; a tile has none."""
        plan = self._shown
        return (self._heading, self.rect, plan.fixed) if isinstance(plan, LinePlan) else None

    def paint_static(self, painter: QPainter) -> None:
        """Paint heading, axes and their numbers."""
        if self._heading:
            self._heading.paint(self._context, painter)
        if isinstance(self._shown, Tile):
            self._shown.paint(painter)
            return
        self._pyqtgraph(self._shown).paint_axes(painter)
        self._paint_numbers(painter, self._shown)

    def paint_live(self, painter: QPainter) -> None:
        """Paint the lines up to the front, their heads, and what has been reached."""
        plan = self._shown
        if isinstance(plan, Tile):
            return
        front = plan.plot.left() + ease_out(self.state.progress) * plan.plot.width()
        painter.save()
        painter.setClipRect(plan.clip(), Qt.ClipOperation.IntersectClip)
        self._paint_curves(painter, plan, front)
        painter.restore()
        if plan.highlight:
            self._paint_highlight(painter, plan, plan.highlight, front)
        self._paint_labels(painter, plan)

    def inherit(self, old: Element) -> None:
        """Go on with the scene of pyqtgraph, which may have to wait until there are data again."""
        if isinstance(old, LineElement):
            self._chart, old._chart = old._chart, None

    def dispose(self) -> None:
        """Give back the scene of pyqtgraph."""
        if self._chart is not None:
            self._chart.dispose()
            self._chart = None

    def _pyqtgraph(self, plan: LinePlan) -> "LineChart":
        """Return the chart, made when it is painted first, with the axes of the plan."""
        from kjc_desktop.scene.chart import Axes, LineChart

        palette = self._context.palette
        axes = Axes(
            plan.plot,
            tuple(label.at for label in plan.x_labels),
            tuple(plan.y(value) for value, _ in plan.axis.ticks),
            blend(palette.ground, palette.muted, 0.22),
            palette.role("line"),
        )
        if self._chart is None:
            self._chart = LineChart(self.area, axes)
        self._chart.move(self.area, axes)
        return self._chart

    def _paint_numbers(self, painter: QPainter, plan: LinePlan) -> None:
        palette, left = self._context.palette, self.rect.left()
        for value, text in plan.axis.ticks:
            place = QRectF(left, plan.y(value) - 20, plan.plot.left() - GAP - left, 40)
            right = Qt.AlignmentFlag.AlignRight
            draw_aligned(painter, text, place, plan.style, palette.muted, right)
        for label in plan.x_labels:
            ink = palette.text if label.strong else palette.muted
            draw_aligned(painter, label.text, label.place, label.style, ink)

    def _paint_curves(self, painter: QPainter, plan: LinePlan, front: float) -> None:
        from kjc_desktop.scene.chart import Stroke

        # The line the slide is about lies on top; labels keep the order of the deck.
        order = sorted(plan.curves, key=lambda curve: curve.lead)
        strokes = [Stroke(each.until(front), each.color, _width(each)) for each in order]
        self._pyqtgraph(plan).paint_curves(painter, strokes)
        for curve, stroke in zip(order, strokes, strict=True):
            for point in curve.lonely(front):
                _dot(painter, point, 0.5 * _DOT * stroke.width, stroke.color)
            head = stroke.points[-1] if stroke.points else None
            if head is not None and self.state.progress > 0:
                _dot(painter, head, _DOT * stroke.width, stroke.color)

    def _paint_labels(self, painter: QPainter, plan: LinePlan) -> None:
        """Paint the words at the ends; they appear as the lines arrive."""
        opacity = painter.opacity()
        painter.setOpacity(opacity * clamp((self.state.progress - 0.7) / 0.3))
        left = plan.plot.right() + 2 * GAP
        for curve, label in zip(plan.curves, plan.labels, strict=True):
            height = label.block.height
            place = QRectF(left, label.top, self.rect.right() - left, height)
            draw_block(painter, label.block, place, curve.ink)
            if label.displaced:
                painter.setPen(QPen(curve.color, 2.0))
                start = QPointF(plan.plot.right() + 12, label.at)
                painter.drawLine(start, QPointF(left - 6, label.top + height / 2))
        painter.setOpacity(opacity)

    def _paint_highlight(
        self, painter: QPainter, plan: LinePlan, highlight: Highlight, front: float
    ) -> None:
        """Paint the marked point with its value, once the line has reached it."""
        point = highlight.curve.points[highlight.index]
        if point is None or point[0] > front + 0.01 or not plan.clip().contains(QPointF(*point)):
            return
        _dot(painter, point, 2.1 * _LEAD, highlight.curve.color)
        _dot(painter, point, 1.1 * _LEAD, self._context.palette.ground)
        if point == highlight.curve.end:
            return
        style = Style(plan.style.size, BOLD, tabular=True)
        place = _beside(highlight, point, plan.plot, measure(highlight.text, style), style.size)
        draw_aligned(painter, highlight.text, place, style, self._context.palette.text)


def _beside(highlight: Highlight, point: Point, plot: QRectF, wide: float, size: float) -> QRectF:
    """Return the place of a value: above its point, or below one that lies in a valley.

    Beside a slope the free side is the upper one: right of a fall, left of a rise.
    """
    index = highlight.index
    near = highlight.curve.points[max(index - 1, 0) : index + 2]
    heights = [each[1] for each in near if each is not None]
    valley = len(heights) > 1 and point[1] >= max(heights)
    y = point[1] + (1 if valley else -1) * (3 * _LEAD + 0.5 * size)
    if not plot.top() - size < y < plot.bottom() - 0.5 * size:
        y = 2 * point[1] - y
    sloping = min(heights) < point[1] < max(heights)
    aside = math.copysign(0.5 * wide, heights[-1] - heights[0]) if sloping else 0.0
    left = point[0] + aside - wide / 2
    return QRectF(max(min(left, plot.right() - wide), plot.left() + 8), y - 20, wide, 40)


def _width(curve: Curve) -> float:
    return _LEAD if curve.lead else _OTHER


def _dot(painter: QPainter, at: Point, radius: float, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QPointF(*at), radius, radius)
