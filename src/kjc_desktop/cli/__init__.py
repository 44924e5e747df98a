"""The commands: one function each; a shell is imported only when its command was chosen."""

import gc

from kjc_desktop.cli import playing, reading
from kjc_desktop.cli.app import app

__all__ = ["app", "main", "playing", "reading"]


def main() -> None:
    """Run the command line."""
    # Nothing that is made at the start is garbage, and looking for it costs a tenth of the start.
    gc.set_threshold(100_000, 20, 20)
    app(prog_name="kjc")
