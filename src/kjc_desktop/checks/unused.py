"""What is declared in figures.yaml and used nowhere."""

from collections.abc import Iterator, Mapping

from kjc_desktop.checks.context import Context, note
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.fields import Ref, TextMark
from kjc_desktop.deck.marks import marked
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures.calculation import calculate
from kjc_desktop.figures.formula import Formula, key, read
from kjc_desktop.figures.usage import drawn_by, mentioned, named, slide_texts

_CODES = {"figures": "KJC414", "sources": "KJC415", "series": "KJC416", "claims": "KJC417"}


def unused(context: Context) -> Iterator[Diagnostic]:
    """Yield figures, sources, series and claims that nothing in the deck refers to."""
    deck = context.deck
    declared: dict[str, Mapping[str, object]] = {
        "figures": deck.figures, "sources": deck.sources,
        "series": deck.series, "claims": deck.claims,
    }  # fmt: skip
    used = _used(deck)
    for section, entries in declared.items():
        for name in entries:
            if name not in used[section]:
                span = deck.origins.span(section, name)
                yield note(_CODES[section], "unused", span, name=name)


def _used(deck: Deck) -> dict[str, set[str]]:
    """Return the names used in each section of figures.yaml."""
    words = {name: claim.text for name, claim in deck.claims.items()}
    figures, claims = mentioned(_texts(deck), words)
    used = {
        "figures": set(figures) | _computed_with(deck), "claims": set(claims),
        "sources": _cited(deck), "series": set[str](),
    }  # fmt: skip
    sections = {"figure": "figures", "series": "series", "source": "sources"}
    for slide in deck.slides:
        for widget in slide.widgets:
            for kind, name in drawn_by(widget, deck.series):
                if kind in sections:
                    used[sections[kind]].add(name)
    return used


def _texts(deck: Deck) -> Iterator[str]:
    """Yield every text of a deck in which a figure can be named."""
    for slide in deck.slides:
        yield from (text for _, text in slide_texts(slide))
    models = [deck.head, *deck.sources.values(), *deck.figures.values(), *deck.series.values()]
    for model in models:
        yield from (text for _, mark, text in marked(model) if isinstance(mark, TextMark))


def _computed_with(deck: Deck) -> set[str]:
    """Return the figures that formulas compute with and that claims are about."""
    names = {name for each in calculate(deck).values() for name in each.inputs}
    by_key = {key(name): name for name in deck.figures}
    for claim in deck.claims.values():
        condition = read(claim.holds)
        if isinstance(condition, Formula):
            names |= {by_key[name] for name in condition.names if name in by_key}
        names |= {piece.figure for piece in named(claim.text) if piece.figure}
    return names


def _cited(deck: Deck) -> set[str]:
    entries = [*deck.figures.values(), *deck.series.values()]
    return {
        name
        for entry in entries
        for _, mark, name in marked(entry)
        if isinstance(mark, Ref) and mark.kind == "source"
    }
