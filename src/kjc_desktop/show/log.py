"""Where a show writes what happened: the terminal, and a small ring of files."""

import logging
import sys
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path

from kjc_desktop.deck.diagnostics import Diagnostic, Severity
from kjc_desktop.deck.report import line_reader, render_text
from kjc_desktop.texts import say

_BYTES, _FILES = 1_000_000, 5
_MOST = 20
"""Findings that are told at once; `kjc check` tells all."""
_log = logging.getLogger("kjc_desktop")
# Without a log, words go to the terminal once, and not a second time by way of logging.
_log.addHandler(logging.NullHandler())


def start_log() -> Path | None:
    """Begin to write to the user's log folder; None where the disk does not let us."""
    import platformdirs

    # A disk that takes no more must not fill the terminal with tracebacks.
    logging.raiseExceptions = False
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
    """Tell the terminal and the log what was found in a deck, errors first.

    Not all of a thousand findings: they are written in the thread that paints.
    """
    ordered = sorted(diagnostics, key=lambda each: each.severity is not Severity.ERROR)
    text = render_text(ordered[:_MOST], line_reader(folder), language)
    if text:
        tell(text, level=logging.WARNING)
    if len(ordered) > _MOST:
        tell(say("show.more_findings", language, count=len(ordered) - _MOST))


def tell(text: str, *, level: int = logging.INFO) -> None:
    """Write something for people to the terminal and to the log."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
    _log.log(level, "%s", text)
