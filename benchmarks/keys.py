"""From a key to the picture it asks for, in the talk and in a blank window."""

import subprocess
import time
from collections.abc import Callable

from display import HD, Area, Keyboard, Screen, needed, xvfb
from processes import BLANK, environment, kjc, running, wait_settled
from rows import Result, Row, middle
from samples import campaign, folder

RUNS = 25
_ANYWHERE: Area = (40, 500, HD[0] - 80, 4)
"""A strip that every slide and every colour differs in."""

Press = Callable[[str], None]


def _with_xdotool(display: str) -> Press:
    tool, settings = needed("xdotool"), environment(display)

    def press(key: str) -> None:
        subprocess.run([tool, "key", key], env=settings, check=True)

    return press


def _times(screen: Screen, press: Press, keys: tuple[str, str], runs: int) -> list[float]:
    """Return the milliseconds from the press of a key to the first changed pixel, run by run."""
    times = []
    for run in range(runs + 1):
        before = screen.wait_quiet(_ANYWHERE, 0.4)
        began = time.monotonic()
        press(keys[run % 2])
        seen = screen.wait_change(_ANYWHERE, before, 5)
        if run:
            times.append((seen.at - began) * 1000)
    return times


def _measured(display: str, screen: Screen, command: list[str]) -> tuple[list[float], list[float]]:
    """Return the times with the key sent by a program, and by this one."""
    keyboard = Keyboard(display)
    with running(command, display) as program:
        wait_settled(program.pid)
        sent = _times(screen, _with_xdotool(display), ("Right", "Left"), RUNS)
        direct = _times(screen, keyboard.press, ("Right", "Left"), RUNS)
    keyboard.close()
    return sent, direct


def measure() -> list[Result]:
    """Press next and back in turn."""
    with folder() as made, xvfb() as display:
        campaign(made, ["kennzahlen", "viertel"], 3600)
        screen = Screen(display)
        blank = _measured(display, screen, BLANK)
        talk = _measured(display, screen, kjc("present", made))
        screen.close()
    names = ("key to pixel", "key to pixel, without the sending")
    return [
        Row(name, middle(ours), "ms", middle(theirs), "blank window", limit,
            details={"most": max(ours), "blank, most": max(theirs)})
        for name, ours, theirs, limit in zip(names, talk, blank, (2.0, None), strict=True)
    ]  # fmt: skip
