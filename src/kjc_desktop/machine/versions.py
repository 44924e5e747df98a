"""Versions of Python, Qt and the charts that are known not to work together.

They are asked of what is installed, without importing any of it: the worst pair of all ends the
process a few seconds after the window has opened, without a word.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, version

from kjc_desktop.machine.finding import Finding

Version = tuple[int, ...]
_LOSES_NONE: Version = (6, 12)
"""From here on Qt's binding loses a reference to None at each call; fatal before Python 3.12."""
_IMMORTAL_NONE: Version = (3, 12)
_QT: Version = (6, 10, 3)
_CHARTS: Version = (0, 14)


def parsed(text: str) -> Version:
    """Return the numbers of a version such as `6.11.3` or `0.14.0rc1`."""
    found = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(map(int, found[0].split("."))) if found else ()


def installed(package: str) -> str | None:
    """Return the version of an installed package."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def fatal(python: Version = sys.version_info[:2]) -> Finding | None:
    """Return why no show may be started with what is installed; None where it may."""
    if python >= _IMMORTAL_NONE:
        return None
    qt = installed("pyside6-essentials")
    if qt is None or parsed(qt) < _LOSES_NONE:
        return None
    named = {"qt": qt, "python": ".".join(map(str, python))}
    return Finding("versions", "trouble", "qt_kills", named)


def versions(
    python: Version = sys.version_info[:3],
    qt: str | None = None,
    charts: str | None = None,
) -> list[Finding]:
    """Tell whether what is installed works together.

    Args:
        python: the version of this Python.
        qt: the version of PySide6; None for the one installed.
        charts: the version of pyqtgraph; None for the one installed.
    """
    qt = qt or installed("pyside6-essentials") or "?"
    charts = charts or installed("pyqtgraph") or "?"
    named = {"python": ".".join(map(str, python)), "qt": qt, "charts": charts}
    names = []
    if parsed(qt) >= _LOSES_NONE and python < _IMMORTAL_NONE:
        names.append("qt_kills")
    if parsed(qt) < _QT:
        names.append("qt_old")
    if parsed(charts) < _CHARTS:
        names.append("charts_old")
    found = [Finding("versions", "trouble", name, named) for name in names]
    return found or [Finding("versions", "well", "versions", named)]
