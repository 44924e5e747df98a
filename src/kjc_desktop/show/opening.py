"""How a show begins: the first slide at once, the rest of the deck when it is on the screen.

A deck of a thousand slides must start as fast as one of ten, so only the head of the deck and one
slide are read before the window opens. Where that slide cannot be shown now, the whole deck is.
"""

import gc
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kjc_desktop.data.live import NOTHING, LiveData
from kjc_desktop.deck import list_slides, load_deck
from kjc_desktop.deck.diagnostics import Diagnostic, errors
from kjc_desktop.deck.loader import LoadResult
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.timeline.schedule import timeline_of

if TYPE_CHECKING:
    from kjc_desktop.data.hub import Hub

_BUDGET = 0.25
"""Seconds that the first slide waits for its files; a share that hangs must not hold it up."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a show begins with; `whole` says that no slide is left to read."""

    deck: Deck
    table: FigureTable
    whole: bool
    diagnostics: tuple[Diagnostic, ...]
    hub: "Hub | None" = None
    """What reads the live sources, where the deck has any; not started."""
    live: LiveData = NOTHING


def first_name(names: tuple[str, ...], wanted: str | None) -> str | None:
    """Return the slide to begin with: of a name, of a number from 1, else the first."""
    if wanted in names:
        return wanted
    return names[0] if names and wanted is None else None


def open_deck(
    folder: Path, variant: str | None, wanted: str | None, now: datetime, *, whole: bool = False
) -> Opening | tuple[Diagnostic, ...]:
    """Return what to begin with, or why there is nothing to show.

    Args:
        folder: of the deck.
        variant: the local edition.
        wanted: name or number of the first slide.
        now: an aware date-time; it decides which slides may be shown.
        whole: read all slides at once, although the first alone would be there sooner.
    """
    first = first_name(list_slides(folder, variant), wanted)
    if first is not None and not whole:
        result = load_deck(folder, variant=variant, only=[first])
        opening = _opening(result, now, whole=False)
        if opening is not None and not errors(result.diagnostics):
            return opening
    result = load_deck(folder, variant=variant)
    return _opening(result, now, whole=True) or result.diagnostics


def open_spare(folder: Path, spare: Path, variant: str | None, now: datetime) -> Opening | None:
    """Return what to begin with from a copy of a deck that cannot be shown as it is.

    Args:
        folder: of the deck; its live sources keep their memory by it.
        spare: the copy.
        variant: the local edition.
        now: an aware date-time; it decides which slides may be shown.
    """
    result = load_deck(spare, variant=variant)
    if result.deck is None or errors(result.diagnostics):
        return None
    deck = replace(result.deck, folder=folder)
    return _opening(replace(result, deck=deck), now, whole=False)


def _opening(result: LoadResult, now: datetime, *, whole: bool) -> Opening | None:
    """Return a beginning where at least one slide may be shown."""
    if result.deck is None or not result.deck.slides:
        return None
    hub = _primed(result.deck, now)
    live = NOTHING if hub is None else hub.data()
    table = resolve(result.deck, now, live)
    timeline, playlist = timeline_of(result.deck, table, now)
    if not timeline.names or (playlist.fallback and not whole):
        return None
    return Opening(result.deck, table, whole, result.diagnostics, hub, live)


def _primed(deck: Deck, now: datetime) -> "Hub | None":
    """Return what reads the live sources, with all that can be known of the first slide at once."""
    if not deck.live:
        return None
    from kjc_desktop.show.sources import new_hub

    table, hub = resolve(deck, now), new_hub(deck.head.language)
    hub.use(deck)
    # Threads read from now on; the garbage of windows may only be collected in theirs.
    gc.disable()
    playing = timeline_of(deck, table, now)[0].names or tuple(each.name for each in deck.slides)
    hub.prime(table.sources_of(deck.slide(playing[0])), _BUDGET)
    return hub
