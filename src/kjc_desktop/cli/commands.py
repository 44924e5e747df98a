"""All commands, in the order in which the help names them."""

from kjc_desktop.cli import ctl, installing, kiosk, playing, reading
from kjc_desktop.cli.app import app

__all__ = ["app", "ctl", "installing", "kiosk", "playing", "reading"]
