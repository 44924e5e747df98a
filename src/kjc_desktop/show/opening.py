"""How a show begins: the first slide at once, the rest of the deck when it is on the screen.

A deck of a thousand slides must start as fast as one of ten, so only the head of the deck and one
slide are read before the window opens. Where that slide cannot be shown now, the whole deck is.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kjc_desktop.deck import list_slides, load_deck
from kjc_desktop.deck.diagnostics import Diagnostic, errors
from kjc_desktop.deck.loader import LoadResult
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.timeline.schedule import timeline_of


@dataclass(frozen=True, slots=True)
class Opening:
    """What a show begins with; `whole` says that nothing is left to read."""

    deck: Deck
    table: FigureTable
    whole: bool
    diagnostics: tuple[Diagnostic, ...]


def first_name(names: tuple[str, ...], wanted: str | None) -> str | None:
    """Return the slide to begin with: of a name, of a number from 1, else the first."""
    if wanted in names:
        return wanted
    return names[0] if names and wanted is None else None


def open_deck(
    folder: Path, variant: str | None, wanted: str | None, now: datetime
) -> Opening | tuple[Diagnostic, ...]:
    """Return what to begin with, or why there is nothing to show.

    Args:
        folder: of the deck.
        variant: the local edition.
        wanted: name or number of the first slide.
        now: an aware date-time; it decides which slides may be shown.
    """
    first = first_name(list_slides(folder, variant), wanted)
    if first is not None:
        result = load_deck(folder, variant=variant, only=[first])
        opening = _opening(result, now, whole=False)
        if opening is not None and not errors(result.diagnostics):
            return opening
    result = load_deck(folder, variant=variant)
    return _opening(result, now, whole=True) or result.diagnostics


def _opening(result: LoadResult, now: datetime, *, whole: bool) -> Opening | None:
    """Return a beginning where at least one slide may be shown."""
    if result.deck is None or not result.deck.slides:
        return None
    table = resolve(result.deck, now)
    timeline, playlist = timeline_of(result.deck, table, now)
    if not timeline.names or (playlist.fallback and not whole):
        return None
    return Opening(result.deck, table, whole, result.diagnostics)
