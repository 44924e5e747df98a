"""Reads JSON or CSV from a server, and stays calm whatever it answers, or however slowly.

Every reading is a connection of its own that is closed at the end: a server that closes an idle
one at the wrong moment is one fault less.
"""

import hashlib
import ssl
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Final

from kjc_desktop.data.http.exchange import Answer, Exchange
from kjc_desktop.data.http.request import request_for
from kjc_desktop.data.http.version import Version, place_of, version_of
from kjc_desktop.data.json.reader import parse_json
from kjc_desktop.data.reader import Reader, Surroundings
from kjc_desktop.data.secrets import scrub
from kjc_desktop.data.snapshot import Notice, Problem, Snapshot, Table
from kjc_desktop.deck.models import Source

DEADLINE: Final = 10.0
_REFRESH: Final = 300.0
_CSV_TYPES: Final = ("text/csv", "application/csv", "text/comma-separated-values")
_NO_CSV_TYPES: Final = ("application/json", "text/html")


def open_http(source: Source, around: Surroundings, wake: Callable[[], None]) -> Reader:
    """Return the reader of an address; nothing is asked before it is read."""
    del wake  # a server does not call
    return HttpReader(source, around)


class HttpReader:
    """Reads one address."""

    refresh: float | None = _REFRESH
    path: Path | None = None

    def __init__(self, source: Source, around: Surroundings, deadline: float = DEADLINE) -> None:
        """Prepare.

        Args:
            source: with `http`, and perhaps `headers`, `rows` and what a CSV file takes.
            around: hosts that may be asked, variables and the time of day.
            deadline: seconds for everything until the last byte.
        """
        self._source, self._around, self._deadline = source, around, deadline

    def read(self, last: Snapshot | None) -> Snapshot | Problem:
        """Return what the address answers now, or why nothing can be known."""
        around = self._around
        request = request_for(self._source, around.hosts, around.environment)
        if isinstance(request, Problem):
            return request
        known = version_of(last.version if last else "")
        exchange = Exchange(around.hosts, self._trust, around.wall())
        answer = exchange.ask(request, known, self._deadline)
        found = answer if isinstance(answer, Problem) else self._taken(answer, known, last)
        return self._without_secrets(found) if isinstance(found, Problem) else found

    def close(self) -> None:
        """Do nothing: every reading has closed what it opened."""

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Whoever this computer trusts, authorities of its own house included."""
        return ssl.create_default_context()

    def _taken(self, answer: Answer, known: Version, last: Snapshot | None) -> Snapshot | Problem:
        """Return what an answer says; what is known already keeps its table."""
        now = self._around.wall()
        content = answer.content or b""
        digest = hashlib.sha256(content).hexdigest()
        version = Version(place_of(answer.url), answer.tag, answer.modified, digest)
        if last and answer.content is None:
            return last.confirmed(now, now)
        if last and (known.place, known.digest) == (version.place, digest):
            return replace(last.confirmed(now, now), version=version.text())
        found = self._parsed(answer, content)
        if isinstance(found, Problem):
            return found
        table, notices = found
        return Snapshot(table, now, now, notices, version.text())

    def _parsed(self, answer: Answer, content: bytes) -> tuple[Table, tuple[Notice, ...]] | Problem:
        """Return the table of a body: CSV where the server or the address says so, else JSON."""
        named = answer.url.path.lower().endswith(".csv") and answer.media not in _NO_CSV_TYPES
        if answer.media in _CSV_TYPES or named:
            from kjc_desktop.data.files.csv_file import parse_csv

            return parse_csv(content, source=self._source)
        return parse_json(content, self._source)

    def _without_secrets(self, problem: Problem) -> Problem:
        """Return a problem in whose words no secret is left, whoever has repeated it."""
        source, environment = self._source, self._around.environment
        values = dict(problem.values)
        for template in (source.http or "", *(source.headers or {}).values()):
            for name, value in values.items():
                if isinstance(value, str):
                    values[name] = scrub(value, template, environment)
        return replace(problem, values=values)
