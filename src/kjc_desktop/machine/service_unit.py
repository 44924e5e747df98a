"""The unattended show as a unit of systemd, for this user."""

from collections.abc import Sequence

from kjc_desktop.machine.service import NAME, Service, plainly, user_config_folder

# Whoever leaves the show by the way out wants it to end; whatever else ends it is a failure.
_UNIT = """\
[Unit]
Description=kjc-desktop, the screen that nobody looks after
After=graphical-session.target
PartOf=graphical-session.target
StartLimitIntervalSec=0

[Service]
Type=notify
NotifyAccess=main
ExecStart=:{command}
WatchdogSec=30
Restart=on-failure
RestartSec=1

[Install]
WantedBy=graphical-session.target
"""
_FILE = f"{NAME}.service"
_SYSTEMCTL = ("systemctl", "--user")


def unit(command: Sequence[str]) -> Service:
    """Return the unit that starts a command and keeps it running."""
    return Service(
        "unit",
        user_config_folder() / "systemd" / "user" / _FILE,
        _UNIT.format(command=" ".join(map(_quoted, plainly(command)))).encode(),
        enable=((*_SYSTEMCTL, "daemon-reload"), (*_SYSTEMCTL, "enable", _FILE)),
        disable=((*_SYSTEMCTL, "disable", "--now", _FILE),),
        forget=((*_SYSTEMCTL, "daemon-reload"),),
        now=(*_SYSTEMCTL, "restart", _FILE),
    )


def _quoted(word: str) -> str:
    """Return a word so that systemd reads exactly that word.

    The colon before the command switches variables off, so that `$` is a sign like any other.
    """
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'
