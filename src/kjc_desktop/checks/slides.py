"""Rules about slides as their readers meet them: pictures, notes, time to read."""

from collections.abc import Iterator

from kjc_desktop.checks.charts import placed, widget_span
from kjc_desktop.checks.context import Context, note, warning
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.models import Slide
from kjc_desktop.deck.placeholders import pieces
from kjc_desktop.deck.widgets import (
    BarsWidget,
    ImageWidget,
    LineWidget,
    LogoWidget,
    MapWidget,
    NumberWidget,
    PictogramWidget,
    ShareWidget,
    TableWidget,
    VideoWidget,
)
from kjc_desktop.figures.usage import audience_texts, mentioned

WORD_SECONDS = 0.35
FIGURE_SECONDS = 1.5
CHART_SECONDS = 3.0

_PICTURES = (ImageWidget, LogoWidget, VideoWidget)
_CHARTS = (BarsWidget, LineWidget, ShareWidget, PictogramWidget, MapWidget, TableWidget)
_NOT_READ = frozenset({"alt", "easy"})


def alt(context: Context, slide: Slide) -> Iterator[Diagnostic]:
    """Yield pictures that say nothing to those who do not see them."""
    for place, widget in placed(slide):
        if isinstance(widget, _PICTURES) and not widget.alt:
            yield warning("KJC411", "alt", widget_span(context, slide, place), file=widget.file)


def notes(context: Context, slide: Slide) -> Iterator[Diagnostic]:
    """Yield slides without notes in a deck that is presented, as notes on others show."""
    presented = any(each.spec.notes for each in context.deck.slides)
    if presented and not slide.spec.notes and not slide.spec.hidden:
        span = context.deck.origins.span("slides", slide.name)
        yield note("KJC412", "notes", span, name=slide.name)


def reading_time(context: Context, slide: Slide) -> Iterator[Diagnostic]:
    """Yield slides that are gone before they can be read."""
    needed = reading_seconds(context, slide)
    given = context.deck.duration(slide)
    if needed > given:
        span = context.deck.origins.span("slides", slide.name, "duration")
        values = {"needed": _whole_seconds(needed), "given": f"{given:g}"}
        yield warning("KJC413", "reading-time", span, **values)


def reading_seconds(context: Context, slide: Slide) -> float:
    """Return how long a slide takes to read, in seconds; a figure shown twice counts once.

    What a chart draws belongs to the chart and is not counted figure by figure.
    """
    read = [text for path, text in audience_texts(slide) if not _NOT_READ & set(path[2:])]
    named_figures, claims = mentioned(read, context.table.claims)
    numbers = [each for each in slide.widgets if isinstance(each, NumberWidget)]
    figures = {*named_figures, *(widget.figure for widget in numbers)}
    words = [*read, *(context.table.claims[name] for name in claims)]
    words += [_unit(context, widget) for widget in numbers if not widget.label]
    charts = sum(isinstance(widget, _CHARTS) for widget in slide.widgets)
    spoken = sum(map(_words, words)) * WORD_SECONDS
    return spoken + len(figures) * FIGURE_SECONDS + charts * CHART_SECONDS


def _words(text: str) -> int:
    """Return the number of words of a text besides its placeholders."""
    stretches = (piece for piece in pieces(text) if isinstance(piece, str))
    return sum(any(map(str.isalnum, word)) for part in stretches for word in part.split())


def _unit(context: Context, widget: NumberWidget) -> str:
    figure = context.table.get(widget.figure)
    return (figure.unit if figure else None) or ""


def _whole_seconds(seconds: float) -> int:
    return int(-(-seconds // 1))
