"""A ring of files that lines are added to: bounded, and never in the way of who writes.

A line that was being written when the power went is left torn; the next one begins anew. A disk
that is full or read-only takes nothing, and costs nothing but the lines.
"""

import errno
import os
from collections.abc import Callable, Iterator
from io import RawIOBase
from pathlib import Path
from threading import Lock


class Ring:
    """The newest file, `name.suffix`, and the ones before it, `name.1.suffix` and so on."""

    def __init__(
        self, path: Path, size: int, files: int, failed: Callable[[OSError], None] = lambda _: None
    ) -> None:
        """Use a place; nothing is made before the first line.

        Args:
            path: of the newest file; only this user may look into its folder.
            size: bytes after which a file is full.
            files: how many there are at most, the newest included.
            failed: is told that a line was lost; once until it works again.
        """
        self._path, self._size, self._files = path, size, files
        self._failed = failed
        self._failing = False
        self._lock = Lock()

    def add(self, line: str) -> bool:
        """Add a line, without its end; tell whether the disk has it. From any thread."""
        body = line.encode(errors="backslashreplace") + b"\n"
        with self._lock:
            try:
                self._write(body)
            except OSError as error:
                failure = None if self._failing else error
                self._failing = True
            else:
                failure, self._failing = None, False
                return True
        if failure is not None:
            self._failed(failure)
        return False

    def _write(self, body: bytes) -> None:
        """Write to the file that has the name now: somebody may have taken the last one away."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._path.open("a+b", buffering=0) as file:
            length = file.tell()
            if length == 0 or length + len(body) <= self._size:
                _append(file, body, length)
                return
        self._turn()
        with self._path.open("a+b", buffering=0) as file:
            _append(file, body, file.tell())

    def _turn(self) -> None:
        """Make each file the one before; the oldest goes."""
        for number in range(self._files - 2, -1, -1):
            older = self._numbered(number + 1)
            if self._numbered(number).exists():
                self._numbered(number).replace(older)

    def lines(self) -> Iterator[str]:
        """Yield the lines there are, the oldest first, what was torn included."""
        for number in range(self._files - 1, -1, -1):
            try:
                with self._numbered(number).open(encoding="utf-8", errors="replace") as file:
                    yield from (line.rstrip("\n") for line in file)
            except OSError:
                continue

    def _numbered(self, number: int) -> Path:
        suffix = self._path.suffix
        return self._path.with_suffix(f".{number}{suffix}") if number else self._path


def _append(file: RawIOBase, body: bytes, length: int) -> None:
    """Write a line whole or not at all, as far as the disk lets us.

    Raises:
        OSError: it does not.
    """
    file.seek(max(0, length - 1))
    if length and file.read(1) != b"\n":
        body = b"\n" + body
    if file.write(body) != len(body):
        file.truncate(length)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
