"""The figures of a deck as rows: for `kjc figures list`, and to compare two decks."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

from kjc_desktop.deck.models import Deck
from kjc_desktop.figures.table import FigureTable
from kjc_desktop.figures.values import FigureValue

State = Literal["ok", "embargo", "missing", "expired", "stale", "preliminary"]
_COMPARED = ("text", "value", "unit", "qualifier", "source", "as_of", "state")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure; `value` is None where there is none, or none to be shown yet."""

    name: str
    text: str
    """As `{name}` shows it."""
    value: int | float | None
    unit: str | None
    qualifier: str | None
    source: str | None
    """Publishers of everything the figure rests on, joined by `; `."""
    as_of: str | None
    """ISO date or date-time."""
    slides: tuple[str, ...]
    """Names of the slides that show it, in their order, hidden ones included."""
    state: State

    def as_json(self) -> dict[str, object]:
        """Return the row as plain values for JSON, with the keys in the order of the format."""
        return {**asdict(self), "slides": list(self.slides)}


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one figure that two decks give differently."""

    name: str
    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class FigureDiff:
    """What differs between the figures of two decks; names in the order of their deck."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def figure_rows(deck: Deck, table: FigureTable) -> list[FigureRow]:
    """Return a row for every figure in the order of the deck."""
    shown = {slide.name: table.used_by(slide) for slide in deck.slides}
    return [_row(table[name], shown) for name in deck.figures]


def diff(old: Iterable[FigureRow], new: Iterable[FigureRow]) -> FigureDiff:
    """Return what has changed from one deck to another; where figures are shown does not count."""
    before = {row.name: row for row in old}
    after = {row.name: row for row in new}
    return FigureDiff(
        added=tuple(name for name in after if name not in before),
        removed=tuple(name for name in before if name not in after),
        changed=tuple(
            change
            for name, row in after.items()
            if name in before
            for change in _changes(before[name], row)
        ),
    )


def _row(figure: FigureValue, shown: dict[str, frozenset[str]]) -> FigureRow:
    publishers = dict.fromkeys(citation.source.label for citation in figure.citations)
    return FigureRow(
        name=figure.name,
        text=figure.text,
        value=figure.value,
        unit=figure.unit,
        qualifier=figure.qualifier,
        source="; ".join(publishers) or None,
        as_of=figure.as_of.isoformat() if figure.as_of else None,
        slides=tuple(slide for slide, names in shown.items() if figure.name in names),
        state=_state(figure),
    )


def _state(figure: FigureValue) -> State:
    """Return the one thing most worth knowing about a figure."""
    states: dict[State, bool] = {
        "embargo": figure.embargoed,
        "missing": figure.value is None,
        "expired": figure.expired,
        "stale": figure.stale,
        "preliminary": figure.preliminary,
    }
    return next((state for state, applies in states.items() if applies), "ok")


def _changes(old: FigureRow, new: FigureRow) -> list[Change]:
    return [
        Change(new.name, field, getattr(old, field), getattr(new, field))
        for field in _COMPARED
        if getattr(old, field) != getattr(new, field)
    ]
