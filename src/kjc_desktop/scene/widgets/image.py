"""A picture, a logo, or the poster of a film."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from kjc_desktop.deck.widgets import ImageWidget, LogoWidget, VideoWidget
from kjc_desktop.scene.captions import Tile, caption, under
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.paint import draw_aligned, fill, measure
from kjc_desktop.scene.pictures import Artwork, Fit, fitted, load, paint_artwork
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.text import Style

_CREDIT_GROUND = QColor(0, 0, 0, 150)


class ImageElement(Element):
    """A picture in its place, or a quiet tile with its words."""

    indivisible = True

    def __init__(
        self,
        context: Context,
        widget: ImageWidget | LogoWidget | VideoWidget,
        place: Place,
        where: tuple[str | int, ...],
    ) -> None:
        super().__init__(place.rect)
        self._context = context
        self._file = widget.poster if isinstance(widget, VideoWidget) else widget.file
        self._fit: Fit = widget.fit if isinstance(widget, ImageWidget) else "contain"
        self._alt = widget.alt or ""
        full = place.rect == context.canvas.rect
        # A picture stands flush with the words around it; a logo, or a whole canvas, has none.
        self._centred = full or isinstance(widget, LogoWidget)
        margin = context.canvas.margin
        room = place.rect.adjusted(margin, 0, -margin, -40) if full else place.rect
        self._caption, rest = caption(context, widget.label, room, where)
        self._picture = QRectF(place.rect)
        self._picture.setBottom(rest.bottom() if self._caption else place.rect.bottom())
        # A picture that fills the canvas has no footer, where its credit would stand.
        credit = None if isinstance(widget, VideoWidget) else widget.credit
        self._credit = credit if full else None
        self._art: Artwork | Tile | None = None

    def paint_static(self, painter: QPainter) -> None:
        """Paint the picture with its label."""
        if self._art is None:
            art = load(self._context.deck, self._file) if self._file else None
            self._art = art or Tile(self._context, self._picture, self._alt)
        shown = self._picture
        if isinstance(self._art, Tile):
            self._art.paint(painter)
        else:
            paint_artwork(painter, self._art, shown, self._fit, centred=self._centred)
            target = fitted(self._art.size, shown, self._fit, centred=self._centred)
            shown = target.intersected(shown)
        if self._caption:
            under(self._caption, shown).paint(self._context, painter)
        if self._credit:
            self._paint_credit(painter, self._credit)

    def _paint_credit(self, painter: QPainter, credit: str) -> None:
        style = Style(self._context.size("footer"))
        text = self._context.line(credit).plain
        strip = QRectF(0, 0, measure(text, style) + 32, 1.6 * style.size)
        strip.moveBottomRight(self._picture.bottomRight() - QPointF(24, 24))
        fill(painter, strip, _CREDIT_GROUND)
        draw_aligned(painter, text, strip.adjusted(16, 0, -16, 0), style, QColor("white"))
