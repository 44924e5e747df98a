"""All rules by name, and the one way to run them.

Rules that need the layout of a slide have codes KJC5xx and an entry of their own in `scene`'s
terms; here are those that the deck and its figures alone can answer.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from kjc_desktop.checks import charts, contrast, digits, figure_rules, slides
from kjc_desktop.checks.context import Context, DeckRule, SlideRule
from kjc_desktop.checks.unused import unused
from kjc_desktop.data.live import NOTHING, LiveData
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import diagnose

DECK_RULES: Mapping[str, DeckRule] = MappingProxyType(
    {
        "contrast": contrast.theme,
        "validity": figure_rules.validity,
        "embargo": figure_rules.embargo,
        "as-of": figure_rules.as_of,
        "preliminary": figure_rules.preliminary,
        "unused": unused,
    }
)
"""Rules about the deck as a whole and about its figures."""

SLIDE_RULES: Mapping[str, SlideRule] = MappingProxyType(
    {
        "alt": slides.alt,
        "baseline": charts.baseline,
        "contrast": contrast.slide_ground,
        "digits": digits.digits,
        "notes": slides.notes,
        "qualifier": figure_rules.qualifier,
        "reading-time": slides.reading_time,
        "shares": charts.shares,
    }
)
"""Rules about one slide, which its `ignore` can silence."""


def check(
    deck: Deck,
    now: datetime,
    only: Collection[str] | None = None,
    live: LiveData | None = None,
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with figures and claims, and what the rules find, sorted by place.

    Args:
        deck: as loaded; what keeps it from loading is not repeated.
        now: an aware date-time; it decides about embargoes and validity.
        only: names of rules; None for all rules and for faults that belong to none.
        live: what its sources gave; None where they were not read and are not judged.
    """
    faults = diagnose(deck, now, live)
    found = [each for each in faults if only is None or (each.rule and each.rule in only)]
    found += _by_rules(Context(deck, now, live or NOTHING), only)
    return tuple(sorted(found, key=lambda each: (each.span, each.code)))


def _by_rules(context: Context, only: Collection[str] | None) -> Iterator[Diagnostic]:
    for name, deck_rule in DECK_RULES.items():
        if only is None or name in only:
            yield from deck_rule(context)
    for name, slide_rule in SLIDE_RULES.items():
        if only is not None and name not in only:
            continue
        for slide in context.deck.slides:
            if name not in slide.spec.ignore:
                yield from slide_rule(context, slide)
