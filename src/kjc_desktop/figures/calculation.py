"""All figures of a deck computed in the order they need one another.

What a formula inherits (preliminary, the latest embargo, the earliest validity) is settled here
too, because it flows along the same edges as the values.
"""

import math
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from kjc_desktop.data.live import NOTHING, LiveData
from kjc_desktop.deck.diagnostics import nearest
from kjc_desktop.deck.models import Deck, Figure
from kjc_desktop.figures.compute import number
from kjc_desktop.figures.formula import Fault, Formula, key, read


@dataclass(frozen=True, slots=True)
class Calculated:
    """One figure after computing: `value` None where there is no figure to show."""

    value: Fraction | None
    inputs: tuple[str, ...] = ()
    """Names of the figures its formula uses directly, in the order they are written."""
    faults: tuple[Fault, ...] = ()
    preliminary: bool = False
    embargo_until: datetime | None = None
    valid_until: datetime | None = None


Calculation = Mapping[str, Calculated]


def calculate(deck: Deck, live: LiveData = NOTHING) -> dict[str, Calculated]:
    """Return every figure of a deck, inputs before formulas; what has no value may have faults.

    Args:
        deck: a loaded deck.
        live: what its sources have to give.
    """
    known = {name: _known(name, figure, live) for name, figure in deck.figures.items()}
    formulas = {
        name: read(figure.formula)
        for name, figure in deck.figures.items()
        if figure.formula is not None
    }
    names = {key(name): name for name in deck.figures}
    inputs = {name: _inputs(formulas.get(name), names) for name in deck.figures}
    done: dict[str, Calculated] = {}
    order, rest = _order(inputs)
    for name in order:
        formula = formulas.get(name)
        outcome = (known[name], ()) if formula is None else _value(deck, formula, done)
        done[name] = _calculated(deck, name, outcome, inputs[name], done)
    for name in rest:
        done[name] = Calculated(None, inputs[name])
    for cycle in _cycles(rest, inputs):
        first = cycle[0]
        values = {"path": " → ".join([*cycle, first]), "name": first}
        fault = Fault("KJC310", 0, len(deck.figures[first].formula or ""), values)
        done[first] = Calculated(None, inputs[first], (fault,))
    return done


def values_of(formula: Formula, done: Calculation) -> dict[str, Fraction] | None:
    """Return the values of all names of a formula by key; None where one has no value."""
    by_key = {key(name): each.value for name, each in done.items()}
    found = {name: by_key.get(name) for name in formula.names}
    known = {name: value for name, value in found.items() if value is not None}
    return known if len(known) == len(found) else None


def unknown_names(formula: Formula, known: Iterable[str]) -> tuple[Fault, ...]:
    """Return a fault for every figure a formula names that there is not."""
    names = {key(name): name for name in known}
    faults = []
    for node in formula.uses:
        if node.id not in names:
            start, length = formula.place(node)
            near = nearest(node.id, names.values())
            faults.append(Fault("KJC203", start, length, {"name": node.id}, near))
    return tuple(faults)


def exact(value: float | None) -> Fraction | None:
    """Return a number as it was written, as a fraction; None where it is no number."""
    if value is None or not math.isfinite(value):
        return None
    return Fraction(value) if isinstance(value, int) else Fraction(Decimal(str(value)))


def _inputs(formula: Formula | Fault | None, names: Mapping[str, str]) -> tuple[str, ...]:
    if not isinstance(formula, Formula):
        return ()
    return tuple(names[name] for name in formula.names if name in names)


def _order(inputs: Mapping[str, tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """Return the names in an order in which inputs come first, and those a cycle keeps back."""
    sorter = TopologicalSorter(inputs)
    # After a cycle the sorter still hands out everything that does not hang on it.
    with suppress(CycleError):
        sorter.prepare()
    order: list[str] = []
    while ready := sorter.get_ready():
        order += ready
        sorter.done(*ready)
    ordered = set(order)
    return order, [name for name in inputs if name not in ordered]


def _cycles(rest: list[str], inputs: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Return each cycle once, beginning with the figure that is declared first."""
    left = set(rest)
    position = {name: index for index, name in enumerate(rest)}
    # Whatever is left has an input that is left, so following the first one ends in a cycle.
    following = {name: next(each for each in inputs[name] if each in left) for name in rest}
    cycles: list[list[str]] = []
    seen: set[str] = set()
    for start in rest:
        path: list[str] = []
        name = start
        while name not in seen:
            seen.add(name)
            path.append(name)
            name = following[name]
        if name in path:
            cycle = path[path.index(name) :]
            first = cycle.index(min(cycle, key=position.__getitem__))
            cycles.append(cycle[first:] + cycle[:first])
    return cycles


def _calculated(
    deck: Deck,
    name: str,
    outcome: tuple[Fraction | None, tuple[Fault, ...]],
    inputs: tuple[str, ...],
    done: Calculation,
) -> Calculated:
    figure, (value, faults) = deck.figures[name], outcome
    used = [done[each] for each in inputs]
    return Calculated(
        value,
        inputs,
        faults,
        figure.preliminary or any(each.preliminary for each in used),
        max(_given(_embargo(deck, figure), *(each.embargo_until for each in used)), default=None),
        min(_given(_validity(deck, figure), *(each.valid_until for each in used)), default=None),
    )


def _known(name: str, figure: Figure, live: LiveData) -> Fraction | None:
    """Return the value that was written or read; None for a formula, and where there is none."""
    read = live.figure(name, figure)
    return exact(figure.value) if read is None else read.found.value


def _value(
    deck: Deck, formula: Formula | Fault, done: Calculation
) -> tuple[Fraction | None, tuple[Fault, ...]]:
    if isinstance(formula, Fault):
        return None, (formula,)
    faults = unknown_names(formula, deck.figures)
    known = None if faults else values_of(formula, done)
    if known is None:
        return None, faults
    result = number(formula, known)
    return (None, (result,)) if isinstance(result, Fault) else (result, ())


def _embargo(deck: Deck, figure: Figure) -> datetime | None:
    return deck.instant(figure.embargo_until) if figure.embargo_until else None


def _validity(deck: Deck, figure: Figure) -> datetime | None:
    return deck.instant(figure.valid_until, end_of_day=True) if figure.valid_until else None


def _given(*moments: datetime | None) -> list[datetime]:
    return [moment for moment in moments if moment is not None]
