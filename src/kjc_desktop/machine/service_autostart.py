"""The unattended show as an entry that every Linux desktop starts after the login."""

from collections.abc import Sequence

from kjc_desktop.machine.service import NAME, Service, plainly, user_config_folder

_ENTRY = """\
[Desktop Entry]
Type=Application
Name=kjc-desktop
Exec={command}
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
"""
_INSIDE_QUOTES = str.maketrans({"\\": "\\\\", '"': '\\"', "`": "\\`", "$": "\\$", "%": "%%"})
_INSIDE_VALUES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def entry(command: Sequence[str]) -> Service:
    """Return the entry that starts a command after the login."""
    # The whole line is a value with rules of its own, on top of those for a command in it.
    words = " ".join(f'"{word.translate(_INSIDE_QUOTES)}"' for word in plainly(command))
    body = _ENTRY.format(command=words.translate(_INSIDE_VALUES))
    return Service(
        "autostart", user_config_folder() / "autostart" / f"{NAME}.desktop", body.encode()
    )
