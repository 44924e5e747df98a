"""What stands on a slide: a part that never changes and a part that does."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable
from kjc_desktop.scene.canvas import Canvas
from kjc_desktop.scene.markup import Paragraph, parse_block, parse_line
from kjc_desktop.scene.paint import measure
from kjc_desktop.scene.palette import Palette
from kjc_desktop.scene.text import Block, Style, fit_text
from kjc_desktop.timeline.frame import Data, ElementState


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the layout could not do as asked; `where` is the path inside the slide file."""

    rule: str
    where: tuple[str | int, ...]
    values: dict[str, object]


@dataclass
class Context:
    """What every element of one slide is built from."""

    deck: Deck
    table: FigureTable
    canvas: Canvas
    palette: Palette
    floor: float = 0.0
    """Where the content must end, in canvas units from the top: above the footer."""
    findings: list[Finding] = field(default_factory=list)

    def fit(
        self,
        text: str | Sequence[Paragraph],
        style: Style,
        size: tuple[float, float],
        where: tuple[str | int, ...],
        *,
        smallest: int = 0,
    ) -> Block:
        """Return a text set to fit a place; where it cannot, the finding is noted.

        Args:
            text: deck text with placeholders, read as one line, or paragraphs already read.
            style: its largest form.
            size: width and height of the place in canvas units.
            where: the path of the text inside the slide file, for the finding.
            smallest: how small it may become, where that is more than the theme's smallest size.
        """
        paragraphs = (self.line(text),) if isinstance(text, str) else text
        smallest = max(smallest, round(self.deck.theme.type.minimum))
        language = self.deck.head.language
        block = fit_text(paragraphs, style, size, smallest, measure, language)
        if not block.fits:
            self.note("overflow", where, size=block.style.size)
        return block

    def note(self, rule: str, where: tuple[str | int, ...], **values: object) -> None:
        """Note what the layout could not do, for `kjc check` and the log."""
        self.findings.append(Finding(rule, where, values))

    def line(self, text: str) -> Paragraph:
        """Return a title, label or item with its placeholders filled."""
        return parse_line(self.table.expand(text))

    def block(self, text: str) -> tuple[Paragraph, ...]:
        """Return a longer text with its placeholders filled."""
        return parse_block(self.table.expand(text))

    def size(self, name: str) -> int:
        """Return a size of the theme's type scale in canvas units."""
        return round(float(getattr(self.deck.theme.type, name)))


class Element(ABC):
    """Something in a rectangle of the canvas, built for one place and the figures it shows.

    `key` says what the moving part looks like: equal keys are equal pixels, which is how the stage
    knows what to repaint. `seek` is the only thing that changes an element, and it sets everything.
    """

    indivisible = False
    """Whether part of it painted anew may differ from that part of the whole, by a shade."""

    def __init__(self, rect: QRectF) -> None:
        self.rect = rect
        self.bottom = rect.bottom()
        self.state = ElementState()
        self.now: datetime | None = None

    def seek(self, state: ElementState, now: datetime, data: Data | None = None) -> None:
        """Set everything that can change, whatever came before.

        Args:
            state: of this element.
            now: the time of day.
            data: the figures, with the values this element was built for, and how far they have
                run there; None where they do not run.
        """
        del data
        self.state, self.now = state, now

    def key(self) -> Hashable:
        """Return what the moving part looks like; None where there is none."""
        return None

    def look(self) -> object:
        """Return what stands where, `key` aside: equal looks and keys are equal pixels.

        None where that cannot be told.
        """
        return None

    def differs(self, old: "Element") -> tuple[QRectF, ...]:
        """Return where this looks different from the element it replaces, keys aside."""
        look = self.look()
        same = type(old) is type(self) and look is not None and look == old.look()
        return () if same else (old.area, self.area)

    def inherit(self, old: "Element") -> None:  # noqa: B027 - most elements hold nothing
        """Take over what was costly to make, from the element that this one replaces."""

    @property
    def area(self) -> QRectF:
        """Everything this element paints, in canvas units; painting is clipped to it."""
        return self.rect.adjusted(-24, -24, 24, 24)

    def changed(self, before: Hashable) -> QRectF:
        """Return where this element looks different from a moment at which it had another key.

        The key may be that of an element that stood in its place, with the same look.
        """
        del before
        return self.area

    @abstractmethod
    def paint_static(self, painter: QPainter) -> None:
        """Paint what does not move."""

    def paint_live(self, painter: QPainter) -> None:  # noqa: B027 - most elements never move
        """Paint what the state changes, over the static part."""

    def dispose(self) -> None:  # noqa: B027 - most elements hold nothing
        """Give back what is held outside Python; the element is not used afterwards."""
