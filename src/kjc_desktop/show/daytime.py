"""The time of day as far as a show may go by it: on stage always, in a foyer with a second thought.

Nobody is there to darken a foyer's screen in the evening, or to see that the machine's clock has
forgotten which year it is.
"""

from datetime import datetime

from kjc_desktop.deck.models import Deck
from kjc_desktop.show.clock import Clock
from kjc_desktop.timeline.night import OPEN, Night, night_at, with_standby
from kjc_desktop.timeline.schedule import BEGINNING


class Daytime:
    """What a show knows of the time of day; `trusted` is what it last made of the clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._earliest: datetime | None = None
        self._lifted: datetime | None = None
        self.trusted = True

    def keep_hours(self, earliest: datetime) -> None:
        """Keep opening hours from now on, and trust no clock that is before a moment (aware)."""
        self._earliest = earliest

    def preview(self, lifted: datetime) -> None:
        """Judge embargoes by a moment, whatever the clock says."""
        self._lifted = lifted

    def now(self) -> datetime | None:
        """Return the time of day; None where the machine's clock is plainly wrong."""
        now = self._clock.wall()
        return now if self._earliest is None or now >= self._earliest else None

    def lifted(self) -> datetime:
        """Return until when embargoes are lifted; by a wrong clock every one holds."""
        now = self.now() or BEGINNING
        return now if self._lifted is None else min(now, self._lifted)

    def doubtful(self) -> bool:
        """Tell whether the clock has become plainly wrong, or is no more."""
        return (self.now() is not None) != self.trusted

    def night(self, deck: Deck) -> Night:
        """Return what the time of day makes of the picture of a deck."""
        now = None if self._earliest is None else self.now()
        return OPEN if now is None else night_at(deck, now)

    def staffed(self, deck: Deck) -> Deck:
        """Return a deck with all slides that are shown, also outside its opening hours."""
        return deck if self._earliest is None else with_standby(deck)
