"""What is wrong with the formulas and claims of a deck, each fault once and where it is written."""

import ast
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from kjc_desktop.data.live import NOTHING, LiveData
from kjc_desktop.deck.diagnostics import Diagnostic, Severity
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures.calculation import Calculation, calculate, unknown_names, values_of
from kjc_desktop.figures.compute import condition, number, rounded
from kjc_desktop.figures.formats import usual_format
from kjc_desktop.figures.formula import Fault, Formula, read
from kjc_desktop.figures.usage import Path, named

_MOST_DIGITS = 12


def diagnose(deck: Deck, now: datetime, live: LiveData | None = None) -> tuple[Diagnostic, ...]:
    """Return what keeps figures from having a value and claims from being true.

    Args:
        deck: a loaded deck.
        now: an aware date-time; it decides which data are too old.
        live: what its sources have to give; None where that is not known and not judged.
    """
    calculation = calculate(deck, live or NOTHING)
    return (
        *_formulas(deck, calculation),
        *_dropped_qualifiers(deck, calculation),
        *_claims(deck, calculation),
        *_circular_claims(deck),
        *_data(deck, live, now),
    )


def _data(deck: Deck, live: LiveData | None, now: datetime) -> Iterator[Diagnostic]:
    if live is not None and deck.live:
        # A deck without live sources starts without anything that reads them.
        from kjc_desktop.figures.data_faults import data_faults

        yield from data_faults(deck, live, now)


def _formulas(deck: Deck, calculation: Calculation) -> Iterator[Diagnostic]:
    for name in deck.figures:
        for fault in calculation[name].faults:
            yield _diagnostic(deck, ("figures", name, "formula"), fault, figure=name)


def _dropped_qualifiers(deck: Deck, calculation: Calculation) -> Iterator[Diagnostic]:
    """Yield formulas that turn `mehr als 250.000` into a number that sounds exact."""
    for name, figure in deck.figures.items():
        qualified = [each for each in calculation[name].inputs if deck.figures[each].qualifier]
        if figure.qualifier or not qualified:
            continue
        values = {
            "figure": name, "input": qualified[0],
            "qualifier": deck.figures[qualified[0]].qualifier,
        }  # fmt: skip
        span = deck.origins.span("figures", name, "formula")
        yield Diagnostic("KJC314", Severity.WARNING, span, values, rule="qualifier")


def _claims(deck: Deck, calculation: Calculation) -> Iterator[Diagnostic]:
    for name, claim in deck.claims.items():
        formula = read(claim.holds)
        for fault in _claim_faults(deck, formula, calculation):
            yield _diagnostic(deck, ("claims", name, "holds"), fault, claim=name)


def _claim_faults(
    deck: Deck, formula: Formula | Fault, calculation: Calculation
) -> tuple[Fault, ...]:
    """Return what is wrong with a condition; one on a figure without value is not judged."""
    if isinstance(formula, Fault):
        return (formula,)
    unknown = unknown_names(formula, deck.figures)
    known = values_of(formula, calculation)
    if unknown or known is None:
        return unknown
    held = condition(formula, known)
    if isinstance(held, Fault):
        return (held,)
    if held:
        return ()
    facts = "; ".join(_facts(formula, known, deck.head.language)) or formula.text
    return (Fault("KJC313", values={"facts": facts}),)


def _facts(formula: Formula, known: Mapping[str, Fraction], language: str) -> Iterator[str]:
    """Yield both sides of every comparison with their numbers, such as `104 / 407 = 0,2555`."""
    for node in ast.walk(formula.tree):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                if any(isinstance(part, ast.Name) for part in ast.walk(side)):
                    yield _fact(formula, side, known, language)


def _fact(formula: Formula, side: ast.expr, known: Mapping[str, Fraction], language: str) -> str:
    start, length = formula.place(side)
    text = formula.text[start : start + length]
    if not isinstance(side, ast.Name):
        for use in reversed(formula.uses):
            at, size = formula.place(use)
            if start <= at < start + length:
                at -= start
                text = text[:at] + _written(known[use.id], language) + text[at + size :]
    part = Formula(formula.text, side, formula.offset)
    value = number(part, known)
    return text if isinstance(value, Fault) else f"{text} = {_written(value, language)}"


def _written(value: Fraction, language: str) -> str:
    """Return a number with at most four significant digits after the decimal sign."""
    shown: int | float = value.numerator
    if value.denominator != 1:
        size = Decimal(str(float(value))).adjusted()
        shown = float(rounded(value, min(4 if size >= -1 else 3 - size, _MOST_DIGITS)))
    return usual_format([shown], language).text(shown)


def _circular_claims(deck: Deck) -> Iterator[Diagnostic]:
    """Yield the placeholder that leads a claim back to itself, once for each circle."""
    inside = {
        name: [piece for piece in named(claim.text) if piece.claim in deck.claims]
        for name, claim in deck.claims.items()
    }
    graph = {name: [str(piece.claim) for piece in found] for name, found in inside.items()}
    reported: set[str] = set()
    for name, found in inside.items():
        back = (piece for piece in found if name in _reachable(str(piece.claim), graph))
        piece = next(back, None)
        if piece and name not in reported:
            reported |= _reachable(name, graph)
            fault = Fault("KJC316", piece.start, piece.length)
            yield _diagnostic(deck, ("claims", name, "text"), fault, claim=name)


def _reachable(start: str, graph: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += graph[name]
    return found


def _diagnostic(deck: Deck, path: Path, fault: Fault, **names: object) -> Diagnostic:
    """Return a fault as a diagnostic: at the whole value, or at its part of the text."""
    span = (
        deck.origins.text_span(path, fault.start, fault.length)
        if fault.length
        else deck.origins.span(*path)
    )
    values = {"figure": "", "claim": "", **names, **fault.values}
    return Diagnostic(fault.code, Severity.ERROR, span, values, fault.suggestion)
