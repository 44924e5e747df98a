"""From the start of the process to the first slide on the screen."""

from collections.abc import Callable, Mapping, Sequence

from display import Area, Look, Screen, xvfb
from processes import BLANK, CAMPAIGN, kjc, running
from rows import Result, Row, middle

RUNS = 9
WORDS: Area = (96, 500, 800, 4)
"""A strip through the words of the first slide."""

Seen = Callable[[Look], bool]


def has_words(seen: Look) -> bool:
    """Tell whether there are words in the strip: more than the one colour of a ground."""
    return seen.colors >= 3


def first_picture(screen: Screen, display: str, command: Sequence[str], seen: Seen) -> float:
    """Return the milliseconds until a program has its first picture on an empty screen."""
    screen.wait(WORDS, lambda look: look.colors == 1)
    before = screen.look(WORDS)
    with running(command, display) as program:
        shown = screen.wait(WORDS, lambda look: look.pixels != before.pixels and seen(look))
    return (shown.at - program.at) * 1000


def race(
    screen: Screen, display: str, commands: Mapping[str, tuple[Sequence[str], Seen]], runs: int
) -> dict[str, list[float]]:
    """Start several programs in turn, again and again; return the milliseconds of each start.

    The first round is not counted: it fills the caches of the disk and of Python.
    """
    times: dict[str, list[float]] = {name: [] for name in commands}
    for lap in range(runs + 1):
        for name, (command, seen) in commands.items():
            took = first_picture(screen, display, command, seen)
            if lap:
                times[name].append(took)
    return times


def measure() -> list[Result]:
    """Compare the first slide of the campaign with a blank window."""
    commands = {
        "blank": (BLANK, lambda _: True),
        "kjc": (kjc("kiosk", CAMPAIGN), has_words),
    }
    with xvfb() as display:
        screen = Screen(display)
        times = race(screen, display, commands, RUNS)
        screen.close()
    return [
        Row(
            "first slide", middle(times["kjc"]), "ms", middle(times["blank"]), "blank window", 3.0,
            details={f"least of {name}": min(found) for name, found in times.items()},
        )
    ]  # fmt: skip
