"""The value axis of a chart: a range and round marks that are written in the deck's own numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kjc_desktop.figures import NumberFormat

_NEAR_ZERO = 0.7
"""An axis of positive values starts at zero where the lowest is below this share of the highest."""
_MOST_DIGITS = 10


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """From `low` to `high`; `ticks` are values in between with their words, ascending."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def share(self, value: float) -> float:
        """Return where a value lies, 0 at the low and 1 at the high end."""
        return (value - self.low) / (self.high - self.low)


def value_axis(
    values: Sequence[float],
    style: NumberFormat,
    limits: tuple[float | None, float | None] = (None, None),
    most: int = 6,
) -> ValueAxis:
    """Return an axis on which all values have room, with marks at 1, 2 or 5 times a power of ten.

    Args:
        values: what is drawn; finite, may be empty.
        style: how the values are written; the marks get the digits they need.
        limits: the lowest and highest value as the deck says them; None finds a round one.
        most: how many marks there may be, at least 2.
    """
    low, high = _range(values, limits)
    step = _step((Decimal(str(high)) - Decimal(str(low))) / max(most - 1, 1), style)
    first = math.floor(Decimal(str(low)) / step)
    last = math.ceil(Decimal(str(high)) / step)
    low = low if limits[0] is not None else float(first * step)
    high = high if limits[1] is not None else float(last * step)
    written = exact_format(style, step)
    marks = (float(index * step) for index in range(first, last + 1))
    return ValueAxis(low, high, tuple((m, written.text(m)) for m in marks if low <= m <= high))


def _range(
    values: Sequence[float], limits: tuple[float | None, float | None]
) -> tuple[float, float]:
    """Return the range to cover; never empty, whatever the limits say."""
    low = min(values, default=0.0)
    high = max(values, default=1.0)
    if limits[0] is not None:
        low = limits[0]
    elif 0 < low < _NEAR_ZERO * high or low == high:
        low = min(low, 0.0)
    if limits[1] is not None:
        high = limits[1]
    elif low == high:
        high = max(high, 0.0)
    return (low, high) if low < high else (low, low + max(abs(low), 1.0))


def _step(least: Decimal, style: NumberFormat) -> Decimal:
    """Return the smallest round step not below `least` that the numbers' own digits can tell."""
    power = Decimal(1).scaleb(least.adjusted())
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)
    return max(step, Decimal(1)) if style.kind == "integer" and not style.digits else step


def exact_format(style: NumberFormat, step: Decimal) -> NumberFormat:
    """Return the format with exactly the digits that multiples of a step need."""
    exponent = step.normalize().as_tuple().exponent
    needed = max(-exponent, 0) if isinstance(exponent, int) else 0
    if style.kind == "percent":
        needed = max(needed - 2, 0)
    elif style.kind == "compact":
        # Marks from a million on are written in millions, so thousands need digits there.
        needed = max(6 - step.adjusted(), 0)
    return replace(style, digits=min(needed, _MOST_DIGITS))
