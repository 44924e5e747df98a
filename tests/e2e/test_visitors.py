"""Visitors at the screen of a foyer: they browse, and they cannot leave."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from walls import STILL, slide_picture
from x11 import Program, Screen, Start, wait_until

from decks import write
from kjc_desktop.machine.pin import kept

HALL = (1280, 720)
NAMES = ("rot", "gruen", "blau", "grau")
RIGHT, LEFT, MIDDLE = (1240, 360), (30, 360), (640, 360)


class Wall:
    """A screen that visitors may touch."""

    def __init__(self, screen: Screen, deck: Path, program: Program) -> None:
        self.screen, self.deck, self.program = screen, deck, program
        self.pictures = {name: slide_picture(deck, name, HALL) for name in NAMES}
        program.wait_for("Die Schau läuft")
        self.wait_for("rot")

    def wait_for(self, name: str) -> None:
        # A mouse is seen for a while after it was moved, a finger is not.
        self.screen.wait_for(self.pictures[name], name, self.program)

    def click(self, at: tuple[int, int], button: int = 1) -> None:
        self.screen.run("xdotool", "mousemove", *map(str, at), "click", str(button))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        steps = [
            str(round(a + (b - a) * part / 4))
            for part in range(1, 5)
            for a, b in zip(start, end, strict=True)
        ]
        moves = [
            word
            for x, y in zip(steps[::2], steps[1::2], strict=True)
            for word in ("mousemove", x, y)
        ]
        self.screen.run(
            "xdotool", "mousemove", *map(str, start), "mousedown", "1", *moves, "mouseup", "1"
        )

    def overview(self) -> QImage:
        """Wait until all slides are seen at a glance, with their pictures."""

        def open_() -> bool:
            seen = self.screen.see()
            colours = {
                seen.pixelColor(x, y).name()
                for x in range(100, 1180, 12)
                for y in range(130, 600, 12)
            }
            return {"#7a1020", "#0b4f2a", "#12306e", "#3a3a3a"} <= colours

        wait_until(open_, "the overview")
        return self.screen.see()

    def tap_on(self, colour: str) -> None:
        """Tap on the picture of a slide."""
        seen = self.overview()
        where = next(
            (x, y)
            for y in range(120, 700, 4)
            for x in range(20, 1260, 4)
            if seen.pixelColor(x, y).name() == colour
            and seen.pixelColor(x + 40, y + 40).name() == colour
        )
        self.click((where[0] + 40, where[1] + 40))


Touchable = Callable[..., Wall]


@pytest.fixture
def touchable(make_screen: Callable[[int, int], Screen], start: Start, tmp_path: Path) -> Touchable:
    """Starts a show that visitors may touch, on a machine with some settings."""

    def begin(settings: str = "", duration: str = "24 h", *options: str) -> Wall:
        quick = STILL["deck.yaml"].replace("24 h", duration)
        deck = write(tmp_path / "deck", STILL, {"deck.yaml": quick})
        write(tmp_path / "config" / "kjc-desktop", {"settings.toml": settings})
        screen = make_screen(*HALL)
        program = start(
            "kiosk", deck, *options, on=screen, XDG_CONFIG_HOME=str(tmp_path / "config")
        )
        return Wall(screen, deck, program)

    return begin


def test_visitors_turn_pages(touchable: Touchable) -> None:
    wall = touchable("", "24 h", "--touch")
    wall.click(MIDDLE)
    wall.tap_on("#7a1020")  # by then all slides are known
    wall.wait_for("rot")
    wall.click(RIGHT)
    wall.wait_for("gruen")
    wall.drag((900, 300), (500, 310))
    wall.wait_for("blau")
    wall.drag((500, 300), (900, 310))
    wall.wait_for("gruen")
    wall.click(LEFT)
    wall.wait_for("rot")
    wall.click(LEFT)
    wall.wait_for("grau")


def test_visitors_pick_a_slide(touchable: Touchable) -> None:
    wall = touchable("[kiosk]\ntouch = true\n")
    wall.click(MIDDLE)
    wall.tap_on("#12306e")
    wall.wait_for("blau")
    wall.drag((640, 600), (640, 200))
    wall.tap_on("#0b4f2a")
    wall.wait_for("gruen")


def test_the_loop_takes_over_again(touchable: Touchable) -> None:
    wall = touchable('[kiosk]\ntouch = true\nidle = "5 s"\n', "2 s")
    wall.click(MIDDLE)
    wall.tap_on("#12306e")
    wall.wait_for("blau")
    wall.wait_for("grau")
    wall.wait_for("rot")
    wall.click(MIDDLE)
    wall.overview()
    wall.wait_for("gruen")


def test_without_leave_nobody_browses(touchable: Touchable) -> None:
    wall = touchable()
    for at in (RIGHT, LEFT, MIDDLE):
        wall.click(at)
    wall.drag((900, 300), (500, 310))
    wall.wait_for("rot")
    assert wall.screen.see(cursor=True) == wall.screen.see()


def test_visitors_do_not_get_out(touchable: Touchable) -> None:
    wall = touchable('[kiosk]\ntouch = true\nway_out = "Ctrl+Alt+K"\n')
    for button in (2, 3, 4, 5, 8, 9):
        wall.click(MIDDLE, button)
    wall.screen.press("ctrl+q", "Escape", "alt+F4", "Menu", "Tab", "XF86AudioPlay", "F11", "super")
    wall.wait_for("rot")
    assert len(wall.screen.windows()) == 1
    wall.screen.press("ctrl+alt+k")
    assert wall.program.code() == 0


def test_the_pin_opens_the_way_out(touchable: Touchable) -> None:
    wall = touchable(f'[kiosk]\npin = "{kept("4711")}"\n')
    wall.screen.press("ctrl+q", "1", "2", "3", "4", "Return")
    wait_until(lambda: wall.screen.see() != wall.pictures["rot"], "the field")
    wall.screen.press("Escape")
    wall.wait_for("rot")
    assert wall.program.alive
    wall.screen.press("ctrl+q", "4", "KP_7", "1", "1", "KP_Enter")
    assert wall.program.code() == 0


def test_wrong_settings_are_told_and_the_show_runs(touchable: Touchable) -> None:
    wall = touchable('[kiosk]\nidle = "nie"\nway_out = "Q"\n')
    assert "settings.toml:2: „nie“" in wall.program.said
    assert "settings.toml:3: „Q“" in wall.program.said
    wall.screen.press("ctrl+q")
    assert wall.program.code() == 0
