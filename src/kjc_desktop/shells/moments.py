"""At which time a deck is looked at: as asked, else now."""

from datetime import datetime

from kjc_desktop.deck.models import Deck
from kjc_desktop.show.clock import wall


def moment(deck: Deck, at: datetime | None) -> datetime:
    """Return the time asked for, meant in the deck's time zone, else the time of day."""
    return deck.instant(at) if at is not None else wall().astimezone(deck.zone)


def lifted(now: datetime) -> datetime:
    """Return the moment by which embargoes are judged: a preview of tomorrow is not tomorrow."""
    return min(now, wall().astimezone(now.tzinfo))
