"""How old the data behind figures and series are, and whether that is too old.

A date that the deck gives goes before the date of the data: whoever writes it knows better what the
figures are as of than the clock of a file.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from kjc_desktop.data.live import LiveData
from kjc_desktop.deck.fields import Moment
from kjc_desktop.deck.models import Deck, Source

_DAY = 86_400.0
_FILES = ("csv", "xlsx", "json")


class Ages:
    """Dates and ages of everything live in a deck at one moment."""

    def __init__(self, deck: Deck, live: LiveData, now: datetime) -> None:
        self._deck, self._live, self._now = deck, live, now.astimezone(UTC)

    def date_of(self, source: str) -> Moment | None:
        """Return what the answer of a source is as of; None where it gave none."""
        return self._shown(source, self._answered(source))

    def date_of_figure(self, name: str) -> Moment | None:
        """Return the date of a figure's source, else of the data its value is from."""
        figure = self._deck.figures[name]
        source = figure.source or figure.from_ or ""
        said = self._deck.sources[source].date if source in self._deck.sources else None
        return said or self._shown(source, self._figure_as_of(name))

    def date_of_series(self, name: str) -> Moment | None:
        """Return the date of a series' source, else of the data its points are from."""
        series = self._deck.series[name]
        source = series.source or series.from_ or ""
        said = self._deck.sources[source].date if source in self._deck.sources else None
        return said or self._shown(source, self._series_as_of(name))

    def stale(self, source: str) -> bool:
        """Tell whether the last good answer of a source is older than the deck allows."""
        return self._too_old(self._answered(source), self._deck.sources[source].max_age)

    def stale_figure(self, name: str) -> bool:
        """Tell whether the value of a figure is older than it or its source allows."""
        return self._too_old(self._figure_as_of(name), self._figure_limit(name))

    def stale_series(self, name: str) -> bool:
        """Tell whether the points of a series are older than its source allows."""
        return self._too_old(self._series_as_of(name), self._series_limit(name))

    def skipped(self, source: str) -> bool:
        """Tell whether slides with data of a source are to be left out now."""
        return self.stale(source) and self._deck.sources[source].stale == "skip"

    def skipped_figure(self, name: str) -> bool:
        """Tell whether slides with a figure are to be left out now."""
        return self.stale_figure(name) and self._skips(self._deck.figures[name].from_)

    def skipped_series(self, name: str) -> bool:
        """Tell whether slides with a series are to be left out now."""
        return self.stale_series(name) and self._skips(self._deck.series[name].from_)

    def coming(self) -> Iterator[datetime]:
        """Yield the moments at which something will become too old."""
        ages = [
            *((self._answered(name), each.max_age) for name, each in self._deck.sources.items()),
            *((self._figure_as_of(name), self._figure_limit(name)) for name in self._deck.figures),
            *((self._series_as_of(name), self._series_limit(name)) for name in self._deck.series),
        ]
        for as_of, limit in ages:
            if as_of is not None and limit is not None:
                # The instant itself is still young enough.
                end = as_of.astimezone(UTC) + timedelta(seconds=limit, microseconds=1)
                if end > self._now:
                    yield end

    def _answered(self, source: str) -> datetime | None:
        state = self._live.sources.get(source)
        return None if state is None or state.snapshot is None else state.snapshot.as_of

    def _figure_as_of(self, name: str) -> datetime | None:
        read = self._live.figure(name, self._deck.figures[name])
        return None if read is None else read.as_of

    def _series_as_of(self, name: str) -> datetime | None:
        read = self._live.points(name, self._deck.series[name])
        return None if read is None else read.as_of

    def _figure_limit(self, name: str) -> float | None:
        figure = self._deck.figures[name]
        return figure.max_age or self._source_limit(figure.from_)

    def _series_limit(self, name: str) -> float | None:
        return self._source_limit(self._deck.series[name].from_)

    def _source_limit(self, source: str | None) -> float | None:
        return self._deck.sources[source].max_age if source in self._deck.sources else None

    def _skips(self, source: str | None) -> bool:
        return source in self._deck.sources and self._deck.sources[source].stale == "skip"

    def _too_old(self, as_of: datetime | None, limit: float | None) -> bool:
        if as_of is None or limit is None:
            return False
        return self._now > as_of.astimezone(UTC) + timedelta(seconds=limit)

    def _shown(self, source: str, as_of: datetime | None) -> Moment | None:
        """Return a date as exactly as it matters: of a file the day, else the minute."""
        if as_of is None:
            return None
        local = as_of.astimezone(self._deck.zone)
        daily = _daily(self._deck.sources[source])
        return local.date() if daily else local.replace(second=0, microsecond=0)


def _daily(source: Source) -> bool:
    return source.kind in _FILES and (source.max_age is None or source.max_age >= _DAY)
