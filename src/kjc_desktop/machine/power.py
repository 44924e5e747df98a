"""After which time without a key press this machine darkens its screen or goes to sleep.

A show keeps both away while it runs. What is set counts when that is not possible, and before the
show has started again after a power cut.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from kjc_desktop.machine.finding import Finding


@dataclass(frozen=True, slots=True)
class Idle:
    """What happens without a key press, as one tool tells it.

    `screen` and `sleep` are seconds, 0 for never and None where it is not known. `lid` tells
    whether closing the lid puts the machine to sleep.
    """

    screen: int | None = None
    sleep: int | None = None
    lid: bool | None = None


def power() -> list[Finding]:
    """Tell when this machine darkens its screen or goes to sleep."""
    if sys.platform == "win32":
        from kjc_desktop.machine.power_windows import asked
    elif sys.platform == "darwin":
        from kjc_desktop.machine.power_macos import asked
    else:
        from kjc_desktop.machine.power_linux import asked
    return findings(asked())


def findings(told: Iterable[Idle]) -> list[Finding]:
    """Return what several tools tell together: the soonest counts."""
    every = list(told)
    lids = [each.lid for each in every if each.lid is not None]
    found = [
        _after("screensaver", "dark", _soonest(each.screen for each in every)),
        _after("sleep", "sleep", _soonest(each.sleep for each in every)),
    ]
    if any(lids):
        found.append(Finding("sleep", "warning", "lid"))
    return found


def _soonest(times: Iterable[int | None]) -> int | None:
    """Return the soonest of several times; 0 where none comes, None where none is known."""
    known = [each for each in times if each is not None]
    return min((each for each in known if each), default=0) if known else None


def _after(check: str, name: str, seconds: int | None) -> Finding:
    if seconds is None:
        return Finding(check, "unknown", f"{name}_unknown")
    if seconds == 0:
        return Finding(check, "well", f"{name}_never")
    return Finding(check, "warning", name, {"minutes": max(1, round(seconds / 60))})
