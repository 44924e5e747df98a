"""A deck of a thousand slides against one of ten: the start, and the memory when all is read."""

from pathlib import Path

from display import Screen, xvfb
from first_slide import has_words, race
from processes import kjc, pss_mib, running, wait_settled
from rows import Result, Row, middle

from decks import folder, many

RUNS = 7
FEW, MANY = 10, 1000


def _memory(display: str, deck: Path) -> float:
    """Return the MiB of a show that has read its whole deck and come to rest."""
    with running(kjc("kiosk", deck), display) as program:
        wait_settled(program.pid, 4)
        return pss_mib(program.pid)


def measure() -> list[Result]:
    """Compare both decks."""
    with folder() as few, folder() as lots, xvfb() as display:
        decks = {FEW: many(few, FEW), MANY: many(lots, MANY)}
        screen = Screen(display)
        commands = {str(n): (kjc("kiosk", deck), has_words) for n, deck in decks.items()}
        starts = race(screen, display, commands, RUNS)
        screen.close()
        memory = {n: _memory(display, deck) for n, deck in decks.items()}
    against = f"{FEW} slides"
    return [
        Row(f"first of {MANY} slides", middle(starts[str(MANY)]), "ms",
            middle(starts[str(FEW)]), against, 1.2),
        Row(f"memory with {MANY} slides", memory[MANY], "MiB", memory[FEW], against, 1.2),
    ]  # fmt: skip
