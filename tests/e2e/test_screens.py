"""The window stands on the screen it was meant for, whatever happens to the screens."""

from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from walls import STILL, plain, slide_picture
from x11 import Screen, Start, wait_until

from decks import write

HALL = (1280, 720)
HALF = (640, 720)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return write(tmp_path, STILL)


@pytest.fixture
def hall(make_screen: Callable[[int, int], Screen]) -> Screen:
    """A desktop of two monitors side by side."""
    made = make_screen(*HALL)
    made.run("xrandr", "--setmonitor", "links", "640/200x720/200+0+0", "screen")
    made.run("xrandr", "--setmonitor", "rechts", "640/200x720/200+640+0", "none")
    return made


def desktop(left: QImage, right: QImage) -> QImage:
    whole = QImage(plain("black", HALL))
    painter = QPainter(whole)
    painter.drawImage(QPoint(0, 0), left)
    painter.drawImage(QPoint(640, 0), right)
    painter.end()
    return whole


@pytest.mark.parametrize("wanted", ["2", "rechts", "RECH"])
def test_the_second_screen_is_chosen_and_the_first_left_alone(
    wanted: str, deck: Path, hall: Screen, start: Start
) -> None:
    program = start("kiosk", deck, "-S", wanted, on=hall)
    slide = slide_picture(deck, "rot", HALF)
    hall.wait_for(desktop(plain("black", HALF), slide), "the slide on the right", program)


def test_a_screen_that_goes_and_comes_back(deck: Path, hall: Screen, start: Start) -> None:
    program = start("kiosk", deck, "-S", "rechts", on=hall)
    slide, nothing = slide_picture(deck, "rot", HALF), plain("black", HALF)
    hall.wait_for(desktop(nothing, slide), "the slide on the right", program)
    hall.run("xrandr", "--delmonitor", "rechts")
    hall.wait_for(desktop(slide, nothing), "the slide on the screen that is left", program)
    hall.run("xrandr", "--setmonitor", "rechts", "640/200x720/200+640+0", "none")
    hall.wait_for(desktop(nothing, slide), "the slide back on the right", program)


@pytest.mark.parametrize("times", [5, pytest.param(100, marks=pytest.mark.soak)])
def test_a_screen_that_is_unplugged_again_and_again(
    times: int, deck: Path, hall: Screen, start: Start
) -> None:
    """The only screen left is never without a slide for longer than it takes to settle."""
    program = start("kiosk", deck, "-S", "rechts", on=hall)
    slide, nothing = slide_picture(deck, "rot", HALF), plain("black", HALF)
    hall.wait_for(desktop(nothing, slide), "the slide on the right", program)
    players = psutil.Process(program.pid).children()
    for _ in range(times):
        hall.run("xrandr", "--delmonitor", "rechts")
        wait_until(lambda: hall.shows(desktop(slide, nothing)), "moved to the left", 2.0)
        hall.run("xrandr", "--setmonitor", "rechts", "640/200x720/200+640+0", "none")
        wait_until(lambda: hall.shows(desktop(nothing, slide)), "back on the right", 2.0)
    assert psutil.Process(program.pid).children() == players


def test_a_screen_that_changes_its_size_is_filled_again(
    deck: Path, make_screen: Callable[[int, int], Screen], start: Start
) -> None:
    wall = make_screen(*HALL)
    program = start("kiosk", deck, on=wall)
    wall.wait_for(slide_picture(deck, "rot", HALL), "the slide", program)
    mode = ["klein", "74.50", "800", "848", "896", "1000", "600", "601", "604", "620"]
    wall.run("xrandr", "--newmode", *mode)
    wall.run("xrandr", "--addmode", "screen", "klein")
    wall.run("xrandr", "--output", "screen", "--mode", "klein")
    wall.size = (800, 600)
    wall.wait_for(slide_picture(deck, "rot", (800, 600)), "the smaller slide", program)
    wall.run("xrandr", "--output", "screen", "--mode", "1280x720")
    wall.size = HALL
    wall.wait_for(slide_picture(deck, "rot", HALL), "the slide again", program)
