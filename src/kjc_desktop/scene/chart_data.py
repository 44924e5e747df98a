"""What bars and shares draw: values with their words, from figures or from a series."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QColor

from kjc_desktop.deck.widgets import BarsWidget, Part
from kjc_desktop.figures import FigureValue
from kjc_desktop.scene.element import Context
from kjc_desktop.texts import language_of, say


@dataclass(frozen=True, slots=True)
class Datum:
    """One value of a chart: `value` is None where there is none, `text` is how it is shown.

    `figure` is where it comes from, None for a point of a series.
    """

    name: str
    label: str
    value: float | None
    text: str
    color: QColor | None = None
    figure: FigureValue | None = None


def datum(context: Context, part: str | Part) -> Datum:
    """Return a figure of the deck as a part of a chart, labelled by its unit if not otherwise."""
    entry = Part(figure=part) if isinstance(part, str) else part
    figure = context.table[entry.figure]
    color = context.palette.role(entry.color) if entry.color else None
    label = context.line(entry.label).plain if entry.label else figure.unit or ""
    return Datum(entry.figure, label, figure.value, figure.text, color, figure)


def data_of(context: Context, parts: str | Iterable[str | Part]) -> list[Datum]:
    """Return the parts of a share; one name alone is one part."""
    return [datum(context, part) for part in ([parts] if isinstance(parts, str) else parts)]


def bars_of(context: Context, widget: BarsWidget) -> list[Datum]:
    """Return the bars: a single name is a series if there is one, else a figure."""
    if isinstance(widget.figures, str) and widget.figures in context.table.series:
        series = context.table.series[widget.figures]
        missing = say("figures.missing", language_of(context.deck.head.language))
        return [
            Datum(x, x, y, missing if y is None else series.format.text(y))
            for x, y in zip(series.x, series.y, strict=True)
        ]
    return data_of(context, widget.figures)
