"""What to do when a player has died: how long to wait, where to go on, which slide to set aside.

Pure: deaths in, a plan out. A player that had painted was well until then, and is back at once; one
that dies before its first picture is asked again and again, ever more slowly, and for ever. A slide
that kills the player three times while it is being built or painted is set aside, also where the
system ended it because the memory was full. A death from outside at any other time is nobody's
fault, and the show goes on where it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kjc_desktop.show.board import Mark

Cause = Literal["crash", "killed", "hang", "stuck"]
"""Died by itself; was ended from outside; gave no sign of life; painted, but its slide never gave
way."""

_STRIKES = 3
_WITHIN = 600.0
"""Seconds within which deaths on the same slide count together."""
_STAYED = 10
"""Deaths in a row on one slide, nobody's fault, after which the show goes on behind it."""
_FREE = 3
"""Deaths in a row that are answered at once."""
_PAUSE = 0.25
"""Seconds to wait then, for a player that had painted."""
_LONGEST = 15.0
"""Seconds to wait at most, for one that never did."""


@dataclass(frozen=True, slots=True)
class Death:
    """How a player ended.

    `at`: monotonic seconds. `lived`: seconds since its first picture, None if there was none.
    """

    at: float
    cause: Cause
    lived: float | None = None
    shown: Mark | None = None
    work: Mark | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How to go on.

    `wait`: seconds before the next start. `begin`: the slide to begin with, None for the first;
    `behind`: not with it, but with the one behind it. `aside`: slides to leave out from now on.
    """

    wait: float = 0.0
    begin: Mark | None = None
    behind: bool = False
    aside: tuple[Mark, ...] = ()


def plan(deaths: Sequence[Death], aside: tuple[Mark, ...] = ()) -> Plan:
    """Return how to go on after some deaths, the last of them just now.

    Args:
        deaths: of one player, in order; older ones than ten minutes may be left out.
        aside: slides that are set aside already.
    """
    last = deaths[-1]
    recent = [each for each in deaths if last.at - each.at <= _WITHIN]
    guilty = _guilty(recent)
    # What the player was about to show counts more than what it showed before.
    begin = next((each.shown for each in reversed(deaths) if each.shown is not None), None)
    stayed = begin is not None and _stayed(recent, begin)
    return Plan(
        _wait(recent),
        begin,
        behind=stayed or (begin is not None and begin == guilty),
        aside=aside if guilty is None or guilty in aside else (*aside, guilty),
    )


def _guilty(recent: Sequence[Death]) -> Mark | None:
    """Return the slide on which the player has died too often while it worked on it."""
    work = recent[-1].work
    strikes = sum(each.work == work for each in recent)
    return work if work is not None and strikes >= _STRIKES else None


def _stayed(recent: Sequence[Death], slide: Mark) -> bool:
    """Tell whether the player has not got away from a slide for too many lives."""
    lives = recent[-_STAYED:]
    return len(lives) == _STAYED and all(
        each.shown == slide and each.cause != "killed" for each in lives
    )


def _wait(recent: Sequence[Death]) -> float:
    """Return the seconds to wait: none at first, then more, never for ever."""
    row = 0
    for each in reversed(recent):
        if each.lived is not None and each.lived > _LONGEST:
            break
        row += 1
    if row <= _FREE and recent[-1].lived is not None:
        return 0.0
    if recent[-1].lived is not None:
        return _PAUSE
    unborn = 0
    for each in reversed(recent):
        if each.lived is not None:
            break
        unborn += 1
    return min(_LONGEST, 0.25 * 2.0 ** min(unborn - 1, 10))
