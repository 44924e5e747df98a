"""From the options of a command to a running show, or to the reasons why there is none."""

import logging
import signal
import sys

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from kjc_desktop.deck.diagnostics import errors
from kjc_desktop.show.clock import SystemClock
from kjc_desktop.show.opening import Opening, open_deck
from kjc_desktop.show.reload import Reloader
from kjc_desktop.show.screens import WrongScreen, choose, screens
from kjc_desktop.show.session import Options, Session, run
from kjc_desktop.texts import language_of, say


def application() -> QApplication:
    """Return the one Qt application, made the way every picture relies on."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_Use96Dpi)
    made = QApplication(["kjc"])
    made.setApplicationName("kjc-desktop")
    # Qt's event loop never lets Python look at a signal: let the system end the process.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return made


def start(options: Options) -> int:
    """Run a show.

    Returns:
        The exit code: 0 for a show that was left, 1 where the deck cannot be shown, 2 where the
        screen does not exist.
    """
    qt = application()
    language = language_of(options.language or "de")
    if options.screen is not None:
        chosen = choose(screens(), options.screen)
        if isinstance(chosen, WrongScreen):
            sys.stderr.write(f"{chosen.message(language)}\n")
            return 2
    clock = SystemClock()
    reloader = Reloader(options.folder, options.variant)
    opening = open_deck(options.folder, options.variant, options.first, clock)
    if not isinstance(opening, Opening):
        from kjc_desktop.show.log import report, tell

        report(opening, options.folder, language)
        if not errors(opening):
            tell(say("show.nothing_to_show", language), level=logging.ERROR)
        return 1
    return run(qt, Session(options, opening, clock, reloader))
