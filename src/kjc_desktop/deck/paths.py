"""Keeps a deck's file names inside the deck, on every system a deck may be carried to."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath

from kjc_desktop.deck.diagnostics import nearest

_ABSOLUTE = re.compile(r"/|\\|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]*://|~")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)


def path_fault(folder: Path, text: str) -> str | None:
    """Return the code of what is wrong with the path of a file that must be in the deck."""
    found = find_file(folder, text)
    return found if isinstance(found, str) else None


def find_file(folder: Path, text: str) -> Path | str:
    """Return where a file of the deck is, links followed, or the code of what is wrong with it."""
    fault = _spelling_fault(text)
    if fault is not None:
        return fault
    try:
        path = (folder / text).resolve()
        if not path.is_relative_to(folder.resolve()):
            return "KJC261"
        if path.is_file():
            return path
        return "KJC264" if path.exists() else "KJC260"
    except (OSError, ValueError, RuntimeError):
        return "KJC260"


def data_path_fault(folder: Path, text: str, roots: Iterable[str]) -> str | None:
    """Return the code of what is wrong with the path of a data file; it may not exist yet."""
    if _names_device(text):
        return "KJC263"
    roots = tuple(roots)
    # Windows would greet a server with the user's password merely to look where a path leads.
    if (share := _share(text)) and share not in map(_share, (str(folder), *roots)):
        return "KJC261"
    try:
        path = (folder / text).resolve()
        allowed = [folder.resolve(), *((folder / root).resolve() for root in roots)]
    except (OSError, ValueError, RuntimeError):
        return "KJC260"
    return None if any(path.is_relative_to(root) for root in allowed) else "KJC261"


def nearest_file(folder: Path, text: str) -> str | None:
    """Return the file beside a missing one that was probably meant."""
    parent = PurePosixPath(text).parent
    try:
        names = [entry.name for entry in (folder / parent).iterdir() if entry.is_file()]
    except OSError:
        return None
    found = nearest(PurePosixPath(text).name, names)
    return None if found is None else str(parent / found)


def _spelling_fault(text: str) -> str | None:
    """Return what is wrong with a path before any file is looked at."""
    if _ABSOLUTE.match(text):
        return "KJC261"
    if "\\" in text:
        return "KJC262"
    return "KJC263" if _names_device(text) else None


def _names_device(text: str) -> bool:
    """Tell whether a part of a path is a device on Windows, whatever its ending."""
    parts = re.split(r"[/\\]", text)
    return any(_DEVICE.fullmatch(part.split(".")[0].strip()) for part in parts)


def _share(text: str) -> str:
    """Return the server and share that a path begins with on Windows; empty for none."""
    drive = PureWindowsPath(text).drive.casefold()
    return drive if drive.startswith("\\\\") else ""
