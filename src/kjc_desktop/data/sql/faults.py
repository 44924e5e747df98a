"""Says in plain words what a database refused, and why."""

from typing import Literal

from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from kjc_desktop.data.snapshot import Problem

_LONGEST = 160
_EXTRA = "kjc-desktop[postgres]"

_BY_STATE = {
    "42P01": "sql_table",
    "42703": "sql_column",
    "42601": "sql_syntax",
    "42501": "sql_rights",
    "25006": "sql_writing",
    "57014": "sql_slow",
    "28000": "sql_login",
    "28P01": "sql_login",
    "3D000": "sql_login",
}
"""SQLSTATE of a server → text."""
_BY_NAME = {
    "SQLITE_BUSY": "sql_locked",
    "SQLITE_LOCKED": "sql_locked",
    "SQLITE_NOTADB": "sql_no_database",
    "SQLITE_CORRUPT": "sql_damaged",
    "SQLITE_INTERRUPT": "sql_slow",
    "SQLITE_READONLY": "sql_writing",
    "SQLITE_CANTOPEN": "sql_unreadable",
    "SQLITE_IOERR": "sql_unreadable",
    "SQLITE_PERM": "sql_unreadable",
}
"""Kind of an SQLite error → text."""
_BY_WORDS = {
    "no such table": "sql_table",
    "no such column": "sql_column",
    "syntax error": "sql_syntax",
    "unrecognized token": "sql_syntax",
    "incomplete input": "sql_syntax",
}
"""What SQLite only says in words, always English → text."""
_PASSING = ("starting up", "shutting down", "recovery mode", "too many clients")
"""What a server that will soon be there says."""


def query_problem(error: Exception) -> Problem:
    """Return why a query failed, in unscrubbed words."""
    original = _original(error)
    words = _words(original)
    key = _BY_STATE.get(_attribute(original, "sqlstate", "pgcode")) or _sqlite_key(original, words)
    if key is None:
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        key = "sql_unreachable" if lost else "sql_failed"
    return Problem(key, {"words": words})


def connecting_problem(error: Exception) -> Problem:
    """Return why there is no connection, in unscrubbed words."""
    original = _original(error)
    words = _words(original)
    known = _BY_STATE.get(_attribute(original, "sqlstate", "pgcode"))
    key = known or _sqlite_key(original, words)
    if key is None:
        refused = "FATAL" in words and not any(each in words for each in _PASSING)
        key = "sql_login" if refused else "sql_unreachable"
    return Problem(key, {"words": words})


def opening_problem(error: ImportError | Exception, kind: str) -> Problem:
    """Return why this kind of database cannot be opened at all.

    Args:
        error: a missing driver, or an address that is none.
        kind: of database, as the address names it.
    """
    if isinstance(error, ImportError):
        package = _EXTRA if kind == "postgresql" else error.name or kind
        return Problem("sql_driver", {"package": package})
    if isinstance(error, NoSuchModuleError):
        return Problem("sql_kind", {"kind": kind})
    return Problem("sql_address")


def _original(error: Exception) -> BaseException:
    """Return the driver's own error."""
    return (isinstance(error, DBAPIError) and error.orig) or error


def _attribute(error: BaseException, *names: Literal["sqlstate", "pgcode"]) -> str:
    return next((code for name in names if (code := getattr(error, name, None))), "")


def _sqlite_key(error: BaseException, words: str) -> str | None:
    name = str(getattr(error, "sqlite_errorname", ""))
    if not name:
        return None
    kind = "_".join(name.split("_")[:2])
    return _BY_NAME.get(kind) or next(
        (key for start, key in _BY_WORDS.items() if start in words), None
    )


def _words(error: BaseException) -> str:
    """Return the first line of what was said, without what only programmers read."""
    line = (str(error).strip().splitlines() or [type(error).__name__])[0].strip()
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
