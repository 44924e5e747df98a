"""The curves of a line chart in canvas units, and the words at their ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor

from kjc_desktop.scene.element import Context
from kjc_desktop.scene.fonts import SEMIBOLD
from kjc_desktop.scene.markup import Paragraph, Run
from kjc_desktop.scene.paint import measure
from kjc_desktop.scene.text import Block, Style, set_text

Point = tuple[float, float]
_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Curve:
    """One series: `points` in canvas units from left to right, None where there is no value."""

    points: tuple[Point | None, ...]
    color: QColor
    ink: QColor
    lead: bool

    @property
    def end(self) -> Point:
        """The last point there is."""
        return next(point for point in reversed(self.points) if point is not None)

    def until(self, front: float) -> list[Point | None]:
        """Return the part on the left of `front`, with the point where it is reached."""
        shown: list[Point | None] = []
        before: Point | None = None
        for point in self.points:
            if point is not None and point[0] > front:
                if before is not None and before[0] < front:
                    part = (front - before[0]) / (point[0] - before[0])
                    shown.append((front, before[1] + part * (point[1] - before[1])))
                break
            shown.append(point)
            before = point
        return shown

    def lonely(self, front: float) -> list[Point]:
        """Return the points up to `front` that have no neighbour, so that no line shows them."""
        padded = (None, *self.points, None)
        return [
            here
            for before, here, after in zip(padded, padded[1:], padded[2:], strict=False)
            if here is not None and before is None and after is None and here[0] <= front
        ]


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Words beside the end of a curve; `top` in canvas units."""

    block: Block
    top: float
    at: float
    """Height of the end of the curve."""

    @property
    def valued(self) -> bool:
        """Whether the words begin with the value."""
        return any(word.bold for line in self.block.lines for word in line.words)

    @property
    def displaced(self) -> bool:
        """Whether the words had to move so far that a line must lead to them."""
        return abs(self.top + self.block.height / 2 - self.at) > self.block.height / 2


def end_labels(
    context: Context,
    texts: Sequence[tuple[str, str]],
    heights: Sequence[float],
    room: tuple[float, float, float],
) -> tuple[list[EndLabel], bool]:
    """Set name and value beside the end of each curve so that none overlaps another.

    Args:
        context: of the slide.
        texts: name (may be empty) and value of each curve.
        heights: of the ends of the curves.
        room: greatest width; top and bottom of the space.

    Returns:
        The labels in the order of the curves, and whether they fit.
    """
    width, top, bottom = room
    largest, smallest = context.size("label"), context.size("minimum")
    blocks: list[Block] = []
    for valued, size in [
        *((True, size) for size in range(largest, smallest - 1, -2)),
        *((False, size) for size in range(largest, smallest - 1, -2)),
    ]:
        style = Style(size, bold_weight=SEMIBOLD, leading=1.12, tabular=True)
        language = context.deck.head.language
        blocks = [
            set_text((_words(name, value, valued=valued),), style, width, measure, language)
            for name, value in texts
        ]
        fits = all(block.fits for block in blocks)
        if fits and sum(block.height + _GAP for block in blocks) <= bottom - top:
            return _placed(blocks, heights, top, bottom), True
    return _placed(blocks, heights, top, bottom), False


def _words(name: str, value: str, *, valued: bool) -> Paragraph:
    number = ((Run(value, bold=True),),) if valued or not name else ()
    return Paragraph((*number, *(((Run(name),),) if name else ())))


def _placed(
    blocks: Sequence[Block], heights: Sequence[float], top: float, bottom: float
) -> list[EndLabel]:
    """Put each block beside its end, moved down and up just so far that none overlaps another."""
    order = sorted(range(len(blocks)), key=lambda index: (heights[index], index))
    tops = {index: heights[index] - blocks[index].height / 2 for index in order}
    edge = top
    for index in order:
        tops[index] = max(tops[index], edge)
        edge = tops[index] + blocks[index].height + _GAP
    edge = bottom
    for index in reversed(order):
        tops[index] = min(tops[index], edge - blocks[index].height)
        edge = tops[index] - _GAP
    return [EndLabel(block, tops[index], heights[index]) for index, block in enumerate(blocks)]
