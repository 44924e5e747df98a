"""From the options of a command to a running show, or to the reasons why there is none.

The deck is read before Qt is imported: from then on PySide looks into the source of every module
that is imported, which would cost a tenth of the time to the first slide.
"""

import logging
import sys
from dataclasses import replace

from kjc_desktop.deck.diagnostics import Diagnostic, errors
from kjc_desktop.deck.models import Deck
from kjc_desktop.show.aside import under_care
from kjc_desktop.show.clock import wall
from kjc_desktop.show.opening import Opening, open_deck, open_spare
from kjc_desktop.show.options import Options
from kjc_desktop.texts import language_of, message_language, say


def start(options: Options) -> int:
    """Run a show.

    Returns:
        The exit code: 0 for a show that was left, 1 where the deck cannot be shown or the program
        would crash, 2 where the screen does not exist.
    """
    if (code := _unfit(options)) is not None:
        return code
    care = options.care
    marked = care is not None and bool(care.aside or care.behind)
    opening = _opening(options, whole=marked)
    if not isinstance(opening, Opening):
        return _refuse(options, opening)
    if care is not None:
        deck = under_care(opening.deck, care)
        opening = replace(opening, deck=deck)
        first = _first(deck, options.first, behind=care.behind) if marked else options.first
        options = replace(options, first=first)
    from kjc_desktop.show.session import launch

    return launch(options, opening)


def _unfit(options: Options) -> int | None:
    """Return the exit code where what is installed would crash a show, after saying so."""
    if sys.version_info >= (3, 12):
        return None  # no known pair of versions does, and every start would pay for the question
    from kjc_desktop.machine.versions import fatal

    found = fatal()
    if found is None:
        return None
    language = language_of(options.language or message_language())
    sys.stderr.write(f"{found.text(language)}\n{found.advice(language)}\n")
    return 1


def _opening(options: Options, *, whole: bool) -> Opening | tuple[Diagnostic, ...]:
    """Return what to begin with: the deck, or how it was when it was last good."""
    now, care = wall(), options.care
    opening = open_deck(options.folder, options.variant, options.first, now, whole=whole)
    good = isinstance(opening, Opening) and not errors(opening.diagnostics)
    if good or care is None or care.spare is None:
        return opening
    spared = open_spare(options.folder, care.spare, options.variant, now)
    return opening if spared is None else replace(spared, diagnostics=_found(opening))


def _found(opening: Opening | tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return opening.diagnostics if isinstance(opening, Opening) else opening


def _first(deck: Deck, wanted: str | None, *, behind: bool) -> str | None:
    """Return the slide to begin with where some are set aside: as asked, or one behind it."""
    names = [slide.name for slide in deck.slides]
    if wanted not in names:
        return wanted
    place = names.index(wanted) + behind
    hidden = {slide.name for slide in deck.slides if slide.spec.hidden}
    around = (*names[place:], *names[:place])
    return next((each for each in around if each not in hidden), None)


def _refuse(options: Options, found: tuple[Diagnostic, ...]) -> int:
    from kjc_desktop.show.log import report, tell

    language = language_of(options.language or "de")
    report(found, options.folder, language)
    if not errors(found):
        tell(say("show.nothing_to_show", language), level=logging.ERROR)
    return 1
