"""The stage: the same window in the hands of a presenter; every key of the table works."""

from dataclasses import replace

from kjc_desktop.show.options import Options
from kjc_desktop.show.start import start


def run(options: Options) -> int:
    """Present a deck slide by slide; return the exit code of `start`."""
    return start(replace(options, place="present"))
