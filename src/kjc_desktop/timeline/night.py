"""What the time of day makes of the picture of an unattended screen.

Outside the opening hours of a deck it is black, very dark, or one quiet slide; and it wanders a
little. All of it follows from the deck and the time alone.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from kjc_desktop.deck.hours import DAY as MINUTES
from kjc_desktop.deck.models import Deck, Slide, SlideFile
from kjc_desktop.timeline.frame import Frame
from kjc_desktop.timeline.opening import Week, hours_at, week_of
from kjc_desktop.timeline.script import Timeline, script_of
from kjc_desktop.timeline.shift import Shift, next_step, shift_at

Look = Literal["open", "dark", "dim", "standby"]

DIMMED = 0.12
"""Share of its light that a dimmed picture has: readable in a dark room that it does not light."""
STANDBY = "/standby"
"""Name of the plain standby slide, which no file can have."""

_NIGHTS: Week = tuple((day, 22 * 60, 6 * 60 + MINUTES) for day in range(7))


@dataclass(frozen=True, slots=True)
class Night:
    """How the picture is shown at a moment, and until when that stays (UTC; None: for ever)."""

    look: Look = "open"
    shift: Shift = (0, 0)
    until: datetime | None = None

    @property
    def closed(self) -> bool:
        """Whether one quiet slide stands in the place of the loop, be it seen or not."""
        return self.look in ("dark", "standby")

    def over(self, frame: Frame) -> Frame:
        """Return a picture as it is seen at this time."""
        cover = "black" if self.look == "dark" else frame.cover
        brightness = DIMMED if self.look == "dim" else 1.0
        return replace(frame, cover=cover, brightness=brightness, shift=self.shift)


OPEN = Night()
"""The picture as the deck has it, for ever."""


def night_at(deck: Deck, now: datetime) -> Night:
    """Return how the picture of a deck is shown at a moment (aware)."""
    opening = deck.head.opening
    if opening is None:
        return OPEN
    hours = hours_at(week_of(opening), deck.zone, now)
    look: Look = "open" if hours.open else opening.look
    changes, shifted = [hours.until], look in ("dim", "standby")
    if opening.shift and look != "dark":
        nights = hours_at(_NIGHTS, deck.zone, now)
        changes.append(nights.until)
        shifted = shifted or nights.open
    shifted = shifted and opening.shift is not False
    if shifted:
        changes.append(next_step(now))
    until = min((each for each in changes if each is not None), default=None)
    return Night(look, shift_at(now) if shifted else (0, 0), until)


def with_standby(deck: Deck) -> Deck:
    """Return a deck that also has a plain standby slide, where it has opening hours."""
    if deck.head.opening is None:
        return deck
    return replace(deck, slides=(*deck.slides, _plain(deck)))


def standby_timeline(deck: Deck, timeline: Timeline) -> Timeline:
    """Return the timeline of the one slide that stands while a deck is closed.

    Args:
        deck: whose.
        timeline: what may be shown now; a standby slide that may not gives way to the plain one.
    """
    opening = deck.head.opening
    name = opening.standby if opening is not None and opening.look == "standby" else None
    if name is not None and timeline.knows(name):
        script = timeline.script(name)
    else:
        script = script_of(deck, _plain(deck))
    return Timeline((script,), (script.name,), ())


def _plain(deck: Deck) -> Slide:
    """Return the deck's title on its ground, and nothing else."""
    return Slide(
        STANDBY, "deck.yaml", SlideFile(layout="title", title=deck.head.title, hidden=True)
    )
