"""Where this user's programs keep what they know, their log, and what tells that they run."""

import os
import re
import stat
import sys
import tempfile
from pathlib import Path

_PROGRAM = "kjc-desktop"
_LONGEST_NAME = 60
SHORT = "kjc-"
"""How the names of short private folders begin."""


def state_folder() -> Path:
    """Return where this user's programs keep what they know from one start to the next."""
    from platformdirs import user_state_path

    return user_state_path(_PROGRAM, appauthor=False)


def config_folder() -> Path:
    """Return where this user writes down how programs are to behave on this machine."""
    from platformdirs import user_config_path

    return user_config_path(_PROGRAM, appauthor=False)


def log_folder() -> Path:
    """Return where this user's programs write down what happened."""
    from platformdirs import user_log_path

    return user_log_path(_PROGRAM, appauthor=False)


def runtime_folder() -> Path:
    """Return where the programs of this user that run now can be found.

    That is the folder of the session that the system gives, where it is really this user's; it is
    in memory and goes with the session. Else it is below the state.
    """
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if given and Path(given).is_absolute() and is_private(Path(given)):
        return Path(given) / _PROGRAM
    return state_folder() / "run"


def kiosk_folder(name: str) -> Path:
    """Return the folder of the running kiosk of a name; signs that no folder can have are `_`."""
    return runtime_folder() / folder_name(name)


def known_kiosks() -> list[str]:
    """Return the names of the kiosks that run, or ran and left their folder."""
    return _inside(runtime_folder())


def memory_folder(name: str) -> Path:
    """Return the folder of what the kiosk of a name knows from one start to the next."""
    return state_folder() / "kiosk" / folder_name(name)


def remembered_kiosks() -> list[str]:
    """Return the names of the kiosks that know something from an earlier start."""
    return _inside(state_folder() / "kiosk")


def _inside(folder: Path) -> list[str]:
    try:
        return sorted(each.name for each in folder.iterdir() if each.is_dir())
    except OSError:
        return []


def folder_name(name: str) -> str:
    """Return a name as every system accepts it for a folder, the same for the same name."""
    plain = re.sub(r"[^\w.-]+", "_", name)[:_LONGEST_NAME].strip("._")
    return plain or "kiosk"


def make_private(folder: Path) -> None:
    """Make a folder, where there is none, that only this user may look into.

    Raises:
        OSError: it cannot be made.
        PermissionError: somebody else's is there.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sys.platform != "win32" and not is_private(folder):
        folder.chmod(0o700)


def short_private_folder() -> Path:
    """Return a new folder with a path of some thirty characters that only this user may look into.

    Raises:
        OSError: it cannot be made.
    """
    # The folder for temporary files of a user can have a long path too.
    common = Path("/tmp")  # noqa: S108 - mkdtemp makes a folder of a new name, for this user only
    return Path(tempfile.mkdtemp(prefix=SHORT, dir=common if common.is_dir() else None))


def is_private(folder: Path) -> bool:
    """Tell whether a folder is this user's and nobody else may look into it.

    Windows keeps the folders of users apart by itself.
    """
    try:
        found = folder.lstat()
    except OSError:
        return False
    if sys.platform == "win32":
        return stat.S_ISDIR(found.st_mode)
    closed = not stat.S_IMODE(found.st_mode) & 0o077
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and closed
