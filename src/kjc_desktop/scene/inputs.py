"""What a slide and each of its widgets take from the figures, as values that can be compared.

A show brings other figures up to ten times a second. What has the same inputs as before looks the
same, and is neither laid out nor painted again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kjc_desktop.deck.fields import TextMark
from kjc_desktop.deck.marks import marked
from kjc_desktop.deck.models import Deck, Slide
from kjc_desktop.deck.widgets import Widget
from kjc_desktop.figures import FigureTable
from kjc_desktop.figures.usage import drawn_by

Input = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Taken:
    """Names of what one widget draws, and its texts that have placeholders."""

    figures: tuple[str, ...]
    series: tuple[str, ...]
    sources: tuple[str, ...]
    texts: tuple[str, ...]

    @classmethod
    def by(cls, widget: Widget, table: FigureTable) -> "_Taken":
        drawn = list(drawn_by(widget, table.series))
        figures, series, sources = (
            tuple(name for each, name in drawn if each == kind)
            for kind in ("figure", "series", "source")
        )
        texts = (text for _, mark, text in marked(widget) if isinstance(mark, TextMark))
        return cls(figures, series, sources, tuple(text for text in texts if "{" in text))


class Inputs:
    """What one slide takes from tables of one deck."""

    def __init__(self, deck: Deck, slide: Slide, table: FigureTable) -> None:
        self._usage = table.usage(slide)
        self._head = [text for text in (deck.head.title, deck.head.footer) if text]
        self._widgets = [_Taken.by(widget, table) for widget in slide.widgets]

    def of_slide(self, table: FigureTable) -> Input:
        """Return all that can change the look of the slide: its words, sources and widgets."""
        used = self._usage
        return (
            tuple(table.figures.get(name) for name in used.figures),
            tuple(table.series.get(name) for name in used.series),
            tuple((table.sources.get(name), table.tables.get(name)) for name in used.sources),
            tuple(table.claims[name] for name in used.claims),
            tuple(table.expand(text) for text in self._head),
        )

    def of_widget(self, index: int, table: FigureTable) -> Input:
        """Return what one widget draws; where it comes from and of when is said elsewhere."""
        taken = self._widgets[index]
        return (
            tuple(tuple(_figure(table, name)) for name in taken.figures),
            tuple(tuple(_series(table, name)) for name in taken.series),
            tuple(table.tables.get(name) for name in taken.sources),
            tuple(table.expand(text) for text in taken.texts),
        )


def _figure(table: FigureTable, name: str) -> Iterator[object]:
    figure = table.figures.get(name)
    if figure is not None:
        yield from (figure.value, figure.format, figure.qualifier, figure.unit, figure.embargoed)


def _series(table: FigureTable, name: str) -> Iterator[object]:
    series = table.series.get(name)
    if series is not None:
        yield from (series.x, series.y, series.format, series.label, series.unit)
