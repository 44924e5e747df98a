"""Changes one line of `settings.toml` and leaves all others, with their comments, as they are."""

import os
import tomllib
from contextlib import suppress
from pathlib import Path

from kjc_desktop.machine.keep import sync_folder
from kjc_desktop.machine.settings import TABLE, line_of, text_of


def keep_pin(file: Path, stored: str | None) -> bool:
    """Write a PIN into the settings, or remove it; all other lines stay as they are.

    Args:
        file: the settings; made, for this user only, where there is none.
        stored: what `machine.pin.kept` gave; None for no PIN.

    Returns:
        False where the file is faulty, or written so that somebody has to change it by hand.

    Raises:
        OSError: it cannot be read or written; it is as it was then.
    """
    text, file = "", file.resolve()
    try:
        text = text_of(file)
    except FileNotFoundError:
        if stored is None:
            return True
    except UnicodeDecodeError:
        return False
    changed = _with_pin(text, stored)
    if not _same_but_for_pin(text, changed, stored):
        return False
    _write(file, changed)
    return True


def _with_pin(text: str, stored: str | None) -> str:
    lines = text.split("\n")
    here = line_of(text, TABLE, "pin")
    fresh = [] if stored is None else [f'pin = "{stored}"']
    if here:
        lines[here - 1 : here] = fresh
    elif fresh:
        header = line_of(text, None, TABLE)
        if header:
            lines[header:header] = fresh
        else:
            above = text.rstrip("\n")
            lines = [*([above, ""] if above else []), f"[{TABLE}]", *fresh, ""]
    return "\n".join(lines)


def _same_but_for_pin(before: str, after: str, stored: str | None) -> bool:
    """Tell whether two texts say the same, and the second says the PIN."""
    try:
        old, new = tomllib.loads(before), tomllib.loads(after)
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    tables = [said.setdefault(TABLE, {}) for said in (old, new)]
    if not all(isinstance(each, dict) for each in tables):
        return False
    tables[0].pop("pin", None)
    return tables[1].pop("pin", None) == stored and old == new


def _write(file: Path, text: str) -> None:
    """Replace a file by one that only this user may read."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(file)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise
    sync_folder(file.parent)
