"""From the saving of a file to the new number on the screen."""

import time
from pathlib import Path

from display import Area, Screen, xvfb
from processes import kjc, running, wait_settled
from rows import Result, Row, middle, share
from samples import campaign, folder

RUNS = 15
_MIDDLE: Area = (96, 300, 1728, 300)
"""Where the numbers of the slide stand."""


def _save(file: Path, text: str) -> None:
    """Replace a file as editors do: whole, in one step."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, "utf-8")
    new.rename(file)


def measure() -> list[Result]:
    """Change a number on the screen again and again."""
    with folder() as made, xvfb() as display:
        campaign(made, ["kennzahlen", "viertel"], 3600)
        file = made / "figures.yaml"
        text = file.read_text("utf-8")
        screen = Screen(display)
        times = []
        with running(kjc("present", made), display) as program:
            wait_settled(program.pid)
            for run in range(RUNS + 1):
                before = screen.wait_quiet(_MIDDLE, 1.2)
                began = time.monotonic()
                _save(file, text.replace("250_000", f"{250 + run + 1}_000"))
                seen = screen.wait_change(_MIDDLE, before, 5)
                if run:
                    times.append((seen.at - began) * 1000)
        screen.close()
    details: dict[str, float | str] = {"p90": share(times, 0.9), "most": max(times)}
    return [Row("save to pixel", middle(times), "ms", limit=100.0, details=details)]
