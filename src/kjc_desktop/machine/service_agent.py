"""The unattended show as a launch agent of macOS."""

import os
import plistlib
from collections.abc import Sequence
from pathlib import Path

from kjc_desktop.machine.service import NAME, Service


def agent(command: Sequence[str]) -> Service:
    """Return the agent that starts a command after the login and keeps it running."""
    path = Path.home() / "Library" / "LaunchAgents" / f"{NAME}.plist"
    body = plistlib.dumps(
        {
            "Label": NAME,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        },
        sort_keys=False,
    )
    user = f"gui/{os.getuid() if os.name == 'posix' else 0}"
    return Service(
        "agent",
        path,
        body,
        disable=(("launchctl", "bootout", f"{user}/{NAME}"),),
        now=("launchctl", "bootstrap", user, str(path)),
    )
