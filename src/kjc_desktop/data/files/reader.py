"""Files as live sources: read again when they have changed, and never while they are written.

Organizers save the same file over and over, on the machine itself or through a network share,
while a screen shows it. What is half on the disk must not become a figure.
"""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kjc_desktop.data.files.stillness import SETTLED, Still, Stillness, not_later
from kjc_desktop.data.reader import Reader, Surroundings
from kjc_desktop.data.snapshot import Notice, Problem, Snapshot, Table
from kjc_desktop.deck.models import Source
from kjc_desktop.deck.paths import data_path_fault
from kjc_desktop.machine.reading import NotOrdinaryError, open_ordinary

Parse = Callable[[bytes], tuple[Table, tuple[Notice, ...]] | Problem]
"""Makes the table of a file's content, with what was decided on the way."""

LARGEST = 50_000_000
"""Bytes of a file; no table of an event comes near."""
_SOON = 0.5
_LINE_ENDS = (b"\n", b"\r", b"\n\x00", b"\r\x00")


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What tells one state of a file from the next; `modified` in nanoseconds since 1970."""

    modified: int
    size: int
    inode: int

    @property
    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.modified // 1000 / 1e6, UTC)

    def __str__(self) -> str:
        return f"{self.modified}-{self.size}-{self.inode}"


class FileReader:
    """Reads one file of a deck; the show watches it."""

    refresh: float | None = None

    def __init__(self, name: str, around: Surroundings, parse: Parse, *, text: bool = True) -> None:
        """Prepare; nothing is opened yet.

        Args:
            name: the path as the deck says it.
            around: what it is read with.
            parse: gives the table of the content.
            text: whether a file without a line end may be cut off.
        """
        self._name, self._around, self._parse, self._text = name, around, parse, text
        self._stillness = Stillness(around)
        self._known = ""

    @property
    def path(self) -> Path | None:
        """Where the file is now, links followed; None for a path that leads nowhere."""
        try:
            return (self._around.folder / self._name).resolve()
        except (OSError, ValueError, RuntimeError):
            return None

    def read(self, last: Snapshot | None) -> Snapshot | Problem:
        """Return what the file says, or why it cannot be read now; see `Reader`."""
        around, path = self._around, self.path
        if path is None or data_path_fault(around.folder, self._name, around.roots):
            return Problem("file_outside", {"file": self._name})
        try:
            return self._read(path, last)
        except FileNotFoundError:
            return Problem("file_missing", {"file": self._name})
        except PermissionError:
            return Problem("file_locked", {"file": self._name}, again=SETTLED)
        except (OSError, ValueError) as fault:
            reason = getattr(fault, "strerror", None) or "?"
            return Problem("file_unreadable", {"file": self._name, "reason": reason})

    def close(self) -> None:
        """Nothing is held between two readings."""

    def _read(self, path: Path, last: Snapshot | None) -> Snapshot | Problem:
        """Return what the file says.

        Raises:
            OSError: the system cannot read it.
        """
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            key = "file_folder" if stat.S_ISDIR(status.st_mode) else "file_special"
            return Problem(key, {"file": self._name})
        stamp, now = _stamp(status), self._around.wall()
        version = str(stamp)
        still = self._stillness.look(version, stamp.moment)
        same = last if last is not None and last.version == version else None
        if same is not None and version == self._known:
            return same.confirmed(not_later(stamp.moment, now, same), now)
        content = _content(path, stamp, self._name)
        if isinstance(content, Problem):
            return content
        answer = self._judged(content, still)
        if isinstance(answer, Problem):
            return answer
        table, notices = answer
        if last is not None and last.table == table:
            table = last.table
        # A file changed a moment ago may change again with the same stamp: clocks are coarse.
        self._known = version if still.certain >= SETTLED else ""
        return Snapshot(table, not_later(stamp.moment, now, same), now, notices, version)

    def _judged(self, content: bytes, still: Still) -> tuple[Table, tuple[Notice, ...]] | Problem:
        """Return the table of a file that is complete; one still being written is asked again."""
        again = None if still.likely >= SETTLED else SETTLED - still.likely
        if not content:
            return Problem("file_empty", {"file": self._name}, again)
        # Nothing shows that a last number is cut off, so here no clock is believed.
        left = SETTLED - still.certain
        if self._text and left > 0 and not content.endswith(_LINE_ENDS):
            return Problem("file_unfinished", {"file": self._name}, left)
        answer = self._parse(content)
        if isinstance(answer, Problem) and again is not None:
            return Problem(answer.key, answer.values, again)
        return answer


def open_csv(source: Source, around: Surroundings, wake: Callable[[], None]) -> Reader:
    """Return the reader of a CSV file."""
    from kjc_desktop.data.files.csv_file import parse_csv

    del wake  # the show watches files
    return FileReader(source.csv or "", around, partial(parse_csv, source=source))


def open_xlsx(source: Source, around: Surroundings, wake: Callable[[], None]) -> Reader:
    """Return the reader of a workbook."""
    from kjc_desktop.data.files.workbook import parse_workbook

    del wake  # the show watches files
    parse = partial(parse_workbook, source=source)
    return FileReader(source.xlsx or "", around, parse, text=False)


def _stamp(status: os.stat_result) -> _Stamp:
    return _Stamp(status.st_mtime_ns, status.st_size, status.st_ino)


def _content(path: Path, stamp: _Stamp, name: str) -> bytes | Problem:
    """Return what a file holds, if it stayed the same file while it was read.

    Raises:
        OSError: the system cannot read it.
    """
    too_large = Problem("file_large", {"file": name, "most": LARGEST // 1_000_000})
    if stamp.size > LARGEST:
        return too_large
    try:
        with open_ordinary(path) as file:
            content = file.read(LARGEST + 1)
    except NotOrdinaryError:
        return Problem("file_special", {"file": name})
    if _stamp(path.stat()) != stamp or len(content) != stamp.size:
        return Problem("file_changing", {"file": name}, again=_SOON)
    return content
