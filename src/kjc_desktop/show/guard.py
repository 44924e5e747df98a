"""Keeps the window of an unattended show in front: covered, shrunk, moved or closed, it comes back.

Others may want to be in front as well, such as a second show on a second screen. So there is no
race: a window rises once a second at most, and asks for the keyboard ever more rarely.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kjc_desktop.show.clock import Call, Clock
from kjc_desktop.show.screens import screens

EVERY = 1.0
"""Seconds between two looks; nobody tells a window that another one covers it."""
_SETTLE = 0.1
"""Seconds for which what has changed a window may go on changing it."""
_PATIENCE = 20.0
"""Seconds between two requests for the keyboard when the first few were in vain."""
_FEW = 3
_STACKING = frozenset({"xcb", "windows", "cocoa"})
"""Systems where a program has a say in which window lies over which."""
_TELLING = frozenset(
    {
        QEvent.Type.WindowStateChange, QEvent.Type.WindowDeactivate, QEvent.Type.Move,
        QEvent.Type.Resize, QEvent.Type.Hide,
    }
)  # fmt: skip


class Guard(QObject):
    """Looks after one window."""

    def __init__(self, window: QWidget, clock: Clock, put_back: Callable[[], None]) -> None:
        """Begin.

        Args:
            window: what is to be seen.
            clock: its time.
            put_back: puts it in full screen on the screen where it belongs.
        """
        super().__init__(window)
        self._window, self._clock, self._put_back = window, clock, put_back
        self._soon: Call | None = None
        self._unseen = 0
        self._asked: list[float] = []
        self._every = clock.call_every(EVERY, self._look)
        window.installEventFilter(self)

    def stop(self) -> None:
        """End; the window may be covered from now on."""
        self._window.removeEventFilter(self)
        for call in (self._every, self._soon):
            if call is not None:
                call.cancel()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look soon when something has happened to the window."""
        if event.type() in _TELLING and self._soon is None:
            self._soon = self._clock.call_later(_SETTLE, self._look_soon)
        return False

    def _look_soon(self) -> None:
        self._soon = None
        self._look()

    def _look(self) -> None:
        """Bring the window back, whatever has happened to it; on top of everything it stays so."""
        window = self._window
        if window.isMinimized():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        handle = window.windowHandle()
        self._unseen = 0 if handle is not None and handle.isExposed() else self._unseen + 1
        if self._unseen > 1 and self._unseen.bit_count() == 1 and screens():
            # It is off the screen, or its surface was destroyed: it gets another one. Less and less
            # often, for a monitor that sleeps looks the same.
            window.hide()
            window.destroy()
        self._put_back()
        if QGuiApplication.platformName() in _STACKING:
            window.raise_()
        if not window.isActiveWindow():
            self._ask_for_keyboard()

    def _ask_for_keyboard(self) -> None:
        now = self._clock.monotonic()
        self._asked = [each for each in self._asked if now - each < _PATIENCE]
        if len(self._asked) < _FEW:
            self._asked.append(now)
            self._window.activateWindow()
