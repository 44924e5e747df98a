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
    """Compare both decks."""
    with folder() as few, folder() as lots:
        decks = {FEW: many(few, FEW), MANY: many(lots, MANY)}
        starters = {str(n): Starter(kjc("kiosk", deck), TITLE) for n, deck in decks.items()}
        starts = race(starters, RUNS)
        with xvfb() as display:
            memory = {n: _memory(display, deck) for n, deck in decks.items()}
    against = f"{FEW} slides"
    return [
        Row(f"first of {MANY} slides", middle(starts[str(MANY)]), "ms",
            middle(starts[str(FEW)]), against, 1.2),
        Row(f"memory with {MANY} slides", memory[MANY], "MiB", memory[FEW], against, 1.2),
    ]  # fmt: skip
