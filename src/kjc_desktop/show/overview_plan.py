"""Where everything of an overview stands: as many slides on a page as can be told apart.

All lengths come from the shorter side of the window, so that a finger finds its aim on a tablet as
on a wall: nothing to tap is smaller than a tenth of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

_SHORT = 1080.0
"""The shorter side of a window in the units below."""
_MARGIN, _GAP, _HEADER, _PAGER, _CAPTION, _BUTTON = 84.0, 44.0, 168.0, 148.0, 64.0, 116.0
_LEAST = 0.19
"""Height of a slide, or its width where that is shorter, as a share of the shorter side."""
_MOST_ACROSS = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """An overview; places in pixels of the window, `unit` as many as one unit of a canvas has."""

    unit: float
    thumb: QSizeF
    columns: int
    rows: int
    pages: int
    grid: QRectF
    title: QRectF
    close: QRectF
    back: QRectF
    forward: QRectF

    @property
    def capacity(self) -> int:
        """Slides on a page."""
        return self.columns * self.rows

    @property
    def caption(self) -> float:
        """Height of the line below a slide."""
        return _CAPTION * self.unit

    def cell(self, place: int) -> QRectF:
        """Return where the slide at a place of a page stands, from 0, with its caption."""
        row, column = divmod(place, self.columns)
        gap = _GAP * self.unit
        size = QSizeF(self.thumb.width(), self.thumb.height() + self.caption)
        step = QPointF(column * (size.width() + gap), row * (size.height() + gap))
        return QRectF(self.grid.topLeft() + step, size)

    def place_at(self, point: QPointF) -> int | None:
        """Return the place of a page at a point; half of a gap belongs to either side."""
        half = _GAP * self.unit / 2
        for place in range(self.capacity):
            if self.cell(place).adjusted(-half, -half, half, half).contains(point):
                return place
        return None


def plan(count: int, shape: QSizeF, size: QSizeF) -> Plan:
    """Return where an overview has what.

    Args:
        count: of slides, at least 1.
        shape: of a slide, in any unit.
        size: of the window, in pixels.
    """
    unit = min(size.width(), size.height()) / _SHORT
    area = _area(size, unit, paged=False)
    found = _best(count, shape, area, unit)
    if found[0] * found[1] < count:
        area = _area(size, unit, paged=True)
        found = _best(count, shape, area, unit)
    columns, rows, thumb = found
    pages = -(-count // (columns * rows))
    return _placed(size, area, unit, (columns, rows, pages), thumb)


def _area(size: QSizeF, unit: float, *, paged: bool) -> QRectF:
    """Return the room between header and lower edge, or the buttons that turn the page."""
    margin, below = _MARGIN * unit, (_PAGER if paged else _MARGIN * 0.6) * unit
    top = _HEADER * unit
    return QRectF(margin, top, size.width() - 2 * margin, size.height() - top - below)


def _best(count: int, shape: QSizeF, area: QRectF, unit: float) -> tuple[int, int, QSizeF]:
    """Return columns, rows and the size of a slide: all of them, as large as they fit.

    Where they do not fit at their smallest, as many as do.
    """
    fitting = list(_candidates(count, shape, area, unit))
    whole = [each for each in fitting if each[0] * each[1] >= count]
    if whole:
        # Of grids with slides of one size, the one without holes.
        return max(whole, key=lambda each: (round(each[2].width()), -each[0] * each[1]))
    return max(fitting, key=lambda each: (each[0] * each[1], each[2].width()))


def _candidates(
    count: int, shape: QSizeF, area: QRectF, unit: float
) -> Iterator[tuple[int, int, QSizeF]]:
    gap, least = _GAP * unit, _LEAST * _SHORT * unit
    for columns in range(1, min(count, _MOST_ACROSS) + 1):
        for rows in range(1, min(-(-count // columns), _MOST_ACROSS) + 1):
            room = QSizeF(
                (area.width() - (columns - 1) * gap) / columns,
                (area.height() - (rows - 1) * gap) / rows - _CAPTION * unit,
            )
            scale = min(room.width() / shape.width(), room.height() / shape.height())
            thumb = QSizeF(int(shape.width() * scale), int(shape.height() * scale))
            if (columns, rows) == (1, 1) or min(thumb.width(), thumb.height()) >= least:
                yield columns, rows, thumb


def _placed(
    size: QSizeF, area: QRectF, unit: float, grid: tuple[int, int, int], thumb: QSizeF
) -> Plan:
    """Return a plan with the grid in the middle of its room."""
    columns, rows, pages = grid
    gap, margin, button = _GAP * unit, _MARGIN * unit, _BUTTON * unit
    wide = columns * thumb.width() + (columns - 1) * gap
    high = rows * (thumb.height() + _CAPTION * unit) + (rows - 1) * gap
    corner = QPointF(
        area.left() + (area.width() - wide) / 2, area.top() + (area.height() - high) / 2
    )
    top, bottom = (_HEADER * unit - button) / 2, size.height() - (_PAGER * unit + button) / 2
    left, right = margin - button / 4, size.width() - margin - 3 * button / 4
    return Plan(
        unit, thumb, columns, rows, pages,
        grid=QRectF(corner, QSizeF(wide, high)),
        title=QRectF(margin, top, right - margin - gap, button),
        close=QRectF(right, top, button, button),
        back=QRectF(left, bottom, button, button),
        forward=QRectF(right, bottom, button, button),
    )  # fmt: skip
