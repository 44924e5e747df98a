"""From the start of the process to the first slide on the screen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import chromium
from display import Area, Look, NotPossibleError, Screen, xvfb
from processes import BLANK, CAMPAIGN, kjc, running
from rows import Missing, Result, Row, middle

RUNS = 15
BROWSER_RUNS = 5
WORDS: Area = (96, 500, 800, 4)
"""A strip through the words of the first slide."""
BROWSER_WORDS: Area = (96, 440, 800, 4)
"""The same in the browser, where the lines stand elsewhere."""

Seen = Callable[[Look], bool]


def has_words(seen: Look) -> bool:
    """Tell whether there are words in the strip: more than the one colour of a ground."""
    return seen.colors >= 3


@dataclass(frozen=True, slots=True)
class Starter:
    """A program, where on the screen its first picture shows, and how to tell."""

    command: Sequence[str]
    area: Area = WORDS
    seen: Seen = has_words


def _first_picture(screen: Screen, display: str, starter: Starter) -> float:
    """Return the milliseconds until a program has its first picture on an empty screen."""
    before = screen.wait(starter.area, lambda look: look.colors == 1)
    with running(starter.command, display) as program:
        shown = screen.wait(
            starter.area, lambda look: look.pixels != before.pixels and starter.seen(look)
        )
    return (shown.at - program.at) * 1000


def race(starters: Mapping[str, Starter], runs: int) -> dict[str, list[float]]:
    """Start several programs in turn, again and again; return the milliseconds of each start.

    The first round is not counted: it fills the caches of the disk and of Python.
    """
    times: dict[str, list[float]] = {name: [] for name in starters}
    with xvfb() as display:
        screen = Screen(display)
        for lap in range(runs + 1):
            for name, starter in starters.items():
                took = _first_picture(screen, display, starter)
                if lap:
                    times[name].append(took)
        screen.close()
    return times


def _row(times: Mapping[str, list[float]], other: str, against: str, limit: float) -> Row:
    details: dict[str, float | str] = {
        f"{name}, least and most": f"{min(times[name]):.0f} and {max(times[name]):.0f} ms"
        for name in ("kjc", other)
    }
    ours, theirs = middle(times["kjc"]), middle(times[other])
    return Row(f"first slide, {against}", ours, "ms", theirs, against, limit, details=details)


def measure() -> list[Result]:
    """Compare the first slide of the campaign with a blank window, and with a browser's."""
    ours = Starter(kjc("kiosk", CAMPAIGN))
    times = race({"blank": Starter(BLANK, seen=lambda _: True), "kjc": ours}, RUNS)
    results: list[Result] = [_row(times, "blank", "blank window", 3.0)]
    try:
        with chromium.browser(3600) as command:
            starters = {"chromium": Starter(command, BROWSER_WORDS), "kjc": ours}
            times = race(starters, BROWSER_RUNS)
        results.append(_row(times, "chromium", "Chromium", 0.5))
    except NotPossibleError as missing:
        results.append(Missing("first slide, Chromium", str(missing)))
    return results
