"""Opens files that others may replace at any instant: by a pipe, a device, or a link elsewhere.

What was found out about a path is no longer true when it is opened. So the file is judged once it
is open, without waiting for it: a pipe that nobody writes into would hold up the screen for ever.
"""

import errno
import os
import stat
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOFOLLOW", "O_NOCTTY", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT"):
    # Windows has some of them, the others have the rest.
    _FLAGS |= getattr(os, _name, 0)
_MOST_TRIES = 3
"""A file that is saved anew just now is another one a moment later; a third time is no chance."""


class NotOrdinaryError(OSError):
    """A path leads to a folder, a pipe or a device, or elsewhere than a moment ago."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def open_ordinary(path: Path) -> BinaryIO:
    """Open an ordinary file for reading.

    Args:
        path: with all links resolved; a link that has taken its place since is not followed.

    Raises:
        NotOrdinaryError: it is none, or no longer where it was.
        OSError: it is not there, or the system cannot open it.
    """
    for _ in range(_MOST_TRIES):
        if not stat.S_ISREG(path.lstat().st_mode):
            break
        descriptor = os.open(path, _FLAGS)
        with ExitStack() as failed:
            failed.callback(os.close, descriptor)
            if _is(path, os.fstat(descriptor)):
                failed.pop_all()
                return os.fdopen(descriptor, "rb")
    raise NotOrdinaryError(path)


def _is(path: Path, opened: os.stat_result) -> bool:
    """Tell whether what was opened is an ordinary file, and the one at a path without links."""
    if not stat.S_ISREG(opened.st_mode) or path.resolve(strict=True) != path:
        return False
    # On Windows the numbers of an open file and of a path are not always of one kind.
    return os.name != "posix" or os.path.samestat(opened, path.lstat())
