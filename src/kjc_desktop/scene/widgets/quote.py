"""What somebody said: a large mark, the words, the person."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from kjc_desktop.deck.widgets import QuoteWidget
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.fonts import BLACK, BOLD, SEMIBOLD
from kjc_desktop.scene.paint import draw_block, draw_text
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.text import Block, Style


class QuoteElement(Element):
    """A statement with the one who made it; nothing in it moves."""

    def __init__(
        self,
        context: Context,
        widget: QuoteWidget,
        place: Place,
        where: tuple[str | int, ...],
    ) -> None:
        super().__init__(place.rect)
        self._palette = context.palette
        self._tint = context.palette.pick(widget.color, context.palette.accent)
        self._mark = Style(round(1.6 * context.size("display")), BLACK)
        tall = self.rect.height()
        self._indent = 0.0 if context.canvas.portrait else 150.0
        y = self.rect.top() + (150 if context.canvas.portrait else 0)
        signature = self._signature(context, widget, where)
        below = sum(block.height for block, _ in signature) + 40
        large = Style(context.size("headline"), 600, bold_weight=BOLD, leading=1.24)
        width = self.rect.width() - self._indent
        room = (width, max(tall - (y - self.rect.top()) - below, large.size * large.leading))
        words = context.fit(context.block(widget.text), large, room, (*where, "text"))
        spare = self.rect.bottom() - y - words.height - below
        y += max(0.0, spare * 0.35) if place.lead else 0.0
        self._lines: list[tuple[Block, float, str]] = [(words, y, "text")]
        y += words.height + 40
        for block, role in signature:
            self._lines.append((block, y, role))
            y += block.height + 4
        self.bottom = y

    def _signature(
        self, context: Context, widget: QuoteWidget, where: tuple[str | int, ...]
    ) -> list[tuple[Block, str]]:
        """Set who said it, in which office, and where it was said."""
        out = []
        width = self.rect.width() - self._indent
        body, label = context.size("body"), context.size("label")
        for part, text, style, role in (
            ("by", widget.by, Style(body, SEMIBOLD), "text"),
            ("role", widget.role, Style(label), "muted"),
            ("source", widget.source, Style(context.size("footer")), "muted"),
        ):
            if text:
                source = context.deck.sources.get(text) if part == "source" else None
                words = (source.title or source.publisher or text) if source else text
                room = (width, 2 * style.size * style.leading + 1)
                out.append((context.fit(words, style, room, (*where, part)), role))
        return out

    def paint_static(self, painter: QPainter) -> None:
        """Paint mark, words and person."""
        top = self._lines[0][1] - (0 if self._indent else 150)
        baseline = top + 0.52 * self._mark.size
        draw_text(painter, "“", self.rect.left() - 12, baseline, self._mark, self._tint)
        left = self.rect.left() + self._indent
        for block, y, role in self._lines:
            place = QRectF(left, y, self.rect.width() - self._indent, block.height)
            draw_block(painter, block, place, self._palette.role(role))
