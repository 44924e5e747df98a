"""Setting the PIN of this machine's kiosks on the terminal, `kjc kiosk pin`."""

import sys
from collections.abc import Callable

from kjc_desktop.machine.pin import is_pin, kept
from kjc_desktop.machine.settings import settings_file
from kjc_desktop.machine.settings_change import keep_pin
from kjc_desktop.texts import say

Ask = Callable[[str], str]
"""Asks for something that is not shown while it is typed."""


def set_pin(ask: Ask, language: str) -> int:
    """Ask twice for a PIN and keep it.

    Args:
        ask: for a line, after some words.
        language: of all words.

    Returns:
        The exit code: 0 for a PIN that is kept, 1 where nothing has changed.
    """
    pin = ask(say("kiosk.pin_ask", language))
    if not is_pin(pin):
        return _tell("pin_wrong", language)
    if ask(say("kiosk.pin_again", language)) != pin:
        return _tell("pin_differs", language)
    return _keep(kept(pin), "pin_set", language)


def remove_pin(language: str) -> int:
    """Remove the PIN; return 0, or 1 where that could not be done."""
    return _keep(None, "pin_removed", language)


def _keep(stored: str | None, done: str, language: str) -> int:
    file = settings_file()
    try:
        if not keep_pin(file, stored):
            return _tell("pin_by_hand", language, file=file)
    except OSError as error:
        return _tell("pin_cannot", language, file=file, reason=error.strerror)
    sys.stdout.write(say(f"kiosk.{done}", language, file=file) + "\n")
    return 0


def _tell(key: str, language: str, **values: object) -> int:
    sys.stderr.write(say(f"kiosk.{key}", language, **values) + "\n")
    return 1
