"""What is wrong with the data behind figures, series and tables, at the `from` that asks for them.

Without any last good value it is an error, as `k. A.` is not what was meant; with one it is a
warning, as the slide shows a figure and its date.
"""

from collections.abc import Iterator
from datetime import datetime

from kjc_desktop.data.extraction import column_problem
from kjc_desktop.data.live import LiveData
from kjc_desktop.data.snapshot import SECRET, Table
from kjc_desktop.data.state import SourceState
from kjc_desktop.deck.diagnostics import Diagnostic, Severity
from kjc_desktop.deck.models import Deck
from kjc_desktop.deck.widgets import TableWidget
from kjc_desktop.figures.ages import Ages
from kjc_desktop.figures.dates import date_text
from kjc_desktop.figures.resolving import resolve
from kjc_desktop.figures.usage import Path


def data_faults(deck: Deck, live: LiveData, now: datetime) -> Iterator[Diagnostic]:
    """Yield a finding for everything live that has no value, an older one, or one too old.

    Args:
        deck: a loaded deck.
        live: what its sources gave when they were read.
        now: aware; decides what is too old.
    """
    ages = Ages(deck, live, now)
    for name, figure in deck.figures.items():
        if figure.from_ is not None:
            read = live.figure(name, figure)
            path = ("figures", name, "from")
            old = date_text(read.as_of.astimezone(deck.zone), deck.head.language) if read else ""
            yield from _fault(deck, live, (figure.from_, f"figures.{name}"), path, old)
            if ages.stale_figure(name):
                yield _too_old(deck, path, name, old)
    for name, series in deck.series.items():
        if series.from_ is not None:
            points = live.points(name, series)
            old = (
                date_text(points.as_of.astimezone(deck.zone), deck.head.language) if points else ""
            )
            path = ("series", name, "from")
            yield from _fault(deck, live, (series.from_, f"series.{name}"), path, old)
            if ages.stale_series(name):
                yield _too_old(deck, path, name, old)
    yield from _tables(deck, live)
    yield from _notices(deck, live)


def _tables(deck: Deck, live: LiveData) -> Iterator[Diagnostic]:
    """Yield what is wrong with sources that are shown as tables."""
    for slide in deck.slides:
        content = slide.spec.content
        places = content.items() if isinstance(content, dict) else enumerate(content)
        for place, widget in places:
            if isinstance(widget, TableWidget) and widget.from_ is not None:
                state = live.sources.get(widget.from_)
                kept = state.snapshot if state is not None else None
                old = (
                    date_text(kept.as_of.astimezone(deck.zone), deck.head.language) if kept else ""
                )
                path = ("slides", slide.name, "content", place, "from")
                yield from _fault(deck, live, (widget.from_, ""), path, old)
                if kept is not None:
                    yield from _columns(deck, widget, kept.table, path)


def _columns(deck: Deck, widget: TableWidget, table: Table, path: Path) -> Iterator[Diagnostic]:
    """Yield the columns that a table names and its source does not have."""
    for number, name in enumerate(widget.columns or ()):
        problem = column_problem(table, name)
        if problem is not None:
            values = {"source": widget.from_, "problem": problem}
            span = deck.origins.span(*path[:-1], "columns", number)
            yield Diagnostic("KJC319", Severity.ERROR, span, values)


def _notices(deck: Deck, live: LiveData) -> Iterator[Diagnostic]:
    """Yield what was noticed while reading and may make figures wrong."""
    for name, state in live.sources.items():
        for notice in state.snapshot.notices if state.snapshot is not None else ():
            if notice.serious:
                values = {"source": name, "problem": notice}
                span = deck.origins.span("sources", name)
                yield Diagnostic("KJC322", Severity.WARNING, span, values)


def _fault(
    deck: Deck, live: LiveData, asked: tuple[str, str], path: Path, old: str
) -> Iterator[Diagnostic]:
    """Yield why there is no new value.

    Args:
        deck: whose place it is.
        live: what is known of all sources.
        asked: name of the source, and who asks it, as in `SourceState.problems`.
        path: where the source is named.
        old: date of the value that is shown instead; "" where there is none.
    """
    source, consumer = asked
    state = live.sources.get(source)
    problem = None if state is None else state.problem or state.problems.get(consumer)
    if problem is None:
        return
    if state is not None and state.problem is None and _secret(deck, state, consumer):
        problem = SECRET
    values = {"source": source, "problem": problem, "date": old}
    code, severity = ("KJC320", Severity.WARNING) if old else ("KJC319", Severity.ERROR)
    yield Diagnostic(code, severity, deck.origins.span(*path), values)


def _secret(deck: Deck, state: SourceState, consumer: str) -> bool:
    """Tell whether what asks for data was still under embargo when they were read."""
    kind, _, name = consumer.partition(".")
    if not name or state.tried is None:
        return False
    table = resolve(deck, state.tried)
    return (table.figures if kind == "figures" else table.series)[name].embargoed


def _too_old(deck: Deck, path: Path, name: str, date: str) -> Diagnostic:
    values = {"name": name, "date": date}
    span = deck.origins.span(*path)
    return Diagnostic("KJC321", Severity.WARNING, span, values, rule="as-of")
