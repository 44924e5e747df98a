"""How each kind of database is opened: for reading only, and never for long."""

import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.secrets import expand
from kjc_desktop.data.snapshot import Problem
from kjc_desktop.data.sql.faults import opening_problem
from kjc_desktop.deck.addresses import is_variable

_CONNECT_SECONDS = 4
_LOCK_SECONDS = 0.8
_STEPS_BETWEEN_LOOKS = 20_000
_LONGEST_CELL = 1_000_000
_LIBPQ = ("psycopg", "psycopg2")
_ACCOUNT = re.compile(r"(?P<kind>[^:]+://)(?P<account>(?:[^/?]*@)?)(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Door:
    """A database that is ready to be connected to.

    Attributes:
        engine: makes a connection for each reading, so that nothing is held in between.
        before: statements that begin a transaction.
    """

    engine: Engine
    before: tuple[str, ...] = ()


def open_door(
    template: str, path: Path | None, around: Surroundings, seconds: float
) -> Door | Problem:
    """Return the way to a database; nothing is connected yet.

    Args:
        template: the address as the deck has it.
        path: of an SQLite file, None for a server.
        around: what it is read with.
        seconds: that a query may take.
    """
    if path is not None:
        return _file_door(path, seconds, around.monotonic)
    try:
        url = _server_url(template, around.environment)
    except (SQLAlchemyError, ValueError):
        return Problem("sql_address")
    if isinstance(url, Problem):
        return url
    try:
        return _server_door(url, seconds)
    except (ImportError, SQLAlchemyError) as error:
        return opening_problem(error, url.get_backend_name())


def _server_url(template: str, environment: Mapping[str, str]) -> URL | Problem:
    """Return an address with its secrets, which may hold any character.

    Raises:
        SQLAlchemyError: it is no address.
        ValueError: its port is no number.
    """
    parts = _ACCOUNT.fullmatch(template)
    if parts is None or is_variable(template):
        whole = expand(template, environment)
        return whole if isinstance(whole, Problem) else make_url(whole)
    quoted = {name: quote(value, safe="") for name, value in environment.items()}
    kind, rest = parts["kind"], expand(parts["rest"], environment)
    account = expand(parts["account"], quoted)
    if isinstance(account, Problem):
        return account
    return rest if isinstance(rest, Problem) else make_url(f"{kind}{account}{rest}")


def _server_door(url: URL, seconds: float) -> Door:
    """Return the way to a database server.

    Raises:
        ImportError: the driver is not installed.
        SQLAlchemyError: there is no such kind of database.
    """
    if url.get_backend_name() != "postgresql":
        return Door(create_engine(url, poolclass=NullPool))
    if "+" not in url.drivername:
        url = url.set(drivername="postgresql+psycopg")
    libpq = url.get_driver_name() in _LIBPQ
    engine = create_engine(url, poolclass=NullPool, connect_args=_patience() if libpq else {})
    limit = f"SET LOCAL statement_timeout = {round(seconds * 1000)}"
    return Door(engine, ("SET TRANSACTION READ ONLY", limit))


def _patience() -> dict[str, object]:
    """Return how libpq notices that a server is not there, or not there any more."""
    return {
        "connect_timeout": _CONNECT_SECONDS,
        "keepalives_idle": 2,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "tcp_user_timeout": 8_000,
    }


def _file_door(path: Path, seconds: float, monotonic: Callable[[], float]) -> Door:
    """Return the way to an SQLite file, which is never created or written to."""

    def connect() -> sqlite3.Connection:
        end = monotonic() + seconds
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", timeout=_LOCK_SECONDS, uri=True
        )
        connection.execute("PRAGMA query_only = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_CELL)
        connection.set_progress_handler(lambda: monotonic() > end, _STEPS_BETWEEN_LOOKS)
        return connection

    return Door(create_engine("sqlite://", creator=connect, poolclass=NullPool))
