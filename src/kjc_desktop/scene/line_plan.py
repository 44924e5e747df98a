"""Where everything of a line chart stands, worked out without pyqtgraph."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from kjc_desktop.deck.widgets import LineWidget
from kjc_desktop.figures import SeriesValue
from kjc_desktop.scene.curves import Curve, EndLabel, Point, end_labels
from kjc_desktop.scene.element import Context
from kjc_desktop.scene.fonts import SEMIBOLD
from kjc_desktop.scene.moments import Mark, marks, round_times, since, thinned
from kjc_desktop.scene.paint import measure
from kjc_desktop.scene.palette import blend
from kjc_desktop.scene.text import Style
from kjc_desktop.scene.ticks import ValueAxis, value_axis

GAP = 20.0
_TICK_PITCH = 84.0
_HIGH = 420.0
"""From this height on the numbers of the axes are as large as labels."""
_LABELS = 0.3
"""Greatest share of the width for the labels at the ends."""

Values = list[tuple[Mark, float | None]]
Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class XLabel:
    """A word below the x axis; `at` is where its mark stands."""

    text: str
    at: float
    place: QRectF
    style: Style
    strong: bool


@dataclass(frozen=True, slots=True)
class Highlight:
    """The point that is pointed at: its place in the curve, and its value as it is written."""

    curve: Curve
    index: int
    text: str


class Drawn:
    """The series that have something to show in the window of the widget."""

    def __init__(self, context: Context, widget: LineWidget) -> None:
        names = [widget.series] if isinstance(widget.series, str) else widget.series
        named = [context.table.series[name] for name in names]
        texts = [x for each in named for x in each.x]
        self.units = {each.unit for each in named}
        every = marks(texts, context.deck.head.language, context.deck.zone)
        self.marks = since(every, widget.window)
        places = [mark.at for mark in self.marks.values()] or [0.0]
        self.start, self.end = min(places), max(places)
        if widget.window is not None and len(self.marks) < len(every):
            # A window that is full keeps its width, so that the curves glide and do not stretch.
            self.start = self.end - widget.window
        found = [(each, self._values(each)) for each in named]
        self.series = [
            (each, values) for each, values in found if any(y is not None for _, y in values)
        ]
        self.values = [y for _, values in self.series for _, y in values if y is not None]
        self.range = (min(self.values, default=0.0), max(self.values, default=0.0))

    def _values(self, series: SeriesValue) -> Values:
        """Return the values that are in the window, from left to right."""
        pairs = zip(series.x, series.y, strict=True)
        found = [(self.marks[x], y) for x, y in pairs if x in self.marks]
        return sorted(found, key=lambda pair: pair[0].at)


class LinePlan:
    """A rectangle divided: value labels, plot, end labels; x labels below."""

    def __init__(
        self, context: Context, widget: LineWidget, drawn: Drawn, rect: QRectF, where: Where
    ) -> None:
        self._context, self._widget, self._drawn = context, widget, drawn
        size = context.size("label" if rect.height() > _HIGH else "footer")
        self.style = Style(size, tabular=True)
        self._strong = Style(size, SEMIBOLD, tabular=True)
        plot = rect.adjusted(0, 0.5 * size, 0, -(1.25 * size + GAP))
        plot.setHeight(max(plot.height(), 1.0))
        self.axis = self._value_axis(plot.height())
        wide = max((measure(text, self.style) for _, text in self.axis.ticks), default=0.0)
        plot.setLeft(plot.left() + wide + GAP)
        self.plot = plot
        self.labels = self._end_labels(rect, where)
        beside = self._beside() + 2 * GAP
        plot.setWidth(max(plot.width() - beside, 1.0))
        self.curves = self._curves()
        self.x_labels = self._x_labels(rect)
        self.highlight = self._highlight()

    @property
    def fixed(self) -> object:
        """What does not move: the axes and their numbers."""
        return self.plot, self.axis, self.x_labels, self.style

    @property
    def live(self) -> Hashable:
        """What is drawn from left to right, and what is written beside it."""
        return tuple(self.curves), tuple(self.labels), self.highlight, self.clip().getRect()

    def x(self, at: float) -> float:
        """Return where a mark stands."""
        low, high = self._drawn.start, self._drawn.end
        share = (at - low) / (high - low) if high > low else 0.5
        return self.plot.left() + share * self.plot.width()

    def y(self, value: float) -> float:
        """Return at which height a value lies."""
        return self.plot.bottom() - self.axis.share(value) * self.plot.height()

    def clip(self) -> QRectF:
        """Return where curves may be: over the edge of the plot only if no value lies outside."""
        low, high = self._drawn.range
        over = 0 if self.y(high) < self.plot.top() - 0.5 else GAP
        under = 0 if self.y(low) > self.plot.bottom() + 0.5 else GAP
        return self.plot.adjusted(-GAP, -over, GAP, under)

    def _value_axis(self, height: float) -> ValueAxis:
        limits = (self._widget.y_min, self._widget.y_max)
        most = max(2, min(6, int(height / _TICK_PITCH) + 1))
        return value_axis(self._drawn.values, self._drawn.series[0][0].format, limits, most)

    def _end_labels(self, rect: QRectF, where: Where) -> list[EndLabel]:
        """Set name and last value of each curve; one alone may go without a name."""
        alone = len(self._drawn.series) == 1
        last = [_last(values) for _, values in self._drawn.series]
        texts = [
            (series.label or ("" if alone else series.name), series.format.text(value))
            for (series, _), value in zip(self._drawn.series, last, strict=True)
        ]
        room = (_LABELS * rect.width(), rect.top(), self.plot.bottom() + 0.5 * GAP)
        labels, fits = end_labels(self._context, texts, [self.y(each) for each in last], room)
        if not fits:
            smallest = self._context.size("minimum")
            self._context.note("overflow", (*where, "series"), size=smallest)
        return labels

    def _beside(self) -> float:
        """Return the room for the labels, which stays the same while the values change a little.

        A last value may be shorter than others of its curve; the plot does not grow by that.
        """
        most = max(label.block.width for label in self.labels)
        for (series, values), label in zip(self._drawn.series, self.labels, strict=True):
            known = [y for _, y in values if y is not None]
            if label.valued:
                style = label.block.style
                texts = (series.format.text(each) for each in (min(known), max(known)))
                most = max(most, *(measure(text, style, bold=True) for text in texts))
        return most

    def _curves(self) -> list[Curve]:
        palette, wanted = self._context.palette, self._widget.highlight
        named = [each.name for each, _ in self._drawn.series if wanted in {each.name, each.label}]
        first = named[0] if named and wanted else self._drawn.series[0][0].name
        tint = palette.pick(self._widget.color, palette.accent)
        quiet = blend(palette.ground, palette.muted, 0.55)
        return [
            Curve(
                self._points(values),
                tint if series.name == first else quiet,
                tint if series.name == first else palette.muted,
                series.name == first,
            )
            for series, values in self._drawn.series
        ]

    def _points(self, values: Values) -> tuple[Point | None, ...]:
        """Return the places of values: what `x` and `y` say, fast enough for hundreds of them."""
        plot, axis, start = self.plot, self.axis, self._drawn.start
        left, bottom, width, height = plot.left(), plot.bottom(), plot.width(), plot.height()
        span, low, rise = self._drawn.end - start, axis.low, axis.high - axis.low
        if span <= 0:
            return tuple(None if y is None else (self.x(mark.at), self.y(y)) for mark, y in values)
        return tuple(
            None
            if y is None
            else (left + (mark.at - start) / span * width, bottom - (y - low) / rise * height)
            for mark, y in values
        )

    def _x_labels(self, rect: QRectF) -> list[XLabel]:
        """Return the x labels that have room; the highlighted one always has."""
        every = list(self._drawn.marks.values())
        shown = self._times()
        if not shown:
            edges = [self._edges(mark, rect) for mark in every]
            shown = [every[index] for index in thinned(edges, GAP)]
        kept = [self._x_label(mark, rect) for mark in shown]
        for mark in (each for each in every if each.text == self._widget.highlight):
            strong = self._x_label(mark, rect)
            room = strong.place.adjusted(-3 * GAP, 0, 3 * GAP, 0)
            kept = [each for each in kept if not each.place.intersects(room)]
            kept.append(strong)
        return kept

    def _times(self) -> list[Mark]:
        """Return round times of day for a window of time: they glide along with the curves."""
        if self._widget.window is None:
            return []
        wide = measure("00:00:00", self.style) + 2 * GAP
        most = int(self.plot.width() / wide)
        return round_times(self._drawn.marks.values(), self._drawn.start, most)

    def _edges(self, mark: Mark, rect: QRectF) -> tuple[float, float]:
        """Return where a label begins and ends: centred on its mark, inside the rectangle."""
        wide = measure(mark.label, self._x_style(mark))
        left = min(max(self.x(mark.at) - wide / 2, rect.left()), rect.right() - wide)
        return left, left + wide

    def _x_style(self, mark: Mark) -> Style:
        strong = bool(mark.text) and mark.text == self._widget.highlight
        return self._strong if strong else self.style

    def _x_label(self, mark: Mark, rect: QRectF) -> XLabel:
        style, (left, right) = self._x_style(mark), self._edges(mark, rect)
        place = QRectF(left, self.plot.bottom() + GAP, right - left, 1.25 * style.size)
        return XLabel(mark.label, self.x(mark.at), place, style, style is self._strong)

    def _highlight(self) -> Highlight | None:
        """Return the highlighted point of the leading curve, if it has a value there."""
        for curve, (series, values) in zip(self.curves, self._drawn.series, strict=True):
            for index, (mark, y) in enumerate(values):
                if curve.lead and y is not None and mark.text == self._widget.highlight:
                    return Highlight(curve, index, series.format.text(y))
        return None


def title(label: str | None, units: Sequence[str | None]) -> str | None:
    """Return what stands above the plot: its label and the unit that all series share."""
    unit = units[0] if len(units) == 1 else None
    return f"{label} ({unit})" if label and unit else label or unit


def _last(values: Values) -> float:
    return next(y for _, y in reversed(values) if y is not None)
