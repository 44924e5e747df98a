"""Bars from zero, labelled directly; the one the slide is about in colour, the rest quiet."""

from collections.abc import Hashable
from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from kjc_desktop.deck.widgets import BarsWidget
from kjc_desktop.scene.chart_data import Datum, bars_of
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.fonts import BOLD, SEMIBOLD
from kjc_desktop.scene.paint import draw_aligned, draw_block, fill, measure, narrowed
from kjc_desktop.scene.palette import blend
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.running import Running
from kjc_desktop.scene.text import Block, Style
from kjc_desktop.timeline.easing import clamp, ease_out, staggered
from kjc_desktop.timeline.frame import Data, ElementState

_AXIS = 3.0


class BarsElement(Element):
    """Vertical or horizontal bars that grow from the baseline."""

    def __init__(
        self,
        context: Context,
        widget: BarsWidget,
        place: Place,
        where: tuple[str | int, ...],
    ) -> None:
        super().__init__(place.rect)
        self._context, self._widget = context, widget
        self._palette = context.palette
        self._data = bars_of(context, widget)
        self._tint = context.palette.pick(widget.color, context.palette.accent)
        self._quiet = blend(context.palette.ground, context.palette.muted, 0.5)
        self._where = where
        self._plot = QRectF(place.rect)
        self._heading = None
        if widget.label:
            style = Style(context.size("label"), SEMIBOLD)
            room = (place.rect.width(), 2 * style.size * style.leading)
            self._heading = context.fit(widget.label, style, room, (*where, "label"))
            self._plot.setTop(place.rect.top() + self._heading.height + 20)
        self._running = [Running(each.figure) if each.figure else None for each in self._data]
        self._go(None)
        self._names: list[Block] = []
        self._hanging = False
        self._label_style = Style(context.size("subtitle"), leading=1.15)
        if widget.direction == "horizontal":
            self._set_rows()
        else:
            self._set_columns()

    def seek(self, state: ElementState, now: datetime, data: Data | None = None) -> None:
        """Work out the values of the moment, once for the look and for the picture."""
        super().seek(state, now, data)
        self._go(data)

    def _go(self, data: Data | None) -> None:
        """Set values and scale; while values run, the scale is theirs, so that all bars fit."""
        self._shown = [
            _at(each, running, data)
            for each, running in zip(self._data, self._running, strict=True)
        ]
        values = [value for value, _ in self._shown if value is not None]
        base = float(self._widget.baseline)
        self._low = min([base, *values])
        self._high = max([base, *values])
        if self._high == self._low:
            self._high = self._low + 1.0

    def _set_rows(self) -> None:
        """Divide the plot into rows: label, bar, value, at the largest size that fits."""
        count = max(len(self._data), 1)
        pitch = min(self._plot.height() / count, 96.0)
        smallest, body = self._context.size("minimum"), self._context.size("body")
        largest = max(smallest, min(body, round(0.72 * pitch)))
        if pitch < 1.1 * smallest:
            self._context.note("overflow", (*self._where, "figures"), size=smallest)
        for size in range(largest, smallest - 1, -1):
            self._label_style = Style(size)
            self._value_style = Style(size, BOLD, tabular=True)
            names = max((measure(each.label, self._label_style) for each in self._data), default=0)
            texts = max((measure(each.text, self._value_style) for each in self._data), default=0)
            if names + texts < 0.62 * self._plot.width():
                break
        else:
            self._context.note("overflow", (*self._where, "figures"), size=smallest)
        left = self._plot.left() + names + 24
        self._track = QRectF(
            left, self._plot.top(), self._plot.right() - left - texts - 20, pitch * count
        )
        self._slots = [
            QRectF(self._track.left(), self._plot.top() + index * pitch, self._track.width(), pitch)
            for index in range(count)
        ]
        self._thick, self._room = 0.68 * pitch, texts

    def _set_columns(self) -> None:
        """Divide the plot into columns: value above, label below."""
        count = max(len(self._data), 1)
        pitch = self._plot.width() / count
        smallest = self._context.size("minimum")
        label = self._label_style
        room = (pitch - 16, 2 * label.size * label.leading + 1)
        self._names = [
            self._context.fit(each.label, label, room, (*self._where, "figures"))
            for each in self._data
        ]
        size = self._context.size("headline")
        while size > smallest and any(
            measure(each.text, Style(size, BOLD, tabular=True)) > pitch - 16 for each in self._data
        ):
            size -= 2
        self._value_style = Style(size, BOLD, tabular=True)
        below = max((each.height for each in self._names), default=0.0) + 20
        above = 1.1 * size
        self._hanging = self._low < self._widget.baseline
        negative = above if self._hanging else 0.0
        self._track = self._plot.adjusted(0, above, 0, -below - negative)
        self._slots = [
            QRectF(self._plot.left() + index * pitch, self._track.top(), pitch,
                   self._track.height())
            for index in range(count)
        ]  # fmt: skip
        self._thick, self._room = min(0.67 * pitch, 300.0), pitch - 16

    def key(self) -> Hashable:
        """Return how far the bars have grown, and the values that they grow to."""
        return self.state.progress, tuple(self._shown), tuple(each.text for each in self._data)

    def look(self) -> object:
        """Return the words around the bars, and how much room is theirs."""
        words = [(each.name, each.label, each.color) for each in self._data]
        room = (self._plot, self._track, self._thick, self._room, self._hanging)
        return self._heading, words, self._names, self._label_style, self._value_style, room

    def _color(self, datum: Datum) -> QColor:
        wanted = self._widget.highlight
        if datum.color is not None:
            return datum.color
        return self._tint if wanted is None or wanted == datum.name else self._quiet

    def _share(self, value: float) -> float:
        return (value - self._low) / (self._high - self._low)

    def _bar(self, index: int, value: float, grown: float) -> QRectF:
        """Return the bar of a value, `grown` from 0 to 1, from the baseline."""
        base = self._share(float(self._widget.baseline))
        tip = base + (self._share(value) - base) * grown
        low, high = min(base, tip), max(base, tip)
        slot = self._slots[index]
        if self._widget.direction == "horizontal":
            top = slot.center().y() - self._thick / 2
            return QRectF(
                slot.left() + low * slot.width(), top, (high - low) * slot.width(), self._thick
            )
        left = slot.center().x() - self._thick / 2
        bottom = slot.bottom() - low * slot.height()
        return QRectF(left, bottom - (high - low) * slot.height(), self._thick,
                      (high - low) * slot.height())  # fmt: skip

    def paint_static(self, painter: QPainter) -> None:
        """Paint heading and labels."""
        if self._heading:
            place = QRectF(self.rect.topLeft(), self.rect.size())
            draw_block(painter, self._heading, place, self._palette.muted)
        if self._widget.direction == "horizontal":
            for each, slot in zip(self._data, self._slots, strict=False):
                line = QRectF(slot)
                line.setLeft(self._plot.left())
                line.setRight(slot.left() - 24)
                draw_aligned(painter, each.label, line, self._label_style, self._palette.text,
                             Qt.AlignmentFlag.AlignRight)  # fmt: skip
            return
        ground = self._plot.bottom() - max((each.height for each in self._names), default=0.0)
        for name, slot in zip(self._names, self._slots, strict=False):
            place = QRectF(slot.left() + 8, ground, slot.width() - 16, name.height)
            draw_block(painter, name, place, self._palette.muted, align="center")

    def paint_live(self, painter: QPainter) -> None:
        """Paint bars as far as they have grown, and the values of those that have arrived."""
        if self._widget.direction == "vertical":
            self._paint_axis(painter)
        opacity, base = painter.opacity(), float(self._widget.baseline)
        for index, (each, (shown, text)) in enumerate(zip(self._data, self._shown, strict=True)):
            part = staggered(self.state.progress, index, len(self._data), 0.85)
            value = base if shown is None else shown
            fill(painter, self._bar(index, value, ease_out(part)), self._color(each))
            painter.setOpacity(opacity * clamp((part - 0.4) / 0.6))
            style = narrowed(text, self._value_style, max(self._room, self._wide(each)))
            ink = self._palette.muted if shown is None else self._palette.text
            place, align = self._value_place(self._bar(index, value, 1.0), value)
            draw_aligned(painter, text, place, style, ink, align)
            painter.setOpacity(opacity)

    def _paint_axis(self, painter: QPainter) -> None:
        """Paint the line the bars stand on; it moves with the scale where bars go below it."""
        track = self._track
        top = track.bottom() - self._share(float(self._widget.baseline)) * track.height()
        axis = QRectF(self._plot.left(), top, self._plot.width(), _AXIS)
        fill(painter, axis, self._palette.role("line"))

    def _wide(self, each: Datum) -> float:
        """Return the width of a value that has arrived, which may be more than there is room."""
        return measure(each.text, self._value_style)

    def _value_place(self, bar: QRectF, value: float) -> tuple[QRectF, Qt.AlignmentFlag]:
        """Return where a value is written: behind its bar, above it, or below one that hangs.

        One that hangs only on its way has no room below.
        """
        if self._widget.direction == "horizontal":
            line = QRectF(bar.right() + 16, bar.top(), 1000, bar.height())
            return line, Qt.AlignmentFlag.AlignLeft
        size = self._value_style.size
        below = self._hanging and value < self._widget.baseline
        top = bar.bottom() + 8 if below else bar.top() - 1.04 * size
        return QRectF(bar.left(), top, bar.width(), size), Qt.AlignmentFlag.AlignHCenter


def _at(each: Datum, running: Running | None, data: Data | None) -> tuple[int | float | None, str]:
    """Return value and words of a bar at a moment."""
    if running is None or each.figure is None:
        return each.value, each.text
    value, number = running.at(data)
    if number == each.figure.number:
        return value, each.text
    qualifier = each.figure.qualifier
    return value, f"{qualifier} {number}" if qualifier else number
