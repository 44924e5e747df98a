"""A deck of a thousand slides against one of ten: the start, and the memory when all is read."""

from pathlib import Path

from display import Area, xvfb
from first_slide import Starter, race
from processes import kjc, pss_mib, running, wait_settled
from rows import Result, Row, middle
from samples import folder, many

RUNS = 7
FEW, MANY = 10, 1000
TITLE: Area = (96, 140, 800, 4)
"""A strip through the title of a slide."""


def _memory(display: str, deck: Path) -> float:
    """Return the MiB of a show that has read its whole deck and come to rest."""
    with running(kjc("kiosk", deck), display) as program:
        wait_settled(program.pid, 4)
        return pss_mib(program.pid)


def measure() -> list[Result]:
    """Compare a small deck with a large one, and with one where each slide has its own figure."""
    with folder() as small, folder() as large, folder() as rich:
        few = many(small, FEW, FEW)
        decks = {"": many(large, MANY, FEW), f" with {MANY} figures": many(rich, MANY, MANY)}
        every = {"few": few, **decks}
        starters = {name: Starter(kjc("kiosk", deck), TITLE) for name, deck in every.items()}
        starts = {name: middle(times) for name, times in race(starters, RUNS).items()}
        with xvfb() as display:
            memory = {name: _memory(display, deck) for name, deck in every.items()}
    against = f"{FEW} slides"
    return [
        row
        for name in decks
        for row in (
            Row(f"first of {MANY} slides{name}", starts[name], "ms", starts["few"], against, 1.2),
            Row(f"memory, {MANY} slides{name}", memory[name], "MiB", memory["few"], against, 1.2),
        )
    ]
