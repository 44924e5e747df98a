"""Ten thousand slide changes in a row, on a clock moved by hand: does anything grow?

What is played and counted is `kjc soak`, here in a window of an X server.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

from display import HD, xvfb
from processes import CAMPAIGN, environment, kjc
from rows import Missing, Result, Row
from samples import folder

CHANGES = 10_000
_SLIDES = 13
_NAMES = {
    "memory_change": ("memory grows a slide change", "KiB"),
    "memory_hour": ("memory grows an hour of the show", "MB"),
    "qt_objects": ("Qt objects", "more"),
    "timers": ("timers", "more"),
    "threads": ("threads", "more"),
    "files": ("open files", "more"),
    "objects": ("Python objects", "of all, more"),
}


def _soaked() -> dict[str, Any]:
    """Return the report of a soak."""
    with folder() as made, xvfb(HD) as display:
        report = Path(made) / "soak.json"
        loops = str(CHANGES // _SLIDES)
        size = f"{HD[0] // 3}x{HD[1] // 3}"
        command = kjc("soak", CAMPAIGN, "--loops", loops, "--size", size, "-o", report)
        subprocess.run(command, env=environment(display), check=False, capture_output=True)
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return found


def measure() -> list[Result]:
    """Play, and look at what grows."""
    report = _soaked()
    end = next(each["value"] for each in report["findings"] if each["name"] == "memory_end")
    details: dict[str, float | str] = {"MB at the end": end, "changes": report["changes"]}
    return [
        _row(each, details if each["name"] == "memory_change" else {})
        for each in report["findings"]
        if each["name"] in _NAMES
    ]


def _row(finding: dict[str, Any], details: dict[str, float | str]) -> Result:
    name, unit = _NAMES[finding["name"]]
    value, first = finding["value"], finding["first"]
    if value is None:
        return Missing(name, "the system does not tell")
    grown = value if first is None else value - first
    grown = grown / first if finding["name"] == "objects" else grown
    return Row(name, grown, unit, limit=float(finding["limit"]), details=details)
