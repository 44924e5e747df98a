"""Keys as keyboards and clickers send them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from kjc_desktop.machine.settings import read_settings
from kjc_desktop.show.keys import BINDINGS, Keys, WindowAction, Wish, help_rows, key_name, written
from kjc_desktop.texts import has
from kjc_desktop.timeline.commands import Action, Command

K = Qt.Key
NONE, SHIFT, CTRL, ALT, PAD = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.KeypadModifier,
)
PROMISED: dict[Wish, list[Qt.Key]] = {
    Command(Action.NEXT): [K.Key_Right, K.Key_Down, K.Key_Space, K.Key_PageDown, K.Key_N],
    Command(Action.BACK): [K.Key_Left, K.Key_Up, K.Key_PageUp, K.Key_Backspace, K.Key_P],
    Command(Action.ENTER): [K.Key_Return, K.Key_Enter],
    Command(Action.HOME): [K.Key_Home],
    Command(Action.END): [K.Key_End],
    Command(Action.GOTO): [K.Key_G],
    Command(Action.BLACK): [K.Key_B, K.Key_Period],
    Command(Action.WHITE): [K.Key_W, K.Key_Comma],
    Command(Action.FREEZE): [K.Key_Z],
    Command(Action.PAUSE): [K.Key_A],
    Command(Action.HELP): [K.Key_Question, K.Key_F1],
    Command(Action.ESCAPE): [K.Key_Escape],
    WindowAction.FULLSCREEN: [K.Key_F, K.Key_F11],
}


def press(
    key: int, held: Qt.KeyboardModifier = NONE, *, text: str = "", again: bool = False
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, text, again)


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Key names need an application."""


@pytest.mark.parametrize(
    ("wish", "key"), [(wish, key) for wish, keys in PROMISED.items() for key in keys]
)
def test_every_promised_key_works(wish: Wish, key: Qt.Key) -> None:
    assert Keys().wish(press(key)) == wish
    assert Keys().wish(press(key, PAD)) == wish


@pytest.mark.parametrize("digit", range(10))
def test_digits_are_digits_on_both_blocks(digit: int) -> None:
    for held in (NONE, PAD, SHIFT):
        assert Keys().wish(press(K.Key_0 + digit, held)) == Command(Action.DIGIT, digit)


@pytest.mark.parametrize(
    ("key", "held", "wish"),
    [
        (K.Key_PageDown, SHIFT, Command(Action.NEXT_SLIDE)),
        (K.Key_PageUp, SHIFT, Command(Action.BACK_SLIDE)),
        (K.Key_Space, SHIFT, Command(Action.BACK)),
        (K.Key_N, SHIFT, Command(Action.NEXT)),
        (K.Key_Question, SHIFT, Command(Action.HELP)),
        (K.Key_R, CTRL, WindowAction.RELOAD),
        (K.Key_Q, CTRL, WindowAction.QUIT),
    ],
)
def test_keys_with_shift_and_ctrl(key: Qt.Key, held: Qt.KeyboardModifier, wish: Wish) -> None:
    assert Keys().wish(press(key, held)) == wish


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (K.Key_F5, NONE),
        (K.Key_F5, SHIFT),
        (K.Key_Q, NONE),
        (K.Key_Q, CTRL | SHIFT),
        (K.Key_N, CTRL),
        (K.Key_Right, ALT),
        (K.Key_F4, ALT),
        (K.Key_Shift, SHIFT),
        (K.Key_unknown, NONE),
        (K.Key_Odiaeresis, NONE),
    ],
)
def test_everything_else_is_swallowed(key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    assert Keys().wish(press(key, held)) is None


def test_keys_that_qt_has_no_name_for_are_swallowed() -> None:
    assert Keys().wish(press(0)) is None
    assert Keys().wish(press(0x0100_7FFF)) is None


def test_a_held_key_goes_on_turning_pages_and_toggles_nothing() -> None:
    assert Keys().wish(press(K.Key_Right, again=True)) == Command(Action.NEXT)
    assert Keys().wish(press(K.Key_B, again=True)) is None


def test_a_kiosk_knows_only_the_way_out() -> None:
    keys = Keys("kiosk")
    for wish, promised in PROMISED.items():
        assert {keys.wish(press(key)) for key in promised} == {None}, wish
    assert keys.wish(press(K.Key_Q, CTRL)) == WindowAction.QUIT


def test_the_way_out_can_be_another() -> None:
    keys = Keys("kiosk", "ctrl+shift+f12")
    assert keys.wish(press(K.Key_Q, CTRL)) is None
    assert keys.wish(press(K.Key_F12, CTRL | SHIFT)) == WindowAction.QUIT
    assert help_rows("de", "kiosk", "Ctrl+Shift+F12") == [
        ("Strg\u00a0+\u00a0Umschalt\u00a0+\u00a0F12", "Beenden")
    ]


@pytest.mark.parametrize("name", ["", "Strg+Q", "Ctrl+", "A, B"])
def test_a_way_out_that_no_key_has_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name.replace('+', '[+]')}$"):
        Keys("kiosk", name)


@pytest.mark.parametrize(
    "name",
    ["a", "7", "esc", "tab", "return", "backspace", "space", "ins", "del", "home", "end", "pgup",
     "pgdown", "up", "down", "left", "right", *(f"f{number}" for number in range(1, 13))],
)  # fmt: skip
def test_every_chord_that_settings_take_is_one_of_the_keyboard(tmp_path: Path, name: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f'[kiosk]\nway_out = "meta+umschalt+alt+strg+{name}"\n')
    settings = read_settings(file)
    assert not settings.faults
    assert settings.way_out == written(settings.way_out)


def test_no_key_asks_for_two_things() -> None:
    keys = [written(key) for binding in BINDINGS for key in binding.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_help_page_says_what_every_key_does(language: str) -> None:
    rows = help_rows(language)
    assert all(has(f"show.do_{each.title}", language) for each in BINDINGS if each.shown != 0)
    assert all(keys and meaning for keys, meaning in rows)
    assert len({meaning for _, meaning in rows}) == len(rows)


def test_keys_are_called_as_on_the_keyboard() -> None:
    assert help_rows("de")[0] == ("→   ↓   Leertaste   Bild\u00a0↓   N", "Weiter")
    assert key_name("Ctrl+R", "en") == "Ctrl\u00a0+\u00a0R"
    assert key_name("PgUp", "de") == "Bild\u00a0↑"
