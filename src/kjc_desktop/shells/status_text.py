"""How an unattended show is, in words: first whether all is well, and if not, what to do."""

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta

from kjc_desktop.figures.dates import date_text
from kjc_desktop.figures.formats import NBSP, NumberFormat, locale
from kjc_desktop.shells.tables import print_table
from kjc_desktop.show.status import PlayerStatus, SetAside, SourceStatus, Status
from kjc_desktop.texts import has, say

_MEGABYTE = 1_000_000
_EXACT = 10.0
"""Seconds of an age below which its tenths are told."""


def print_status(status: Status, now: datetime, language: str) -> None:
    """Write to standard output how a show is.

    Args:
        status: of the show.
        now: aware, in the zone in which moments are told.
        language: `de` or `en`.
    """
    words = _Words(now, language)
    troubles = [f"– {each}" for each in words.troubles(status)]
    headline = words.say("unwell" if troubles else "well")
    sys.stdout.write("\n".join([headline, *troubles, "", ""]))
    print_table([], list(words.head(status)))
    sys.stdout.write("\n")
    titles = ("screen", "state", "slide", "since", "painted", "restarts", "memory")
    print_table(
        [words.say(f"column_{title}") for title in titles],
        [words.player(each) for each in status.players],
    )


class _Words:
    """Sentences about a show at one moment."""

    def __init__(self, now: datetime, language: str) -> None:
        self._now, self._language = now, language

    def say(self, key: str, **values: object) -> str:
        """Return a text about the status."""
        return say(f"kiosk.status_{key}", self._language, **values)

    def troubles(self, status: Status) -> Iterator[str]:
        """Yield a sentence about everything that somebody should look after."""
        if not status.players:
            yield self.say("no_player")
        for player in status.players:
            if not player.well:
                yield self._player_trouble(player)
        for aside in status.quarantine:
            yield self._aside(aside)
        for source in status.sources:
            if not source.well:
                key = "source_never" if source.as_of is None else "source_old"
                yield self.say(key, name=source.name, date=self._date(source.as_of))
        if not status.clock_trusted:
            yield self.say("clock")

    def _player_trouble(self, player: PlayerStatus) -> str:
        if player.state == "playing":
            return self.say("frozen", screen=player.screen, age=self._age(player.painted_age))
        return self.say(f"is_{player.state}", screen=player.screen)

    def _aside(self, aside: SetAside) -> str:
        known = has(f"kiosk.status_because_{aside.reason}", self._language)
        reason = self.say(f"because_{aside.reason}") if known else aside.reason
        return self.say("aside", slide=aside.slide, reason=reason, date=self._date(aside.since))

    def head(self, status: Status) -> Iterator[tuple[str, str]]:
        """Yield name and content of what is told about the show as a whole."""
        deck = status.deck
        if status.variant is not None:
            deck = self.say("variant", deck=deck, variant=status.variant)
        yield self.say("deck"), deck
        age = self._age((self._now - status.started).total_seconds())
        yield self.say("running"), self.say("since", date=self._date(status.started), age=age)
        if status.notice is not None:
            kind = self.say(f"notice_{status.notice.kind}")
            text = status.notice.text.replace("\n", " / ") or self.say("notice_empty")
            yield self.say("notice"), f"{text} ({kind})"
        for source in status.sources:
            yield self.say("source", name=source.name), self._source(source)
        yield self.say("version"), status.version

    def _source(self, source: SourceStatus) -> str:
        if source.as_of is None:
            return self.say("never")
        return self.say("as_of", date=self._date(source.as_of))

    def player(self, player: PlayerStatus) -> tuple[str, ...]:
        """Return the row of a screen."""
        memory = player.memory
        return (
            player.screen,
            self.say(f"state_{player.state}"),
            player.slide or "–",
            self._date(player.since),
            "–"
            if player.painted_age is None
            else self.say("ago", age=self._age(player.painted_age)),
            str(player.restarts),
            "–" if memory is None else f"{memory / _MEGABYTE:.0f}{NBSP}MB",
        )

    def _date(self, moment: datetime | None) -> str:
        """Return a moment: of today the time, else with its day."""
        if moment is None:
            return "–"
        local = moment.astimezone(self._now.tzinfo)
        if local.date() == self._now.date():
            return self.say("today", time=f"{local:%H:%M}")
        return date_text(local, self._language)

    def _age(self, seconds: float | None) -> str:
        if seconds is None:
            return "–"
        if abs(seconds) < _EXACT:
            return f"{NumberFormat('decimal', 1, language=self._language).text(seconds)}{NBSP}s"
        from babel.dates import format_timedelta

        span = timedelta(seconds=seconds)
        return format_timedelta(span, locale=locale(self._language), threshold=2)
