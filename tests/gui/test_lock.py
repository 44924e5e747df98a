"""The way out of a kiosk: chord, PIN, and how long somebody waits who only guesses."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kjc_desktop.machine.pin import kept
from kjc_desktop.machine.settings_change import keep_pin
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.lock import Lock, Tries
from kjc_desktop.show.window import AudienceWindow
from kjc_desktop.timeline.browsing import Stroke

SIZE = (960, 540)
CTRL = Qt.KeyboardModifier.ControlModifier
PIN = kept("4711")
KEYS = {
    **{str(digit): Qt.Key(Qt.Key.Key_0.value + digit) for digit in range(10)},
    "⏎": Qt.Key.Key_Return,
    "⌫": Qt.Key.Key_Backspace,
    "␛": Qt.Key.Key_Escape,
}


class Foyer:
    """A locked window of a machine whose settings may have a PIN."""

    def __init__(self, qtbot: QtBot, folder: Path, *, pin: bool, touch: bool = False) -> None:
        self.clock = ManualClock(datetime(2018, 11, 26, tzinfo=UTC))
        self.settings = folder / "settings.toml"
        if pin:
            assert keep_pin(self.settings, PIN)
        self.left = 0
        self.wishes: list[object] = []
        self.window = AudienceWindow("Probe", "kiosk", "de", "Ctrl+Alt+K")
        qtbot.addWidget(self.window, before_close_func=lambda gone: gone.hide())
        self.lock = Lock(self.window, self.clock, self.settings, "de", touch=touch)
        self.lock.opened.connect(self._leave)
        self.window.new_lock = lambda: self.lock
        self.window.wished.connect(self.wishes.append)
        self.window.resize(*SIZE)
        self.window.show()
        qtbot.waitExposed(self.window)

    def _leave(self) -> None:
        self.left += 1

    def chord(self) -> None:
        QTest.keyClick(self.window, Qt.Key.Key_K, CTRL | Qt.KeyboardModifier.AltModifier)

    def type(self, keys: str) -> None:
        for key in keys:
            QTest.keyClick(self.window, KEYS[key])

    def sees(self) -> QImage:
        return self.window.grab().toImage()

    def tap(self, x: float, y: float, seconds: float = 0.1) -> bool:
        return self.lock.take(Stroke((x, y), (x, y), (960.0, 540.0), seconds))


@pytest.fixture
def locked(qtbot: QtBot, tmp_path: Path) -> Foyer:
    return Foyer(qtbot, tmp_path, pin=True)


def test_without_a_pin_the_chord_is_enough(qtbot: QtBot, tmp_path: Path) -> None:
    foyer = Foyer(qtbot, tmp_path, pin=False)
    QTest.keyClick(foyer.window, Qt.Key.Key_Q, CTRL)
    assert foyer.left == 0
    foyer.chord()
    assert foyer.left == 1
    assert not foyer.wishes


def test_the_right_pin_opens(locked: Foyer) -> None:
    locked.chord()
    assert locked.left == 0
    locked.type("4711⏎")
    assert (locked.left, locked.lock.asking) == (1, False)


@pytest.mark.parametrize("keys", ["4712⏎", "471⏎", "47111⏎", "⏎", "4711", "4711⌫⏎", "4711␛⏎"])
def test_everything_else_does_not(locked: Foyer, keys: str) -> None:
    locked.chord()
    locked.type(keys)
    assert locked.left == 0
    assert not locked.wishes


def test_digits_can_be_rubbed_out(locked: Foyer) -> None:
    locked.chord()
    locked.type("49⌫711⏎")
    assert locked.left == 1


def test_without_the_chord_digits_do_nothing(locked: Foyer) -> None:
    locked.type("4711⏎")
    assert not locked.lock.asking
    assert (locked.left, locked.wishes) == (0, [])


def test_a_key_that_is_held_is_one_digit(locked: Foyer) -> None:
    locked.chord()
    for again in (False, True, True):
        held = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_4, Qt.KeyboardModifier.NoModifier, "4", again
        )
        QApplication.sendEvent(locked.window, held)
    locked.type("711⏎")
    assert locked.left == 1


def test_the_field_is_small_and_leaves_no_trace(locked: Foyer) -> None:
    before = locked.sees()
    locked.chord()
    locked.type("47")
    seen = locked.sees()
    different = [
        (x, y)
        for x in range(SIZE[0])
        for y in range(SIZE[1])
        if seen.pixel(x, y) != before.pixel(x, y)
    ]
    assert 0 < len(different) < 0.02 * SIZE[0] * SIZE[1]
    assert min(x for x, _ in different) > 0.75 * SIZE[0]
    assert min(y for _, y in different) > 0.85 * SIZE[1]
    locked.type("␛")
    assert locked.sees() == before


def test_it_shows_how_many_digits_there_are_and_not_which(locked: Foyer) -> None:
    locked.chord()
    pictures = []
    for keys in ("471111", "⌫⌫⌫⌫⌫⌫", "908273"):
        locked.type(keys)
        pictures.append(locked.sees())
    assert pictures[0] == pictures[2] != pictures[1]


def test_it_goes_when_nobody_types(locked: Foyer) -> None:
    locked.chord()
    locked.type("47")
    locked.clock.advance(9.9)
    assert locked.lock.asking
    locked.type("1")
    locked.clock.advance(9.9)
    there = [locked.lock.asking]
    locked.clock.advance(0.2)
    assert [*there, locked.lock.asking] == [True, False]
    assert locked.clock.waiting == 0
    locked.type("1⏎")
    assert locked.left == 0


def test_after_three_wrong_pins_none_is_looked_at_for_a_while(locked: Foyer) -> None:
    locked.chord()
    before = locked.sees()
    locked.type("1111⏎2222⏎")
    assert locked.sees() == before
    locked.type("3333⏎")
    assert locked.sees() != before
    locked.type("4711⏎")
    assert locked.left == 0
    locked.clock.advance(29.0)
    locked.chord()
    locked.type("4711⏎")
    assert locked.left == 0
    locked.clock.advance(1.0)
    locked.type("4711⏎")
    assert locked.left == 1


def test_whoever_goes_on_guessing_waits_ever_longer() -> None:
    tries, waits = Tries(), []
    for now in range(27):
        tries = tries.missed(0.0)
        waits.append(tries.resting(0.0) if now % 3 == 2 else None)
    assert [each for each in waits if each] == [30, 60, 120, 240, 480, 900, 900, 900, 900]
    assert tries.resting(900.0) == 0.0


def test_a_pin_that_was_removed_is_asked_for_no_more(locked: Foyer) -> None:
    assert keep_pin(locked.settings, None)
    locked.chord()
    assert locked.left == 1


def test_fingers_type_where_they_may(qtbot: QtBot, tmp_path: Path) -> None:
    foyer = Foyer(qtbot, tmp_path, pin=True, touch=True)
    foyer.chord()
    field = next(
        child for child in foyer.window.findChildren(type(foyer.lock._there())) if child.isVisible()
    )
    places: dict[str, list[tuple[int, int]]] = {}
    for y in range(0, 540, 6):
        for x in range(0, 960, 6):
            key = field.key_at(QPointF(x, y))
            if key is not None:
                places.setdefault(key, []).append((x, y))
    assert set(places) == {*"0123456789", "back", "enter"}
    middle = {key: found[len(found) // 2] for key, found in places.items()}
    for found in places.values():
        across = [x for x, _ in found]
        assert max(across) - min(across) >= 0.09 * 540
    for key in ("4", "9", "back", "7", "1", "1"):
        assert foyer.tap(*middle[key])
    assert foyer.tap(*middle["enter"])
    assert foyer.left == 1
    assert not foyer.tap(*middle["1"])


def test_a_finger_beside_the_field_is_not_for_it(qtbot: QtBot, tmp_path: Path) -> None:
    foyer = Foyer(qtbot, tmp_path, pin=True, touch=True)
    foyer.chord()
    assert not foyer.tap(100, 100)
    assert foyer.tap(930, 520)


@pytest.mark.parametrize(
    ("touch", "pin", "seconds", "x", "comes"),
    [
        (True, True, 5.0, 900, True),
        (True, True, 4.0, 900, False),
        (True, True, 5.0, 200, False),
        (True, False, 5.0, 900, False),
        (False, True, 5.0, 900, False),
    ],
)
def test_without_a_keyboard_a_finger_that_is_held_long_brings_the_field(
    qtbot: QtBot, tmp_path: Path, touch: bool, pin: bool, seconds: float, x: int, comes: bool
) -> None:
    foyer = Foyer(qtbot, tmp_path, pin=pin, touch=touch)
    assert foyer.tap(x, 500, seconds) is comes
    assert foyer.lock.asking is comes
    assert foyer.left == 0


def test_whatever_people_do_to_the_window_ends_there(locked: Foyer) -> None:
    window, point = locked.window, QPointF(400, 300)
    none, held = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    done = [
        QWheelEvent(point, point, QPoint(), QPoint(0, 120), none, held,
                    Qt.ScrollPhase.NoScrollPhase, False),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(400, 300), QPoint(400, 300)),
        QInputMethodEvent("ä", []),
        QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier),
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_MediaPlay, held),
        QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_VolumeUp, held),
    ]  # fmt: skip
    for event in done:
        event.ignore()
        QApplication.sendEvent(window, event)
        assert event.isAccepted(), event.type().name
    QTest.mouseClick(window, Qt.MouseButton.RightButton)
    QTest.mouseDClick(window, Qt.MouseButton.LeftButton)
    assert QApplication.activePopupWidget() is None
    assert window.cursor().shape() is Qt.CursorShape.BlankCursor
    assert not window.acceptDrops()
    assert not window.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert (locked.left, locked.wishes, locked.lock.asking) == (0, [], False)
