"""From the options of a command to a running show, or to the reasons why there is none.

The deck is read before Qt is imported: from then on PySide looks into the source of every module
that is imported, which would cost a tenth of the time to the first slide.
"""

import logging

from kjc_desktop.deck.diagnostics import Diagnostic, errors
from kjc_desktop.show.clock import wall
from kjc_desktop.show.opening import Opening, open_deck
from kjc_desktop.show.options import Options
from kjc_desktop.texts import language_of, say


def start(options: Options) -> int:
    """Run a show.

    Returns:
        The exit code: 0 for a show that was left, 1 where the deck cannot be shown, 2 where the
        screen does not exist.
    """
    opening = open_deck(options.folder, options.variant, options.first, wall())
    if not isinstance(opening, Opening):
        return _refuse(options, opening)
    from kjc_desktop.show.session import launch

    return launch(options, opening)


def _refuse(options: Options, found: tuple[Diagnostic, ...]) -> int:
    from kjc_desktop.show.log import report, tell

    language = language_of(options.language or "de")
    report(found, options.folder, language)
    if not errors(found):
        tell(say("show.nothing_to_show", language), level=logging.ERROR)
    return 1
