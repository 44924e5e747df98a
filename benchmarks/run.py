"""Measures the program against its bars, side by side with its yardsticks, in one run.

`python benchmarks/run.py` runs everything, `python benchmarks/run.py keys frames` two of it. It
measures and does not fail: what misses its bar says so in the table, and the exit code is 0.
"""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from display import NotPossibleError
from rows import Missing, Result, Row, table

MEASUREMENTS = (
    "first_slide",
    "frames",
    "keys",
    "reload",
    "idle",
    "many_slides",
    "loop",
    "live",
    "soak",
)


def _measured(name: str) -> list[Result]:
    """Return the rows of one measurement; one that breaks is a row that says so."""
    began = time.monotonic()
    try:
        results: list[Result] = importlib.import_module(name).measure()
    except NotPossibleError as missing:
        results = [Missing(name, str(missing))]
    except (OSError, RuntimeError, ValueError, subprocess.SubprocessError) as broken:
        results = [Missing(name, f"{type(broken).__name__}: {broken}")]
    took = time.monotonic() - began
    sys.stderr.write(f"{name}: {took:.0f} s, load {os.getloadavg()[0]:.1f}\n")
    return results


def _details(results: list[Result]) -> str:
    lines = []
    for result in results:
        if isinstance(result, Row) and (result.details or result.note):
            lines.append(f"{result.name}{': ' + result.note if result.note else ''}")
            lines += [f"    {name}: {value}" for name, value in result.details.items()]
    return "\n".join(lines)


def main() -> None:
    """Measure what was asked for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the results here")
    arguments = parser.parse_args()
    wrong = set(arguments.names) - set(MEASUREMENTS)
    if wrong:
        parser.error(f"there is no {', '.join(sorted(wrong))}")
    chosen = [name for name in MEASUREMENTS if name in (arguments.names or MEASUREMENTS)]
    results = [result for name in chosen for result in _measured(name)]
    print(table(results))
    print(f"\n{_details(results)}\n\n{os.cpu_count()} cores, {platform.platform()}")
    if arguments.json:
        found = json.dumps([result.as_json() for result in results], indent=2, ensure_ascii=False)
        arguments.json.write_text(f"{found}\n", "utf-8")


if __name__ == "__main__":
    main()
