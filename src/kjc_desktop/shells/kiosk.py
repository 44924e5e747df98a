"""The foyer: the loop, full screen, for ever, with no key but the way out.

Run as a module it is the player that a supervisor starts; all it has to know is the first line that
it reads. It may be started before that is known, as what it imports takes a while.
"""

import gc
import os
import sys
from contextlib import ExitStack, suppress
from dataclasses import replace

from kjc_desktop.machine.processes import suppress_crash_dialogs
from kjc_desktop.show.options import Options, read_options
from kjc_desktop.show.start import start

BROKEN = 70
"""Exit code of a player that could not go on; not one of those that mean something to a person."""


def run(options: Options) -> int:
    """Play a deck as a loop; return the exit code of `start`."""
    return start(replace(options, place="kiosk"))


def main(line: str) -> int:
    """Play as a supervisor asks.

    Args:
        line: the options, as `write_options` has written them.
    """
    import faulthandler

    options = read_options(line)
    if options.care is None:
        raise ValueError("a player is started by its supervisor")
    suppress_crash_dialogs()
    # On Wayland Qt would draw a title bar into the full screen, and cut off the slide.
    os.environ.setdefault("QT_WAYLAND_DISABLE_WINDOWDECORATION", "1")
    with ExitStack() as stack:
        # On a full disk nobody will read where it was when it died.
        with suppress(OSError):
            trace = options.care.board.with_suffix(".trace").open("w")
            faulthandler.enable(stack.enter_context(trace))
        return run(options)


if __name__ == "__main__":
    gc.set_threshold(100_000, 20, 20)
    line = sys.stdin.readline()
    try:
        code = main(line) if line else 0
    except Exception:  # noqa: BLE001 - whatever it is, the supervisor is to try again
        sys.excepthook(*sys.exc_info())
        code = BROKEN
    sys.stderr.flush()
    os._exit(code)
