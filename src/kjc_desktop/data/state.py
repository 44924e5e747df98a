"""What is known of one source: its last good answer, what was taken from it, and what is wrong.

Values are accepted one by one. A new answer that has no row for a figure any more, or whose value
is not plausible, is held back for that figure alone: its last good value stays, with its date.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction

from kjc_desktop.data.extraction import Found, Lookup, Points, figure_value, series_points
from kjc_desktop.data.snapshot import Problem, Snapshot
from kjc_desktop.deck.models import Deck, Figure, Series


@dataclass(frozen=True, slots=True)
class Wants:
    """What a deck asks of a source."""

    figures: Mapping[str, Figure]
    series: Mapping[str, Series]


def wants_of(deck: Deck, source: str) -> Wants:
    """Return what the figures and series of a deck ask of one source."""
    return Wants(
        {name: each for name, each in deck.figures.items() if each.from_ == source},
        {name: each for name, each in deck.series.items() if each.from_ == source},
    )


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """The last good value of a figure.

    Attributes:
        found: the value, and where it stood.
        as_of: how old it is.
        asked: what tells it from what the same name asked before.
        number: the last value that was a number; changes are measured against it.
    """

    found: Found
    as_of: datetime
    asked: str
    number: Fraction | None = None


@dataclass(frozen=True, slots=True)
class LiveSeries:
    """The last good points of a series."""

    points: Points
    as_of: datetime
    asked: str


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source at one moment.

    Attributes:
        snapshot: its last good answer.
        figures: by name, the last good value of each figure that asks it.
        series: likewise.
        problem: why it could not be read the last time; None where it could.
        problems: by `figures.NAME` or `series.NAME`, why the last answer was not taken for it.
        tried: when it was last read, with or without success; None: not yet.
    """

    snapshot: Snapshot | None = None
    figures: Mapping[str, LiveFigure] = field(default_factory=dict)
    series: Mapping[str, LiveSeries] = field(default_factory=dict)
    problem: Problem | None = None
    problems: Mapping[str, Problem] = field(default_factory=dict)
    tried: datetime | None = None

    def looks_like(self, other: "SourceState") -> bool:
        """Tell whether both show the same to an audience and to whoever looks after the screen."""
        return (
            self.figures == other.figures
            and self.series == other.series
            and self.problem == other.problem
            and self.problems == other.problems
            and _told(self.snapshot) == _told(other.snapshot)
        )


def received(
    state: SourceState, answer: Snapshot | Problem, wants: Wants, now: datetime
) -> SourceState:
    """Return the state after a source was read.

    Args:
        state: before.
        answer: what it said, or why it could not be read: then everything known stays.
        wants: what the deck asks of it.
        now: when it was read, aware.
    """
    if isinstance(answer, Problem):
        return replace(state, problem=answer, tried=now)
    return replace(_taken(state, answer, wants), problem=None, tried=now)


def asked_anew(state: SourceState, wants: Wants) -> SourceState:
    """Return the state after the deck changed what it asks of the same source."""
    if state.snapshot is not None:
        return _taken(state, state.snapshot, wants)
    figures = {
        name: state.figures[name]
        for name, each in wants.figures.items()
        if name in state.figures and state.figures[name].asked == _figure_key(each)
    }
    return replace(state, figures=figures, problems={})


def _taken(state: SourceState, snapshot: Snapshot, wants: Wants) -> SourceState:
    figures: dict[str, LiveFigure] = {}
    series: dict[str, LiveSeries] = {}
    problems: dict[str, Problem] = {}
    lookup = Lookup(snapshot.table)
    for name, figure in wants.figures.items():
        last = state.figures.get(name)
        last = last if last is not None and last.asked == _figure_key(figure) else None
        found = _accepted(figure, figure_value(snapshot.table, figure, lookup), last)
        if isinstance(found, Problem):
            problems[f"figures.{name}"] = found
            if last is not None and _plausible(figure, last.found.value):
                figures[name] = last
        else:
            number = found.value if found.value is not None or last is None else last.number
            as_of = found.at or snapshot.as_of
            figures[name] = LiveFigure(found, as_of, _figure_key(figure), number)
    for name, each in wants.series.items():
        points, before = series_points(snapshot.table, each), state.series.get(name)
        if isinstance(points, Points):
            series[name] = LiveSeries(points, snapshot.as_of, _series_key(each))
            continue
        problems[f"series.{name}"] = points
        if before is not None and before.asked == _series_key(each):
            series[name] = before
    return replace(state, snapshot=snapshot, figures=figures, series=series, problems=problems)


def _accepted(figure: Figure, found: Found | Problem, last: LiveFigure | None) -> Found | Problem:
    """Return a value, or why it is held back: not plausible, or too far from the last good one."""
    if isinstance(found, Problem) or found.value is None:
        return found
    values: dict[str, object] = {"text": found.written, "place": found.place}
    if not _plausible(figure, found.value) and figure.plausible is not None:
        low, high = figure.plausible
        return Problem("implausible", {**values, "low": low, "high": high})
    before = None if last is None else last.number
    if before is None or figure.max_change is None:
        return found
    if abs(found.value - before) > _exact(figure.max_change):
        limit = {"before": float(before), "limit": figure.max_change}
        return Problem("jump", {**values, **limit})
    return found


def _plausible(figure: Figure, value: Fraction | None) -> bool:
    if value is None or figure.plausible is None:
        return True
    low, high = figure.plausible
    return _exact(low) <= value <= _exact(high)


def _exact(limit: float) -> Fraction:
    """Return a limit as it is written, not as binary has it."""
    return Fraction(str(limit))


def _figure_key(figure: Figure) -> str:
    return repr((figure.where, figure.column, figure.pick))


def _series_key(series: Series) -> str:
    return repr((series.x, series.y))


def _told(snapshot: Snapshot | None) -> tuple[int, datetime] | None:
    """Return what tells answers from one another for whoever looks at them."""
    return None if snapshot is None else (id(snapshot.table), snapshot.as_of)
