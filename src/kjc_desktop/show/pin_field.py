"""The field for a PIN in the corner of a window, with keys for fingers where they type."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kjc_desktop.machine.pin import LONGEST
from kjc_desktop.scene.fonts import SEMIBOLD
from kjc_desktop.scene.paint import draw_aligned
from kjc_desktop.scene.render import prepare
from kjc_desktop.scene.text import Style

_FEWEST_DOTS = 4
_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "back", "0", "enter")
_ACROSS = 3
_SHORT = 1080.0
"""The shorter side of a window in the units below."""
_EDGE, _PITCH, _DOT, _BAR, _KEY, _GAP, _ROUND = 36.0, 32.0, 7.0, 72.0, 118.0, 5.0, 14.0
_GROUND, _KEY_GROUND = QColor(12, 22, 28, 248), QColor(255, 255, 255, 22)
_INK, _PALE = QColor(255, 255, 255, 230), QColor(255, 255, 255, 110)
_DIGITS, _WORDS = Style(44, SEMIBOLD, tabular=True), Style(28, tabular=True)
_SIGNS = {
    "back": ((14, -15), (-16, 0), (14, 15)),
    "enter": ((-17, 1), (-5, 13), (18, -12)),
}
"""The way of the pen from the middle of a key."""


class PinField(QWidget):
    """Dots for digits in the lower right corner, and below them keys where fingers type."""

    def __init__(self, parent: QWidget, *, keypad: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setVisible(False)
        self._parent, self._keypad = parent, keypad
        self._digits, self._words = 0, ""
        self._stand()

    def open(self) -> None:
        """Come into the corner, over everything else."""
        self._stand()
        self.show()
        self.raise_()

    def tell(self, digits: int, words: str) -> None:
        """Show a number of digits as dots, or words in their place."""
        self._digits, self._words = digits, words
        self.update()

    def holds(self, point: QPointF) -> bool:
        """Tell whether a point of the window is where the field stands."""
        return self.geometry().contains(point.toPoint())

    def key_at(self, point: QPointF) -> str | None:
        """Return the key at a point of the window: a digit, `back`, `enter`, or None."""
        inside = (point - QPointF(self.pos())) / self._unit
        keys = self._places() if self._keypad else []
        return next((key for key, place in keys if place.contains(inside)), None)

    @property
    def _unit(self) -> float:
        return min(self._parent.width(), self._parent.height()) / _SHORT

    def _stand(self) -> None:
        """Take its place in the window."""
        parent, unit = self._parent, self._unit
        wide = _ACROSS * _KEY + _EDGE if self._keypad else LONGEST * _PITCH + _EDGE
        high = _BAR + (len(_KEYS) // _ACROSS * _KEY + _EDGE / 2 if self._keypad else 0.0)
        width, height, edge = round(wide * unit), round(high * unit), round(_EDGE * unit)
        self.setGeometry(
            parent.width() - width - edge, parent.height() - height - edge, width, height
        )  # fmt: skip

    def _places(self) -> list[tuple[str, QRectF]]:
        """Return the keys and their places, in units."""
        corners = [
            QPointF(_EDGE / 2 + index % _ACROSS * _KEY, _BAR + index // _ACROSS * _KEY)
            for index in range(len(_KEYS))
        ]
        return [
            (key, QRectF(corner.x(), corner.y(), _KEY, _KEY))
            for key, corner in zip(_KEYS, corners, strict=True)
        ]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, and of what was typed nothing but its length."""
        del event
        painter, unit = QPainter(self), self._unit
        try:
            prepare(painter)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_GROUND)
            painter.drawRoundedRect(QRectF(self.rect()), _ROUND * unit, _ROUND * unit)
            painter.scale(unit, unit)
            self._paint_bar(painter, QRectF(0, 0, self.width() / unit, _BAR))
            for key, place in self._places() if self._keypad else ():
                _paint_key(painter, key, place)
        finally:
            painter.end()

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        if self._words:
            middle = Qt.AlignmentFlag.AlignHCenter
            draw_aligned(painter, self._words, bar, _WORDS, _PALE, middle)
            return
        count = max(_FEWEST_DOTS, self._digits)
        left = bar.center().x() - (count - 1) * _PITCH / 2
        for index in range(count):
            typed = index < self._digits
            painter.setBrush(_INK if typed else _PALE)
            radius = _DOT if typed else 0.5 * _DOT
            painter.drawEllipse(QPointF(left + index * _PITCH, bar.center().y()), radius, radius)


def _paint_key(painter: QPainter, key: str, place: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_KEY_GROUND)
    painter.drawRoundedRect(place.adjusted(_GAP, _GAP, -_GAP, -_GAP), _ROUND, _ROUND)
    if key in _SIGNS:
        pen = QPen(_INK, 5.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([place.center() + QPointF(*each) for each in _SIGNS[key]])
    else:
        draw_aligned(painter, key, place, _DIGITS, _INK, Qt.AlignmentFlag.AlignHCenter)
