"""What only the real layout shows: text that does not fit its place at the smallest size.

The slides are built as the screen would build them, so a Qt application must exist.
"""

from collections.abc import Collection
from datetime import datetime

from kjc_desktop.data.live import NOTHING, LiveData
from kjc_desktop.deck.diagnostics import Diagnostic, Severity
from kjc_desktop.deck.models import Deck, Slide
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.scene.slide_scene import SlideScene

_CODES = {"overflow": "KJC501"}


def check_layout(
    deck: Deck,
    now: datetime,
    only: Collection[str] | None = None,
    live: LiveData = NOTHING,
) -> tuple[Diagnostic, ...]:
    """Return what does not fit, sorted by place.

    Args:
        deck: as loaded.
        now: an aware date-time, for the figures.
        only: names of rules; None for all.
        live: what the deck's sources gave.
    """
    table = resolve(deck, now, live)
    found = [each for slide in deck.slides for each in _of_slide(deck, table, slide, only)]
    return tuple(sorted(found, key=lambda each: (each.span, each.code)))


def _of_slide(
    deck: Deck, table: FigureTable, slide: Slide, only: Collection[str] | None
) -> list[Diagnostic]:
    scene = SlideScene(deck, table, slide)
    found = [
        _diagnostic(deck, slide, each)
        for each in dict.fromkeys((each.rule, each.where) for each in scene.findings)
        if each[0] not in slide.spec.ignore and (only is None or each[0] in only)
    ]
    scene.dispose()
    return found


def _diagnostic(deck: Deck, slide: Slide, finding: tuple[str, tuple[str | int, ...]]) -> Diagnostic:
    rule, where = finding
    span = deck.origins.span("slides", slide.name, *where)
    size = round(deck.theme.type.minimum)
    return Diagnostic(_CODES[rule], Severity.WARNING, span, {"size": size}, rule=rule)
