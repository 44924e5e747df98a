"""Asks the tools of the system; one that is missing or hangs gives no answer, and no trouble."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_PATIENCE = 2.0
"""Seconds that a tool is given: what it is asked, it knows."""


def answer_of(tool: str, *arguments: str, seconds: float = _PATIENCE) -> str | None:
    """Return all that a tool says, also what it complains about.

    It is asked for English. Windows does not listen to that: there its words are of any language.

    Returns:
        None where the tool is missing, hangs, or cannot be started.
    """
    done = _run(tool, arguments, seconds)
    return None if done is None else done.stdout + done.stderr


def is_done(tool: str, *arguments: str, seconds: float = 20.0) -> bool:
    """Let a tool do something; tell whether it says that it has."""
    done = _run(tool, arguments, seconds)
    return done is not None and done.returncode == 0


def text_of(path: Path) -> str | None:
    """Return a small file of the system; None where it cannot be read."""
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return None


def _run(
    tool: str, arguments: tuple[str, ...], seconds: float
) -> subprocess.CompletedProcess[str] | None:
    found = shutil.which(tool)
    if found is None:
        return None
    try:
        return subprocess.run(  # noqa: S603 - tools of the system, by fixed names
            [found, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            encoding="oem" if sys.platform == "win32" else "utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
