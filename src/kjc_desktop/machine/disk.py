"""Whether there is room for what a show writes: its state, its log, the figures it has read."""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from kjc_desktop.machine.finding import Finding, State
from kjc_desktop.machine.folders import log_folder, state_folder

_MEGABYTE = 1_000_000
_LITTLE = 1_000 * _MEGABYTE
_TOO_LITTLE = 100 * _MEGABYTE


def disk(folders: Iterable[Path] | None = None) -> list[Finding]:
    """Tell of each place that is written to whether it can be, and how much room there is.

    Args:
        folders: None for those of this program. One that is not there yet is not made.
    """
    wanted = (state_folder(), log_folder()) if folders is None else folders
    return [_found(folder) for folder in dict.fromkeys(map(_nearest, wanted))]


def _nearest(folder: Path) -> Path:
    """Return the folder, or the first one above it that there is."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), folder)


def _found(folder: Path) -> Finding:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"kjc")
            file.flush()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        values: dict[str, object] = {"folder": folder, "reason": error.strerror}
        return Finding("disk", "trouble", "disk_blocked", values)
    state: State = "trouble" if free < _TOO_LITTLE else "warning" if free < _LITTLE else "well"
    name = "disk" if state == "well" else "disk_little"
    return Finding("disk", state, name, {"folder": folder, "free": free // _MEGABYTE})
