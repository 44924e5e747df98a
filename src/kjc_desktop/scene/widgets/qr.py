"""A QR code that a telephone reads from the hall: crisp modules on a light tile."""

from collections.abc import Sequence
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from kjc_desktop.deck.widgets import QrWidget
from kjc_desktop.scene.captions import Tile, caption, under
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.paint import fill
from kjc_desktop.scene.place import Place

_QUIET = 4
"""Light modules around the code that readers need."""
_LARGEST = 640.0
_SNAPPED = 4.0
"""Pixels of a module from which on whole pixels cost less size than they gain in sharpness."""
_LIGHT = QColor("white")

Matrix = Sequence[Sequence[int]]


class QrElement(Element):
    """The code with its label below."""

    def __init__(
        self,
        context: Context,
        widget: QrWidget,
        place: Place,
        where: tuple[str | int, ...],
    ) -> None:
        super().__init__(place.rect)
        self._context = context
        theme = context.deck.theme
        self._dark = QColor(theme.colors.get(theme.light.text, "#000000"))
        words, rest = caption(context, widget.label, place.rect, where)
        side = max(min(rest.width(), rest.height(), _LARGEST), 1.0)
        self._square = QRectF(rest.topLeft(), rest.topLeft() + QPointF(side, side))
        self._caption = words and under(words, self._square)
        self.bottom = self._caption.rect.bottom() if self._caption else self._square.bottom()
        matrix = _encoded(widget.data)
        self._code: Matrix | Tile
        if matrix is None:
            context.note("overflow", (*where, "data"), size=len(widget.data))
            self._code = Tile(context, self._square, widget.alt or "")
        else:
            self._code = matrix

    def paint_static(self, painter: QPainter) -> None:
        """Paint tile, modules and label."""
        if self._caption:
            self._caption.paint(self._context, painter)
        if isinstance(self._code, Tile):
            self._code.paint(painter)
            return
        fill(painter, self._square, _LIGHT)
        unit, origin = _snapped(painter, self._square, len(self._code))
        painter.save()
        painter.translate(origin)
        painter.scale(unit, unit)
        painter.fillPath(_modules(self._code), self._dark)
        painter.restore()


def _encoded(data: str) -> Matrix | None:
    """Return the dark modules by row; None where the data are too long for a code."""
    import segno

    try:
        matrix: Matrix = segno.make_qr(data, error="m").matrix
    except ValueError:
        return None
    return matrix


def _modules(matrix: Matrix) -> QPainterPath:
    """Return the dark modules as one shape; one unit is one module."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for y, row in enumerate(matrix):
        start = None
        for x, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                path.addRect(start, y, x - start, 1)
                start = None
    return path


def _snapped(painter: QPainter, square: QRectF, count: int) -> tuple[float, QPointF]:
    """Return module size and origin so that modules of some size begin and end at whole pixels."""
    transform = painter.combinedTransform()
    scale = transform.m11() or 1.0
    unit = square.width() / (count + 2 * _QUIET)
    if unit * scale >= _SNAPPED:
        unit = floor(unit * scale + 1e-6) / scale
    free = (square.width() - count * unit) / 2
    corner = transform.map(square.topLeft() + QPointF(free, free))
    inverse, _ = transform.inverted()
    return unit, inverse.map(QPointF(ceil(corner.x() - 1e-6), ceil(corner.y() - 1e-6)))
