"""One big figure: rule, qualifier, number, unit, label. The number counts up, and runs."""

from collections.abc import Hashable
from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from kjc_desktop.deck.widgets import NumberWidget
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.fonts import BOLD, SEMIBOLD
from kjc_desktop.scene.paint import RULE, draw_block, draw_text, fill, measure, narrowed
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.running import Running
from kjc_desktop.scene.text import CAP_HEIGHT, Block, Style
from kjc_desktop.timeline.easing import ease_out
from kjc_desktop.timeline.frame import Data, ElementState

_INLINE = 6
"""Longest qualifier, in characters, that stands on the line of its number."""


def number_text(context: Context, widget: NumberWidget, *, kicker: bool) -> str:
    """Return the big characters: the number, with a short qualifier where it has no kicker."""
    figure = context.table[widget.figure]
    return figure.number if kicker or not figure.qualifier else figure.text


def fitting_size(
    context: Context, widget: NumberWidget, width: float, largest: int, *, kicker: bool
) -> int:
    """Return the largest size at which the number fits a width, not below the smallest size."""
    smallest = context.size("minimum")
    text = number_text(context, widget, kicker=kicker)
    for size in range(largest, smallest, -2):
        if measure(text, Style(size, BOLD, tabular=True)) <= width:
            return size
    return smallest


def wants_kicker(context: Context, widget: NumberWidget) -> bool:
    """Tell whether the qualifier is too long to stand on the line of the number."""
    qualifier = context.table[widget.figure].qualifier
    return bool(qualifier) and len(qualifier or "") > _INLINE


class NumberElement(Element):
    """A figure of the deck at display size."""

    def __init__(
        self,
        context: Context,
        widget: NumberWidget,
        place: Place,
        where: tuple[str | int, ...],
    ) -> None:
        super().__init__(place.rect)
        self._figure = context.table[widget.figure]
        self._palette = context.palette
        self._place = place
        tint = context.palette.sequence(place.index) if place.ruled else context.palette.text
        self._tint = context.palette.pick(widget.color, tint)
        own = place.ruled or not widget.color
        self._ink = context.palette.text if own else self._tint
        self._style = Style(place.number_size or context.size("number"), BOLD, tabular=True)
        self._kicker_style = Style(context.size("label"), SEMIBOLD)
        self._inline = bool(self._figure.qualifier) and not place.kicker
        self._running = Running(self._figure)
        self._lay_out(context, widget, where)
        self._shown = self._final = self._characters(None)

    def _lay_out(
        self, context: Context, widget: NumberWidget, where: tuple[str | int, ...]
    ) -> None:
        y = self.rect.top()
        if self._place.ruled:
            y += RULE + 30
        self._kicker_baseline = y + CAP_HEIGHT * self._kicker_style.size
        if self._place.kicker:
            y += self._kicker_style.size + 14
        size = self._style.size
        self._baseline = y + 10 + CAP_HEIGHT * size
        y = self._baseline + 0.24 * size + 12
        body = context.size("body")
        self._below: list[tuple[Block, float, bool]] = []
        for text, style, colored, part in (
            (self._figure.unit, Style(body, SEMIBOLD), True, "figure"),
            (widget.label, Style(body), False, "label"),
            (widget.caption, Style(context.size("label")), False, "caption"),
        ):
            if not text:
                continue
            room = max(self.rect.bottom() - y, style.size * style.leading)
            block = context.fit(text, style, (self.rect.width(), room), (*where, part))
            self._below.append((block, y, colored))
            y += block.height + 2
        self.bottom = y

    def seek(self, state: ElementState, now: datetime, data: Data | None = None) -> None:
        """Work out the characters of the moment, once for the look and for the picture."""
        super().seek(state, now, data)
        self._shown = self._characters(data)

    def key(self) -> Hashable:
        """Return the characters shown and how far they have appeared."""
        return self._shown, self._final, self.state.opacity

    def look(self) -> object:
        """Return everything but the number."""
        return self._place, self._style, self._tint, self._ink, self._figure.qualifier, self._below

    def changed(self, before: Hashable) -> QRectF:
        """Return the line of the number: what stands above and below it stays."""
        del before
        size, area = self._style.size, self.area
        return QRectF(area.left(), self._baseline - size, area.width(), 1.4 * size)

    def _characters(self, data: Data | None) -> str:
        _, number = self._running.at(data, ease_out(self.state.progress))
        return f"{self._figure.qualifier}\u00a0{number}" if self._inline else number

    def paint_static(self, painter: QPainter) -> None:
        """Paint rule, qualifier, unit and words."""
        left = self.rect.left()
        if self._place.ruled:
            bar = QRectF(left, self.rect.top(), self.rect.width(), RULE)
            fill(painter, bar, self._tint)
        if self._place.kicker and self._figure.qualifier:
            draw_text(
                painter, self._figure.qualifier, left, self._kicker_baseline,
                self._kicker_style, self._tint,
            )  # fmt: skip
        for block, y, colored in self._below:
            color = self._tint if colored else self._palette.text
            place = QRectF(left, y, self.rect.width(), block.height)
            draw_block(painter, block, place, color)

    def paint_live(self, painter: QPainter) -> None:
        """Paint the number as far as it has counted; on its way it may need more room."""
        side = 0.04 * self._style.size
        room = max(self.rect.width(), measure(self._final, self._style))
        style = narrowed(self._shown, self._style, room)
        draw_text(painter, self._shown, self.rect.left() - side, self._baseline, style, self._ink)
