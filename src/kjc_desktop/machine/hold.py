"""Holds a file for one program alone; the system lets go of it whenever and however that ends."""

import os
import sys
from pathlib import Path
from threading import Event
from typing import BinaryIO

_TRIES, _BETWEEN = 5, 0.02
"""How often to try, and seconds between: whoever only looks holds the file for an instant."""


class Hold:
    """A file that this program holds, and no other can, until it is released."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def release(self) -> None:
        """Let go of it; the file stays, so that two can never hold two files of one name."""
        self._file.close()


def hold(path: Path) -> Hold | None:
    """Hold a file; None where another program does.

    Args:
        path: is made where there is none, its folder is not.

    Raises:
        OSError: it cannot be made, or the disk cannot keep programs apart.
    """
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    try:
        held = any(_locked(file, attempt * _BETWEEN) for attempt in range(_TRIES))
    except OSError:
        file.close()
        raise
    if not held:
        file.close()
        return None
    return Hold(file)


def is_held(path: Path) -> bool:
    """Tell whether some program holds a file; a file that cannot be opened is nobody's."""
    try:
        with path.open("r+b", buffering=0) as file:
            return not _locked(file)
    except OSError:
        return False


def _locked(file: BinaryIO, wait: float = 0.0) -> bool:
    """Try to lock a file after so many seconds; tell whether it is ours."""
    if wait:
        Event().wait(wait)
    try:
        _lock(file)
    except (BlockingIOError, PermissionError):
        return False
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
