"""What everybody is to read: a band over the slide, a card in its place, or the emergency card.

Each is one opaque picture, painted once. It needs no slide: an emergency must be seen even where a
slide cannot be built. Words are as large as they fit, for they are read from the back of a hall.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from kjc_desktop.deck.models import Deck, Slide, SlideFile
from kjc_desktop.deck.notice import Notice, NoticeKind, shortened
from kjc_desktop.figures import FigureTable
from kjc_desktop.scene.canvas import Canvas
from kjc_desktop.scene.chrome import FOOTER_BASELINE, footer
from kjc_desktop.scene.element import Context
from kjc_desktop.scene.fonts import BOLD
from kjc_desktop.scene.markup import plain_line
from kjc_desktop.scene.paint import RULE, draw_block, fill, measure, narrowed, rects
from kjc_desktop.scene.palette import Palette, ratio
from kjc_desktop.scene.render import prepare
from kjc_desktop.scene.signs import HEIGHT, paint_information, paint_warning
from kjc_desktop.scene.slide_scene import ground_of
from kjc_desktop.scene.text import Block, Style, fit_text, set_text
from kjc_desktop.texts import language_of, say

_READABLE = 7.0
"""Contrast that words for everybody have at least (WCAG 2.1, 1.4.6, AAA)."""
_DIVIDED = 0.6
"""Share of its size at which the longest word is divided rather than made smaller still."""
_CUT = 0.85
"""Share of a text that is kept when it does not fit at its smallest size."""
_NUMBER = re.compile(r"(?<=\d) (?=\w{1,10}\b)")
"""The space between a number and what it counts, at which no line ends."""
_RED, _WHITE = QColor("#A30014"), QColor("#FFFFFF")


@dataclass(frozen=True, slots=True)
class _Design:
    """What to paint from `top` down to the lower edge of the canvas, in its units."""

    ground: QColor
    paint: Callable[[QPainter], None]
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """A notice as a picture; `rect` is its place in pixels of the picture of a slide."""

    rect: QRect
    image: QImage
    ground: QColor

    def paint(self, painter: QPainter, region: QRegion) -> None:
        """Paint what a region has of it; the painter's origin is that of the slide's picture."""
        for rect in rects(region.intersected(self.rect)):
            painter.drawImage(rect, self.image, rect.translated(-self.rect.topLeft()))


def notice_card(deck: Deck, table: FigureTable, notice: Notice, size: QSize) -> NoticeCard:
    """Return the picture of a notice.

    Args:
        deck: whose theme, canvas, language and footer it has.
        table: the figures that the footer may name.
        notice: what it says.
        size: of the window, in pixels.
    """
    slide = Slide("", "", SlideFile(layout="statement"))
    canvas = Canvas.of(deck.head, deck.theme.spacing)
    context = Context(deck, table, canvas, Palette.on(deck.theme, ground_of(deck, slide)))
    text = notice.text or say("scene.emergency", language_of(deck.head.language))
    design = _DESIGNS[notice.kind](context, text, slide)
    scale, whole = canvas.scale_into(size), canvas.pixels_in(size)
    top = round(design.top * scale)
    rect = QRect(0, top, whole.width(), whole.height() - top)
    image = QImage(rect.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        fill(painter, QRectF(image.rect()), design.ground)
        prepare(painter)
        painter.translate(QPoint(0, -top))
        painter.scale(scale, scale)
        design.paint(painter)
    finally:
        painter.end()
    return NoticeCard(rect, image, design.ground)


def _words(context: Context, text: str, style: Style, room: tuple[float, float]) -> Block:
    """Return words set as large as they fit, on lines of about equal length.

    What does not fit at the theme's smallest size ends in `…`.
    """
    text = _NUMBER.sub("\u00a0", text)
    smallest, language = round(context.deck.theme.type.minimum), context.deck.head.language
    start = max(_undivided(text, style, room[0]).size, round(_DIVIDED * style.size), smallest)
    block = fit_text((plain_line(text),), style.at(start), room, smallest, measure, language)
    while not block.fits and len(text) > 1:
        text = shortened(text, max(1, round(_CUT * len(text))))
        block = fit_text((plain_line(text),), style.at(smallest), room, smallest, measure, language)
    if _undivided(text, block.style, room[0]) != block.style:
        return block
    return _balanced(text, _on_fewer_lines(text, block, room[0]), room[0])


def _undivided(text: str, style: Style, width: float) -> Style:
    """Return the style at the size at which the longest word needs no hyphen."""
    return narrowed(_longest(text, style), style, width)


def _longest(text: str, style: Style) -> str:
    words = text.replace("\n", " ").split(" ")
    return max(words, key=lambda word: measure(word, style))


def _on_fewer_lines(text: str, block: Block, width: float) -> Block:
    """Return a block with fewer lines where that costs no more than a seventh of its size."""
    best = block
    for size in range(block.style.size, round(block.style.size * 0.86), -2):
        tried = set_text((plain_line(text),), block.style.at(size), width, measure)
        best = tried if len(tried.lines) < len(best.lines) else best
    return best


def _balanced(text: str, block: Block, width: float) -> Block:
    """Return a block on narrower lines, as long as they are not more: no word stands alone."""
    count = len(block.lines)
    narrow = measure(_longest(text, block.style), block.style)
    while width - narrow > 1:
        middle = (narrow + width) / 2
        tried = set_text((plain_line(text),), block.style, middle, measure)
        if len(tried.lines) == count:
            block, width = tried, middle
        else:
            narrow = middle
    return block


def _contrasting(context: Context) -> tuple[QColor, QColor]:
    """Return ground and words of the band: the theme's signal colour where it can be read on."""
    theme = context.deck.theme
    names = (
        (theme.dark.accent, theme.light.text),
        (theme.light.text, theme.dark.text),
        ("#FFFFFF", "#000000"),
    )
    pairs = [(context.palette.role(ground), context.palette.role(text)) for ground, text in names]
    return next(pair for pair in pairs if ratio(*pair) >= _READABLE)


