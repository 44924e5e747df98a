"""What macOS does without a key press."""

import re
from collections.abc import Iterator

from kjc_desktop.machine.power import Idle
from kjc_desktop.machine.tools import answer_of


def asked() -> Iterator[Idle]:
    """Ask the power settings and the screen saver."""
    yield of_pmset(answer_of("pmset", "-g") or "")
    saver = ("-currentHost", "read", "com.apple.screensaver", "idleTime")
    yield Idle(screen=of_defaults(answer_of("defaults", *saver) or ""))


def of_pmset(text: str) -> Idle:
    """Read what `pmset -g` says, in minutes."""
    lines = re.findall(r"^ (\w+)\s+(\d+)", text, re.MULTILINE)
    found = {name: int(value) * 60 for name, value in lines}
    return Idle(screen=found.get("displaysleep"), sleep=found.get("sleep"))


def of_defaults(text: str) -> int | None:
    """Return the seconds after which the screen saver comes; None where nobody has set them."""
    return int(text) if text.strip().isdecimal() else None
