"""The show inside cage, the compositor that shows one program and nothing else.

cage runs in a window of the virtual screen here, so what is tested is the recipe of the handbook up
to the graphics card. It refuses to run as root; root is given another name for it.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from walls import STILL, slide_picture
from x11 import Program, Screen, Start, wait_until

from decks import write

SIZE = (1024, 768)
"""What cage opens as a window of X11."""
_NAMED = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
_WINDOW = {
    "WLR_BACKENDS": "x11",
    "WLR_RENDERER": "pixman",
    "WLR_LIBINPUT_NO_DEVICES": "1",
    "WAYLAND_DISPLAY": "",
}


@pytest.fixture
def wall(make_screen: Callable[[int, int], Screen]) -> Screen:
    return make_screen(*SIZE)


@pytest.fixture
def cage() -> list[str]:
    """The command that shows a program and nothing else."""
    missing = [tool for tool in ("cage", "Xwayland") if shutil.which(tool) is None]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"not installed: {', '.join(missing)}")
    if os.geteuid() != 0:
        return ["cage", "-d", "--"]
    if subprocess.run([*_NAMED, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("cage does not run as root, and here root may have no other name")
    return [*_NAMED, "cage", "-d", "--"]


def players(program: Program) -> list[psutil.Process]:
    """Return the processes that show slides."""
    below = psutil.Process(program.pid).children(recursive=True)
    return [each for each in below if "kjc_desktop.shells.kiosk" in each.cmdline()]


def test_it_fills_the_screen_and_keys_do_nothing_but_the_way_out(
    start: Start, wall: Screen, cage: list[str], tmp_path: Path
) -> None:
    deck = write(tmp_path, STILL)
    program = start("kiosk", deck, on=wall, wrapper=cage, **_WINDOW)
    slide = slide_picture(deck, "rot", SIZE)
    wall.wait_for(slide, "the first slide fills the screen", program)
    wall.press("Right", "space", "Escape", "F11", "alt+F4", "ctrl+alt+F2", "super")
    assert wall.shows(slide)
    assert program.alive
    wall.press("ctrl+q")
    assert program.code() == 0, program.said


def test_a_player_that_dies_is_back(
    start: Start, wall: Screen, cage: list[str], tmp_path: Path
) -> None:
    deck = write(tmp_path, STILL)
    program = start("kiosk", deck, on=wall, wrapper=cage, **_WINDOW)
    slide = slide_picture(deck, "rot", SIZE)
    wall.wait_for(slide, "the first slide fills the screen", program)
    (first,) = players(program)
    first.kill()
    first.wait(10)
    wait_until(lambda: not wall.shows(slide), "cage shows that it is gone")
    wait_until(lambda: bool(players(program)), "there is another player")
    wall.wait_for(slide, "the slide is back", program)
    assert program.alive
