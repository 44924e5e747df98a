"""Where a show writes what happened: the terminal, and a small ring of files."""

import logging
import sys
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path

from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.report import line_reader, render_text

_BYTES, _FILES = 1_000_000, 5
_log = logging.getLogger("kjc_desktop")


def start_log() -> Path | None:
    """Begin to write to the user's log folder; None where the disk does not let us."""
    import platformdirs

    path = platformdirs.user_log_path("kjc-desktop", appauthor=False) / "kjc.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    return path


def report(diagnostics: Sequence[Diagnostic], folder: Path, language: str) -> None:
    """Tell the terminal and the log what was found in a deck."""
    text = render_text(diagnostics, line_reader(folder), language)
    if text:
        tell(text, level=logging.WARNING)


def tell(text: str, *, level: int = logging.INFO) -> None:
    """Write something for people to the terminal and to the log."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
    _log.log(level, "%s", text)
