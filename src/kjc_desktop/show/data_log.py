"""Tells what becomes of live data: each trouble when it begins and when it is over, and no more.

An unattended screen must not fill its log while a server is away for a week.
"""

import logging
from collections.abc import Iterator

from kjc_desktop.data.live import LiveData
from kjc_desktop.data.snapshot import Problem
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable
from kjc_desktop.figures.dates import date_text
from kjc_desktop.show.log import tell
from kjc_desktop.texts import say

_TRANSIENT = 2.0
"""Seconds within which a source hopes to be well again: a file that is being written is no news."""


class DataLog:
    """What has been told of the data of a show."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._troubles: dict[tuple[str, str], str] = {}
        self._noticed: set[str] = set()

    def tell(self, deck: Deck, live: LiveData, table: FigureTable) -> None:
        """Tell what is new: troubles, their end, and what was decided while reading."""
        now = dict(self._found(deck, live, table))
        for key, text in now.items():
            if key not in self._troubles:
                tell(text, level=logging.WARNING)
        troubled = {source for source, _ in now}
        for source in sorted({source for source, _ in self._troubles} - troubled):
            tell(self._say("data_well", source=source))
        self._troubles = now
        for name, state in live.sources.items():
            for notice in state.snapshot.notices if state.snapshot is not None else ():
                text = self._say("data_notice", source=name, text=notice.text(self._language))
                if text not in self._noticed:
                    self._noticed.add(text)
                    tell(text)

    def _found(
        self, deck: Deck, live: LiveData, table: FigureTable
    ) -> Iterator[tuple[tuple[str, str], str]]:
        """Yield all troubles there are: source, who has it, and the sentence about it."""
        for source, state in live.sources.items():
            problem = state.problem
            if problem is not None and not _transient(problem):
                text = problem.text(self._language)
                key = "data_trouble" if state.snapshot is not None else "data_nothing"
                yield (source, problem.key), self._say(key, source=source, text=text)
            for consumer, held in state.problems.items():
                name, text = consumer.partition(".")[2], held.text(self._language)
                kept = name in state.figures or name in state.series
                key = "data_held" if kept else "data_unread"
                said = self._say(key, source=source, name=name, text=text)
                yield (source, f"{consumer}: {held.key}"), said
        for name, figure in table.items():
            read = live.figure(name, deck.figures[name])
            if figure.stale and read is not None:
                date = date_text(read.as_of.astimezone(deck.zone), self._language)
                source = deck.figures[name].from_ or ""
                yield (source, f"{name} is old"), self._say("data_old", name=name, date=date)

    def _say(self, key: str, **values: object) -> str:
        return say(f"show.{key}", self._language, **values)


def _transient(problem: Problem) -> bool:
    """Tell whether a source hopes to be well again in a moment."""
    return problem.again is not None and problem.again <= _TRANSIENT
