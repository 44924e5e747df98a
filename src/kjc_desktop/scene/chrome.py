"""What frames every slide: ground, title, subtitle, footer."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath

from kjc_desktop.deck.models import Slide
from kjc_desktop.scene.element import Context
from kjc_desktop.scene.fonts import BOLD, SEMIBOLD
from kjc_desktop.scene.paint import draw_block, measure
from kjc_desktop.scene.text import CAP_HEIGHT, Block, Style, set_text

TITLE_TOP = 100.0
FOOTER_BASELINE = 48.0
"""Of the last footer line above the lower edge of the canvas."""
_RING, _RING_LINE, _RING_GAP = 10.0, 4.0, 28.0
"""Radius and width of the ring before a source line, and how far before it its centre is."""


@dataclass(frozen=True, slots=True)
class Words:
    """A set text in its place; `ringed` where a small ring in the margin calls it old."""

    block: Block
    rect: QRectF
    role: str = "text"
    accented: bool = False
    align: str = "left"
    ringed: bool = False

    @property
    def area(self) -> QRectF:
        """Everything that is painted, in canvas units: words may hang over their place."""
        over = 0.5 * self.block.style.size + max(self.block.width - self.rect.width(), 0.0)
        left = max(over, _RING_GAP + 2 * _RING) if self.ringed else over
        high = QRectF(self.rect)
        high.setHeight(max(self.block.height, self.rect.height()))
        return high.adjusted(-left, -over, over, over)

    def paint(self, context: Context, painter: QPainter) -> None:
        """Paint it in its role's colour; bold words in the accent where `accented`."""
        accent = context.palette.accent if self.accented else None
        color = context.palette.role(self.role)
        draw_block(painter, self.block, self.rect, color, accent=accent, align=self.align)
        if self.ringed:
            self._paint_ring(context, painter)

    def _paint_ring(self, context: Context, painter: QPainter) -> None:
        """Paint a ring before the first line, centred on its capitals."""
        rise = 0.5 * CAP_HEIGHT * self.block.style.size
        middle = self.rect.top() + self.block.lines[0].baseline - rise
        center, path = QPointF(self.rect.left() - _RING_GAP, middle), QPainterPath()
        path.addEllipse(center, _RING, _RING)
        path.addEllipse(center, _RING - _RING_LINE, _RING - _RING_LINE)
        painter.fillPath(path, context.palette.accent)


@dataclass(frozen=True, slots=True)
class Header:
    """Title and subtitle, and where the content may begin."""

    words: tuple[Words, ...]
    bottom: float


def header(context: Context, slide: Slide) -> Header:
    """Set title and subtitle at the top of the canvas."""
    inner, words = context.canvas.inner, []
    y = TITLE_TOP
    lines = 3 if context.canvas.portrait else 2
    spec = slide.spec
    for text, name, weight, where, role, gap in (
        (spec.title, "headline", BOLD, "title", "text", 8.0),
        (spec.subtitle, "subtitle", 400, "subtitle", "muted", 0.0),
    ):
        if not text:
            continue
        style = Style(context.size(name), weight, bold_weight=max(weight, SEMIBOLD), leading=1.2)
        room = (inner.width(), lines * style.size * style.leading + 1)
        block = _one_line(context, text, style) or context.fit(
            text, style, room, (where,), smallest=round(0.6 * style.size)
        )
        words.append(Words(block, QRectF(inner.left(), y, inner.width(), block.height), role))
        y += block.height + gap
    gap = 96.0 if spec.subtitle else 104.0
    return Header(tuple(words), (y + gap if words else TITLE_TOP))


def _one_line(context: Context, text: str, style: Style) -> Block | None:
    """Return a title on one line where that costs no more than a seventh of its size."""
    paragraph = context.line(text)
    for size in range(style.size, round(style.size * 0.86), -2):
        block = set_text((paragraph,), style.at(size), context.canvas.inner.width(), measure)
        if len(block.lines) == len(paragraph.lines):
            return block
    return None


def footer(context: Context, slide: Slide, asked: tuple[str, ...]) -> tuple[Words, ...]:
    """Set source line (or the deck's footer) on the left and the deck's title on the right.

    On a title slide with a picture the line stays on the left half, clear of the picture.
    """
    canvas, inner = context.canvas, context.canvas.inner
    size = context.size("footer")
    plain = Style(size, leading=1.25)
    strong = Style(size, SEMIBOLD, leading=1.25)
    cited = context.table.source_line(slide, asked)
    left = cited or context.deck.head.footer or ""
    claim = "" if slide.spec.layout == "title" else context.line(context.deck.head.title).plain
    claim = claim.replace("\n", " ")
    claim_width = measure(claim, strong)
    if claim_width > 0.38 * inner.width() or canvas.portrait:
        claim, claim_width = "", 0.0
    width = inner.width() - (claim_width + 48 if claim else 0)
    if slide.spec.layout == "title" and slide.widgets and not canvas.portrait:
        width = 0.52 * inner.width()
    out = []
    if left:
        room = (width, (4 if canvas.narrow else 3) * plain.size * plain.leading + 1)
        block = context.fit(left, plain, room, ("footer",))
        top = canvas.height - FOOTER_BASELINE - block.lines[-1].baseline
        place = QRectF(inner.left(), top, width, block.height)
        ringed = bool(cited) and context.table.stale(slide)
        out.append(Words(block, place, "muted", ringed=ringed))
    if claim:
        block = set_text((context.line(claim),), strong, claim_width + 1, measure)
        top = canvas.height - FOOTER_BASELINE - block.lines[-1].baseline
        place = QRectF(inner.left(), top, inner.width(), block.height)
        out.append(Words(block, place, "muted", align="right"))
    return tuple(out)
