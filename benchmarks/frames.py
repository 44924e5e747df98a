"""What one frame costs while a slide moves: every slide of the campaign, from cross-fade to rest.

The whole work of a frame is timed: controller, timeline, scene, painting, and handing the picture
to the X server. Run with a size as argument, it measures in its own process and prints JSON.
"""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from display import HD, UHD, xvfb
from processes import CAMPAIGN, environment
from rows import Result, Row, share

NOON = datetime(2018, 11, 26, 12, tzinfo=UTC)
_STEP = 1 / 60
_BARS = {HD: (16.0, "HD, 60 a second"), UHD: (1000 / 30, "4K, 30 a second")}


@dataclass(frozen=True, slots=True)
class _Played:
    """Milliseconds of every frame of every slide, and those it took to build the slide before."""

    frames: dict[str, list[float]]
    built: dict[str, float]


def _played(size: tuple[int, int]) -> _Played:
    """Play one lap of the loop, each slide entered from the one before it."""
    from PySide6.QtCore import QSize

    from kjc_desktop.deck import load_deck
    from kjc_desktop.shells.soak_player import Material, Player
    from kjc_desktop.show.application import application
    from kjc_desktop.show.clock import ManualClock

    qt, deck = application(), load_deck(CAMPAIGN).deck
    if deck is None:
        raise ValueError(f"{CAMPAIGN} cannot be shown")
    player = Player(Material(deck), ManualClock(NOON), QSize(*size))
    lap = len(player.show.playback.timeline.names) + 1
    costs: dict[str, list[float]] = defaultdict(list)
    while player.changes <= lap:
        began = time.perf_counter()
        painted = player.step(_STEP)
        took, shown = (time.perf_counter() - began) * 1000, player.slide
        # The first slide is entered without a cross-fade; it counts when its turn comes again.
        if painted is not None and 0 < player.changes < lap and shown is not None:
            costs[shown].append(took)
    del qt
    return _Played(dict(costs), player.built)


def _rows(size: tuple[int, int], played: _Played) -> list[Result]:
    limit, name = _BARS[size]
    slow = {slide: share(took, 0.95) for slide, took in played.frames.items()}
    worst = max(slow, key=lambda slide: slow[slide])
    details: dict[str, float | str] = {}
    for slide, took in played.frames.items():
        found = (share(took, 0.5), slow[slide], max(took))
        numbers = "p50 {:.1f}, p95 {:.1f}, most {:.1f} ms".format(*found)
        details[slide] = f"{numbers} of {len(took)} frames; built in {played.built[slide]:.0f} ms"
    return [
        Row(f"frame, worst slide, {name}", slow[worst], "ms", limit=limit, details=details,
            note=f"95th percentile; {worst}")
    ]  # fmt: skip


def _in_own_process(size: tuple[int, int]) -> _Played:
    command = [sys.executable, __file__, f"{size[0]}x{size[1]}"]
    with xvfb(size) as display:
        done = subprocess.run(
            command, env=environment(display), check=True, capture_output=True, text=True
        )
    return _Played(**json.loads(done.stdout))


def measure() -> list[Result]:
    """Play the campaign at both sizes."""
    return [row for size in _BARS for row in _rows(size, _in_own_process(size))]


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    across, down = map(int, sys.argv[1].split("x"))
    sys.stdout.write(json.dumps(asdict(_played((across, down)))))
    sys.stdout.flush()
    os._exit(0)
