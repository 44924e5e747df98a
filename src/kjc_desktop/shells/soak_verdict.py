"""What a soak is held against: the bars that an unattended screen must keep."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import linear_regression, median
from typing import Literal

from kjc_desktop.shells.soak_census import UNKNOWN, Samples
from kjc_desktop.shells.soak_drift import Drift
from kjc_desktop.shells.soak_run import Outcome
from kjc_desktop.show.alarm import FRAME

Unit = Literal["MB", "KiB", "ms", ""]
_WARM, _WARM_LAPS = 0.1, 5
"""Share of the run, and loops at least, in which what is kept on purpose may still fill."""
_LEAST_CHANGES, _LEAST_SECONDS, _LEAST_SAMPLES = 400, 3600.0, 8
"""Below which a slope says more about the noise of the system than about the show."""
_EXACT = ("qt_objects", "timers", "threads", "files")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the verdict.

    `value` and `limit` are in `unit`; `first` is where a count began. `held` is None where the run
    was too short, or the system does not tell, or there is no bar.
    """

    name: str
    value: float | None
    unit: Unit = ""
    limit: float | None = None
    first: float | None = None
    held: bool | None = None


def findings(outcome: Outcome) -> tuple[Finding, ...]:
    """Return what was found, each with its bar."""
    return (
        *_memory(outcome),
        *(_count(outcome, name) for name in _EXACT),
        _objects(outcome),
        Finding("blank", sum(outcome.blank.values()), limit=0, held=_unblank(outcome)),
        _drift("loop_drift", outcome.loop),
        _drift("screens_drift", outcome.screens),
        Finding("frame_median", outcome.costs.share(0.5), "ms"),
        Finding("frame_p99", outcome.costs.share(0.99), "ms"),
        Finding("frame_most", outcome.costs.most, "ms"),
        Finding("built_most", max(outcome.built.values(), default=None), "ms"),
    )


def passed(found: tuple[Finding, ...]) -> bool:
    """Tell whether no bar was missed."""
    return all(each.held is not False for each in found)


def _warm(outcome: Outcome) -> int:
    """Return the number of the first sample that counts."""
    end = max(_WARM * outcome.seconds, _WARM_LAPS * outcome.lap)
    seconds = outcome.samples.of("seconds")
    return next((place for place, each in enumerate(seconds) if each >= end), len(seconds))


def _memory(outcome: Outcome) -> Iterator[Finding]:
    warm = _warm(outcome)
    samples = outcome.samples
    memory, seconds, changes = (samples.of(each, warm) for each in ("memory", "seconds", "changes"))
    known = len(memory) >= _LEAST_SAMPLES and UNKNOWN not in memory
    long = known and seconds[-1] - seconds[0] >= _LEAST_SECONDS
    often = known and changes[-1] - changes[0] >= _LEAST_CHANGES
    hour = 3600 * slope(seconds, memory) / 1e6 if long else None
    change = slope(changes, memory) / 1024 if often else None
    again = extra(memory) / 1e6 if often else None
    yield _below("memory_hour", hour, "MB", 0.5)
    yield _below("memory_change", change, "KiB", 0.5)
    yield _below("memory_again", again, "MB", 2.0)
    last = samples.of("memory")[-1:]
    yield Finding("memory_end", None if last in ([], [UNKNOWN]) else last[0] / 1e6, "MB")


def _below(name: str, value: float | None, unit: Unit, limit: float) -> Finding:
    return Finding(name, value, unit, limit, held=None if value is None else value < limit)


def slope(moments: list[float], values: list[float]) -> float:
    """Return by how much values grow in a unit of time, by least squares."""
    return linear_regression(moments, values).slope


def extra(values: list[float]) -> float:
    """Return what the second half of a run needed beyond the first, as its end shows it."""
    middle, end = len(values) // 2, len(values)
    few = max(1, end // 10)
    return median(values[end - few :]) - median(values[middle - few : middle])


def _ends(samples: Samples, name: str, warm: int) -> tuple[float, float] | None:
    """Return the first and the last count of something; None where there are not two."""
    counted = samples.of(name, warm)
    return None if len(counted) < 2 or UNKNOWN in counted else (counted[0], counted[-1])


def _count(outcome: Outcome, name: str) -> Finding:
    ends = _ends(outcome.samples, name, _warm(outcome))
    if ends is None:
        return Finding(name, None, limit=0)
    return Finding(name, ends[1], limit=0, first=ends[0], held=ends[0] == ends[1])


def _objects(outcome: Outcome) -> Finding:
    ends = _ends(outcome.samples, "objects", _warm(outcome))
    if ends is None:
        return Finding("objects", None, limit=0.01)
    held = math.isclose(*ends, rel_tol=0.01)
    return Finding("objects", ends[1], limit=0.01, first=ends[0], held=held)


def _unblank(outcome: Outcome) -> bool | None:
    """Tell whether no picture was blank; None where a window without a surface painted none."""
    return not outcome.blank if outcome.pictures else None


def _drift(name: str, drift: Drift | None) -> Finding:
    if drift is None:
        return Finding(name, None, "ms", FRAME * 1000)
    return Finding(name, drift.seconds * 1000, "ms", FRAME * 1000, held=drift.none)
