"""From a deck and a moment to the table of its figures. Never raises for what a deck says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from kjc_desktop.data.live import NOTHING, LiveData
from kjc_desktop.deck.fields import Moment
from kjc_desktop.deck.models import Deck, Figure, Series, Source
from kjc_desktop.deck.widgets import TableWidget
from kjc_desktop.figures.ages import Ages
from kjc_desktop.figures.calculation import Calculated, Calculation, calculate
from kjc_desktop.figures.claims import wrong_claims
from kjc_desktop.figures.formats import NumberFormat, finite, usual_format
from kjc_desktop.figures.table import FigureTable
from kjc_desktop.figures.values import (
    Citation,
    FigureValue,
    SeriesValue,
    SourceInfo,
    TableValue,
    as_number,
)

_MEANT = 6
"""Digits behind the decimal sign that a source may mean."""


def resolve(
    deck: Deck, now: datetime, live: LiveData = NOTHING, *, lifted: datetime | None = None
) -> FigureTable:
    """Return every figure and series of a deck as it is to be shown at a moment.

    Args:
        deck: a loaded deck; faults in its formulas leave figures without a value.
        now: an aware date-time; it decides about validity and age.
        live: what the sources of the deck have to give.
        lifted: embargoes until then are over; `now` where left out. A preview of a later day shows
            no figure earlier than its day.
    """
    return _Resolver(deck, (now, lifted or now), calculate(deck, live), live).table()


class _Resolver:
    """Builds one table; figures are resolved once each, inputs before formulas."""

    def __init__(
        self, deck: Deck, times: tuple[datetime, datetime], calculation: Calculation, live: LiveData
    ) -> None:
        self._deck, self._live = deck, live
        self._now, self._lifted = times
        self._calculation = calculation
        self._language = deck.head.language
        self._ages = Ages(deck, live, self._now)
        self._secret = {
            figure.from_ for name, figure in deck.figures.items() if self._embargoed(name)
        } - {None}
        self._wrong = wrong_claims(deck, calculation) if deck.live and deck.claims else frozenset()
        self._sources = self._source_infos()
        self._citations = self._cite()

    def _embargoed(self, name: str) -> bool:
        until = self._calculation[name].embargo_until
        return until is not None and self._lifted < until

    def table(self) -> FigureTable:
        bare = self._table({name: self._figure(name) for name in self._deck.figures})
        if not self._has_placeholders():
            return replace(bare, tables=self._tables())
        # Units, qualifiers and publishers are texts too: their placeholders are filled once.
        self._sources = self._source_infos(bare)
        self._citations = self._cite()
        return self._table({name: self._figure(name, bare) for name in self._deck.figures}, bare)

    def _has_placeholders(self) -> bool:
        """Tell whether a figure, series or source has a text with something to fill in."""
        deck = self._deck
        texts = [text for each in deck.figures.values() for text in (each.unit, each.qualifier)]
        texts += [text for each in deck.series.values() for text in (each.label, each.unit)]
        texts += [text for each in deck.sources.values() for text in (each.publisher, each.title)]
        return any(text is not None and ("{" in text or "}" in text) for text in texts)

    def _table(
        self, figures: Mapping[str, FigureValue], bare: FigureTable | None = None
    ) -> FigureTable:
        series = {name: self._series(name, each, bare) for name, each in self._deck.series.items()}
        claims = {name: claim.text for name, claim in self._deck.claims.items()}
        return FigureTable(
            self._language, figures, series, claims, self._sources,
            next_change=self._next_change(),
            tables={} if bare is None else self._tables(),
            wrong_claims=self._wrong,
        )  # fmt: skip

    def _tables(self) -> dict[str, TableValue]:
        """Return the table of each source that a slide shows as one."""
        shown = {
            widget.from_
            for slide in self._deck.slides
            for widget in slide.widgets
            if isinstance(widget, TableWidget) and widget.from_ is not None
        }
        answered = {name: state.snapshot for name, state in self._live.sources.items()}
        if not shown & answered.keys():
            return {}
        from kjc_desktop.figures.live_tables import written

        return {
            name: written(snapshot.table, self._language)
            for name, snapshot in answered.items()
            if snapshot is not None and name in shown - self._secret
        }

    def _source_infos(self, bare: FigureTable | None = None) -> dict[str, SourceInfo]:
        """Return what slides say about each source, with the date of its data where it has none."""
        return {
            name: replace(
                source_info(name, each, bare),
                date=each.date or self._ages.date_of(name),
                stale=self._ages.stale(name),
                skipped=self._ages.skipped(name),
                embargoed=name in self._secret,
            )
            for name, each in self._deck.sources.items()
        }

    def _figure(self, name: str, bare: FigureTable | None = None) -> FigureValue:
        figure, calculated = self._deck.figures[name], self._calculation[name]
        embargoed = self._embargoed(name)
        value = None if embargoed else _shown(figure, calculated.value)
        style = self._format(name, calculated)
        citations = self._citations[name]
        return FigureValue(
            name=name,
            value=value,
            format=style,
            qualifier=_filled(figure.qualifier, bare),
            unit=None if self._says_percent(name) else _filled(figure.unit, bare),
            source=self._sources.get(figure.source or figure.from_ or ""),
            citations=citations,
            as_of=self._as_of(figure, citations),
            own_calculation=_own_calculation(figure),
            preliminary=calculated.preliminary,
            embargoed=embargoed,
            expired=bool(calculated.valid_until and calculated.valid_until < self._now),
            embargo_until=calculated.embargo_until,
            valid_until=calculated.valid_until,
            stale=any(self._ages.stale_figure(each) for each in self._roots(name)),
            skipped=any(self._ages.skipped_figure(each) for each in self._roots(name)),
        )

    def _roots(self, name: str) -> Iterator[str]:
        """Yield the figures that a figure is computed of in the end; itself, if it is not."""
        waiting, seen = [name], {name}
        while waiting:
            each = waiting.pop()
            inputs = self._calculation[each].inputs
            if not inputs:
                yield each
            waiting += (one for one in inputs if one not in seen)
            seen.update(inputs)

    def _format(self, figure_name: str, calculated: Calculated) -> NumberFormat:
        figure = self._deck.figures[figure_name]
        if figure.format:
            return NumberFormat(figure.format, figure.digits, figure.currency, self._language)
        read = self._live.figure(figure_name, figure)
        if read is not None and read.found.percent:
            given = read.found.value
            return _percent([] if given is None else [given], figure.digits, self._language)
        if figure.digits is not None:
            return NumberFormat("decimal", figure.digits, figure.currency, self._language)
        value = _shown(figure, calculated.value)
        style = usual_format(
            [] if value is None else [value], self._language, written=figure.formula is None
        )
        # What a machine has computed has digits that nobody means.
        endless = read is not None and (style.digits or 0) > _MEANT
        return replace(style, digits=2) if endless else style

    def _says_percent(self, name: str) -> bool:
        """Tell whether a figure's number has its percent sign already, from the cell."""
        figure = self._deck.figures[name]
        read = self._live.figure(name, figure)
        named = (figure.unit or "").strip().lower() in {"%", "prozent", "percent"}
        return named and figure.format is None and read is not None and read.found.percent

    def _cite(self) -> dict[str, tuple[Citation, ...]]:
        """Return what each figure rests on: its own source, else what its inputs rest on."""
        cited: dict[str, tuple[Citation, ...]] = {}
        for name, calculated in self._calculation.items():
            figure = self._deck.figures[name]
            own = self._sources.get(figure.source or figure.from_ or "")
            used = (each for source in calculated.inputs for each in cited.get(source, ()))
            date = self._ages.date_of_figure(name)
            found = (Citation(own, date, self._ages.stale_figure(name)),) if own else used
            cited[name] = tuple(
                dict.fromkeys(replace(each, as_of=figure.as_of or each.as_of) for each in found)
            )
        return cited

    def _as_of(self, figure: Figure, citations: Iterable[Citation]) -> Moment | None:
        dates = [each.as_of for each in citations if each.as_of is not None]
        return figure.as_of or min(dates, key=self._deck.instant, default=None)

    def _series(self, name: str, series: Series, bare: FigureTable | None) -> SeriesValue:
        x, values = self._points(name, series)
        return SeriesValue(
            name=name,
            x=x,
            y=values,
            format=self._series_format(
                name, series, [value for value in values if value is not None]
            ),
            label=_filled(series.label, bare),
            unit=_filled(series.unit, bare),
            citations=tuple(
                Citation(
                    source,
                    self._ages.date_of_series(name) or source.date,
                    self._ages.stale_series(name),
                )
                for source in [self._sources.get(series.source or series.from_ or "")]
                if source
            ),
            stale=self._ages.stale_series(name),
            skipped=self._ages.skipped_series(name),
            embargoed=series.from_ in self._secret,
        )

    def _points(
        self, name: str, series: Series
    ) -> tuple[tuple[str, ...], tuple[int | float | None, ...]]:
        if isinstance(series.x, tuple) and isinstance(series.y, tuple):
            return series.x, tuple(value if finite(value) else None for value in series.y)
        read = self._live.points(name, series)
        if read is None or series.from_ in self._secret:
            return (), ()
        return read.points.x, tuple(None if y is None else as_number(y) for y in read.points.y)

    def _series_format(
        self, name: str, series: Series, values: Sequence[int | float]
    ) -> NumberFormat:
        if series.format:
            return NumberFormat(series.format, language=self._language)
        read = self._live.points(name, series)
        if read is not None and read.points.percent:
            return _percent([y for y in read.points.y if y is not None], None, self._language)
        style = usual_format(values, self._language)
        return replace(style, digits=2) if read and (style.digits or 0) > _MEANT else style

    def _next_change(self) -> datetime | None:
        moments = [
            moment
            for each in self._calculation.values()
            for moment in (each.embargo_until, each.valid_until)
            if moment is not None and moment > self._now
        ]
        return min([*moments, *self._ages.coming()], default=None)


def source_info(name: str, source: Source, table: FigureTable | None = None) -> SourceInfo:
    """Return what slides say about a source; a table fills the placeholders of its texts."""
    publisher, title = _filled(source.publisher, table), _filled(source.title, table)
    return SourceInfo(name, publisher, title, source.date)


def _percent(values: Sequence[Fraction], digits: int | None, language: str) -> NumberFormat:
    """Return the format of cells with a percent sign: their digits, or those that are asked for."""
    written = usual_format([as_number(value * 100) for value in values], language).digits or 0
    return NumberFormat("percent", written if digits is None else digits, language=language)


def _filled(text: str | None, table: FigureTable | None) -> str | None:
    return text if text is None or table is None else table.expand(text, markdown=False)


def _own_calculation(figure: Figure) -> bool:
    return figure.kind == "own-calculation" or (figure.formula is not None and figure.kind is None)


def _shown(figure: Figure, value: Fraction | None) -> int | float | None:
    """Return a computed value as a number; a written one exactly as it was written."""
    if value is None:
        return None
    return figure.value if figure.value is not None else as_number(value)
