"""A short table: numbers flush right in figures of equal width, thin lines, nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from kjc_desktop.deck.widgets import TableWidget
from kjc_desktop.figures import TableValue
from kjc_desktop.scene.captions import heading
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.fonts import SEMIBOLD
from kjc_desktop.scene.grid import Grid, chosen, grid_of, is_numeric
from kjc_desktop.scene.markup import Paragraph, plain_line
from kjc_desktop.scene.paint import draw_block, fill, measure
from kjc_desktop.scene.palette import blend
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.text import Block, Style, set_text
from kjc_desktop.texts import language_of, say

_GUTTER = 48.0
_PADDING = 0.42
"""Space above and below the words of a row, as a share of their size."""
_TIGHTEST, _LOOSEST = 0.25, 0.62
_NARROWEST = 2.0
"""Of a column of words, in sizes of the words."""
_HEADER_LINE, _LINE = 3.0, 1.5


@dataclass(frozen=True, slots=True)
class _SetRow:
    """The words of one row and its height without padding."""

    cells: tuple[Block, ...]
    header: bool

    @property
    def height(self) -> float:
        """Of its highest cell."""
        return max((cell.height for cell in self.cells), default=0.0)


class TableElement(Element):
    """Rows and columns of words."""

    def __init__(
        self,
        context: Context,
        widget: TableWidget,
        place: Place,
        where: tuple[str | int, ...],
    ) -> None:
        super().__init__(place.rect)
        self._context = context
        self._heading, self._field = heading(context, widget.label, place.rect, where)
        self._tint = context.palette.pick(widget.color, context.palette.text)
        self._grid = _content(context, widget)
        self._cells = _paragraphs(context, widget, self._grid)
        body = self._cells if self._grid.header is None else self._cells[1:]
        columns = list(zip(*body, strict=True)) or [()] * self._grid.width
        self._right = [is_numeric(cell.plain for cell in column) for column in columns]
        self._fit((*where, "rows"))

    def _fit(self, where: tuple[str | int, ...]) -> None:
        """Set the rows at the largest size at which they fit, else as many as there is room for."""
        largest, smallest = self._context.size("body"), self._context.size("minimum")
        tries = [(size, _PADDING) for size in range(largest, smallest - 1, -2)]
        rows: list[_SetRow] = []
        for size, share in [*tries, (smallest, _TIGHTEST)]:
            padding = share * size
            rows, fits = self._set(size)
            if fits and _height(rows, padding) <= self._field.height():
                break
        else:
            self._context.note("overflow", where, size=smallest)
        while len(rows) > 1 and _height(rows, padding) > self._field.height():
            rows.pop()
        self._rows = rows
        free = self._field.height() - _height(rows, padding)
        loose = (_LOOSEST - _PADDING) * size if share == _PADDING else 0.0
        self._padding = padding + min(max(free, 0.0) / max(2 * len(rows), 1), loose)
        self.bottom = self._field.top() + _height(rows, self._padding)

    def _set(self, size: int) -> tuple[list[_SetRow], bool]:
        """Set all rows at a size; also tell whether every word fits its column."""
        language = self._context.deck.head.language
        self._widths, self._spare = self._column_widths(size)
        rows = []
        for number, row in enumerate(self._cells):
            header = number == 0 and self._grid.header is not None
            cells = tuple(
                set_text((cell,), _style(size, header=header), width, measure, language)
                for cell, width in zip(row, self._widths, strict=True)
            )
            rows.append(_SetRow(cells, header))
        return rows, all(cell.fits for row in rows for cell in row.cells)

    def _column_widths(self, size: int) -> tuple[list[float], float]:
        """Return widths that fill the table, and how much of each is spare.

        Where there is not enough room, the widest columns of words give way first, and wrap.
        """
        natural = [
            max(self._natural(number, column, size) for number in range(len(self._cells)))
            for column in range(self._grid.width)
        ]
        room = self._field.width() - _GUTTER * (len(natural) - 1)
        free = room - sum(natural)
        if free >= 0:
            spare = free / max(len(natural), 1)
            return [wide + spare for wide in natural], spare
        words = [column for column, right in enumerate(self._right) if not right]
        left = free + sum(natural[column] for column in words)
        if left < _NARROWEST * size * len(words) or not words:
            return [wide * room / sum(natural) for wide in natural], 0.0
        for done, column in enumerate(sorted(words, key=lambda each: natural[each])):
            natural[column] = min(natural[column], left / (len(words) - done))
            left -= natural[column]
        return natural, 0.0

    def _natural(self, number: int, column: int, size: int) -> float:
        header = number == 0 and self._grid.header is not None
        style = _style(size, header=header)
        lines = self._cells[number][column].lines
        return max(
            (
                sum(measure(run.text, style, bold=run.bold, italic=run.italic) for run in line)
                for line in lines
            ),
            default=0.0,
        )

    def paint_static(self, painter: QPainter) -> None:
        """Paint the whole table; it does not move."""
        palette = self._context.palette
        if self._heading:
            self._heading.paint(self._context, painter)
        y = self._field.top()
        for index, row in enumerate(self._rows):
            self._paint_row(painter, row, y + self._padding)
            y += row.height + 2 * self._padding
            thick = _HEADER_LINE if row.header else _LINE
            color = palette.muted if row.header else blend(palette.ground, palette.muted, 0.3)
            if row.header or index < len(self._rows) - 1:
                line = QRectF(self._field.left(), y - thick / 2, self._field.width(), thick)
                fill(painter, line, color)

    def _paint_row(self, painter: QPainter, row: _SetRow, top: float) -> None:
        palette, x = self._context.palette, self._field.left()
        ink = palette.muted if row.header else self._tint
        last = len(row.cells) - 1
        for index, (cell, width) in enumerate(zip(row.cells, self._widths, strict=True)):
            right = self._right[index]
            # Numbers keep half of their spare room from the words that follow them.
            inset = self._spare / 2 if right and index < last else 0.0
            place = QRectF(x, top, width - inset, cell.height)
            draw_block(painter, cell, place, ink, align="right" if right else "left")
            x += width + _GUTTER


def _content(context: Context, widget: TableWidget) -> Grid:
    """Return what is shown; a source that has no data yet is a header and a row that says so."""
    if widget.rows is not None:
        return grid_of(widget.rows, widget.header, widget.columns, widget.limit)
    found = context.table.tables.get(widget.from_ or "", TableValue((), ()))
    missing = say("figures.missing", language_of(context.deck.head.language))
    grid = chosen(found.rows, found.columns, widget.columns, missing)
    header = widget.header if isinstance(widget.header, tuple) else grid.header or ()
    rows = grid.rows[: widget.limit] or ((missing,) * max(len(header), 1),)
    return Grid(header if header and widget.header else None, rows)


def _paragraphs(context: Context, widget: TableWidget, grid: Grid) -> list[list[Paragraph]]:
    """Return the words of all rows; what a source says is taken as it is."""
    written = plain_line if widget.rows is None else context.line
    named = context.line if isinstance(widget.header, tuple) else written
    rows = [] if grid.header is None else [[named(cell) for cell in grid.header]]
    rows += [[written(cell) for cell in row] for row in grid.rows]
    return [[*row, *[plain_line("")] * (grid.width - len(row))] for row in rows]


def _height(rows: Sequence[_SetRow], padding: float) -> float:
    return sum(row.height + 2 * padding for row in rows)


def _style(size: int, *, header: bool) -> Style:
    return Style(size, SEMIBOLD if header else 400, tabular=True)
