"""Whether a show would run with rights that it does not need."""

import ctypes
import os
import sys

from kjc_desktop.machine.finding import Finding


def user() -> list[Finding]:
    """Tell whether this program runs as the administrator."""
    if sys.platform == "win32":
        mighty = bool(ctypes.windll.shell32.IsUserAnAdmin())
    else:
        mighty = os.geteuid() == 0
    return [
        Finding("user", "warning", "user_mighty") if mighty else Finding("user", "well", "user")
    ]
