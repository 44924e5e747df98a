"""A figure as symbols that each stand for the same number; the last one as far as it goes."""

from collections.abc import Hashable
from decimal import Decimal
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from kjc_desktop.deck.widgets import PictogramWidget
from kjc_desktop.figures import FigureValue
from kjc_desktop.figures.formats import NBSP
from kjc_desktop.scene.captions import Tile, caption, heading, under
from kjc_desktop.scene.chrome import Words
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.icons import aspect, paint_icon
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.ticks import exact_format
from kjc_desktop.texts import language_of, say
from kjc_desktop.timeline.easing import ease_out

_USUAL = 20
"""Most symbols where the deck does not say what one stands for."""
_MOST = 500
_TALLEST, _SMALLEST = 220.0, 24.0
_ACROSS = (5, 10, 20, 25, 50)
"""Symbols in a row: numbers that are easy to count by."""
_ONE_ROW_MORE = 0.92
"""By how much larger the symbols must become for one more row."""
_SIDE, _BELOW = 0.22, 0.16
"""Space beside and below a symbol, as a share of its height."""


class PictogramElement(Element):
    """Symbols that fill with colour one after the other."""

    def __init__(
        self,
        context: Context,
        widget: PictogramWidget,
        place: Place,
        where: tuple[str | int, ...],
    ) -> None:
        super().__init__(place.rect)
        self._context, self._icon = context, widget.icon
        self._tint = context.palette.pick(widget.color, context.palette.accent)
        self._heading, rect = heading(context, widget.label, place.rect, where)
        self._tile: Tile | None = None
        self._legend: Words | None = None
        self._amount = 0.0
        self._cells: list[QRectF] = []
        figure = context.table[widget.figure]
        if figure.value is None or figure.value < 0:
            self._tile = Tile(context, rect, figure.number)
            return
        each = self._each(figure, widget.each, (*where, "each"))
        self._amount = float(Decimal(str(figure.value)) / each)
        self._legend, field = caption(context, self._words(figure, each), rect, where, role="muted")
        self._set(field, (*where, "figure"))

    def _each(
        self, figure: FigureValue, wanted: float | None, where: tuple[str | int, ...]
    ) -> Decimal:
        """Return what one symbol stands for: as the deck says, unless none could be counted."""
        value = Decimal(str(figure.value))
        if wanted is not None:
            each = Decimal(str(wanted))
            if value <= _MOST * each:
                return each
            self._context.note("overflow", where, size=_SMALLEST)
        return usual_each(value, whole=figure.format.kind != "percent")

    def _words(self, figure: FigureValue, each: Decimal) -> str | None:
        """Return what one symbol stands for; nothing needs saying where it is one thing."""
        counted = _counted(figure, each)
        language = language_of(self._context.deck.head.language)
        return None if each == 1 else say("scene.symbol_count", language, count=counted)

    def _set(self, field: QRectF, where: tuple[str | int, ...]) -> None:
        """Set the symbols in rows as large as they can be, and the legend close below."""
        count, wide = ceil(self._amount), aspect(self._icon)
        few = [count] if 0 < count <= _ACROSS[1] else []
        across = [*few, *(each for each in _ACROSS if each < count)] or [1]
        columns = max(across, key=lambda each: _fitness(field, count, each, wide))
        high = _height(field, count, columns, wide)
        if count and high < _SMALLEST:
            self._context.note("overflow", where, size=round(high))
        step = QPointF(high * (wide + _SIDE), high * (1 + _BELOW))
        self._cells = [
            QRectF(
                field.left() + (index % columns) * step.x(),
                field.top() + (index // columns) * step.y(),
                high * wide,
                high,
            )
            for index in range(count)
        ]
        self.bottom = self._cells[-1].bottom() if self._cells else field.top()
        if self._legend:
            self._legend = under(
                self._legend, field.adjusted(0, 0, 0, self.bottom - field.bottom())
            )
            self.bottom = self._legend.rect.bottom()

    def key(self) -> Hashable:
        """Return how many symbols have their colour."""
        return None if self._tile else self._filled()

    def _filled(self) -> float:
        return self._amount * ease_out(self.state.progress)

    def paint_static(self, painter: QPainter) -> None:
        """Paint the words, and all symbols quietly."""
        for words in (self._heading, self._legend):
            if words:
                words.paint(self._context, painter)
        if self._tile:
            self._tile.paint(painter)
        for cell in self._cells:
            paint_icon(painter, self._icon, cell, self._context.palette.rest)

    def paint_live(self, painter: QPainter) -> None:
        """Paint the symbols that have their colour; the last one only as far as it goes."""
        filled = self._filled()
        for cell in self._cells[: floor(filled)]:
            paint_icon(painter, self._icon, cell, self._tint)
        part = filled - floor(filled)
        if part > 0 and floor(filled) < len(self._cells):
            _paint_part(painter, self._icon, self._cells[floor(filled)], part, self._tint)


def usual_each(value: Decimal, *, whole: bool) -> Decimal:
    """Return 1, 2 or 5 times a power of ten so that few symbols are easy to count.

    Args:
        value: what all symbols stand for; not negative.
        whole: it counts things, so one symbol stands for at least one.
    """
    least = value / _USUAL
    power = Decimal(1).scaleb(least.adjusted())
    each = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)
    return max(each, Decimal(1)) if not value or (whole and value == value.to_integral()) else each


def _counted(figure: FigureValue, each: Decimal) -> str:
    text = exact_format(figure.format, each).text(each)
    named = figure.unit and figure.format.kind != "currency"
    return f"{text}{NBSP}{figure.unit}" if named else text


def _fitness(field: QRectF, count: int, across: int, wide: float) -> float:
    """Return how good a number of columns is: large symbols, but no row without need."""
    worth: float = _ONE_ROW_MORE ** ceil(count / across)
    return worth * _height(field, count, across, wide)


def _height(field: QRectF, count: int, across: int, wide: float) -> float:
    rows = ceil(count / across) or 1
    by_width = field.width() / (across * wide + (across - 1) * _SIDE)
    by_height = field.height() / (rows + (rows - 1) * _BELOW)
    return max(min(by_width, by_height, _TALLEST), 1.0)


def _paint_part(painter: QPainter, icon: str, cell: QRectF, part: float, color: QColor) -> None:
    painter.save()
    cut = QRectF(cell.left(), cell.top(), part * cell.width(), cell.height())
    painter.setClipRect(cut, Qt.ClipOperation.IntersectClip)
    paint_icon(painter, icon, cell, color)
    painter.restore()
