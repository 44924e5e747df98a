"""What is declared in figures.yaml and used nowhere."""

import re
from collections.abc import Iterator, Mapping

from kjc_desktop.checks.context import Context, note
from kjc_desktop.deck.diagnostics import Diagnostic, nearest
from kjc_desktop.deck.fields import Ref, TextMark
from kjc_desktop.deck.marks import marked
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures.formula import FUNCTIONS, key
from kjc_desktop.figures.usage import drawn_by, mentioned, named, slide_texts

_CODES = {"figures": "KJC414", "sources": "KJC415", "series": "KJC416", "claims": "KJC417"}
_WORD = re.compile(r"[^\W\d]\w*")
_RESERVED = {*FUNCTIONS, "and", "or", "not"}


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
    """Return the figures that formulas and claims are about, also where one cannot be read.

    A misspelt name counts as the one it was probably meant to be: its own finding says so.
    """
    by_key = {key(name): name for name in deck.figures}
    formulas = [figure.formula or "" for figure in deck.figures.values()]
    conditions = [claim.holds for claim in deck.claims.values()]
    words = {key(word) for text in (*formulas, *conditions) for word in _WORD.findall(text)}
    meant = (by_key.get(word) or nearest(word, deck.figures) for word in words - _RESERVED)
    said = (piece.figure for claim in deck.claims.values() for piece in named(claim.text))
    return {name for name in (*meant, *said) if name}


def _cited(deck: Deck) -> set[str]:
    entries = [*deck.figures.values(), *deck.series.values()]
    return {
        name
        for entry in entries
        for _, mark, name in marked(entry)
        if isinstance(mark, Ref) and mark.kind == "source"
    }
