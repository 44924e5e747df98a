"""The keys of a show: one table that keyboards, clickers and the help page are read from.

Clickers send PageUp and PageDown, `.` or B for a black screen, and F5 and Esc in turn with the
button that starts a show: F5 is no key here, and Esc only ever closes something. Keys are compared
as what they write, so a German keyboard needs no table of its own, and the keypad is the same as
the keys it doubles.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from kjc_desktop.machine.settings import WAY_OUT
from kjc_desktop.show.options import Place
from kjc_desktop.texts import has, say
from kjc_desktop.timeline.commands import Action, Command


class WindowAction(StrEnum):
    """What is asked of the window and not of the show."""

    FULLSCREEN = "fullscreen"
    RELOAD = "reload"
    QUIT = "quit"


Wish = Command | WindowAction


@dataclass(frozen=True, slots=True)
class Binding:
    """Keys that ask for the same; `title` is a key of the catalogue.

    `again`: holding the key asks again. `shown`: how many of the keys the help page names, None
    for all; the rest are the same keys under another name.
    """

    wish: Wish
    keys: tuple[str, ...]
    title: str
    again: bool = False
    shown: int | None = None


def _digits() -> tuple[Binding, ...]:
    return tuple(
        Binding(Command(Action.DIGIT, digit), (str(digit),), "digit", shown=0)
        for digit in range(10)
    )


BINDINGS: tuple[Binding, ...] = (
    Binding(Command(Action.NEXT), ("Right", "Down", "Space", "PgDown", "N"), "next", again=True),
    Binding(
        Command(Action.BACK),
        ("Left", "Up", "PgUp", "Backspace", "P", "Shift+Space"),
        "back",
        again=True,
        shown=5,
    ),
    Binding(Command(Action.NEXT_SLIDE), ("Shift+PgDown",), "next_slide", again=True),
    Binding(Command(Action.BACK_SLIDE), ("Shift+PgUp",), "back_slide", again=True),
    Binding(Command(Action.HOME), ("Home",), "home"),
    Binding(Command(Action.END), ("End",), "end"),
    Binding(Command(Action.ENTER), ("Return", "Enter"), "enter", shown=1),
    Binding(Command(Action.GOTO), ("G",), "goto"),
    *_digits(),
    Binding(Command(Action.BLACK), ("B", "."), "black"),
    Binding(Command(Action.WHITE), ("W", ","), "white"),
    Binding(Command(Action.FREEZE), ("Z",), "freeze"),
    Binding(Command(Action.PAUSE), ("A",), "pause"),
    Binding(WindowAction.FULLSCREEN, ("F", "F11"), "fullscreen"),
    Binding(WindowAction.RELOAD, ("Ctrl+R",), "reload"),
    Binding(Command(Action.HELP), ("?", "F1"), "help"),
    Binding(Command(Action.ESCAPE), ("Esc",), "escape"),
)
"""Every key but the way out, which is configured."""

_SAME = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
"""What may be held without making it another key."""

_WRITTEN = QKeySequence.SequenceFormat.PortableText


def _stroke(key: int, held: Qt.KeyboardModifier) -> str:
    """Return a pressed key as it is written in the table."""
    return QKeySequence(key | (held & ~_SAME).value).toString(_WRITTEN)


def written(key: str) -> str:
    """Return the name of a key in the one form that the table uses.

    Raises:
        ValueError: this is not the name of one key, such as `Ctrl+Q` or `Ctrl+Shift+F12`.
    """
    sequence = QKeySequence.fromString(key, _WRITTEN)
    if sequence.count() != 1 or not sequence.toString(_WRITTEN):
        raise ValueError(key)
    return sequence.toString(_WRITTEN)


def _bindings(place: Place, way_out: str) -> tuple[Binding, ...]:
    leave = Binding(WindowAction.QUIT, (way_out,), "quit")
    return (leave,) if place == "kiosk" else (*BINDINGS, leave)


class Keys:
    """The keys of one place: all of them for a presenter, only the way out for a kiosk."""

    def __init__(self, place: Place = "present", way_out: str = WAY_OUT) -> None:
        """Prepare the table.

        Raises:
            ValueError: `way_out` is not the name of a key such as `Ctrl+Q` or `Ctrl+Shift+F12`.
        """
        self._table = {
            written(key): binding for binding in _bindings(place, way_out) for key in binding.keys
        }

    def wish(self, event: QKeyEvent) -> Wish | None:
        """Return what a key asks for, None for a key that is swallowed.

        A letter or a sign means the same with Shift; Ctrl, Alt and the system key count.
        """
        found = self._table.get(_stroke(event.key(), event.modifiers()))
        if found is None and event.modifiers() & ~_SAME == Qt.KeyboardModifier.ShiftModifier:
            found = self._table.get(_stroke(event.key(), Qt.KeyboardModifier.NoModifier))
        if found is None or (event.isAutoRepeat() and not found.again):
            return None
        return found.wish


def key_name(key: str, language: str) -> str:
    """Return a key as it is printed on a keyboard of that language, such as `Strg + R`."""
    parts = [(part, f"show.key_{part.lower()}") for part in key.split("+")]
    names = [say(name, language) if has(name, language) else part for part, name in parts]
    return "\u00a0+\u00a0".join(names)


def help_rows(
    language: str, place: Place = "present", way_out: str = WAY_OUT
) -> list[tuple[str, str]]:
    """Return the help page: what keys are called, and what they do, in the order of the table."""
    return [
        (
            "   ".join(key_name(key, language) for key in binding.keys[: binding.shown]),
            say(f"show.do_{binding.title}", language),
        )
        for binding in _bindings(place, way_out)
        if binding.shown != 0
    ]
