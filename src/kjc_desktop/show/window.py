"""The window of a running show: the stage, its keys, a cursor that keeps out of the way.

In a foyer it takes everything that people do to it, and nothing comes of it but by the way out.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kjc_desktop.machine.settings import WAY_OUT
from kjc_desktop.scene.fonts import BOLD
from kjc_desktop.scene.paint import draw_text, measure
from kjc_desktop.scene.text import Style
from kjc_desktop.show.keys import Keys, WindowAction, Wish, help_rows
from kjc_desktop.show.options import Place
from kjc_desktop.show.stage import Stage
from kjc_desktop.texts import say

if TYPE_CHECKING:
    from kjc_desktop.show.lock import Lock


_DEAF = frozenset(
    {
        QEvent.Type.KeyRelease, QEvent.Type.Shortcut, QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseMove, QEvent.Type.Wheel,
        QEvent.Type.NonClientAreaMouseButtonPress, QEvent.Type.NonClientAreaMouseButtonDblClick,
        QEvent.Type.ContextMenu, QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd, QEvent.Type.TabletPress, QEvent.Type.TabletMove,
        QEvent.Type.TabletRelease, QEvent.Type.NativeGesture, QEvent.Type.Gesture,
        QEvent.Type.InputMethod,
        QEvent.Type.InputMethod, QEvent.Type.WhatsThis, QEvent.Type.ToolTip,
        QEvent.Type.RequestSoftwareInputPanel,
    }
)  # fmt: skip
"""What people do to a window in a foyer without anything coming of it."""


class AudienceWindow(Stage):
    """What the audience sees.

    Signals:
        wished: with a `Wish`, when a key of the table was pressed.
        closing: somebody wants the window closed; it stays until the session ends it.
    """

    wished = Signal(object)
    closing = Signal()

    def __init__(
        self, title: str, place: Place, language: str, way_out: str = WAY_OUT
    ) -> None:  # fmt: skip
        super().__init__()
        self.setWindowTitle(title)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._place, self._language, self._way_out = place, language, way_out
        self.new_lock: Callable[[], Lock] | None = None
        """Makes what is asked before the way out opens, where it is not open to everybody."""
        if place == "kiosk":
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

    # What only keys need is made when the first is pressed: the first slide does not wait for it.

    @cached_property
    def _keys(self) -> Keys:
        return Keys(self._place, self._way_out)

    @cached_property
    def lock(self) -> "Lock | None":
        """What the way out is locked with."""
        return None if self.new_lock is None else self.new_lock()

    @cached_property
    def _help(self) -> "HelpPage":
        rows = help_rows(self._language, self._place, self._way_out)
        return HelpPage(self, rows, self._language)

    def show_help(self, *, visible: bool) -> None:
        """Lay the page of keys over the slide, or take it away."""
        if visible or "_help" in self.__dict__:
            self._help.setGeometry(self.rect())
            self._help.setVisible(visible)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for what a key of the table means; all others are swallowed."""
        event.accept()
        wish: Wish | None = self._keys.wish(event)
        if self.lock is not None and self.lock.asking:
            self.lock.press(event)
        elif self.lock is not None and wish is WindowAction.QUIT:
            self.lock.ask()
        elif wish is not None:
            self.wished.emit(wish)

    @override
    def event(self, event: QEvent) -> bool:
        """In a foyer, take whatever is no key and no business of the window itself."""
        if event.type() in _DEAF and self._place == "kiosk":
            event.accept()
            return True
        return super().event(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave it to the session whether the window may go."""
        event.ignore()
        self.closing.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page of keys over the whole window."""
        super().resizeEvent(event)
        if "_help" in self.__dict__:
            self._help.setGeometry(self.rect())


class HelpPage(QWidget):
    """The keys and what they do, from the one table of keys."""

    def __init__(self, parent: QWidget, rows: list[tuple[str, str]], language: str) -> None:
        super().__init__(parent)
        self._rows = rows
        self._title = say("show.help_title", language)
        self.setVisible(False)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page so that it fits whatever size the window has."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(8, 18, 24, 252))
        scale = min(self.width() / 1920, self.height() / 1080)
        painter.translate((self.width() - 1920 * scale) / 2, (self.height() - 1080 * scale) / 2)
        painter.scale(scale, scale)
        draw_text(painter, self._title, 96, 150, Style(64, BOLD), QColor("#FFFFFF"))
        pitch = min(56.0, 840 / max(len(self._rows), 1))
        keys, words = Style(round(0.58 * pitch), BOLD), Style(round(0.58 * pitch))
        left = 140 + max((measure(row[0], keys) for row in self._rows), default=0.0)
        for index, (names, meaning) in enumerate(self._rows):
            y = 230 + index * pitch
            draw_text(painter, names, 96, y, keys, QColor("#FFB81C"))
            draw_text(painter, meaning, left, y, words, QColor("#FFFFFF"))
            line = QRectF(96, y + 0.3 * pitch, 1728, 1)
            painter.fillRect(line, QColor(255, 255, 255, 30))
        painter.end()
