"""Rules about slides as their readers meet them: pictures, notes, time to read."""

from collections.abc import Iterator

from kjc_desktop.checks.charts import placed, widget_span
from kjc_desktop.checks.context import Context, note, warning
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.models import Slide
from kjc_desktop.deck.placeholders import Placeholder, pieces
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
from kjc_desktop.figures.usage import audience_texts

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
    """Return how long a slide takes to read, in seconds."""
    read = (text for path, text in audience_texts(slide) if not _NOT_READ & set(path[2:]))
    counted = [_count(context, text, frozenset()) for text in read]
    words = sum(words for words, _ in counted)
    figures = sum(figures for _, figures in counted)
    for widget in slide.widgets:
        if isinstance(widget, NumberWidget):
            figures += 1
            unit = context.table[widget.figure].unit if widget.figure in context.table else None
            words += 0 if widget.label else len((unit or "").split())
    charts = sum(isinstance(widget, _CHARTS) for widget in slide.widgets)
    return words * WORD_SECONDS + figures * FIGURE_SECONDS + charts * CHART_SECONDS


def _count(context: Context, text: str, within: frozenset[str]) -> tuple[int, int]:
    """Return words and figures of a text; a claim counts as what it says."""
    words = figures = 0
    for piece in pieces(text):
        if isinstance(piece, str):
            words += sum(any(map(str.isalnum, word)) for word in piece.split())
        elif isinstance(piece, Placeholder) and piece.claim is None:
            figures += 1
        elif isinstance(piece, Placeholder) and piece.claim not in within:
            claim = str(piece.claim)
            inner = _count(context, context.table.claims.get(claim, ""), within | {claim})
            words, figures = words + inner[0], figures + inner[1]
    return words, figures


def _whole_seconds(seconds: float) -> int:
    return int(-(-seconds // 1))
