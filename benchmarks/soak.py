"""Ten thousand slide changes in a row, on a clock moved by hand: does anything grow?

Each slide is entered with its cross-fade, moves, comes to rest and is left, and every one of these
pictures is painted. Run with a number as argument, it measures in its own process.
"""

import gc
import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import linear_regression

from display import HD, xvfb
from processes import CAMPAIGN, environment
from rows import Result, Row

CHANGES = 10_000
_EVERY = 100
"""Slide changes between two looks at the memory."""
_WARM = 0.2
"""Share of the changes in which caches may still fill."""
_MOMENTS = (0.1, 0.25, 0.5, 1.5)
"""Seconds between the pictures painted of a slide: cross-fade, motion, rest."""


@dataclass(frozen=True, slots=True)
class _Count:
    """What a process holds."""

    memory: float
    objects: int
    timers: int
    files: int


def _memory() -> float:
    """Return the private memory of this process in KiB."""
    text = Path("/proc/self/smaps_rollup").read_text()
    return float(sum(map(int, re.findall(r"^Private_\w+:\s+(\d+) kB", text, re.MULTILINE))))


def _played(changes: int) -> list[_Count]:
    """Play so many slide changes; return what the process held, every so many of them."""
    from PySide6.QtCore import QObject, QSize, QTimer
    from shiboken6 import getCppPointer, isValid
    from stagehand import Stagehand

    from kjc_desktop.show.application import application

    qt = application()
    hand = Stagehand(qt, CAMPAIGN, QSize(HD[0] // 3, HD[1] // 3))

    def counted() -> _Count:
        gc.collect()
        known = [each for each in gc.get_objects() if isinstance(each, QObject)]
        alive = [each for each in known if isValid(each)]
        owned = [child for each in alive for child in each.findChildren(QObject)]
        found = {getCppPointer(each): each for each in (*alive, *owned)}
        timers = sum(isinstance(each, QTimer) for each in found.values()) + hand.clock.waiting
        files = len(list(Path("/proc/self/fd").iterdir()))
        return _Count(_memory(), len(found), timers, files)

    counts, lap = [], len(hand.show.playback.timeline.names)
    for change in range(changes):
        # Looked at on the first slide only, as what a slide needs is not what it leaves behind.
        if change % (_EVERY // lap * lap) == 0:
            counts.append(counted())
        shown = hand.slide
        for seconds in _MOMENTS:
            hand.step(seconds)
        while hand.slide == shown:
            hand.step(hand.show.playback.remaining(hand.clock.monotonic()) or 0.001)
    return counts


def _in_own_process(changes: int) -> list[_Count]:
    command = [sys.executable, __file__, str(changes)]
    with xvfb(HD) as display:
        done = subprocess.run(
            command, env=environment(display), check=True, capture_output=True, text=True
        )
    return [_Count(**each) for each in json.loads(done.stdout)]


def measure() -> list[Result]:
    """Play, and look at what grows."""
    counts = _in_own_process(CHANGES)
    warm = counts[round(_WARM * len(counts)) :]
    each = CHANGES / len(counts)
    slope = linear_regression(range(len(warm)), [count.memory for count in warm]).slope / each
    first, last = warm[0], warm[-1]
    details: dict[str, float | str] = {"MiB at the end": last.memory / 1024, "changes": CHANGES}
    grown = {
        "objects": last.objects - first.objects,
        "timers": last.timers - first.timers,
        "files": last.files - first.files,
    }
    return [
        Row("memory grows a slide change", slope, "KiB", limit=0.5, details=details),
        *(
            Row(f"{name} after {CHANGES} changes", number, "more", limit=0.0)
            for name, number in grown.items()
        ),
    ]


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    sys.stdout.write(json.dumps([asdict(each) for each in _played(int(sys.argv[1]))]))
    sys.stdout.flush()
    os._exit(0)
