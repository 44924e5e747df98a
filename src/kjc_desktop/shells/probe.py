"""Opens the graphics of this machine and tells what is there, in a process of its own.

Qt ends a process that cannot open its screen. Whoever only wants to know asks this module:
`python -m kjc_desktop.shells.probe` writes one JSON object.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass

_SIZE = 24


@dataclass(frozen=True, slots=True)
class Seen:
    """A screen: its names, its pixels, and how often a second it shows a new picture."""

    name: str
    model: str
    width: int
    height: int
    rate: float


@dataclass(frozen=True, slots=True)
class Probed:
    """What was found.

    `font` is the family that text is set in, None where the one that comes with the program cannot
    be loaded; `used` is the family that Qt really takes for it.
    """

    platform: str
    screens: tuple[Seen, ...]
    font: str | None
    used: str


def read_probed(text: str) -> Probed | None:
    """Return what the process has written; None where that is no answer."""
    try:
        said = json.loads(text)
        screens = tuple(Seen(**each) for each in said.pop("screens"))
        return Probed(**said, screens=screens)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def probe() -> Probed:
    """Look at the screens and set a word in the font of the program."""
    from PySide6.QtGui import QFont, QFontInfo, QGuiApplication

    from kjc_desktop.scene.fonts import font
    from kjc_desktop.show.application import application

    qt = application()
    screens = []
    for each in QGuiApplication.screens():
        size = each.size() * each.devicePixelRatio()
        rate = round(each.refreshRate(), 2)
        screens.append(Seen(each.name(), each.model(), size.width(), size.height(), rate))
    platform = qt.platformName()
    try:
        wanted = font(_SIZE)
    except RuntimeError:
        return Probed(platform, tuple(screens), None, QFontInfo(QFont()).family())
    return Probed(platform, tuple(screens), wanted.family(), QFontInfo(wanted).family())


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(probe())))
    sys.stdout.flush()
    os._exit(0)
