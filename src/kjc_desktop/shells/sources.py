"""What is said on the terminal about the live sources of a deck: `kjc doctor` and `kjc figures`."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from kjc_desktop.deck import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.deck.report import line_reader, render_text
from kjc_desktop.figures.dates import date_text
from kjc_desktop.figures.formats import locale
from kjc_desktop.figures.source_report import ReadRow, SourceRow, source_rows
from kjc_desktop.shells.moments import moment
from kjc_desktop.show.sources import live_now
from kjc_desktop.texts import language_of, say


def doctor(folder: Path, variant: str | None, language: str | None, *, as_json: bool) -> int:
    """Tell of each live source of a deck whether it can be read, and what was read from where.

    Returns:
        0 where all is well, 1 where a source is not or the deck cannot be read.
    """
    result = load_deck(folder, variant=variant)
    deck = result.deck
    if deck is None:
        spoken = language_of(language or "de")
        sys.stderr.write(render_text(result.diagnostics, line_reader(folder), spoken) + "\n")
        return 1
    spoken = language_of(language or deck.head.language)
    live, now = live_now(deck), moment(deck, None)
    rows = source_rows(deck, live, now, spoken)
    if as_json:
        answer = {"sources": [row.as_json() for row in rows]}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(source_lines(deck, rows, spoken)) + "\n")
    return int(not all(row.well for row in rows))


def source_lines(deck: Deck, rows: list[SourceRow], language: str) -> Iterator[str]:
    """Yield the lines about the sources of a deck, for people."""
    if not rows:
        yield say("cli.no_sources", language)
    for row in rows:
        yield f"{row.name} · {row.kind} · {row.address}"
        yield from (f"  {line}" for line in _lines(deck, row, language))


def _lines(deck: Deck, row: SourceRow, language: str) -> Iterator[str]:
    yield (
        say("cli.reachable", language)
        if row.reachable
        else say("cli.unreachable", language, problem=row.problem or "")
    )
    if row.as_of is not None and row.age is not None:
        yield say(
            "cli.last_good", language, date=_date(deck, row.as_of), age=_age(row.age, language)
        )
    else:
        yield say("cli.never_good", language)
    for read in row.read:
        yield from _read_lines(deck, read, language)
    yield from (say("cli.noticed", language, text=notice) for notice in row.notices)


def _read_lines(deck: Deck, read: ReadRow, language: str) -> Iterator[str]:
    if read.written is None:
        yield say("cli.read_nothing", language, name=read.name)
    else:
        key = "cli.read_series" if read.kind == "series" else "cli.read_figure"
        written = read.written or say("cli.empty_cell", language)
        yield say(key, language, name=read.name, written=written, place=read.place)
    if read.stale:
        yield f"  {say('cli.too_old', language)}"
    if read.problem is not None:
        kept = read.as_of is not None
        key = "cli.held_back" if kept else "cli.not_read"
        date = _date(deck, read.as_of) if read.as_of is not None else ""
        yield f"  {say(key, language, problem=read.problem, date=date)}"


def _date(deck: Deck, instant: datetime) -> str:
    return date_text(instant.astimezone(deck.zone), deck.head.language)


def _age(seconds: float, language: str) -> str:
    from babel.dates import format_timedelta

    return format_timedelta(timedelta(seconds=seconds), locale=locale(language), threshold=2)
