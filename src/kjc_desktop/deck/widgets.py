"""What can stand on a slide: one model a widget, exactly the table of the format.

`MAIN` is the field that a scalar or list directly under the widget's key fills.
"""

from datetime import date
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kjc_desktop.deck.fields import (
    Colour,
    Duration,
    FigureName,
    FileName,
    IconName,
    Instant,
    Key,
    Number,
    Plain,
    SeriesName,
    SourceName,
    Step,
    Text,
)


class Model(BaseModel):
    """Base of everything read from a deck: frozen, and strict about keys.

    Each is built when it is first needed: a first slide needs few of them.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,
        validate_by_name=True,
        validate_by_alias=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _unset(cls, values: object) -> object:
        """Take a known field without a value as not there; an unknown one stays, and is told."""
        if not isinstance(values, dict) or None not in values.values():
            return values
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {
            name: each for name, each in values.items() if each is not None or name not in known
        }


class WidgetBase(Model):
    """What all widgets take."""

    MAIN: ClassVar[str]
    label: Text | None = None
    color: Colour | None = None
    step: Step | None = None
    alt: Text | None = None


class Part(Model):
    """One figure of a chart with its own label and colour."""

    figure: FigureName
    label: Text | None = None
    color: Colour | None = None


class NumberWidget(WidgetBase):
    """One big figure that counts up to its value."""

    MAIN: ClassVar[str] = "figure"
    kind: Literal["number"] = "number"
    figure: FigureName
    caption: Text | None = None


class BarsWidget(WidgetBase):
    """Bars from figures, or from a series."""

    MAIN: ClassVar[str] = "figures"
    kind: Literal["bars"] = "bars"
    figures: FigureName | tuple[FigureName | Part, ...]
    direction: Literal["vertical", "horizontal"] = "vertical"
    highlight: Key | None = None
    baseline: Number = 0


class LineWidget(WidgetBase):
    """One line a series, on axes."""

    MAIN: ClassVar[str] = "series"
    kind: Literal["line"] = "line"
    series: SeriesName | tuple[SeriesName, ...]
    window: Duration | None = None
    highlight: Key | None = None
    y_min: Number | None = None
    y_max: Number | None = None


class ShareWidget(WidgetBase):
    """Parts of a whole."""

    MAIN: ClassVar[str] = "parts"
    kind: Literal["share"] = "share"
    parts: FigureName | tuple[FigureName | Part, ...]
    of: FigureName | None = None
    rest_label: Text | None = None
    style: Literal["dots", "donut", "bar"] = "dots"


class PictogramWidget(WidgetBase):
    """A figure as a row of symbols, each standing for the same number."""

    MAIN: ClassVar[str] = "figure"
    kind: Literal["pictogram"] = "pictogram"
    figure: FigureName
    each: Annotated[Number, Field(gt=0)] | None = None
    icon: IconName = "person"


class MapWidget(WidgetBase):
    """The map of the 401 Kreise, some of them lit."""

    MAIN: ClassVar[str] = "highlight"
    kind: Literal["map"] = "map"
    highlight: Key | tuple[Key, ...] | None = None
    values: SeriesName | None = None
    labels: Literal["none", "laender"] = "none"
    markers: bool | tuple[Key, ...] = True


class TableWidget(WidgetBase):
    """A short table, from a source or written out."""

    MAIN: ClassVar[str] = "rows"
    kind: Literal["table"] = "table"
    from_: SourceName | None = Field(default=None, alias="from")
    rows: tuple[tuple[Text, ...], ...] | None = None
    columns: tuple[Plain, ...] | None = None
    header: bool | tuple[Text, ...] = True
    limit: Annotated[int, Field(ge=1)] | None = None


class TextWidget(WidgetBase):
    """A paragraph or two."""

    MAIN: ClassVar[str] = "text"
    kind: Literal["text"] = "text"
    text: Text
    size: Literal["lead", "body", "small"] = "body"
    align: Literal["left", "center", "right"] = "left"


class ListWidget(WidgetBase):
    """A list, all at once or one by one."""

    MAIN: ClassVar[str] = "items"
    kind: Literal["list"] = "list"
    items: tuple[Text, ...]
    style: Literal["bullets", "numbers", "checks"] = "bullets"
    one_by_one: bool = False


class QuoteWidget(WidgetBase):
    """What somebody said."""

    MAIN: ClassVar[str] = "text"
    kind: Literal["quote"] = "quote"
    text: Text
    by: Text | None = None
    role: Text | None = None
    source: Text | None = None


class ImageWidget(WidgetBase):
    """A picture."""

    MAIN: ClassVar[str] = "file"
    kind: Literal["image"] = "image"
    file: FileName
    credit: Text | None = None
    fit: Literal["contain", "cover"] = "contain"


class LogoWidget(WidgetBase):
    """A logo: a picture that is never cropped."""

    MAIN: ClassVar[str] = "file"
    kind: Literal["logo"] = "logo"
    file: FileName
    credit: Text | None = None
    fit: Literal["contain", "cover"] = "contain"


class VideoWidget(WidgetBase):
    """A film; this version shows its poster."""

    MAIN: ClassVar[str] = "file"
    kind: Literal["video"] = "video"
    file: FileName
    poster: FileName | None = None
    subtitles: FileName | None = None
    muted: bool = True
    loop: bool = False


class QrWidget(WidgetBase):
    """A QR code."""

    MAIN: ClassVar[str] = "data"
    kind: Literal["qr"] = "qr"
    data: Plain


class CountdownWidget(WidgetBase):
    """The time that is left, and what to say when it is over."""

    MAIN: ClassVar[str] = "to"
    kind: Literal["countdown"] = "countdown"
    to: Instant
    done: Text | None = None


class AgendaItem(Model):
    """One line of a programme; times as `HH:MM`."""

    start: Annotated[Plain, Field(pattern=r"^([01]?\d|2[0-3])[:.][0-5]\d$")]
    end: Annotated[Plain, Field(pattern=r"^([01]?\d|2[0-3])[:.][0-5]\d$")] | None = None
    title: Text
    who: Text | None = None
    room: Text | None = None


class AgendaWidget(WidgetBase):
    """A programme that knows what is on now and what is next."""

    MAIN: ClassVar[str] = "items"
    kind: Literal["agenda"] = "agenda"
    items: tuple[AgendaItem, ...]
    day: date | None = None


class ClockWidget(WidgetBase):
    """The time of day."""

    MAIN: ClassVar[str] = "show"
    kind: Literal["clock"] = "clock"
    show: Literal["time", "date", "both"] = "time"


Widget = (
    NumberWidget
    | BarsWidget
    | LineWidget
    | ShareWidget
    | PictogramWidget
    | MapWidget
    | TableWidget
    | TextWidget
    | ListWidget
    | QuoteWidget
    | ImageWidget
    | LogoWidget
    | VideoWidget
    | QrWidget
    | CountdownWidget
    | AgendaWidget
    | ClockWidget
)
"""Any widget, told apart by `kind`, which is the key it stands under in the deck."""

AnyWidget = Annotated[Widget, Field(discriminator="kind")]

WIDGETS: dict[str, type[WidgetBase]] = {
    model.model_fields["kind"].default: model for model in get_args(Widget)
}
"""Widget key → model."""
