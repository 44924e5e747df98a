"""A paragraph or two, with an optional heading; under a rule in columns."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from kjc_desktop.deck.widgets import TextWidget
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.fonts import BOLD
from kjc_desktop.scene.paint import RULE, draw_block, fill
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.text import Style


class TextElement(Element):
    """Words of the deck; nothing in it moves."""

    def __init__(
        self,
        context: Context,
        widget: TextWidget,
        place: Place,
        where: tuple[str | int, ...],
    ) -> None:
        super().__init__(place.rect)
        self._palette = context.palette
        self._align = widget.align
        self._ruled = place.ruled
        self._tint = context.palette.pick(widget.color, context.palette.accent)
        width, y = self.rect.width(), self.rect.top() + (RULE + 30 if self._ruled else 0)
        self._heading = None
        if widget.label:
            style = Style(round(1.05 * context.size("body")), BOLD, leading=1.2)
            room = (width, 3 * style.size * style.leading)
            self._heading = context.fit(widget.label, style, room, (*where, "label"))
            self._heading_top = y
            y += self._heading.height + 6
        body = context.size("body")
        size = {"lead": round(1.25 * body), "body": body, "small": context.size("label")}
        style = Style(size[widget.size], bold_weight=BOLD, leading=1.3)
        room = (width, max(self.rect.bottom() - y, style.size * style.leading))
        self._body = context.fit(context.block(widget.text), style, room, (*where, "text"))
        self._top = y
        self._colored = widget.color is not None and widget.label is None
        self.bottom = y + self._body.height

    def paint_static(self, painter: QPainter) -> None:
        """Paint rule, heading and words."""
        left, width = self.rect.left(), self.rect.width()
        if self._ruled:
            fill(painter, QRectF(left, self.rect.top(), width, RULE), self._tint)
        if self._heading:
            place = QRectF(left, self._heading_top, width, self._heading.height)
            draw_block(painter, self._heading, place, self._palette.text, align=self._align)
        place = QRectF(left, self._top, width, self._body.height)
        plain = self._palette.muted if self._heading else self._palette.text
        color = self._tint if self._colored else plain
        draw_block(painter, self._body, place, color, align=self._align)
