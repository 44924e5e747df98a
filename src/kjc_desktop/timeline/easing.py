"""Curves of motion: functions from 0…1 to 0…1, exact at both ends."""


def clamp(value: float) -> float:
    """Return the value, held between 0 and 1."""
    return min(1.0, max(0.0, value))


def ease_out(progress: float) -> float:
    """Return a cubic ease-out: fast at first, arriving gently."""
    return 1.0 - (1.0 - clamp(progress)) ** 3


def staggered(progress: float, index: int, count: int, overlap: float = 0.6) -> float:
    """Return the progress of one of `count` things that start one after the other.

    Args:
        progress: of the whole, 0 to 1.
        index: which one, from 0.
        count: how many there are.
        overlap: share of one thing's time during which its successor already moves.
    """
    length = 1.0 / (1.0 + (count - 1) * (1.0 - overlap))
    start = index * (1.0 - overlap) * length
    return clamp((clamp(progress) - start) / length) if progress < 1.0 else 1.0
