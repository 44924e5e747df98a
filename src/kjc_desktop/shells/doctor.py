"""`kjc doctor`: is this machine ready, and does every live source give what it should."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kjc_desktop.deck import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.deck.report import line_reader, render_text
from kjc_desktop.figures.source_report import SourceRow, source_rows
from kjc_desktop.machine.finding import Finding
from kjc_desktop.shells.machine import machine
from kjc_desktop.shells.moments import moment
from kjc_desktop.shells.sources import source_lines
from kjc_desktop.show.sources import live_now
from kjc_desktop.texts import language_of, message_language, say


def doctor(
    folder: Path, variant: str | None, language: str | None, *, display: bool, as_json: bool
) -> int:
    """Tell whether all is ready for a deck, and what to do where it is not.

    Args:
        folder: of the deck.
        variant: the local edition of the deck.
        language: of the answer; None for that of the deck.
        display: whether there is a screen.
        as_json: answer a program and not a person.

    Returns:
        0 where all is well or may spoil a show at most, 1 where something keeps it from running,
        a source does not answer, or the deck cannot be read.
    """
    result = load_deck(folder, variant=variant)
    deck = result.deck
    spoken = language_of(language or (deck.head.language if deck else message_language()))
    found = machine(deck, display=display)
    if not as_json:
        _write(machine_lines(found, spoken))
    rows = [] if deck is None else _rows(deck, spoken)
    if as_json:
        _write([json.dumps(_answer(found, rows, spoken), ensure_ascii=False, indent=2)])
    elif deck is not None:
        _write(["", say("kiosk.doctor_sources", spoken), *source_lines(deck, rows, spoken)])
    if deck is None:
        sys.stderr.write(render_text(result.diagnostics, line_reader(folder), spoken) + "\n")
    well = all(each.state != "trouble" for each in found) and all(row.well for row in rows)
    return int(deck is None or not well)


def machine_lines(found: Sequence[Finding], language: str) -> Iterator[str]:
    """Yield the lines about this machine, for people."""
    yield say("kiosk.doctor_machine", language)
    states = {each.state: say(f"kiosk.doctor_state_{each.state}", language) for each in found}
    width = max(map(len, states.values()))
    for each in found:
        yield f"  {states[each.state]:{width}}  {each.text(language)}"
        advice = each.advice(language)
        if advice:
            yield f"  {'':{width}}  → {advice}"


def _rows(deck: Deck, language: str) -> list[SourceRow]:
    live = live_now(deck)
    return source_rows(deck, live, moment(deck, None), language)


def _answer(
    found: Sequence[Finding], rows: Sequence[SourceRow], language: str
) -> dict[str, object]:
    told = [
        {
            "check": each.check,
            "state": each.state,
            "text": each.text(language),
            "advice": each.advice(language),
        }
        for each in found
    ]
    return {"sources": [row.as_json() for row in rows], "machine": told}


def _write(lines: Sequence[str] | Iterator[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
