"""What is said on the terminal about the live sources of a deck: `kjc doctor` and `kjc figures`."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from kjc_desktop.deck.models import Deck
from kjc_desktop.figures.dates import date_text
from kjc_desktop.figures.formats import locale
from kjc_desktop.figures.source_report import ReadRow, SourceRow
from kjc_desktop.texts import say


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
