"""Rules about figures as such: their dates, embargoes, validity and qualifiers."""

from collections.abc import Iterator

from kjc_desktop.checks.context import Context, warning
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.models import Slide
from kjc_desktop.figures.dates import date_text
from kjc_desktop.figures.usage import audience_texts, named


def validity(context: Context) -> Iterator[Diagnostic]:
    """Yield figures whose own `valid_until` is over."""
    deck = context.deck
    for name, figure in deck.figures.items():
        until = figure.valid_until
        if until is None or deck.instant(until, end_of_day=True) >= context.now:
            continue
        if context.applies("validity", name):
            written = date_text(until, deck.head.language)
            span = deck.origins.span("figures", name)
            yield warning("KJC402", "validity", span, name=name, until=written)


def embargo(context: Context) -> Iterator[Diagnostic]:
    """Yield figures whose own `embargo_until` is still to come."""
    deck = context.deck
    for name, figure in deck.figures.items():
        until = figure.embargo_until
        if until is None or deck.instant(until) <= context.now:
            continue
        if context.applies("embargo", name):
            written = date_text(until, deck.head.language)
            span = deck.origins.span("figures", name)
            yield warning("KJC403", "embargo", span, name=name, until=written)


def as_of(context: Context) -> Iterator[Diagnostic]:
    """Yield what shown figures lack a date for: once at their source, else at the figure."""
    deck = context.deck
    reported: set[tuple[str, str]] = set()
    for name, figure in context.table.items():
        if not context.slides_with(name) or figure.embargoed or not context.applies("as-of", name):
            continue
        for citation in figure.citations:
            place = ("sources", citation.source.name)
            if deck.sources[citation.source.name].live:
                continue  # without data it has no date, and that is told already
            if citation.as_of is None and place not in reported:
                reported.add(place)
                yield warning("KJC404", "as-of", deck.origins.span(*place), name=name)


def preliminary(context: Context) -> Iterator[Diagnostic]:
    """Yield shown figures that say themselves that they are preliminary."""
    deck = context.deck
    for name, figure in deck.figures.items():
        shown = figure.preliminary and context.slides_with(name)
        if shown and context.applies("preliminary", name):
            span = deck.origins.span("figures", name)
            yield warning("KJC406", "preliminary", span, name=name)


def qualifier(context: Context, slide: Slide) -> Iterator[Diagnostic]:
    """Yield `{name.value}` in a text that does not say the figure's qualifier itself."""
    for path, text in audience_texts(slide):
        for piece in named(text):
            figure = context.table.get(piece.figure or "")
            if piece.part != "value" or figure is None or not figure.qualifier:
                continue
            if figure.qualifier.lower() not in text.lower():
                span = context.deck.origins.text_span(path, piece.start, piece.length)
                values = {"name": figure.name, "qualifier": figure.qualifier}
                yield warning("KJC405", "qualifier", span, **values)
