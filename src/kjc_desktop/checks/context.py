"""What every rule looks at: the deck, its figures now, and what each slide shows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from kjc_desktop.deck.diagnostics import Diagnostic, Severity
from kjc_desktop.deck.models import Deck, Slide
from kjc_desktop.deck.spans import Span
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.figures.usage import Usage

_AFTER_ALL_EMBARGOES = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Context:
    """A deck at one moment, with what several rules need worked out once."""

    deck: Deck
    now: datetime

    @cached_property
    def table(self) -> FigureTable:
        """The figures as they are shown now."""
        return resolve(self.deck, self.now)

    @cached_property
    def disclosed(self) -> FigureTable:
        """The figures without embargo, to find a number that is written out too early."""
        return resolve(self.deck, _AFTER_ALL_EMBARGOES)

    @cached_property
    def shown(self) -> dict[str, Usage]:
        """Slide → what it shows."""
        return {slide.name: self.table.usage(slide) for slide in self.deck.slides}

    def slides_with(self, figure: str) -> list[Slide]:
        """Return the slides that show a figure."""
        return [each for each in self.deck.slides if figure in self.shown[each.name].figures]

    def applies(self, rule: str, figure: str) -> bool:
        """Tell whether a rule about a figure counts: not if every slide with it ignores it."""
        slides = self.slides_with(figure)
        return not slides or any(rule not in slide.spec.ignore for slide in slides)


DeckRule = Callable[[Context], Iterator[Diagnostic]]
SlideRule = Callable[[Context, Slide], Iterator[Diagnostic]]


def warning(code: str, rule: str, span: Span, **values: object) -> Diagnostic:
    """Return a warning of a rule; `values` fill its sentence."""
    return Diagnostic(code, Severity.WARNING, span, values, rule=rule)


def note(code: str, rule: str, span: Span, **values: object) -> Diagnostic:
    """Return a note of a rule; `values` fill its sentence."""
    return Diagnostic(code, Severity.NOTE, span, values, rule=rule)
