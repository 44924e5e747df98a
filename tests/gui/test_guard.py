"""A window that stays in front, whatever is done to it."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.guard import EVERY, Guard
from kjc_desktop.show.screens import ScreenKeeper, place


class Watched:
    """A window in full screen with its guard, and when it was put back."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, self.window = qtbot, _Inactive()
        self.clock = ManualClock(datetime(2018, 11, 26, tzinfo=UTC))
        qtbot.addWidget(self.window)
        keeper = ScreenKeeper(self.window, self.clock)
        place(self.window)
        qtbot.waitExposed(self.window)
        self.looks: list[float] = []
        self._keeper = keeper
        self.guard = Guard(self.window, self.clock, self._put_back)

    def _put_back(self) -> None:
        self.looks.append(self.clock.monotonic())
        self._keeper.put_back()

    @property
    def well(self) -> bool:
        window = self.window
        return (
            window.isVisible()
            and window.isFullScreen()
            and not window.isMinimized()
            and window.geometry() == window.screen().geometry()
            and window.windowHandle().isExposed()
        )


class _Inactive(QWidget):
    """A window that never gets the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def activateWindow(self) -> None:  # noqa: N802 - Qt's name
        self.asked += 1

    def isActiveWindow(self) -> bool:  # noqa: N802 - Qt's name
        return False


@pytest.fixture
def watched(qtbot: QtBot) -> Watched:
    return Watched(qtbot)


def test_a_window_that_is_left_alone_stays_as_it_is(watched: Watched) -> None:
    before = watched.window.geometry()
    watched.clock.advance(10.0)
    assert watched.well
    assert watched.window.geometry() == before


@pytest.mark.parametrize("state", [Qt.WindowState.WindowMinimized, Qt.WindowState.WindowNoState])
def test_minimised_or_restored_it_comes_back(watched: Watched, state: Qt.WindowState) -> None:
    watched.window.windowHandle().setWindowState(state)
    watched.qtbot.waitUntil(lambda: not watched.well)
    watched.clock.advance(EVERY)
    watched.qtbot.waitUntil(lambda: watched.well)


def test_moved_and_shrunk_it_comes_back_soon(watched: Watched) -> None:
    watched.window.setGeometry(40, 50, 300, 200)
    assert not watched.well
    watched.clock.advance(0.2)
    watched.qtbot.waitUntil(lambda: watched.well)


def test_taken_off_the_screen_it_comes_back(watched: Watched) -> None:
    watched.window.windowHandle().setVisible(False)
    assert not watched.well
    watched.clock.advance(3 * EVERY)
    watched.qtbot.waitUntil(lambda: watched.well)


def test_it_looks_once_a_second_and_asks_for_the_keyboard_more_and_more_rarely(
    watched: Watched,
) -> None:
    watched.clock.advance(60.0)
    assert watched.looks == [float(second) for second in range(1, 61)]
    assert watched.window.asked <= 10


def test_many_events_are_one_look(watched: Watched) -> None:
    for width in range(300, 400, 10):
        watched.window.resize(width, 200)
    watched.clock.advance(0.5)
    assert len(watched.looks) <= 2
    assert watched.well


def test_in_the_end_nothing_waits(watched: Watched) -> None:
    watched.guard.stop()
    watched.clock.advance(5.0)
    assert watched.clock.waiting == 0
