"""The label of a chart or picture: above what is read, below what is looked at; and quiet tiles."""

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from kjc_desktop.scene.chrome import Words
from kjc_desktop.scene.element import Context
from kjc_desktop.scene.fonts import SEMIBOLD
from kjc_desktop.scene.paint import draw_block, fill, measure
from kjc_desktop.scene.text import Block, Style, fit_text

_GAP = 20.0
_LINES = 2

Where = tuple[str | int, ...]


def heading(
    context: Context, text: str | None, rect: QRectF, where: Where
) -> tuple[Words | None, QRectF]:
    """Set a label above a chart; return it and what is left of the rectangle."""
    if not text:
        return None, QRectF(rect)
    block = _set(context, text, rect, where, SEMIBOLD)
    words = Words(block, QRectF(rect.left(), rect.top(), rect.width(), block.height), "muted")
    return words, rect.adjusted(0, min(block.height + _GAP, rect.height()), 0, 0)


def caption(
    context: Context,
    text: str | None,
    rect: QRectF,
    where: Where,
    *,
    role: str = "text",
    align: str = "left",
) -> tuple[Words | None, QRectF]:
    """Set a label below a picture; return it and what is left of the rectangle."""
    if not text:
        return None, QRectF(rect)
    block = _set(context, text, rect, where, 400)
    top = rect.bottom() - block.height
    place = QRectF(rect.left(), top, rect.width(), block.height)
    words = Words(block, place, role, align=align)
    return words, rect.adjusted(0, 0, 0, -min(block.height + _GAP, rect.height()))


def under(words: Words, shown: QRectF) -> Words:
    """Return a label moved close below what it belongs to, from its left edge on."""
    place = QRectF(words.rect)
    left = max(min(shown.left(), place.right() - words.block.width), place.left())
    place.moveTo(left, shown.bottom() + _GAP)
    return replace(words, rect=place)


def _set(context: Context, text: str, rect: QRectF, where: Where, weight: int) -> Block:
    style = Style(context.size("label"), weight)
    room = (rect.width(), _LINES * style.size * style.leading + 1)
    return context.fit(text, style, room, (*where, "label"))


class Tile:
    """What stands in the place of something that cannot be shown: a quiet ground and words.

    Words that do not fit are left out without a finding: the loader has told what is missing.
    """

    def __init__(self, context: Context, rect: QRectF, text: str) -> None:
        self._context, self._rect = context, rect
        style = Style(context.size("label"), leading=1.3)
        room = rect.adjusted(32, 24, -32, -24)
        smallest = context.size("minimum")
        self._block: Block | None = None
        if text.strip() and room.isValid():
            size = (room.width(), room.height())
            language = context.deck.head.language
            self._block = fit_text((context.line(text),), style, size, smallest, measure, language)

    def paint(self, painter: QPainter) -> None:
        """Paint it."""
        fill(painter, self._rect, self._context.palette.rest)
        if self._block and self._block.fits:
            top = self._rect.center().y() - self._block.height / 2
            place = QRectF(self._rect.left() + 32, top, self._rect.width() - 64, 0)
            draw_block(painter, self._block, place, self._context.palette.text, align="center")
