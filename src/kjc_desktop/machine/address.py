"""Where an endpoint is and by which key it is opened: a file that nobody but its user may read."""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from kjc_desktop.machine.folders import SHORT, is_private, short_private_folder

_KEY, _SOCKET = "ctl.key", "ctl"
KEY_BYTES = 32
_LONGEST_PATH = 100
"""Bytes of a socket's path that every system accepts."""


def new_address(folder: Path) -> str:
    """Return where to listen: in the folder, where its path is not too long for a socket."""
    if sys.platform == "win32":
        return rf"\\.\pipe\kjc-desktop-{secrets.token_hex(16)}"
    inside = folder / _SOCKET
    if len(os.fsencode(inside)) <= _LONGEST_PATH:
        return str(inside)
    return str(short_private_folder() / _SOCKET)


def write_key(folder: Path, key: bytes, address: str) -> None:
    """Write key and address at once, for this user's eyes only."""
    fresh = (folder / _KEY).with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.hex().encode() + b"\n" + os.fsencode(address))
    fresh.replace(folder / _KEY)


def read_key(folder: Path) -> tuple[bytes, str] | None:
    """Return key and address; None where the file says neither.

    Raises:
        OSError: it cannot be read.
    """
    key, _, address = (folder / _KEY).read_bytes().partition(b"\n")
    with suppress(ValueError):
        opening, place = bytes.fromhex(key.decode()), os.fsdecode(address)
        if len(opening) == KEY_BYTES and place and "\0" not in place:
            return opening, place
    return None


def clear(folder: Path) -> None:
    """Remove what an endpoint has left that is closed, or whose program was killed."""
    known = None
    with suppress(OSError):
        known = read_key(folder)
    for name in (_KEY, _SOCKET):
        with suppress(OSError):
            (folder / name).unlink()
    if known is None or sys.platform == "win32":
        return
    away = Path(known[1]).parent
    if away != folder and away.name.startswith(SHORT) and is_private(away):
        with suppress(OSError):
            (away / _SOCKET).unlink()
        with suppress(OSError):
            away.rmdir()
