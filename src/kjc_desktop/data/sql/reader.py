"""Reads a query of a database: as a reader who changes nothing, and who does not wait for long."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kjc_desktop.data.files.stillness import SETTLED, Stillness, not_later
from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.secrets import expand, scrub
from kjc_desktop.data.snapshot import Cell, Problem, Snapshot, Table
from kjc_desktop.data.sql.cells import cell
from kjc_desktop.data.sql.deadline import Deadline
from kjc_desktop.data.sql.file_state import FileState, file_state, query_running
from kjc_desktop.data.sql.statement import has_cursor, statement_fault
from kjc_desktop.deck.addresses import sqlite_file
from kjc_desktop.deck.models import Source
from kjc_desktop.deck.paths import data_path_fault

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from kjc_desktop.data.sql.dialects import Door

TIME_LIMIT = 7.0
"""Seconds that a query may take."""
_GRACE = 2.0
"""Seconds that a database may take longer to give up by itself."""
_REFRESH = 300.0
_FILE_REFRESH = 60.0
"""Seconds after which a query is asked anew although its file has not changed: it may ask what day
it is."""
_MOST_ROWS = 20_000
_MOST_CHARACTERS = 8_000_000
_CHUNK = 1_000


def open_sql(
    source: Source, around: Surroundings, wake: Callable[[], None], seconds: float = TIME_LIMIT
) -> "SqlReader":
    """Return the reader of a query; see `Opener`.

    Args:
        source: has `sql` and `query`.
        around: what it is read with.
        wake: never called: a database does not tell that it has changed.
        seconds: that a query may take.
    """
    del wake
    return SqlReader(source, around, seconds)


class SqlReader:
    """Asks one query again and again; each time with a connection of its own."""

    def __init__(self, source: Source, around: Surroundings, seconds: float) -> None:
        self._around = around
        self._query = source.query or ""
        self._template = source.sql or ""
        self._seconds = seconds
        self._deadline: Deadline[Table | Problem] = Deadline(seconds + _GRACE)
        self._door: Door | None = None
        self._opened: Path | None = None
        self._address = expand(self._template, around.environment)
        self._file = None if isinstance(self._address, Problem) else sqlite_file(self._address)
        self.refresh = None if self._file is not None else _REFRESH
        self._file_refresh = source.refresh or _FILE_REFRESH
        self._stillness = Stillness(around)
        self._known = ""
        self._asked = 0.0

    @property
    def path(self) -> Path | None:
        """Where the file is now, links followed; None for a server, or where it leads nowhere."""
        try:
            return None if self._file is None else (self._around.folder / self._file).resolve()
        except (OSError, ValueError, RuntimeError):
            return None

    def read(self, last: Snapshot | None) -> Snapshot | Problem:
        """Return what the query gives now; see `Reader`."""
        fault = statement_fault(self._query)
        if fault is not None:
            return Problem(fault)
        if isinstance(self._address, Problem):
            return self._address
        if self._file is not None:
            return self._read_file(self._file, last)
        table = self._ask(None)
        now = self._around.wall()
        return table if isinstance(table, Problem) else _snapshot(table, last, now, now, "")

    def close(self) -> None:
        """Let go of the database; see `Reader`."""
        if self._door is not None:
            self._door.engine.dispose()
            self._door = None

    def _read_file(self, name: str, last: Snapshot | None) -> Snapshot | Problem:
        """Return what the file says, asking the query where the file or the time has changed it."""
        around, path = self._around, self.path
        if path is None or data_path_fault(around.folder, name, around.roots) is not None:
            return Problem("sql_outside", {"file": name})
        state = self._state(path, name, "" if last is None else last.version)
        if isinstance(state, Problem):
            return state
        begin, now = around.monotonic(), around.wall()
        still = self._stillness.look(state.version, state.changed)
        same = last if last is not None and last.version == state.version else None
        known = state.counted and state.version == self._known
        if same is not None and known and begin - self._asked < self._file_refresh:
            return same.confirmed(min(same.as_of, now), now)
        self._known = ""
        table = self._ask(path)
        if isinstance(table, Problem):
            return table
        # A file changed a moment ago may change again with the same version: clocks are coarse.
        trusted = state.counted and still.certain >= SETTLED
        self._known, self._asked = state.version if trusted else "", begin
        return _snapshot(table, last, _as_of(table, same, state, now), around.wall(), state.version)

    def _state(self, path: Path, name: str, before: str) -> FileState | Problem:
        """Return the file's state, or why it cannot be opened."""
        try:
            state = file_state(path, self._around.wall().tzinfo, before)
        except FileNotFoundError:
            return Problem("sql_missing", {"file": name})
        except (OSError, ValueError):
            return Problem("sql_unreadable", {"words": name})
        return state if path.is_file() else Problem("sql_no_database", {"words": name})

    def _ask(self, path: Path | None) -> Table | Problem:
        """Return the query's rows, or why there are none; ends in time.

        Args:
            path: of the file that is asked, None for a server.
        """
        answer = self._deadline.run(partial(self._query_now, path))
        if answer is None:
            return Problem("sql_slow")
        if isinstance(answer, Problem) and "words" in answer.values:
            said = str(answer.values["words"])
            safe = scrub(said, self._template, self._around.environment)
            return replace(answer, values={**answer.values, "words": safe})
        return answer

    def _query_now(self, path: Path | None) -> Table | Problem:
        from kjc_desktop.data.sql.dialects import open_door

        if self._door is None or path != self._opened:
            door = open_door(self._template, path, self._around, self._seconds)
            if isinstance(door, Problem):
                return door
            self._door, self._opened = door, path
        if path is None:
            return self._answer(self._door)
        with query_running(path):
            return self._answer(self._door)

    def _answer(self, door: "Door") -> Table | Problem:
        """Return what the query gives with a connection of its own."""
        from sqlalchemy.exc import SQLAlchemyError

        from kjc_desktop.data.sql.faults import connecting_problem, query_problem

        try:
            connection = door.engine.connect()
        except (SQLAlchemyError, OSError, ValueError) as error:
            return connecting_problem(error)
        try:
            with connection:
                for statement in door.before:
                    connection.exec_driver_sql(statement)
                return self._rows(connection)
        except (SQLAlchemyError, OSError, ValueError) as error:
            return query_problem(error)

    def _rows(self, connection: "Connection") -> Table | Problem:
        """Return all rows of an answer that is neither endless nor too large to be shown."""
        end = self._around.monotonic() + self._seconds
        # Rows that come bit by bit can be counted before they fill the memory.
        options = {"no_parameters": True, "stream_results": has_cursor(self._query)}
        query = self._query.strip().rstrip("; \n\t")
        with connection.exec_driver_sql(query, execution_options=options) as result:
            if not result.returns_rows:
                return Problem("sql_not_reading")
            names = result.keys()
            rows: list[tuple[Cell, ...]] = []
            characters = 0
            while chunk := result.fetchmany(_CHUNK):
                new = [tuple(cell(value) for value in row) for row in chunk]
                rows += new
                characters += sum(len(each) for row in new for each in row if isinstance(each, str))
                if len(rows) > _MOST_ROWS or characters > _MOST_CHARACTERS:
                    return Problem("sql_many")
                if self._around.monotonic() > end:
                    return Problem("sql_slow")
        return Table(tuple(str(name) for name in names), tuple(rows))


def _as_of(table: Table, same: Snapshot | None, state: FileState, now: datetime) -> datetime:
    """Return how old a file's answer is.

    Args:
        table: the answer.
        same: what the same state of the file gave before; where it gave something else, time itself
            has changed the answer.
        state: of the file.
        now: when it was asked. Aware.
    """
    if same is None:
        return not_later(state.changed, now, None)
    return min(same.as_of, now) if same.table == table else now


def _snapshot(
    table: Table, last: Snapshot | None, as_of: datetime, fetched: datetime, version: str
) -> Snapshot:
    """Return a snapshot, with the table of the last one where nothing has changed."""
    same = last is not None and last.table == table
    return Snapshot(last.table if last and same else table, as_of, fetched, version=version)
