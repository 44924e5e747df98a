"""Fingers and mice on a window of a show."""

from pathlib import Path

import pytest
from foyers import Foyer, berlin, foyer_deck
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEventPoint, QMouseEvent, QPointingDevice, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kjc_desktop.deck.notice import Notice
from kjc_desktop.show.overview import OverviewPage
from kjc_desktop.show.touch import Browser
from kjc_desktop.show.window import AudienceWindow
from kjc_desktop.timeline.browsing import Stroke

SLIDES = {name: f"title: Folie {name.upper()}\n" for name in "abc"}
SIZE = (960, 540)
LEFT = Qt.MouseButton.LeftButton
_BEGIN, _UPDATE, _END = QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd


class Visitor:
    """Somebody at the window of a foyer."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.foyer = Foyer(foyer_deck(folder, SLIDES), berlin("2018-11-26 11:00"))
        self.window = AudienceWindow("Probe", "kiosk", "de")
        qtbot.addWidget(self.window, before_close_func=lambda gone: gone.hide())
        self.window.resize(*SIZE)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.taken: list[Stroke] = []
        self.takes = False
        show, clock = self.foyer.show, self.foyer.clock
        self.browser = Browser(show, self.window, clock, 60.0, self._take)
        self.finger = QTest.createTouchDevice()

    def _take(self, stroke: Stroke) -> bool:
        self.taken.append(stroke)
        return self.takes

    @property
    def page(self) -> OverviewPage | None:
        found = self.window.findChildren(OverviewPage)
        return found[0] if found and found[0].isVisible() else None

    def click(self, x: int, y: int, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseClick(self.window, button, pos=QPoint(x, y))

    def draw(self, start: tuple[int, int], end: tuple[int, int], seconds: float = 0.2) -> None:
        """Draw a finger over the glass."""
        touch = QTest.touchEvent(self.window, self.finger)
        touch.press(0, QPoint(*start), self.window)
        touch.commit()
        self.foyer.clock.advance(seconds)
        touch = QTest.touchEvent(self.window, self.finger)
        touch.move(0, QPoint(*end), self.window)
        touch.commit()
        touch = QTest.touchEvent(self.window, self.finger)
        touch.release(0, QPoint(*end), self.window)
        touch.commit()


@pytest.fixture
def visitor(qtbot: QtBot, tmp_path: Path) -> Visitor:
    return Visitor(qtbot, tmp_path)


def test_a_swipe_turns_the_page(visitor: Visitor) -> None:
    visitor.draw((600, 270), (300, 280))
    assert visitor.foyer.slide == "b"
    visitor.draw((300, 270), (600, 280))
    visitor.draw((300, 270), (600, 280))
    assert visitor.foyer.slide == "c"


def test_a_tap_at_the_edge_turns_the_page_and_one_in_the_middle_shows_all(visitor: Visitor) -> None:
    visitor.click(940, 300)
    assert visitor.foyer.slide == "b"
    visitor.click(20, 300)
    assert visitor.foyer.slide == "a"
    assert visitor.page is None
    visitor.click(480, 270)
    assert visitor.page is not None


def test_what_is_tapped_in_the_overview_is_shown(visitor: Visitor) -> None:
    visitor.draw((480, 400), (480, 200))
    page = visitor.page
    assert page is not None
    assert page._plan is not None
    middle = page._plan.cell(2).center()
    visitor.draw((int(middle.x()), int(middle.y())), (int(middle.x()), int(middle.y())))
    assert visitor.page is None
    assert visitor.foyer.slide == "c"
    visitor.foyer.clock.advance(59.0)
    assert visitor.foyer.slide == "c"


def test_the_overview_goes_when_nobody_is_there(visitor: Visitor) -> None:
    visitor.click(480, 270)
    visitor.foyer.clock.advance(59.0)
    visitor.click(480, 20)  # on nothing, but somebody is there
    visitor.foyer.clock.advance(59.0)
    assert visitor.page is not None
    visitor.foyer.clock.advance(2.0)
    assert visitor.page is None


def test_an_emergency_lies_over_the_overview(visitor: Visitor) -> None:
    visitor.click(480, 270)
    visitor.foyer.show.notice(Notice("emergency", "Bitte verlassen Sie das Gebäude"))
    assert visitor.page is None
    visitor.click(480, 270)
    assert visitor.page is None
    visitor.foyer.show.notice(None)
    assert visitor.page is not None


def test_a_slide_that_is_edited_away_leaves_the_overview(visitor: Visitor, tmp_path: Path) -> None:
    visitor.click(480, 270)
    fewer = foyer_deck(tmp_path / "fewer", {name: SLIDES[name] for name in "ac"})
    visitor.foyer.show.replace(fewer, visitor.foyer.show.table)
    page = visitor.page
    assert page is not None
    assert [each.name for each in page._entries] == ["a", "c"]


def test_a_hand_that_leans_on_the_glass_does_nothing(visitor: Visitor) -> None:
    visitor.draw((480, 270), (480, 270), seconds=4.0)
    visitor.draw((480, 270), (520, 300))
    assert (visitor.foyer.slide, visitor.page) == ("a", None)


def test_a_second_finger_ends_the_stroke(visitor: Visitor) -> None:
    window = visitor.window
    touch = QTest.touchEvent(window, visitor.finger)
    touch.press(0, QPoint(600, 270), window).press(1, QPoint(300, 270), window)
    touch.commit()
    touch = QTest.touchEvent(window, visitor.finger)
    touch.release(0, QPoint(100, 270), window).release(1, QPoint(600, 270), window)
    touch.commit()
    assert visitor.foyer.slide == "a"
    assert not visitor.taken


def test_a_touch_that_the_system_takes_away_is_none(visitor: Visitor) -> None:
    begun = QEventPoint(0, QEventPoint.State.Pressed, QPointF(900, 270), QPointF(900, 270))
    device = QPointingDevice.primaryPointingDevice()
    for kind in (_BEGIN, QEvent.Type.TouchCancel, _END):
        points = [] if kind is QEvent.Type.TouchCancel else [begun]
        event = QTouchEvent(kind, device, Qt.KeyboardModifier.NoModifier, points)
        QApplication.sendEvent(visitor.window, event)
    assert visitor.foyer.slide == "a"
    assert not visitor.taken


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_other_buttons_do_nothing(visitor: Visitor, button: Qt.MouseButton) -> None:
    visitor.click(940, 300, button)
    assert (visitor.foyer.slide, visitor.taken) == ("a", [])


def test_clicks_that_follow_each_other_are_all_counted(visitor: Visitor) -> None:
    visitor.click(940, 300)
    QTest.mouseDClick(visitor.window, LEFT, pos=QPoint(940, 300))
    QTest.mouseRelease(visitor.window, LEFT, pos=QPoint(940, 300))
    assert visitor.foyer.slide == "c"


def test_whoever_is_asked_first_may_keep_a_stroke(visitor: Visitor) -> None:
    visitor.takes = True
    visitor.click(940, 300)
    assert visitor.foyer.slide == "a"
    assert visitor.taken[0].end == (940.0, 300.0)


def test_a_mouse_is_seen_while_it_moves(visitor: Visitor) -> None:
    window = visitor.window
    assert window.cursor().shape() is Qt.CursorShape.BlankCursor
    at, none = QPointF(100, 100), Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier
    )  # fmt: skip
    QApplication.sendEvent(window, moved)
    assert window.cursor().shape() is Qt.CursorShape.ArrowCursor
    visitor.foyer.clock.advance(4.0)
    assert window.cursor().shape() is Qt.CursorShape.BlankCursor
