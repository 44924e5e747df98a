"""Signs that people know, drawn as shapes: no font and no file is needed for them."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_YELLOW, _BLACK = QColor("#F9A800"), QColor("#000000")
"""Signal yellow and black of ISO 3864, so that the sign looks as on doors and machines."""
HEIGHT = math.sqrt(3) / 2
"""Height of the warning sign as a share of its width."""


def _mark(top: QPointF, height: float) -> QPainterPath:
    """Return an exclamation mark: a bar that tapers, and a dot."""
    path, wide, narrow = QPainterPath(), 0.125 * height, 0.07 * height
    bar = 0.66 * height
    path.moveTo(top.x() - wide, top.y() + wide)
    path.arcTo(QRectF(top.x() - wide, top.y(), 2 * wide, 2 * wide), 180, -180)
    path.lineTo(top.x() + narrow, top.y() + bar)
    path.arcTo(QRectF(top.x() - narrow, top.y() + bar - narrow, 2 * narrow, 2 * narrow), 0, -180)
    path.closeSubpath()
    path.addEllipse(QPointF(top.x(), top.y() + height - wide), wide, wide)
    return path


def paint_warning(painter: QPainter, place: QRectF) -> None:
    """Paint the general warning sign (ISO 7010, W001) as wide as a place, from its top."""
    width = place.width()
    line, round_ = 0.075 * width, 0.10 * width
    path = QPainterPath()
    inset = round_ / 2
    # Joins are round: the corners of the triangle lie half a line inside the place.
    left, right = place.left() + inset, place.right() - inset
    top, bottom = place.top() + inset, place.top() + HEIGHT * width - inset
    path.moveTo(place.center().x(), top)
    path.lineTo(right, bottom)
    path.lineTo(left, bottom)
    path.closeSubpath()
    pen = QPen(_YELLOW, round_, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.fillPath(path, _YELLOW)
    pen.setColor(_BLACK)
    pen.setWidthF(line)
    painter.strokePath(path, pen)
    painter.fillPath(_mark(QPointF(place.center().x(), top + 0.25 * width), 0.48 * width), _BLACK)


def paint_information(
    painter: QPainter, center: QPointF, radius: float, color: QColor, ground: QColor
) -> None:
    """Paint an `i` in the colour of the ground on a disc."""
    disc, letter = QPainterPath(), QPainterPath()
    disc.addEllipse(center, radius, radius)
    painter.fillPath(disc, color)
    half = 0.13 * radius
    letter.addEllipse(center - QPointF(0, 0.48 * radius), 1.2 * half, 1.2 * half)
    letter.addRoundedRect(
        QRectF(center.x() - half, center.y() - 0.16 * radius, 2 * half, 0.76 * radius), half, half
    )
    painter.fillPath(letter, ground)
