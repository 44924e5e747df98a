"""Whether the clock of this machine is right, and kept right."""

import re
import sys
from datetime import datetime
from typing import Literal

from kjc_desktop import RELEASED
from kjc_desktop.machine.finding import Finding
from kjc_desktop.machine.tools import answer_of

Sync = Literal["yes", "no", "unknown"]
_WITHOUT_SERVICE = "80070426"
"""Windows: the service that sets the clock has not been started."""


def clock(now: datetime) -> list[Finding]:
    """Tell whether the clock is plainly wrong, and whether it is kept right.

    Args:
        now: what the machine takes for the time, aware.
    """
    if now < RELEASED:
        return [Finding("clock", "trouble", "clock_wrong", {"date": now.date().isoformat()})]
    sync = _asked()
    state: Literal["well", "warning", "unknown"] = (
        "well" if sync == "yes" else "warning" if sync == "no" else "unknown"
    )
    return [Finding("clock", state, f"clock_{sync}")]


def _asked() -> Sync:
    if sys.platform == "win32":
        return sync_on_windows(answer_of("w32tm", "/query", "/status") or "")
    if sys.platform == "darwin":
        return sync_on_macos(answer_of("systemsetup", "-getusingnetworktime") or "")
    told = sync_of_timedatectl(answer_of("timedatectl", "show") or "")
    return told if told == "yes" else sync_of_chrony(answer_of("chronyc", "-c", "tracking")) or told


def sync_of_timedatectl(text: str) -> Sync:
    """Read the properties that `timedatectl show` lists."""
    found = re.search(r"^NTPSynchronized=(yes|no)$", text, re.MULTILINE)
    return "unknown" if found is None else "yes" if found[1] == "yes" else "no"


def sync_of_chrony(text: str | None) -> Sync | None:
    """Read the one line of `chronyc -c tracking`; None where chrony has nothing to say."""
    fields = (text or "").strip().split(",")
    if len(fields) < 14:
        return None
    return "no" if fields[-1] == "Not synchronised" else "yes"


def sync_on_windows(text: str) -> Sync:
    """Read what `w32tm /query /status` says, in any language.

    The first line ends in the leap indicator, a number with its meaning in brackets; 3 means that
    the clock has not been set.
    """
    if _WITHOUT_SERVICE in text:
        return "no"
    found = re.search(r"^[^:\n]+: ?([0-3])\s*\(", text, re.MULTILINE)
    return "unknown" if found is None else "no" if found[1] == "3" else "yes"


def sync_on_macos(text: str) -> Sync:
    """Read what `systemsetup -getusingnetworktime` says; it tells administrators only."""
    found = re.search(r"Network Time: (On|Off)", text)
    return "unknown" if found is None else "yes" if found[1] == "On" else "no"
