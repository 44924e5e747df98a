"""What every rule looks at: the deck, its figures now, and what each slide shows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property

from kjc_desktop.data.live import NOTHING, LiveData
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
    live: LiveData = NOTHING

    @cached_property
    def table(self) -> FigureTable:
        """The figures as they are shown now."""
        return resolve(self.deck, self.now, self.live)

    @cached_property
    def figure_of(self) -> dict[Decimal, str]:
        """Value without its sign, exact or as displayed → the first figure that has it.

        Embargoes do not count, so that a number that is written out too early is found.
        """
        found: dict[Decimal, str] = {}
        for name, figure in resolve(self.deck, _AFTER_ALL_EMBARGOES, self.live).items():
            if figure.value is not None:
                exact = Decimal(str(figure.value))
                for value in (exact, figure.format.rounded(figure.value)):
                    found.setdefault(abs(value), name)
        return found

    @cached_property
    def shown(self) -> dict[str, Usage]:
        """Slide → what it shows."""
        return {slide.name: self.table.usage(slide) for slide in self.deck.slides}

    @cached_property
    def _slides_of(self) -> dict[str, list[Slide]]:
        slides: dict[str, list[Slide]] = {}
        for slide in self.deck.slides:
            for figure in self.shown[slide.name].figures:
                slides.setdefault(figure, []).append(slide)
        return slides

    def slides_with(self, figure: str) -> list[Slide]:
        """Return the slides that show a figure."""
        return self._slides_of.get(figure, [])

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
