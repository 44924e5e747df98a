"""Shows that a deck can run for days: `kjc soak` plays them in minutes and tells what grew."""

import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize

from kjc_desktop import RELEASED
from kjc_desktop.deck import load_deck
from kjc_desktop.deck.diagnostics import errors
from kjc_desktop.shells.moments import moment
from kjc_desktop.shells.soak_player import Material
from kjc_desktop.shells.soak_report import Report
from kjc_desktop.shells.soak_run import Soak
from kjc_desktop.shells.soak_verdict import findings, passed
from kjc_desktop.shells.tables import print_table
from kjc_desktop.show.application import application
from kjc_desktop.show.log import report as report_findings
from kjc_desktop.show.sources import live_kept
from kjc_desktop.texts import language_of, say

_RECENT = 3.0
"""Seconds by which the rest is estimated; remembering more would count as growth."""
_SIZE = re.compile(r"([1-9]\d{1,4})[x×]([1-9]\d{1,4})")


@dataclass(frozen=True, slots=True)
class Wish:
    """How long to play, and what to leave behind.

    `loops` or else `hours` of the show's own time. `size` is that of the window, such as `960x540`;
    `outputs` are files that end with `.md` or `.json`. `hidden`: there is no display to paint on.
    """

    hours: float = 24.0
    loops: int | None = None
    size: str = "960x540"
    outputs: tuple[Path, ...] = ()
    as_json: bool = False
    hidden: bool = False


def soak(
    folder: Path, wish: Wish, *, variant: str | None = None, language: str | None = None
) -> int:
    """Play a deck for as long as asked, and report.

    No socket is opened: live sources are as they were when they could last be read.

    Returns:
        0 where every bar was kept, 1 where one was missed, the deck cannot be played or the disk
        refuses, 2 for a wish that makes no sense.
    """
    spoken = language_of(language or "de")
    size = _SIZE.fullmatch(wish.size)
    if size is None:
        return _refuse("kiosk.soak_size", spoken, 2, size=wish.size)
    for path in wish.outputs:
        if path.suffix.lower() not in {".md", ".json"}:
            return _refuse("kiosk.soak_output", spoken, 2, path=path)
    result = load_deck(folder, variant=variant)
    spoken = language_of(language or (result.deck.head.language if result.deck else "de"))
    if result.deck is None or errors(result.diagnostics):
        report_findings(result.diagnostics, folder, spoken)
        return 1
    deck, now = result.deck, moment(result.deck, None)
    if wish.hidden:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qt = application()
    extent = QSize(int(size[1]), int(size[2]))
    run = Soak(Material(deck, live_kept(deck), RELEASED), extent, now)
    if run.empty:
        return _refuse("show.nothing_to_show", spoken, 1)
    seconds = wish.hours * 3600 if wish.loops is None else wish.loops * run.lap
    outcome = run.run(seconds, lambda parts: _progress(parts, spoken))
    run.close()
    code = _tell(Report(deck, variant, extent, now, outcome, findings(outcome), spoken), wish)
    del qt
    return code


def _progress(parts: range, language: str) -> Iterator[int]:
    """Show a bar on the terminal while the parts of the run pass."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(
        console=console, transient=True, speed_estimate_period=_RECENT,
        disable=not console.is_terminal,
    ) as progress:  # fmt: skip
        yield from progress.track(parts, description=say("kiosk.soak_running", language))


def _tell(made: Report, wish: Wish) -> int:
    """Write the report to the terminal and where else it was asked for; return the exit code."""
    as_json = json.dumps(made.as_json(), ensure_ascii=False, indent=2) + "\n"
    if wish.as_json:
        sys.stdout.write(as_json)
    else:
        print_table(made.titles(), made.rows())
        sys.stdout.write(f"\n{made.verdict()}\n")
    for path in wish.outputs:
        text = as_json if path.suffix.lower() == ".json" else made.markdown()
        try:
            path.write_text(text, "utf-8")
        except OSError as fault:
            reason = fault.strerror or ""
            return _refuse("cli.cannot_write", made.language, 1, path=path, reason=reason)
    return int(not passed(made.found))


def _refuse(key: str, language: str, code: int, **values: object) -> int:
    sys.stderr.write(say(key, language, **values) + "\n")
    return code
