"""Keeps a deck's file names inside the deck, on every system a deck may be carried to."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from kjc_desktop.deck.diagnostics import nearest

_ABSOLUTE = re.compile(r"/|\\|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]*://|~")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)


def path_fault(folder: Path, text: str) -> str | None:
    """Return the code of what is wrong with the path of a file that must be in the deck."""
    fault = _spelling_fault(text)
    if fault is not None:
        return fault
    try:
        path = (folder / text).resolve()
        if not path.is_relative_to(folder.resolve()):
            return "KJC261"
        if path.is_file():
            return None
        return "KJC264" if path.exists() else "KJC260"
    except (OSError, ValueError, RuntimeError):
        return "KJC260"


def data_path_fault(folder: Path, text: str, roots: Iterable[str]) -> str | None:
    """Return the code of what is wrong with the path of a data file; it may not exist yet."""
    try:
        path = (folder / text).resolve()
        allowed = [folder.resolve(), *((folder / root).resolve() for root in roots)]
    except (OSError, ValueError, RuntimeError):
        return "KJC260"
    if any(_DEVICE.fullmatch(Path(part).stem) for part in PurePosixPath(text).parts):
        return "KJC263"
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
    parts = PurePosixPath(text).parts
    if any(_DEVICE.fullmatch(part.split(".")[0].strip()) for part in parts):
        return "KJC263"
    return None
