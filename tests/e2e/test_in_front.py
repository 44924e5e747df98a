"""A window in a foyer is back whatever is done to it, with a window manager and without one."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from walls import STILL, slide_picture
from x11 import Program, Screen, Start, wait_until

from decks import write

HALL = (1280, 720)
BACK = 8.0
"""Seconds within which it is back; a second on a machine that has nothing else to do."""
Begin = Callable[..., "subprocess.Popen[bytes]"]


def needs(tool: str) -> None:
    """Skip a test where a tool is missing; not in CI, where all are meant to be there."""
    if shutil.which(tool) is None and not os.environ.get("CI"):
        pytest.skip(f"not installed: {tool}")


@pytest.fixture
def tool() -> Iterator[Begin]:
    """Starts programs beside the show, and ends them."""
    running: list[subprocess.Popen[bytes]] = []

    def begin(on: Screen, *command: str) -> "subprocess.Popen[bytes]":
        needs(command[0])
        environment = {**os.environ, "DISPLAY": on.name}
        running.append(
            subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
        )  # fmt: skip
        return running[-1]

    yield begin
    for each in running:
        each.kill()
        each.wait(10)


@pytest.fixture(params=["openbox", ""], ids=["openbox", "nothing"])
def hall(
    request: pytest.FixtureRequest, make_screen: Callable[[int, int], Screen], tool: Begin
) -> Screen:
    """A screen that a window manager looks after, or nobody."""
    made = make_screen(*HALL)
    if request.param:
        tool(made, request.param)
        wait_until(lambda: "_NET_SUPPORTING_WM_CHECK(W" in made.run("xprop", "-root"), "a manager")
    return made


@pytest.fixture
def slide(tmp_path: Path) -> QImage:
    return slide_picture(write(tmp_path, STILL), "rot", HALL)


@pytest.fixture
def show(hall: Screen, tmp_path: Path, slide: QImage, start: Start) -> Program:
    program = start("kiosk", tmp_path, on=hall)
    program.wait_for("Die Schau läuft")
    hall.wait_for(slide, "the slide", program)
    return program


def window(screen: Screen) -> str:
    """Return the number of the show's window."""
    return screen.run("xdotool", "search", "--onlyvisible", "--name", "^Probe$").split()[0]


def is_back(screen: Screen, slide: QImage) -> bool:
    """Tell whether the show fills the screen, in front of everything."""
    return screen.shows(slide) and "IsViewable" in screen.run("xwininfo", "-name", "Probe")


@pytest.mark.parametrize(
    "action",
    [
        ("windowminimize",),
        ("windowmove", "300", "200"),
        ("windowsize", "500", "300"),
        ("windowunmap",),
        ("windowclose",),
    ],
    ids=lambda action: action[0],
)
def test_it_comes_back(
    action: tuple[str, ...], hall: Screen, show: Program, slide: QImage, start: Start
) -> None:
    player = show.pid
    verb, *numbers = action
    for _ in range(2):
        hall.run("xdotool", verb, window(hall), *numbers)
        wait_until(lambda: is_back(hall, slide), f"the slide after {verb}", BACK)
    assert show.alive
    assert show.pid == player
    assert show.said.count("Die Schau läuft") == 1, show.said
    hall.press("ctrl+q")
    assert show.code() == 0


def test_another_window_does_not_stay_before_it(
    hall: Screen, show: Program, slide: QImage, tool: Begin
) -> None:
    tool(hall, "xmessage", "-geometry", "600x400+100+100", "Besuch")
    visitor = ""

    def there() -> bool:
        nonlocal visitor
        visitor = hall.run("xdotool", "search", "--name", "^xmessage$").strip()
        return bool(visitor)

    wait_until(there, "the other window")
    for _ in range(3):
        wait_until(lambda: is_back(hall, slide), "the slide in front", BACK)
        hall.run("xdotool", "windowraise", visitor)
    wait_until(lambda: is_back(hall, slide), "the slide in front", BACK)
    wait_until(lambda: hall.run("xdotool", "getwindowfocus").strip() == window(hall), "the keys")
    hall.press("Return", "ctrl+q")
    assert show.code() == 0


@pytest.mark.parametrize("command", [("wmctrl", "-c", "Probe"), ("xdotool", "key", "alt+F4")])
def test_nobody_closes_it(
    command: tuple[str, ...], hall: Screen, show: Program, slide: QImage
) -> None:
    needs(command[0])
    hall.run(*command)
    hall.run(*command)
    wait_until(lambda: is_back(hall, slide), "the slide", BACK)
    hall.press("ctrl+q")
    assert show.code() == 0
    assert show.said.count("Die Schau läuft") == 1
