"""What `kjc doctor` finds out about this machine: all subjects at the same time, in seconds."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial

from kjc_desktop.deck.models import Deck
from kjc_desktop.machine.clock_sync import clock
from kjc_desktop.machine.disk import disk
from kjc_desktop.machine.finding import Finding
from kjc_desktop.machine.looking import Check, look
from kjc_desktop.machine.power import power
from kjc_desktop.machine.ram import ram
from kjc_desktop.machine.user import user
from kjc_desktop.machine.versions import versions
from kjc_desktop.shells.probe import Probed, Seen, read_probed
from kjc_desktop.show.clock import wall

_SECONDS = 4.5
"""All checks together; whoever stands before a dark screen does not wait longer."""
_PROBE_SECONDS = 4.0
_SLOW = 49.5
"""Pictures a second below which movement is seen to jump."""
_SMALL = 1280 * 720
_UNLIKE = 0.01
"""Share by which the shapes of screen and deck may differ."""
_PLATFORMS = {"xcb": "X11", "wayland": "Wayland", "windows": "Windows", "cocoa": "macOS"}


def machine(deck: Deck | None, *, display: bool) -> list[Finding]:
    """Find out whether this machine is ready.

    Args:
        deck: what is to be shown; None where it cannot be read.
        display: whether there is a screen to ask for.
    """
    checks: dict[str, Check] = {
        "graphics": partial(_graphics, deck, display=display),
        "clock": lambda: clock(wall()),
        "disk": disk,
        "sleep": power,
        "memory": ram,
        "versions": versions,
        "user": user,
    }
    return look(checks, _SECONDS)


def _graphics(deck: Deck | None, *, display: bool) -> list[Finding]:
    """Open the graphics as a show would; without a screen only the font is looked at."""
    environment = dict(os.environ) if display else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kjc_desktop.shells.probe"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=environment,
            timeout=_PROBE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return [Finding("graphics", "unknown", "late")]
    probed = read_probed(done.stdout)
    if probed is None:
        reason = next((line for line in done.stderr.splitlines() if line.strip()), "?")
        return [Finding("graphics", "trouble", "graphics_fails", {"reason": reason})]
    if not display:
        return [Finding("graphics", "warning", "graphics_none"), font(probed)]
    platform = _PLATFORMS.get(probed.platform, probed.platform)
    opened = Finding("graphics", "well", "graphics", {"platform": platform})
    return [opened, *screens(probed, deck), font(probed)]


def screens(probed: Probed, deck: Deck | None) -> Iterator[Finding]:
    """Yield what is to be said of each screen."""
    if not probed.screens:
        yield Finding("screens", "trouble", "screens_none")
    for number, screen in enumerate(probed.screens, 1):
        title = f"{screen.model} ({screen.name})" if screen.model else screen.name or str(number)
        values: dict[str, object] = {
            "name": title,
            "width": screen.width,
            "height": screen.height,
            "rate": round(screen.rate),
        }
        faults = list(_faults(screen, deck))
        for fault in faults:
            yield Finding("screens", "warning", fault, values)
        if not faults:
            yield Finding("screens", "well", "screen", values)


def _faults(screen: Seen, deck: Deck | None) -> Iterator[str]:
    if 0 < screen.rate < _SLOW:
        yield "screen_slow"
    if screen.width * screen.height < _SMALL:
        yield "screen_small"
    if deck is not None and _is_unlike(screen, deck):
        yield "screen_shape"


def _is_unlike(screen: Seen, deck: Deck) -> bool:
    from kjc_desktop.scene.canvas import Canvas

    canvas = Canvas.of(deck.head, deck.theme.spacing)
    wanted, there = canvas.width * screen.height, canvas.height * screen.width
    return abs(wanted - there) > _UNLIKE * max(wanted, there)


def font(probed: Probed) -> Finding:
    """Return whether the font that comes with the program is the one on the screen."""
    if probed.font is None:
        return Finding("fonts", "trouble", "font_missing", {"used": probed.used})
    if probed.used != probed.font:
        values = {"font": probed.font, "used": probed.used}
        return Finding("fonts", "trouble", "font_other", values)
    return Finding("fonts", "well", "font", {"font": probed.font})
