"""How an overview looks: the deck's colours, its slides large, everything else quiet."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from kjc_desktop.scene.fonts import BOLD, SEMIBOLD
from kjc_desktop.scene.paint import draw_aligned, measure
from kjc_desktop.scene.palette import Palette
from kjc_desktop.scene.text import Style
from kjc_desktop.show.overview_plan import Plan

_TITLE, _NUMBER, _WORDS = Style(52, BOLD), Style(30, BOLD, tabular=True), Style(30)
_PAGES = Style(34, SEMIBOLD, tabular=True)
_FRAME, _HAIR, _LINE = 7.0, 2.0, 4.0
"""Widths of the frame around the chosen slide, of the one around others, of a button's lines."""
_ARM = 0.17
"""Size of the sign on a button as a share of its place."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Paints the parts of one overview."""

    painter: QPainter
    palette: Palette
    plan: Plan

    def header(self, title: str) -> None:
        """Paint the words above the slides, and the button that closes."""
        self._write(title, self.plan.title, _TITLE)
        center, arm = self._button(self.plan.close, "text")
        for way in (-1, 1):
            self.painter.drawLine(
                center + QPointF(-arm, -way * arm), center + QPointF(arm, way * arm)
            )

    def pager(self, words: str, *, back: bool, forward: bool) -> None:
        """Paint the buttons that turn the page, pale where there is none, and where one is."""
        plan = self.plan
        between = QRectF(plan.back.topRight(), plan.forward.bottomLeft())
        self._write(words, between, _PAGES, "muted", Qt.AlignmentFlag.AlignHCenter)
        for place, way, there in ((plan.back, -1, back), (plan.forward, 1, forward)):
            center, arm = self._button(place, "text" if there else "rest")
            points = (
                QPointF(-0.45 * arm, -arm),
                QPointF(0.55 * arm, 0.0),
                QPointF(-0.45 * arm, arm),
            )
            turned = [center + QPointF(way * each.x(), each.y()) for each in points]
            self.painter.drawPolyline(turned)

    def slide(
        self, cell: QRectF, number: str, title: str, image: QImage | None, *, chosen: bool
    ) -> None:
        """Paint a slide with its frame, and number and title below it.

        Args:
            cell: its place, with the words.
            number: as it is counted.
            title: cut where it is too long.
            image: its picture; None or empty while there is none.
            chosen: it is the one that Enter would go to.
        """
        painter, unit = self.painter, self.plan.unit
        thumb = QRectF(cell.topLeft(), self.plan.thumb)
        if image is None or image.isNull():
            painter.fillRect(thumb, self.palette.rest)
        else:
            painter.drawImage(thumb, image)
        width = (_FRAME if chosen else _HAIR) * unit
        out = width / 2 if chosen else 0.0
        painter.setPen(QPen(self.palette.accent if chosen else self.palette.rest, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(thumb.adjusted(-out, -out, out, out))
        line = QRectF(cell)
        line.setTop(thumb.bottom() + _FRAME * unit)
        self._write(number, line, _NUMBER, "accent")
        line.setLeft(line.left() + (measure(number, _NUMBER) + 14) * unit)
        self._write(title, line, _WORDS)

    def _button(self, place: QRectF, role: str) -> tuple[QPointF, float]:
        """Paint the ring of a button; return its centre, and how far its sign reaches."""
        pen = QPen(self.palette.role(role), _LINE * self.plan.unit)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        arm = _ARM * place.width()
        self.painter.drawEllipse(place.center(), 2.2 * arm, 2.2 * arm)
        return place.center(), arm

    def _write(
        self, text: str, place: QRectF, style: Style, role: str = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:  # fmt: skip
        """Write one line into a place of the window; what is too long ends in `…`."""
        painter, unit = self.painter, self.plan.unit
        painter.save()
        painter.translate(place.topLeft())
        painter.scale(unit, unit)
        room = QRectF(0, 0, place.width() / unit, place.height() / unit)
        words = _cut(text, style, room.width())
        draw_aligned(painter, words, room, style, self.palette.role(role), align)
        painter.restore()


def _cut(text: str, style: Style, width: float) -> str:
    """Return a text that is no wider than asked, cut behind a word where that can be."""
    if measure(text, style) <= width:
        return text
    words = text.split(" ")
    while len(words) > 1:
        words.pop()
        shorter = " ".join(words) + " …"
        if measure(shorter, style) <= width:
            return shorter
    word = words[0]
    while word and measure(word + "…", style) > width:
        word = word[:-1]
    return word + "…"
