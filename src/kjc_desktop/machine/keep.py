"""Keeps something on disk so that it can be read again, at whatever instant the power goes.

A file is written beside its place, forced to the disk and moved there; the version before it is
kept as well, and a checksum tells which of the two is whole.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from threading import get_ident

_LEFT_BEHIND = 3600.0
"""Seconds after which a file that was being written belongs to a program that was killed."""


def keep(path: Path, body: bytes) -> None:
    """Replace what is kept at a place.

    Args:
        path: ends with `.json`; `.previous` beside it is the version before. Its folder is made
            when there is none, for this user only.
        body: what to keep.

    Raises:
        OSError: the disk is full or must not be written; what was kept can still be read.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Another program, or another thread of this one, may be keeping the same thing.
    fresh = path.with_suffix(f".{os.getpid()}-{get_ident()}.new")
    try:
        with fresh.open("wb") as file:
            file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
        _tidy(path, fresh.stat().st_mtime)
        with contextlib.suppress(FileNotFoundError):
            path.replace(path.with_suffix(".previous"))
        fresh.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
    sync_folder(path.parent)


def kept(path: Path) -> Iterator[bytes]:
    """Yield what was kept and is whole, the newest first: at most two versions."""
    for each in (path, path.with_suffix(".previous")):
        with contextlib.suppress(OSError):
            digest, _, body = each.read_bytes().partition(b"\n")
            if hashlib.sha256(body).hexdigest().encode() == digest:
                yield body


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system can; not all file systems do.

    The files themselves are safe by then, and Windows does it by itself.
    """
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _tidy(path: Path, now: float) -> None:
    """Remove what programs have left behind that were killed while they wrote."""
    for file in path.parent.glob(f"{path.stem}.*.new"):
        with contextlib.suppress(OSError):
            if file.stat().st_mtime < now - _LEFT_BEHIND:
                file.unlink()
