"""Which slides play at a time of day, and until when that stays true."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from kjc_desktop.deck.models import Deck, Slide
from kjc_desktop.timeline.script import Timeline, script_of

_INSTANT = timedelta(microseconds=1)
BEGINNING = datetime.min.replace(tzinfo=UTC)
"""Before every date: an embargo that is lifted until then is not lifted."""
_END = datetime.max.replace(tzinfo=UTC)


class Rules(Protocol):
    """What the schedule needs to know of the figures."""

    @property
    def next_change(self) -> datetime | None:
        """When an embargo ends next, or data become too old."""

    def embargoed(self, slide: Slide) -> bool:
        """Tell whether a slide has a figure that must not be shown yet."""

    def skipped(self, slide: Slide) -> bool:
        """Tell whether a slide is left out because its data are too old."""


@dataclass(frozen=True, slots=True)
class Playlist:
    """The slides to play in order, and the instant at which to ask again.

    `dated`: dates decide about something in this deck, so a clock that is set changes it.
    `fallback`: nothing is meant to be shown now, so what may be shown is shown, whatever its
    dates; `names` is empty only where every slide is under embargo.
    """

    names: tuple[str, ...]
    next_change: datetime | None
    fallback: bool = False
    dated: bool = False


def _period(deck: Deck, slide: Slide) -> tuple[datetime, datetime]:
    """Return the first instant at which a slide is valid, and the first at which it is no more.

    In UTC: two moments of one time zone compare by the hands of the clock, which is wrong in the
    night that the clocks go back. Dates at the ends of the calendar count as no limit.
    """
    start, end, spec = BEGINNING, _END, slide.spec
    with suppress(OverflowError):
        if spec.valid_from is not None:
            start = deck.instant(spec.valid_from).astimezone(UTC)
    with suppress(OverflowError):
        if spec.valid_until is not None:
            end = deck.instant(spec.valid_until, end_of_day=True).astimezone(UTC) + _INSTANT
    return start, end


def _undated(deck: Deck, slide: Slide) -> bool:
    """Tell whether a slide is right at any time: it has no dates, and does not tell the time."""
    return _period(deck, slide) == (BEGINNING, _END) and script_of(deck, slide).ticks is None


def _dated(deck: Deck) -> bool:
    """Tell whether any slide, figure or source has a date or an age that decides what is shown."""
    dated = [slide.spec.valid_from or slide.spec.valid_until for slide in deck.slides]
    dated += [figure.embargo_until or figure.valid_until for figure in deck.figures.values()]
    aged = [figure.max_age for figure in deck.figures.values()]
    aged += [source.max_age for source in deck.sources.values()]
    return any(dated) or any(aged)


def playlist(deck: Deck, table: Rules, now: datetime | None) -> Playlist:
    """Return what plays at a time of day.

    Args:
        deck: whose slides.
        table: its figures as they stand at `now`.
        now: aware; None where nobody knows the time, so that only what is always right may play.
    """
    allowed = [slide for slide in deck.slides if not table.embargoed(slide)]
    shown = [each for each in allowed if not each.spec.hidden and not table.skipped(each)]
    if now is None:
        right = [slide.name for slide in shown if _undated(deck, slide)]
        names = tuple(right or [slide.name for slide in shown or allowed])
        return Playlist(names, None, fallback=not right, dated=True)
    now = now.astimezone(UTC)
    periods = {slide.name: _period(deck, slide) for slide in shown}
    valid = [name for name, (start, end) in periods.items() if start <= now < end]
    changes = {moment for period in periods.values() for moment in period}
    if table.next_change is not None:
        changes.add(table.next_change.astimezone(UTC))
    coming = min((moment for moment in changes if now < moment < _END), default=None)
    names = tuple(valid or [slide.name for slide in shown or allowed])
    return Playlist(names, coming, fallback=not valid, dated=_dated(deck))


def timeline_of(deck: Deck, table: Rules, now: datetime | None) -> tuple[Timeline, Playlist]:
    """Return everything that can be shown at a time of day, and the playlist it came from.

    Args:
        deck: whose slides.
        table: its figures as they stand at `now`.
        now: aware; None where nobody knows the time.
    """
    plays = playlist(deck, table, now)
    scripts = tuple(script_of(deck, each) for each in deck.slides if not table.embargoed(each))
    numbers = tuple(slide.name for slide in deck.slides if not slide.spec.hidden)
    return Timeline(scripts, plays.names, numbers), plays
