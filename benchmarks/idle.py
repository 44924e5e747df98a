"""What a slide costs that stands still: nothing."""

import time

from display import xvfb
from processes import cpu_ticks, kjc, running, wait_settled
from rows import Result, Row
from samples import campaign, folder

_SECONDS = 20
_TICKS_A_SECOND = 100


def measure() -> list[Result]:
    """Count the CPU ticks of a slide at rest."""
    with folder() as made, xvfb() as display:
        campaign(made, ["kennzahlen"], 3600)
        with running(kjc("kiosk", made), display) as program:
            wait_settled(program.pid, 3)
            before = cpu_ticks(program.pid)
            time.sleep(_SECONDS)
            ticks = cpu_ticks(program.pid) - before
    percent = 100 * ticks / _TICKS_A_SECOND / _SECONDS
    # Below one tick in ten seconds is what the kernel's clock can tell from nothing.
    return [
        Row("still slide, CPU", percent, "%", limit=0.1,
            details={"ticks of 10 ms": ticks, "seconds": _SECONDS})
    ]  # fmt: skip
