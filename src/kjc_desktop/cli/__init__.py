"""The commands: one function each; a shell is imported only when its command was chosen."""

import gc
import sys

from kjc_desktop.machine.processes import PLAYER, prepare_python


def main() -> None:
    """Run the command line."""
    # Nothing that is made at the start is garbage, and looking for it costs a tenth of the start.
    gc.set_threshold(100_000, 20, 20)
    if sys.argv[1:2] == ["kiosk"]:
        # While this process finds out what is wanted, the one that will show it gets ready.
        prepare_python(PLAYER)
    from kjc_desktop.cli.commands import app

    app(prog_name="kjc")
