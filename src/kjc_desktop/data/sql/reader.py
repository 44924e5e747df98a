"""Reads a query of a database: as a reader who changes nothing, and who does not wait for long."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.secrets import expand, scrub
from kjc_desktop.data.snapshot import Cell, Problem, Snapshot, Table
from kjc_desktop.data.sql.cells import cell
from kjc_desktop.data.sql.deadline import Deadline
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
        self._address = expand(self._template, around.environment)
        file = None if isinstance(self._address, Problem) else sqlite_file(self._address)
        self._file = file
        self.path = None if file is None else around.folder / file
        self.refresh = None if self.path is not None else _REFRESH

    def read(self, last: Snapshot | None) -> Snapshot | Problem:
        """Return what the query gives now; see `Reader`."""
        fault = statement_fault(self._query)
        if fault is not None:
            return Problem(fault)
        if isinstance(self._address, Problem):
            return self._address
        if self.path is not None:
            return self._read_file(self.path, last)
        table = self._ask()
        now = self._around.wall()
        return table if isinstance(table, Problem) else _snapshot(table, last, now, now, "")

    def close(self) -> None:
        """Let go of the database; see `Reader`."""
        if self._door is not None:
            self._door.engine.dispose()
            self._door = None

    def _read_file(self, path: Path, last: Snapshot | None) -> Snapshot | Problem:
        """Return what the file says, asking the query only where the file has changed."""
        now = self._around.wall()
        state = self._file_state(path, now)
        if isinstance(state, Problem):
            return state
        as_of, version = state
        if last is not None and last.version == version:
            return last.confirmed(as_of, now)
        table = self._ask()
        if isinstance(table, Problem):
            return table
        return _snapshot(table, last, as_of, self._around.wall(), version)

    def _file_state(self, path: Path, now: datetime) -> tuple[datetime, str] | Problem:
        """Return when the file was written and its version, or why it may or can not be opened."""
        fault = data_path_fault(self._around.folder, self._file or "", self._around.roots)
        if fault is not None:
            return Problem("sql_outside", {"file": self._file})
        try:
            state = _file_version(path, now)
        except FileNotFoundError:
            return Problem("sql_missing", {"file": self._file})
        except (OSError, ValueError):
            return Problem("sql_unreadable", {"words": self._file})
        return state if path.is_file() else Problem("sql_no_database", {"words": self._file})

    def _ask(self) -> Table | Problem:
        """Return the query's rows, or why there are none; ends in time."""
        answer = self._deadline.run(self._query_now)
        if answer is None:
            return Problem("sql_slow")
        if isinstance(answer, Problem) and "words" in answer.values:
            said = str(answer.values["words"])
            safe = scrub(said, self._template, self._around.environment)
            return replace(answer, values={**answer.values, "words": safe})
        return answer

    def _query_now(self) -> Table | Problem:
        from sqlalchemy.exc import SQLAlchemyError

        from kjc_desktop.data.sql.dialects import open_door
        from kjc_desktop.data.sql.faults import connecting_problem, query_problem

        if self._door is None:
            door = open_door(self._template, self.path, self._around, self._seconds)
            if isinstance(door, Problem):
                return door
            self._door = door
        try:
            connection = self._door.engine.connect()
        except (SQLAlchemyError, OSError, ValueError) as error:
            return connecting_problem(error)
        try:
            with connection:
                for statement in self._door.before:
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


def _file_version(path: Path, now: datetime) -> tuple[datetime, str]:
    """Return when a database was last written, and what tells this state from any other.

    Raises:
        OSError: there is no such file, or it cannot be asked.
    """
    states = [path.stat()]
    with suppress(FileNotFoundError):
        log = path.with_name(f"{path.name}-wal").stat()
        # Reading alone leaves an empty one behind.
        states += [log] if log.st_size else []
    newest = max(state.st_mtime for state in states)
    version = " ".join(f"{each.st_ino}:{each.st_mtime_ns}:{each.st_size}" for each in states)
    return datetime.fromtimestamp(newest, now.tzinfo), version


def _snapshot(
    table: Table, last: Snapshot | None, as_of: datetime, fetched: datetime, version: str
) -> Snapshot:
    """Return a snapshot, with the table of the last one where nothing has changed."""
    same = last is not None and last.table == table
    return Snapshot(last.table if last and same else table, as_of, fetched, version=version)
