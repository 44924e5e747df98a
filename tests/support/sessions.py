"""A session of a show in a window off screen, and everything that it answered to its files."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from walls import slide_picture

from kjc_desktop.show.clock import wall
from kjc_desktop.show.opening import Opening, open_deck
from kjc_desktop.show.options import Options
from kjc_desktop.show.reload import Loaded
from kjc_desktop.show.session import Session
from kjc_desktop.show.timers import SystemClock
from kjc_desktop.show.window import AudienceWindow

SIZE = (640, 360)


class Running:
    """A session that has shown its first slide and read the whole deck."""

    def __init__(self, options: Options, qtbot: QtBot, early: Sequence[Qt.Key] = ()) -> None:
        """Begin it.

        Args:
            options: of the show.
            qtbot: waits while Qt works.
            early: keys pressed before the whole deck is known.
        """
        opening = open_deck(options.folder, options.variant, options.first, wall())
        assert isinstance(opening, Opening)
        self._qtbot = qtbot
        self.folder = options.folder
        self.decks: list[Loaded] = []
        self.faults = 0
        before = set(map(id, QApplication.topLevelWidgets()))
        self.session = Session(options, opening, SystemClock())
        self.session.loaded.connect(self.decks.append)
        self.session.failed.connect(self._failed)
        (self.window,) = (
            each
            for each in QApplication.topLevelWidgets()
            if isinstance(each, AudienceWindow) and id(each) not in before
        )
        self.window.resize(*SIZE)
        self.session.open()
        self.window.resize(*SIZE)
        for key in early:
            pressed = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.sendEvent(self.window, pressed)
            assert not self.decks
        qtbot.waitUntil(lambda: bool(self.decks), timeout=10_000)

    def _failed(self, _: object) -> None:
        self.faults += 1

    @property
    def answers(self) -> int:
        """How often it has said that the deck was read, or why not."""
        return len(self.decks) + self.faults

    def sees(self) -> QImage:
        return self.window.grab_frame()

    def wait_for(self, picture: str | QImage) -> None:
        """Wait until a picture, or the settled picture of a slide, is seen."""
        if isinstance(picture, str):
            picture = slide_picture(self.folder, picture, SIZE)
        self._qtbot.waitUntil(lambda: self.sees() == picture, timeout=10_000)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(self.window, key, held or Qt.KeyboardModifier.NoModifier)

    def closes(self) -> None:
        self.window.close()

    def end(self) -> None:
        self.session.close()
        self.window.deleteLater()
        self.session.deleteLater()
