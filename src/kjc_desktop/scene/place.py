"""Where a widget stands and how it should look there; layouts give it, widgets take it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF

NATURAL = frozenset({"number", "text", "list", "quote", "clock", "countdown"})
"""Widgets as high as their content; the others fill the place they are given."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle in canvas units and the part a widget plays there.

    `index` counts siblings from 0 and picks the colour of the sequence; `ruled` asks for a rule
    above, as in columns; `lead` says that the slide is about this one; `number_size` is the size
    that all numbers beside one another share.
    """

    rect: QRectF
    index: int = 0
    ruled: bool = False
    lead: bool = False
    kicker: bool = False
    number_size: int = 0

    def below(self, bottom: float, gap: float = 48.0) -> "Place":
        """Return the same place begun `gap` under what ended at `bottom`."""
        rect = QRectF(self.rect)
        rect.setTop(min(bottom + gap, rect.bottom()))
        return replace(self, rect=rect)
