"""What Windows does without a key press: power plan, lid and screen saver."""

import re
from collections.abc import Iterator

from kjc_desktop.machine.power import Idle
from kjc_desktop.machine.tools import answer_of

_DESKTOP = r"HKCU\Control Panel\Desktop"


def asked() -> Iterator[Idle]:
    """Ask the power plan in use and the registry."""
    screen, sleep, lid = (
        plugged_in(answer_of("powercfg", "/query", "SCHEME_CURRENT", group, setting) or "")
        for group, setting in (
            ("SUB_VIDEO", "VIDEOIDLE"),
            ("SUB_SLEEP", "STANDBYIDLE"),
            ("SUB_BUTTONS", "LIDACTION"),
        )
    )
    yield Idle(screen=screen, sleep=sleep, lid=None if lid is None else lid != 0)
    yield Idle(screen=of_registry(answer_of("reg", "query", _DESKTOP) or ""))


def plugged_in(text: str) -> int | None:
    """Read what `powercfg /query` says of one setting, in any language.

    The last two numbers are what is set: with the cable plugged in, and on battery.
    """
    found = re.findall(r": 0x([0-9a-fA-F]{8})\s*$", text, re.MULTILINE)
    return int(found[-2], 16) if len(found) >= 2 else None


def of_registry(text: str) -> int | None:
    """Return the seconds after which the screen saver comes, 0 for never."""
    values = dict(re.findall(r"^\s+(\S+)\s+REG_SZ\s+(.*?)\s*$", text, re.MULTILINE))
    if not values:
        return None
    if values.get("ScreenSaveActive") != "1" or not values.get("SCRNSAVE.EXE"):
        return 0
    time = values.get("ScreenSaveTimeOut", "")
    return int(time) if time.isdecimal() else None
