"""What is known of each live source, as rows: for `kjc doctor` and `kjc figures list`."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from kjc_desktop.data.live import LiveData
from kjc_desktop.data.secrets import masked
from kjc_desktop.data.snapshot import SECRET
from kjc_desktop.data.state import SourceState
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures.ages import Ages
from kjc_desktop.figures.resolving import resolve
from kjc_desktop.figures.table import FigureTable


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A figure or series of a source: what was read, and from which cell.

    `written` is what stands there; `problem` says why the last answer was not taken for it, and
    then `as_of` is the date of the older value that is shown; both None where there is none.
    `stale`: it is older than the deck allows.
    """

    kind: str
    name: str
    place: str | None
    written: str | None
    as_of: datetime | None
    problem: str | None
    stale: bool = False


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One live source.

    `as_of` is how old its last good answer is, `fetched` when that was read, `age` the seconds
    since `as_of`; None where there never was one.
    """

    name: str
    kind: str
    address: str
    reachable: bool
    problem: str | None
    as_of: datetime | None
    fetched: datetime | None
    age: float | None
    notices: tuple[str, ...]
    read: tuple[ReadRow, ...]

    @property
    def well(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.reachable and not any(each.problem or each.stale for each in self.read)

    def as_json(self) -> dict[str, object]:
        """Return the row as plain values for JSON; moments in ISO form, ages in seconds."""
        return {
            **asdict(self),
            "as_of": _iso(self.as_of),
            "fetched": _iso(self.fetched),
            "read": [{**asdict(each), "as_of": _iso(each.as_of)} for each in self.read],
        }


def source_rows(deck: Deck, live: LiveData, now: datetime, language: str) -> list[SourceRow]:
    """Return a row for every live source, in the order of the deck.

    Args:
        deck: a loaded deck.
        live: what was read, or tried to.
        now: aware; ages are counted from it, and embargoes judged by it.
        language: of the sentences in the rows.
    """
    rows = []
    ages, table = Ages(deck, live, now), resolve(deck, now, live)
    for name, state in live.sources.items():
        source, snapshot = deck.sources[name], state.snapshot
        rows.append(
            SourceRow(
                name=name,
                kind=source.kind or "",
                address=masked(source.address),
                reachable=state.problem is None and state.tried is not None,
                problem=state.problem.text(language) if state.problem else None,
                as_of=snapshot.as_of if snapshot else None,
                fetched=snapshot.fetched if snapshot else None,
                age=(now - snapshot.as_of).total_seconds() if snapshot else None,
                # Notices quote cells, which may be those of a figure before its time.
                notices=tuple(each.text(language) for each in snapshot.notices)
                if snapshot and not table.sources[name].embargoed
                else (),
                read=tuple(_reads(deck, name, state, (ages, table), language)),
            )
        )
    return rows


def _reads(
    deck: Deck, source: str, state: SourceState, known: tuple[Ages, FigureTable], language: str
) -> Iterator[ReadRow]:
    """Yield what the figures and series of a deck take from a source; no value before its time."""
    ages, table = known
    for name, figure in deck.figures.items():
        if figure.from_ == source:
            value, problem = state.figures.get(name), state.problems.get(f"figures.{name}")
            secret = table[name].embargoed
            problem = SECRET if problem is not None and secret else problem
            yield ReadRow(
                "figure",
                name,
                value.found.place if value else None,
                table[name].number if secret else value.found.written if value else None,
                value.as_of if value else None,
                problem.text(language) if problem else None,
                ages.stale_figure(name),
            )
    for name, series in deck.series.items():
        if series.from_ == source:
            points, problem = state.series.get(name), state.problems.get(f"series.{name}")
            problem = SECRET if problem is not None and table.series[name].embargoed else problem
            yield ReadRow(
                "series",
                name,
                f"{series.x} / {series.y}",
                str(len(points.points.x)) if points else None,
                points.as_of if points else None,
                problem.text(language) if problem else None,
                ages.stale_series(name),
            )


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
