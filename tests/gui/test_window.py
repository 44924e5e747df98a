"""The window that an audience looks at: keys in, nothing else out."""

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kjc_desktop.show.keys import WindowAction
from kjc_desktop.show.options import Place
from kjc_desktop.show.window import AudienceWindow
from kjc_desktop.timeline.commands import Action, Command


class Listener:
    def __init__(self, window: AudienceWindow) -> None:
        self.wishes: list[object] = []
        self.closings = 0
        window.wished.connect(self.wishes.append)
        window.closing.connect(self._closing)

    def _closing(self) -> None:
        self.closings += 1


def window(qtbot: QtBot, place: Place = "present", language: str = "de") -> AudienceWindow:
    made = AudienceWindow("Probe", place, language)
    qtbot.addWidget(made, before_close_func=lambda gone: gone.hide())
    made.resize(960, 540)
    made.show()
    qtbot.waitExposed(made)
    return made


def seen(shown: AudienceWindow) -> QImage:
    return shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_keys_become_wishes(qtbot: QtBot) -> None:
    shown = window(qtbot)
    ear = Listener(shown)
    QTest.keyClick(shown, Qt.Key.Key_Right)
    QTest.keyClick(shown, Qt.Key.Key_F11)
    QTest.keyClick(shown, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert ear.wishes == [Command(Action.NEXT), WindowAction.FULLSCREEN, WindowAction.QUIT]


def test_a_kiosk_hears_only_the_way_out(qtbot: QtBot) -> None:
    shown = window(qtbot, "kiosk")
    ear = Listener(shown)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_F1, Qt.Key.Key_B):
        QTest.keyClick(shown, key)
    assert not ear.wishes
    QTest.keyClick(shown, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert ear.wishes == [WindowAction.QUIT]


@pytest.mark.parametrize("key", [Qt.Key.Key_X, Qt.Key.Key_Tab, Qt.Key.Key_F5])
def test_every_key_ends_here(qtbot: QtBot, key: Qt.Key) -> None:
    shown = window(qtbot, "kiosk")
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    shown.keyPressEvent(event)
    assert event.isAccepted()


def test_closing_is_asked_for_and_not_done(qtbot: QtBot) -> None:
    shown = window(qtbot)
    ear = Listener(shown)
    assert not shown.close()
    assert (ear.closings, shown.isVisible()) == (1, True)


def test_there_is_no_cursor(qtbot: QtBot) -> None:
    assert window(qtbot).cursor().shape() is Qt.CursorShape.BlankCursor


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("size", [QSize(960, 540), QSize(540, 960), QSize(1001, 333)])
def test_the_page_of_keys_covers_the_window_and_leaves_no_trace(
    qtbot: QtBot, language: str, size: QSize
) -> None:
    shown = window(qtbot, language=language)
    before = seen(shown)
    shown.show_help(visible=True)
    shown.show_help(visible=True)
    shown.resize(size)
    page = seen(shown)
    colours = {
        page.pixelColor(x, y).name()
        for x in range(page.width())
        for y in range(0, page.height(), 2)
    }
    assert {"#ffffff", "#ffb81c"} <= colours
    edge = [
        page.pixelColor(x, y).name() for x in (0, page.width() - 1) for y in range(page.height())
    ]
    assert set(edge) == {edge[0]}
    shown.resize(QSize(960, 540))
    shown.show_help(visible=False)
    assert seen(shown) == before
    assert before.pixelColor(5, 5) == QColor("black")
