"""The way out of an unattended show: a chord, and behind it a PIN where this machine has one.

The field for the PIN is small and says nothing: an audience is not to wonder what somebody does
there. Whoever tries PINs has to wait, the longer the more often.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kjc_desktop.machine.pin import LONGEST, fits
from kjc_desktop.machine.settings import read_settings
from kjc_desktop.show.clock import Call, Clock
from kjc_desktop.show.pin_field import PinField
from kjc_desktop.texts import say
from kjc_desktop.timeline.browsing import Stroke

_TRIES, _REST, _LONGEST_REST = 3, 30.0, 900.0
_OPEN = 10.0
"""Seconds for which the field stays when nobody types."""
_SECOND = 1.0
_HOLD = 5.0
"""Seconds that a finger is held on the place of the field to make it come."""


@dataclass(frozen=True, slots=True)
class Tries:
    """How often a PIN was wrong, and until when (monotonic seconds) none is looked at."""

    wrong: int = 0
    until: float = float("-inf")

    def missed(self, now: float) -> "Tries":
        """Return the tries after a wrong one: every third is followed by a longer rest."""
        wrong = self.wrong + 1
        rounds, more = divmod(wrong, _TRIES)
        if more:
            return Tries(wrong, self.until)
        return Tries(wrong, now + min(_REST * 2 ** (rounds - 1), _LONGEST_REST))

    def resting(self, now: float) -> float:
        """Return the seconds for which there is still nothing to try."""
        return max(0.0, self.until - now)


class Lock(QObject):
    """The way out of one window.

    Signals:
        opened: somebody may leave.
    """

    opened = Signal()

    def __init__(
        self, window: QWidget, clock: Clock, settings: Path | None, language: str, *, touch: bool
    ) -> None:
        """Prepare.

        Args:
            window: what is to be left.
            clock: its time.
            settings: the file that may have a PIN, looked at whenever somebody wants to leave.
            language: of the few words.
            touch: fingers can type too.
        """
        super().__init__(window)
        self._window, self._clock, self._settings = window, clock, settings
        self._language, self._touch = language, touch
        self._field: PinField | None = None
        self._typed = ""
        self._tries = Tries()
        self._closing: Call | None = None
        self._counting: Call | None = None

    @property
    def asking(self) -> bool:
        """Whether the field is there."""
        return self._field is not None and self._field.isVisible()

    def ask(self) -> None:
        """Let somebody leave who knows the chord, and the PIN where there is one."""
        if self._pin() is None:
            self.opened.emit()
            return
        self._typed = ""
        self._there().open()
        self._tell()
        self._wait()

    def _there(self) -> PinField:
        """Return the field; one window has one, made when it is first asked for."""
        if self._field is None:
            self._field = PinField(self._window, keypad=self._touch)
        return self._field

    def press(self, event: QKeyEvent) -> None:
        """Do what a key means for the field while it is there."""
        meanings: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Escape: self._close,
            Qt.Key.Key_Return: self._check,
            Qt.Key.Key_Enter: self._check,
            Qt.Key.Key_Backspace: self._rub_out,
        }
        self._wait()
        if event.isAutoRepeat():
            return
        if event.key() in meanings:
            meanings[event.key()]()
        elif len(event.text()) == 1 and event.text() in "0123456789":
            self._type(event.text())

    def take(self, stroke: Stroke) -> bool:
        """Do what a finger means for the field; tell whether it was for the field.

        Without a keyboard there is no chord: a finger held long where the field stands makes it
        come, where there is a PIN.
        """
        point = QPointF(*stroke.end)
        if not self.asking:
            held = self._touch and stroke.seconds >= _HOLD and self._pin() is not None
            if held and self._there().holds(point):
                self.ask()
            return self.asking
        key = self._there().key_at(point)
        if key is None:
            return self._there().holds(point)
        self._wait()
        meanings = {"enter": self._check, "back": self._rub_out}
        meanings.get(key, partial(self._type, key))()
        return True

    def _pin(self) -> str | None:
        return None if self._settings is None else read_settings(self._settings).pin

    def _type(self, digit: str) -> None:
        if not self._tries.resting(self._clock.monotonic()):
            self._typed = (self._typed + digit)[:LONGEST]
            self._tell()

    def _rub_out(self) -> None:
        self._typed = self._typed[:-1]
        self._tell()

    def _check(self) -> None:
        """See whether the PIN is right; nothing typed is no try."""
        typed, self._typed = self._typed, ""
        now = self._clock.monotonic()
        if not typed or self._tries.resting(now):
            return
        pin = self._pin()
        if pin is None or fits(typed, pin):
            self._tries = Tries()
            self._close()
            self.opened.emit()
            return
        self._tries = self._tries.missed(now)
        self._tell()

    def _tell(self) -> None:
        """Show how many digits there are, or how long nothing can be tried."""
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        if self._field is None:
            return
        rest = self._tries.resting(self._clock.monotonic())
        words = ""
        if rest:
            seconds = int(rest) + (rest > int(rest))
            words = say("kiosk.lock_resting", self._language, seconds=seconds)
            self._counting = self._clock.call_later(_SECOND, self._tell)
        self._field.tell(len(self._typed), words)

    def _wait(self) -> None:
        """Take the field away when nobody types for a while."""
        if self._closing is not None:
            self._closing.cancel()
        self._closing = self._clock.call_later(_OPEN, self._close)

    def _close(self) -> None:
        self._typed = ""
        for call in (self._closing, self._counting):
            if call is not None:
                call.cancel()
        self._closing = self._counting = None
        if self._field is not None:
            self._field.hide()
