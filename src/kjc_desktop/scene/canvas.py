"""The logical canvas: its size, margins and columns; everything is laid out on it and scaled."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize

from kjc_desktop.deck.models import DeckFile, Size
from kjc_desktop.deck.themes import Spacing

_SIZES = {"16:9": (1920, 1080), "9:16": (1080, 1920), "4:3": (1440, 1080), "21:9": (2520, 1080)}
_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Canvas:
    """Width and height in logical units; the short side is 1080 unless the deck says otherwise."""

    width: int
    height: int
    spacing: Spacing

    @classmethod
    def of(cls, head: DeckFile, spacing: Spacing) -> "Canvas":
        """Return the canvas a deck names; a canvas of its own is scaled to a short side of 1080."""
        if isinstance(head.canvas, Size):
            scale = 1080 / min(head.canvas.width, head.canvas.height)
            return cls(round(head.canvas.width * scale), round(head.canvas.height * scale), spacing)
        return cls(*_SIZES[head.canvas], spacing)

    @property
    def portrait(self) -> bool:
        """Whether the canvas is higher than wide: things stand below one another."""
        return self.height > self.width

    @property
    def narrow(self) -> bool:
        """Whether there is little room beside a picture, as on 4:3 and in portrait."""
        return self.width < 1.5 * self.height

    @property
    def margin(self) -> float:
        """Free space at the left and right edge."""
        return self.spacing.margin * (5 / 6 if self.narrow else 1)

    @property
    def rect(self) -> QRectF:
        """The whole canvas."""
        return QRectF(0, 0, self.width, self.height)

    @property
    def inner(self) -> QRectF:
        """The canvas without its left and right margins."""
        return QRectF(self.margin, 0, self.width - 2 * self.margin, self.height)

    def columns(self, first: int, count: int) -> tuple[float, float]:
        """Return left edge and width of `count` of the 12 columns, counted from 0."""
        gutter = self.spacing.gutter
        width = (self.inner.width() - (_COLUMNS - 1) * gutter) / _COLUMNS
        left = self.inner.left() + first * (width + gutter)
        return left, count * width + (count - 1) * gutter

    def scale_into(self, size: QSize) -> float:
        """Return the factor that fits the canvas into a size in pixels, keeping its shape."""
        return min(size.width() / self.width, size.height() / self.height)

    def pixels_in(self, size: QSize) -> QSize:
        """Return the size in pixels that the canvas has in a size in pixels."""
        scale = self.scale_into(size)
        return QSize(round(self.width * scale), round(self.height * scale))
