"""Tells one state of an SQLite file from the next, without a query.

Times and sizes are not enough: a clock may be coarse, and a row that changes leaves the size as it
is. So the counter is used as well that SQLite keeps in the file itself.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from kjc_desktop.machine.reading import open_ordinary

_COUNTER = slice(24, 28)
"""Bytes of the header that count the changes; those in the log beside the file are not counted."""


class FileState(NamedTuple):
    """A database file as it is now.

    Attributes:
        changed: when it, or the log beside it, was last written. Aware.
        version: tells this state from any other.
        counted: whether the counter could be looked at; else it is the one from before.
    """

    changed: datetime
    version: str
    counted: bool


class _Queries:
    """Keeps a file's counter from being looked at while a query of the file runs.

    POSIX gives up all locks that a program has on a file as soon as it closes that file anywhere,
    so a look at the header would take the lock from under a query of another source.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._running = 0

    @contextmanager
    def running(self) -> Iterator[None]:
        with self._lock:
            self._running += 1
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1

    def counter(self) -> str | None:
        """Return the counter of changes, None where it cannot be looked at now.

        Raises:
            OSError: the file cannot be read.
        """
        with self._lock:
            if self._running:
                return None
            with open_ordinary(self._path) as file:
                return file.read(_COUNTER.stop)[_COUNTER].hex()


@cache
def _queries(path: Path) -> _Queries:
    return _Queries(path)


def query_running(path: Path) -> AbstractContextManager[None]:
    """Return what to run each query of a file in; the path is the one with all links followed."""
    return _queries(path).running()


def file_state(path: Path, zone: tzinfo | None, before: str) -> FileState:
    """Return the state of a database file.

    Args:
        path: of the file, all links followed.
        zone: in which to tell when it was changed.
        before: the version when it was last looked at, else "".

    Raises:
        OSError: there is no such file, or it cannot be asked.
    """
    states = [path.stat()]
    with suppress(FileNotFoundError):
        log = path.with_name(f"{path.name}-wal").stat()
        # Reading alone leaves an empty one behind.
        states += [log] if log.st_size else []
    newest = max(state.st_mtime for state in states)
    counter = _queries(path).counter() if path.is_file() else None
    parts = [f"{each.st_ino}:{each.st_mtime_ns}:{each.st_size}" for each in states]
    parts.append(before.rpartition(" ")[2] if counter is None else counter)
    changed = datetime.fromtimestamp(newest, zone)
    return FileState(changed, " ".join(parts), counter is not None)
