"""The deck as values: frozen models that say exactly what `format.md` says.

Field names are the keys of the YAML files. Everything that could not be meant is refused here or
by the reference checks of the loader, so whoever holds a `Deck` can rely on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from kjc_desktop.deck.fields import (
    Age,
    Colour,
    Duration,
    FigureName,
    FileName,
    Key,
    Length,
    Moment,
    Number,
    Plain,
    RowNumber,
    SlideName,
    SourceName,
    Text,
)
from kjc_desktop.deck.hours import Days, TimeOfDay
from kjc_desktop.deck.notice import Notice
from kjc_desktop.deck.spans import Span
from kjc_desktop.deck.themes import Theme
from kjc_desktop.deck.widgets import AnyWidget, Model, Widget

Transition = Literal["fade", "none"]
StepsMode = Literal["auto", "none"]
LayoutName = Literal[
    "title", "columns", "split", "chart", "map", "statement", "quote", "image", "agenda", "table",
    "grid", "blank",
]  # fmt: skip


SourceKind = Literal["csv", "xlsx", "json", "http", "sql", "mqtt"]


class Size(Model):
    """A canvas of one's own, in logical units."""

    width: Annotated[int, Field(ge=320, le=16_384)]
    height: Annotated[int, Field(ge=320, le=16_384)]


class Defaults(Model):
    """What slides take that do not say otherwise."""

    duration: Duration = 10.0
    transition: Transition = "fade"
    steps: StepsMode = "auto"


class Venue(Model):
    """The room: metres."""

    viewing_distance: Length
    screen_height: Length


class Opening(Model):
    """Opening hours of an unattended screen, and what is seen outside them.

    `from_` and `to` are minutes since midnight; `days` alone are those on which they hold, and as a
    mapping have hours of their own.
    """

    from_: TimeOfDay | None = Field(default=None, alias="from")
    to: TimeOfDay | None = None
    days: Days | None = None
    outside: Literal["dark", "dim", "standby"] | None = None
    standby: SlideName | None = None
    shift: bool | None = None

    @property
    def look(self) -> Literal["dark", "dim", "standby"]:
        """What is seen outside the hours; whoever names a slide for it means that slide."""
        return self.outside or ("standby" if self.standby else "dark")


class DeckFile(Model):
    """deck.yaml."""

    title: Text
    language: str = "de-DE"
    timezone: str = "Europe/Berlin"
    theme: str = "kampagne"
    canvas: Literal["16:9", "9:16", "4:3", "21:9"] | Size = "16:9"
    defaults: Defaults = Defaults()
    footer: Text | None = None
    venue: Venue | None = None
    slides: tuple[SlideName, ...] | None = None
    hosts: tuple[Plain, ...] = ()
    data_roots: tuple[Plain, ...] = ()
    opening: Opening | None = None
    plan: Annotated[Number, Field(gt=0)] | None = None


class Source(Model):
    """Who says so: publisher, title, date; and for live data where it comes from."""

    publisher: Text | None = None
    title: Text | None = None
    date: Moment | None = None
    url: Plain | None = None
    note: Text | None = None
    csv: FileName | None = None
    xlsx: FileName | None = None
    json_: Plain | None = Field(default=None, alias="json")
    http: Plain | None = None
    headers: dict[str, Plain] | None = None
    sql: Plain | None = None
    mqtt: Plain | None = None
    query: Plain | None = None
    fields: dict[str, Plain] | None = None
    history: Duration | None = None
    refresh: Duration | None = None
    max_age: Age | None = None
    stale: Literal["show", "skip"] = "show"
    rows: Plain | None = None
    header: RowNumber | tuple[RowNumber, RowNumber] | None = None
    decimal: Literal[",", "."] | None = None
    encoding: str | None = None
    types: dict[str, Literal["text", "number", "date"]] | None = None

    @property
    def kind(self) -> SourceKind | None:
        """How its figures are read while the show runs; None where nothing is read."""
        return self._read[0] if self._read else None

    @property
    def address(self) -> str:
        """The file or address that is read, as the deck writes it."""
        return self._read[1] if self._read else ""

    @property
    def live(self) -> bool:
        """Whether the figures of this source are read while the show runs."""
        return self._read is not None

    @property
    def _read(self) -> tuple[SourceKind, str] | None:
        named: dict[SourceKind, str | None] = {
            "csv": self.csv, "xlsx": self.xlsx, "json": self.json_,
            "http": self.http, "sql": self.sql, "mqtt": self.mqtt,
        }  # fmt: skip
        return next(((kind, where) for kind, where in named.items() if where), None)


class Figure(Model):
    """A number with everything that makes it one: unit, qualifier, source, date."""

    value: Number | None = None
    formula: Plain | None = None
    from_: SourceName | None = Field(default=None, alias="from")
    where: dict[str, Plain] | None = None
    column: Key | None = None
    pick: Literal["first", "last", "sum"] | None = None
    unit: Text | None = None
    qualifier: Text | None = None
    format: Literal["integer", "decimal", "percent", "compact", "currency"] | None = None
    digits: Annotated[int, Field(ge=0, le=10)] | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
    source: SourceName | None = None
    as_of: Moment | None = None
    kind: Literal["official", "own-calculation", "statement"] | None = None
    preliminary: bool = False
    embargo_until: Moment | None = None
    valid_until: Moment | None = None
    plausible: tuple[Number, Number] | None = None
    max_change: Annotated[Number, Field(ge=0)] | None = None
    max_age: Age | None = None
    note: Text | None = None


