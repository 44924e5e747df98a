"""Whether what is claimed in words holds for the figures as they are."""

from kjc_desktop.deck.models import Claim, Deck
from kjc_desktop.figures.calculation import Calculation, values_of
from kjc_desktop.figures.compute import condition
from kjc_desktop.figures.formula import Formula, key, read


def wrong_claims(deck: Deck, calculation: Calculation) -> frozenset[str]:
    """Return the claims on live figures that do not hold.

    A claim on written figures is judged when the deck is read; one on a figure without value cannot
    be judged.
    """
    live = {key(name) for name in deck.figures if _is_live(deck, name, calculation)}
    return frozenset(
        name for name, claim in deck.claims.items() if not _may_be_shown(claim, live, calculation)
    )


def _is_live(deck: Deck, name: str, calculation: Calculation) -> bool:
    """Tell whether a figure is read, or computed of one that is."""
    waiting, seen = [name], {name}
    while waiting:
        each = waiting.pop()
        if deck.figures[each].from_ is not None:
            return True
        inputs = [one for one in calculation[each].inputs if one not in seen]
        waiting += inputs
        seen.update(inputs)
    return False


def _may_be_shown(claim: Claim, live: set[str], calculation: Calculation) -> bool:
    formula = read(claim.holds)
    if not isinstance(formula, Formula) or not live.intersection(formula.names):
        return True
    known = values_of(formula, calculation)
    return known is None or condition(formula, known) is not False