def _band(context: Context, text: str, _: Slide) -> _Design:
    """Lay a band over the lower edge: that hides a source line rather than a headline."""
    canvas, inner = context.canvas, context.canvas.inner
    ground, color = _contrasting(context)
    style = Style(round(1.1 * context.size("headline")), BOLD, leading=1.12)
    radius = 0.62 * style.size
    left = inner.left() + 2 * radius + 0.5 * style.size
    width = inner.right() - left
    block = _words(context, text, style, (width, 0.3 * canvas.height))
    above = 0.5 * style.size
    top = canvas.height - max(block.height, 2 * radius) - 2 * above
    middle = top + (canvas.height - top) / 2

    def paint(painter: QPainter) -> None:
        fill(painter, QRectF(0, top, canvas.width, RULE), color)
        center = QPointF(inner.left() + radius, middle + RULE / 2)
        paint_information(painter, center, radius, color, ground)
        place = QRectF(left, middle + RULE / 2 - block.height / 2, width, block.height)
        draw_block(painter, block, place, color)

    return _Design(ground, paint, top)


def _card(context: Context, text: str, slide: Slide) -> _Design:
    """Give the words the whole canvas, with the footer that slides have."""
    canvas, inner, palette = context.canvas, context.canvas.inner, context.palette
    style = Style(context.size("display"), BOLD, leading=1.08)
    if any(measure(line, style) > inner.width() for line in text.split("\n")):
        style = style.at(round(0.75 * style.size))
    bottom = canvas.height - 3 * FOOTER_BASELINE
    room = QRectF(inner.left(), inner.left(), inner.width(), bottom - inner.left())
    rise = RULE + 0.4 * style.size
    block = _words(context, text, style, (room.width(), room.height() - rise))
    y = room.top() + (room.height() - rise - block.height) / 2

    def paint(painter: QPainter) -> None:
        fill(painter, QRectF(room.left(), y, 240, RULE), palette.accent)
        place = QRectF(room.left(), y + rise, room.width(), block.height)
        draw_block(painter, block, place, palette.text)
        for words in footer(context, slide, ()):
            words.paint(context, painter)

    return _Design(palette.ground, paint)


def _emergency(context: Context, text: str, _: Slide) -> _Design:
    """Paint white words on red beside a warning sign, or below it; in every theme the same."""
    canvas, inner = context.canvas, context.canvas.inner
    style = Style(round(1.1 * context.size("display")), BOLD, leading=1.08)
    margin, sign = inner.left(), 0.4 * min(canvas.width, canvas.height)
    beside = 0.0 if canvas.portrait else sign + 0.8 * margin
    above = HEIGHT * sign + 0.7 * margin if canvas.portrait else 0.0
    room = (inner.width() - beside, canvas.height - 2 * margin - above)
    block = _words(context, text, style, room)
    y = (canvas.height - above - block.height) / 2

    def paint(painter: QPainter) -> None:
        top = y if canvas.portrait else (canvas.height - HEIGHT * sign) / 2
        paint_warning(painter, QRectF(margin, top, sign, HEIGHT * sign))
        place = QRectF(margin + beside, y + above, room[0], block.height)
        draw_block(painter, block, place, _WHITE)

    return _Design(_RED, paint)


_DESIGNS: dict[NoticeKind, Callable[[Context, str, Slide], _Design]] = {
    "over": _band,
    "instead": _card,
    "emergency": _emergency,
}
