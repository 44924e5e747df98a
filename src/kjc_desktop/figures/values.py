"""What the rest of the program sees of figures: values that are ready to be shown.

`stale` says of a value that it is older than the deck allows, `skipped` that slides with it are
left out for that.
"""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from kjc_desktop.deck.fields import Moment
from kjc_desktop.figures.dates import date_text
from kjc_desktop.figures.formats import NBSP, NumberFormat
from kjc_desktop.texts import language_of, say

_SHORT_WORD = 12
"""Longest first word of a unit, in characters, that is kept on one line with its number."""


def as_number(value: Fraction) -> int | float:
    """Return a computed value as a number: whole ones as such."""
    return value.numerator if value.denominator == 1 else float(value)


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Who says so; `name` is the key under `sources:`."""

    name: str
    publisher: str | None = None
    title: str | None = None
    date: Moment | None = None
    stale: bool = False
    skipped: bool = False
    embargoed: bool = False
    """Whether a figure of it must not be shown yet; then no table of it may either."""

    @property
    def label(self) -> str:
        """How the source is named on a slide."""
        return self.publisher or self.title or self.name


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the date its figure is as of; `stale` where that is too long ago."""

    source: SourceInfo
    as_of: Moment | None
    stale: bool = False


@dataclass(frozen=True)
class FigureValue:
    """A figure at one moment.

    `value` is None where there is no figure: no data (`number` is `k. A.`), or an embargo (`–`).
    """

    name: str
    value: int | float | None
    format: NumberFormat
    qualifier: str | None = None
    unit: str | None = None
    source: SourceInfo | None = None
    """The figure's own source; a formula usually has none."""
    citations: tuple[Citation, ...] = ()
    """What the figure rests on; for a formula, what its inputs rest on."""
    as_of: Moment | None = None
    """The figure's date; for a formula the oldest of its inputs'."""
    own_calculation: bool = False
    preliminary: bool = False
    embargoed: bool = False
    expired: bool = False
    embargo_until: datetime | None = None
    valid_until: datetime | None = None
    stale: bool = False
    skipped: bool = False

    @cached_property
    def number(self) -> str:
        """The value alone, as it is written; worked out when it is first shown."""
        if self.value is not None:
            return self.format.text(self.value)
        key = "figures.embargoed" if self.embargoed else "figures.missing"
        return say(key, language_of(self.format.language))

    @property
    def text(self) -> str:
        """Qualifier and value, as `{name}` shows them."""
        return f"{self.qualifier} {self.number}" if self._qualified else self.number

    @property
    def full(self) -> str:
        """With the unit; a short first word of it stays on the line of the number."""
        if not self.unit:
            return self.text
        first = self.unit.split(maxsplit=1)[0]
        return f"{self.text}{NBSP if len(first) <= _SHORT_WORD else ' '}{self.unit}"

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of all sources the figure rests on, each once."""
        return tuple(dict.fromkeys(citation.source.name for citation in self.citations))

    def part(self, name: str | None, language: str) -> str | None:
        """Return what `{figure.name}` shows; None where there is no such part.

        Args:
            name: `full`, `value`, `unit`, `source` or `as_of`; None for `{figure}`.
            language: tag of the language for dates.
        """
        if name == "source":
            return ", ".join(dict.fromkeys(each.source.label for each in self.citations))
        if name == "as_of":
            return date_text(self.as_of, language) if self.as_of else ""
        parts = {None: self.text, "full": self.full, "value": self.number, "unit": self.unit or ""}
        return parts.get(name)

    @property
    def _qualified(self) -> bool:
        return bool(self.qualifier) and self.value is not None


@dataclass(frozen=True, slots=True)
class SeriesValue:
    """Values along an axis; None in `y` is a gap. Empty where the data are not there."""

    name: str
    x: tuple[str, ...]
    y: tuple[float | None, ...]
    format: NumberFormat
    label: str | None = None
    unit: str | None = None
    citations: tuple[Citation, ...] = ()
    stale: bool = False
    skipped: bool = False
    embargoed: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the sources of the series."""
        return tuple(dict.fromkeys(citation.source.name for citation in self.citations))


@dataclass(frozen=True, slots=True)
class TableValue:
    """Rows of a live source, written for people: German numbers, `k. A.` for no figure.

    `columns` are their names, "" for one without; every row has as many cells.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
