"""Screens without a monitor, and programs on them that never outlive their test."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from x11 import Program, Screen, Start

_NEEDED = ("Xvfb", "xdotool", "xrandr", "xset")


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Expected pictures are painted in this process, which needs an application for text."""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's home that nobody lives in; one for all, as its caches make programs start fast."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def _server() -> Iterator[Screen]:
    missing = [tool for tool in _NEEDED if shutil.which(tool) is None]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"not installed: {', '.join(missing)}")
    screen = Screen()
    yield screen
    screen.close()


@pytest.fixture
def screen(_server: Screen) -> Screen:
    """A screen of 1920 × 1080."""
    return _server


@pytest.fixture
def make_screen(_server: Screen) -> Iterator[Callable[[int, int], Screen]]:
    """Makes further screens of any size."""
    made: list[Screen] = []

    def make(width: int, height: int) -> Screen:
        made.append(Screen(width, height))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def start(screen: Screen, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts `kjc` on a screen, in a working folder of its own."""
    running: list[Program] = []

    def begin(
        *arguments: str | Path,
        on: Screen | None = None,
        wrapper: Sequence[str] = (),
        **environment: str,
    ) -> Program:
        folder = tmp_path_factory.mktemp("work")
        whole = {**(on or screen).environment(home), **environment}
        running.append(Program(arguments, whole, folder, wrapper))
        return running[-1]

    yield begin
    for program in running:
        program.kill()
