"""Tells what becomes of live data: each trouble when it begins and when it is over, and no more.

An unattended screen must not fill its log while a server is away for a week.
"""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from kjc_desktop.data.live import LiveData
from kjc_desktop.data.snapshot import SECRET, Notice, Problem
from kjc_desktop.data.state import SourceState
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable
from kjc_desktop.figures.dates import date_text
from kjc_desktop.show.log import tell
from kjc_desktop.texts import say

_TRANSIENT = 2.0
"""Seconds within which a source hopes to be well again: a file that is being written is no news."""
_LASTING = timedelta(seconds=30)
"""After so long in hope a trouble is one."""
_EXAMPLES = frozenset({"text", "read", "comma", "point", "line", "place", "words"})
"""Values of notices that change with every delivery, while what is noticed stays the same."""
_Noticed = tuple[str, str, tuple[tuple[str, str], ...]]


class DataLog:
    """What has been told of the data of a show."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._troubles: dict[tuple[str, str], str] = {}
        self._noticed: set[_Noticed] = set()
        self._hoping: Mapping[str, datetime] = {}

    def tell(self, deck: Deck, live: LiveData, table: FigureTable) -> None:
        """Tell what is new: troubles, their end, and what was decided while reading."""
        self._hoping = self._still_hoping(live)
        now = dict(self._found(deck, live, table))
        for key, text in now.items():
            if key not in self._troubles:
                tell(text, level=logging.WARNING)
        waiting = {
            key: text
            for key, text in self._troubles.items()
            if key[0] in self._hoping and key not in now
        }
        troubled = {source for source, _ in (*now, *waiting)}
        for source in sorted({source for source, _ in self._troubles} - troubled - {""}):
            tell(self._say("data_well", source=source))
        self._troubles = {**waiting, **now}
        self._tell_notices(live, table)

    def _tell_notices(self, live: LiveData, table: FigureTable) -> None:
        """Tell what was decided while reading, where it was not so the last time.

        Notices quote cells, which may be those of a figure before its time.
        """
        found = {
            _noticed(name, notice): (name, notice)
            for name, state in live.sources.items()
            if not table.sources[name].embargoed
            for notice in (state.snapshot.notices if state.snapshot is not None else ())
        }
        for key, (name, notice) in found.items():
            if key not in self._noticed:
                tell(self._say("data_notice", source=name, text=notice.text(self._language)))
        self._noticed = set(found)

    def _still_hoping(self, live: LiveData) -> Mapping[str, datetime]:
        """Return which sources hope to be well in a moment, and since when."""
        return {
            name: self._hoping.get(name, state.tried)
            for name, state in live.sources.items()
            if state.tried is not None and state.problem is not None and _transient(state.problem)
        }

    def _found(
        self, deck: Deck, live: LiveData, table: FigureTable
    ) -> Iterator[tuple[tuple[str, str], str]]:
        """Yield all troubles there are: source, who has it, and the sentence about it."""
        for source, state in live.sources.items():
            problem = state.problem
            if problem is not None and self._is_news(source, state):
                text = problem.text(self._language)
                key = "data_trouble" if state.snapshot is not None else "data_nothing"
                yield (source, problem.key), self._say(key, source=source, text=text)
            for consumer, held in state.problems.items():
                name = consumer.partition(".")[2]
                secret = table.sources[source].embargoed
                text = (SECRET if secret else held).text(self._language)
                kept = name in state.figures or name in state.series
                key = "data_held" if kept else "data_unread"
                said = self._say(key, source=source, name=name, text=text)
                yield (source, f"{consumer}: {held.key}"), said
        for name in sorted(table.wrong_claims):
            said = self._say("data_claim", name=name, text=deck.claims[name].text)
            yield ("", f"claims.{name}"), said
        for name, figure in table.items():
            read = live.figure(name, deck.figures[name])
            if figure.stale and read is not None:
                date = date_text(read.as_of.astimezone(deck.zone), self._language)
                source = deck.figures[name].from_ or ""
                yield (source, f"{name} is old"), self._say("data_old", name=name, date=date)

    def _is_news(self, source: str, state: SourceState) -> bool:
        """Tell whether the problem of a source is none that will be over in a moment."""
        since = self._hoping.get(source)
        return since is None or (state.tried is not None and state.tried - since >= _LASTING)

    def _say(self, key: str, **values: object) -> str:
        return say(f"show.{key}", self._language, **values)


def _transient(problem: Problem) -> bool:
    """Tell whether a source hopes to be well again in a moment."""
    return problem.again is not None and problem.again <= _TRANSIENT


def _noticed(source: str, notice: Notice) -> _Noticed:
    """Return what tells a notice from others, whatever text it has met this time."""
    values = ((name, str(value)) for name, value in notice.values.items())
    return source, notice.key, tuple(each for each in values if each[0] not in _EXAMPLES)
