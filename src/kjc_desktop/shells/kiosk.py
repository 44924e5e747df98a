"""The foyer: the loop, full screen, for ever, with no key but the way out."""

from dataclasses import replace

from kjc_desktop.show.options import Options
from kjc_desktop.show.start import start


def run(options: Options) -> int:
    """Play a deck as a loop; return the exit code of `start`."""
    return start(replace(options, place="kiosk"))
