"""Painting of words and shapes that all widgets share."""

from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QRegion

from kjc_desktop.scene.fonts import font, metrics
from kjc_desktop.scene.text import CAP_HEIGHT, Block, Line, Style

RULE = 10.0
"""Height of the coloured rule above a column."""
_LARGEST_CACHED = 64
"""Pixels of the screen up to which Qt keeps glyphs as small pictures; larger ones are outlines."""


@lru_cache(maxsize=16_384)
def _advance(text: str, size: int, weight: int, *, italic: bool, tabular: bool) -> float:
    return metrics(size, weight, italic=italic, tabular=tabular).horizontalAdvance(text)


def measure(text: str, style: Style, *, bold: bool = False, italic: bool = False) -> float:
    """Return the advance of a text in canvas units: the measurer of this program."""
    weight = style.bold_weight if bold else style.weight
    italic = italic or style.italic
    return _advance(text, style.size, weight, italic=italic, tabular=style.tabular)


def narrowed(text: str, style: Style, width: float) -> Style:
    """Return the style at the size, not above its own, at which a text is no wider than asked."""
    wide = measure(text, style)
    return style if wide <= width else style.at(max(1, int(style.size * width / wide)))


def _set_font(painter: QPainter, style: Style, weight: int, *, italic: bool) -> None:
    """Choose the font for the size that the text has on the screen, by the rule Qt itself has."""
    scale = abs(painter.deviceTransform().determinant())
    outlined = style.size * style.size * scale > _LARGEST_CACHED * _LARGEST_CACHED
    painter.setFont(
        font(style.size, weight, italic=italic, tabular=style.tabular, outlined=outlined)
    )


def draw_text(
    painter: QPainter, text: str, x: float, baseline: float, style: Style, color: QColor
) -> None:
    """Draw words of one style with their left edge at `x`."""
    _set_font(painter, style, style.weight, italic=style.italic)
    painter.setPen(color)
    painter.drawText(QPointF(x, baseline), text)


def draw_aligned(
    painter: QPainter, text: str, rect: QRectF, style: Style, color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:  # fmt: skip
    """Draw one line of words in a rectangle, capitals centred vertically."""
    wide = measure(text, style)
    x = rect.left()
    if align == Qt.AlignmentFlag.AlignRight:
        x = rect.right() - wide
    elif align == Qt.AlignmentFlag.AlignHCenter:
        x = rect.center().x() - wide / 2
    baseline = rect.center().y() + CAP_HEIGHT * style.size / 2
    draw_text(painter, text, x, baseline, style, color)


def draw_block(
    painter: QPainter,
    block: Block,
    rect: QRectF,
    color: QColor,
    *,
    accent: QColor | None = None,
    align: str = "left",
) -> None:
    """Draw a set text from the top of a rectangle.

    Args:
        painter: in canvas units.
        block: what `set_text` or `fit_text` gave.
        rect: its left, right and top edge count.
        color: of the words.
        accent: of the bold words, where they are set off by colour.
        align: `left`, `center` or `right`.
    """
    for line in block.lines:
        room = rect.width() - line.width
        offset = {"left": 0.0, "center": room / 2, "right": room}[align]
        left = rect.left() + offset
        _draw_line(painter, line, block.style, QPointF(left, rect.top()), color, accent or color)
        if line.marker:
            style = Style(block.style.size, 600)
            baseline = rect.top() + line.baseline
            draw_text(painter, line.marker, rect.left(), baseline, style, accent or color)


def _draw_line(
    painter: QPainter, line: Line, style: Style, origin: QPointF, color: QColor, accent: QColor
) -> None:
    for word in line.words:
        weight = style.bold_weight if word.bold else style.weight
        italic = word.italic or style.italic
        _set_font(painter, style, weight, italic=italic)
        painter.setPen(accent if word.bold else color)
        painter.drawText(origin + QPointF(word.x, line.baseline), word.text)


def fill(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """Fill a rectangle without an outline."""
    painter.fillRect(rect, color)


def rects(region: QRegion) -> Iterable[QRect]:
    """Return the rectangles of a region; Qt's typing does not know that it has them."""
    return cast("Iterable[QRect]", region)
