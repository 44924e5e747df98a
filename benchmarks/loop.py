"""A loop of five slides for a while: CPU and memory, against a browser with the same slides."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import chromium
from display import NotPossibleError, xvfb
from processes import cpu_seconds, kjc, pss_mib, running
from rows import Missing, Result, Row
from samples import FIVE, campaign, folder

_A_SLIDE = 5.0
_WARM = 27.0
"""Seconds that are not counted: the start, and the first lap."""
_SECONDS = 50.0


@dataclass(frozen=True, slots=True)
class _Cost:
    """CPU in percent of one core, memory in MiB, of a program with its children."""

    cpu: float
    memory: float


def _cost(command: Sequence[str]) -> _Cost:
    with xvfb() as display, running(command, display) as program:
        time.sleep(_WARM)
        before = cpu_seconds(program.pid)
        time.sleep(_SECONDS)
        used = cpu_seconds(program.pid) - before
        return _Cost(100 * used / _SECONDS, pss_mib(program.pid))


def measure() -> list[Result]:
    """Let both play one after the other."""
    with folder() as made:
        ours = _cost(kjc("kiosk", campaign(made, FIVE, _A_SLIDE)))
    try:
        with chromium.browser(_A_SLIDE) as command:
            theirs = _cost(command)
    except NotPossibleError as missing:
        return [Missing("loop of five slides", str(missing))]
    return [
        Row("loop of five slides, CPU", ours.cpu, "% of a core", theirs.cpu, "Chromium", 0.25),
        Row("loop of five slides, memory", ours.memory, "MiB", theirs.memory, "Chromium", 0.25),
    ]
