"""What a player tells its supervisor of figures: which a slide shows, and how their sources are."""

from kjc_desktop.data.live import LiveData
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures.table import FigureTable


def figures_on(deck: Deck, table: FigureTable, slide: str) -> list[dict[str, str | None]]:
    """Return the figures that a slide shows, in its widgets, texts and claims, in their order.

    Args:
        deck: has the slide.
        table: the figures of this moment.
        slide: its name.

    Returns:
        `name`, `text` as it is written with its unit, and `as_of`, an ISO date or None, of each.
        A figure under embargo is none of them.
    """
    shown = (table.get(name) for name in table.usage(deck.slide(slide)).figures)
    return [
        {
            "name": each.name,
            "text": each.full,
            "as_of": None if each.as_of is None else each.as_of.isoformat(),
        }
        for each in shown
        if each is not None and not each.embargoed
    ]


def sources_now(live: LiveData, table: FigureTable) -> list[dict[str, object]]:
    """Return how the live sources are: `name`, `well` and `as_of`, an ISO date or None, of each.

    Args:
        live: what they have given.
        table: the figures of this moment; it knows what is too old.
    """
    return [
        {
            "name": name,
            "well": state.tried is not None
            and state.problem is None
            and not state.problems
            and not table.sources[name].stale,
            "as_of": None if state.snapshot is None else state.snapshot.as_of.isoformat(),
        }
        for name, state in live.sources.items()
    ]
