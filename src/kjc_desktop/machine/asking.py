"""Asks the program that has an endpoint in a folder."""

from enum import Enum
from multiprocessing import AuthenticationError
from pathlib import Path
from threading import Event, Timer

from kjc_desktop.machine.address import read_key
from kjc_desktop.machine.hold import is_held
from kjc_desktop.machine.wire import FAULTS, Wire, called, packed

LOCK = "ctl.lock"
"""File in the folder that a living endpoint holds."""
_BETWEEN = 0.05
"""Seconds before trying again what could not be done just now."""
_ANSWER = 1_048_576
"""Bytes of an answer at most."""


class NoAnswer(Enum):
    """Why a question was not answered."""

    NOBODY = "nobody"
    """No program is there."""
    NOT_ALLOWED = "not allowed"
    """It is another user's, or does not accept the key."""
    LATE = "late"
    """It has not answered in time, and may or may not have done what it was asked."""


def is_open(folder: Path) -> bool:
    """Tell whether a living program has its endpoint in a folder; it may hang nevertheless."""
    return is_held(folder / LOCK)


def ask(folder: Path, request: dict[str, object], timeout: float) -> dict[str, object] | NoAnswer:
    """Ask whoever has an endpoint in a folder.

    Args:
        folder: of the endpoint.
        request: what to ask, of plain values.
        timeout: seconds to wait; twice as long where the first try hangs near its end.

    Returns:
        The answer, or why there is none.
    """
    over = Event()
    timer = Timer(timeout, over.set)
    timer.daemon = True
    timer.start()
    try:
        while True:
            answer = _asked(folder, packed(request), timeout)
            if answer is not None:
                return answer
            if over.wait(_BETWEEN):
                return NoAnswer.LATE
    finally:
        timer.cancel()
        timer.join()


def _asked(folder: Path, request: bytes, timeout: float) -> dict[str, object] | NoAnswer | None:
    """Ask once; None where it is worth to try again, because nothing was asked yet."""
    try:
        known = read_key(folder)
        if known is None:
            return NoAnswer.NOBODY
        key, address = known
        wire = called(address, timeout)
    except (FileNotFoundError, ConnectionRefusedError):
        return NoAnswer.NOBODY
    except PermissionError:
        return NoAnswer.NOT_ALLOWED
    except OSError:
        return None
    try:
        with wire.within(timeout):
            return _talk(wire, key, request)
    finally:
        wire.close()


def _talk(wire: Wire, key: bytes, request: bytes) -> dict[str, object] | NoAnswer | None:
    """Say who we are and ask; None where we did not come to asking."""
    try:
        wire.prove(key)
        wire.examine(key)
    except AuthenticationError:
        return NoAnswer.NOT_ALLOWED
    except FAULTS:
        return None
    try:
        wire.send(request)
        return wire.receive(_ANSWER)
    except FAULTS:
        return NoAnswer.LATE