class Series(Model):
    """Values along an axis: read from a source, or written out."""

    from_: SourceName | None = Field(default=None, alias="from")
    x: Key | tuple[Key, ...]
    y: Key | tuple[Number | None, ...]
    label: Text | None = None
    unit: Text | None = None
    format: Literal["integer", "decimal", "percent", "compact", "currency"] | None = None
    source: SourceName | None = None


class Claim(Model):
    """Words that claim something about figures, and the condition under which they are true."""

    text: Text
    holds: Plain


class PictureBackground(Model):
    """A picture behind the slide, darkened by `dim` (0 to 1)."""

    image: FileName
    dim: Annotated[Number, Field(ge=0, le=1)] = 0.4


class SlideFile(Model):
    """One slide as its file says it."""

    layout: LayoutName = "columns"
    title: Text | None = None
    subtitle: Text | None = None
    content: tuple[AnyWidget, ...] | dict[str, AnyWidget] = ()
    areas: tuple[str, ...] | None = None
    notes: Text | None = None
    duration: Duration | None = None
    transition: Transition | None = None
    background: Colour | PictureBackground | None = None
    valid_from: Moment | None = None
    valid_until: Moment | None = None
    hidden: bool = False
    steps: StepsMode | None = None
    alt: Text | None = None
    easy: Text | None = None
    plan: Annotated[Number, Field(gt=0)] | None = None
    after: SlideName | None = None
    ignore: dict[str, Text] = Field(default_factory=dict)


class VariantFile(Model):
    """variants/NAME.yaml: any field of deck.yaml, and what it changes about the figures."""

    title: Text | None = None
    language: str | None = None
    timezone: str | None = None
    theme: str | None = None
    canvas: Literal["16:9", "9:16", "4:3", "21:9"] | Size | None = None
    defaults: Defaults | None = None
    footer: Text | None = None
    venue: Venue | None = None
    slides: tuple[SlideName, ...] | None = None
    hosts: tuple[Plain, ...] | None = None
    data_roots: tuple[Plain, ...] | None = None
    opening: Opening | None = None
    plan: Annotated[Number, Field(gt=0)] | None = None
    sources: dict[str, Source] = Field(default_factory=dict)
    figures: dict[str, Figure] = Field(default_factory=dict)
    series: dict[str, Series] = Field(default_factory=dict)
    claims: dict[str, Claim] = Field(default_factory=dict)
    drop: tuple[SlideName, ...] = ()


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide of a loaded deck: its name, its file (relative, with `/`) and what it says."""

    name: str
    file: str
    spec: SlideFile

    @property
    def widgets(self) -> tuple[Widget, ...]:
        """All widgets in the order of the file."""
        content = self.spec.content
        return tuple(content.values()) if isinstance(content, dict) else content


class Origins:
    """Where each value of a deck was written; files are read again only when somebody asks."""

    def span(self, *path: str | int) -> Span:
        """Return the place of a value.

        Args:
            path: `("deck", "title")`, `("figures", "menschen", "value")`,
                `("slides", "kennzahlen", "content", 0, "figure")`; likewise `sources`, `series`,
                `claims`. A path that leads nowhere gives its nearest ancestor.
        """
        raise KeyError(path)

    def text_span(self, path: Sequence[str | int], start: int, length: int) -> Span:
        """Return the place of a stretch of a text, counted in characters of the text as loaded."""
        raise KeyError(path, start, length)


@dataclass(frozen=True, slots=True)
class Deck:
    """Everything that will be shown, complete and checked for references."""

    folder: Path
    variant: str | None
    head: DeckFile
    theme: Theme
    sources: dict[str, Source]
    figures: dict[str, Figure]
    series: dict[str, Series]
    claims: dict[str, Claim]
    slides: tuple[Slide, ...]
    """All listed slides in order, hidden ones included."""
    origins: Origins
    notice: Notice | None = None
    """What its files had to say to everybody when it was read; they change without it, too."""
    spares: tuple[Path, ...] = ()
    """Copies of the folder, for pictures that are gone."""

    @property
    def live(self) -> bool:
        """Whether anything of it is read while the show runs."""
        return any(source.live for source in self.sources.values())

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that dates without one are meant in."""
        return ZoneInfo(self.head.timezone)

    def slide(self, name: str) -> Slide:
        """Return the slide of that name.

        Raises:
            KeyError: there is none.
        """
        for slide in self.slides:
            if slide.name == name:
                return slide
        raise KeyError(name)

    def duration(self, slide: Slide) -> float:
        """Return for how many seconds a slide stays."""
        return slide.spec.duration or self.head.defaults.duration

    def instant(self, moment: Moment, *, end_of_day: bool = False) -> datetime:
        """Return a date or date-time of the deck as an aware instant.

        Args:
            moment: a date means its beginning in the deck's time zone.
            end_of_day: a date means its last microsecond, as `valid_until` includes its day.
        """
        if not isinstance(moment, datetime):
            moment = datetime.combine(
                moment, datetime.max.time() if end_of_day else datetime.min.time()
            )
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)


__all__ = [
    "Claim", "Deck", "DeckFile", "Defaults", "Figure", "FigureName", "LayoutName", "Moment",
    "Origins", "PictureBackground", "Series", "Size", "Slide", "SlideFile", "Source", "Text",
    "VariantFile", "Venue", "date",
]  # fmt: skip
