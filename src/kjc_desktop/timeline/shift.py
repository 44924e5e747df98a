"""A picture that stands for days wanders by a few pixels, so that no edge burns in.

The way depends on the time of day alone: screens side by side go together, and a screen that was
started again is where it would have been.
"""

from datetime import UTC, datetime, timedelta

Shift = tuple[int, int]
"""To the right and down, in pixels of a picture 1080 pixels high."""

STEP = timedelta(minutes=2)
"""How long the picture stays before it moves by one pixel each way."""

_WIDE, _HIGH = 8, 7
"""Farthest from the middle. Ways of different lengths cross at ever other points."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _to_and_fro(step: int, reach: int) -> int:
    """Return where a walker is who goes from the middle to one end, to the other, and so on."""
    place = (step + reach) % (4 * reach)
    return min(place, 4 * reach - place) - reach


def shift_at(now: datetime) -> Shift:
    """Return how far the picture is from its place at a moment (aware)."""
    step = (now - _EPOCH) // STEP
    return _to_and_fro(step, _WIDE), _to_and_fro(step, _HIGH)


def next_step(now: datetime) -> datetime:
    """Return when the picture moves next (UTC)."""
    return _EPOCH + ((now - _EPOCH) // STEP + 1) * STEP
