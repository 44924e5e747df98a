"""Windows on two screens, in a process that has two."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.screens import ScreenKeeper, place, screens

PROGRAM = """
import json, sys
from datetime import UTC, datetime
from PySide6.QtWidgets import QApplication, QWidget
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.screens import ScreenKeeper, place, screens

application = QApplication(sys.argv)
window = QWidget()
seen = {"screens": [each.name for each in screens()]}
seen["main screen"] = next(each.name for each in screens() if each.main)

def where(wanted, **how):
    assert place(window, wanted, **how)
    application.processEvents()
    once = (window.screen().name(), window.geometry().getRect(), window.isFullScreen())
    assert place(window, wanted, **how)
    assert once == (window.screen().name(), window.geometry().getRect(), window.isFullScreen())
    return once

seen["beside"] = where(None, beside=True)
seen["main"] = where(None)
seen["number"] = where("2")
seen["name"] = where("beamer")
seen["gone"] = where("unplugged")
clock = ManualClock(datetime.now(UTC))
keeper = ScreenKeeper(window, clock, "beamer")
application.primaryScreen().geometryChanged.emit(application.primaryScreen().geometry())
assert clock.waiting == 1
clock.advance(1.0)
seen["kept"] = (window.screen().name(), window.isFullScreen())
print(json.dumps(seen))
"""


def test_a_window_finds_its_screen_and_keeps_it(tmp_path: Path) -> None:
    config = {
        "screens": [
            {"name": name, "x": x, "y": 0, "width": width, "height": height, "logicalDpi": 96,
             "logicalBaseDpi": 96, "dpr": 1}
            for name, x, width, height in (("laptop", 0, 800, 600), ("beamer", 800, 1024, 768))
        ]
    }  # fmt: skip
    path = tmp_path / "screens.json"
    path.write_text(json.dumps(config), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"QT_QPA_PLATFORM": f"offscreen:configfile={path}", "PATH": "", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    placed = {
        "laptop": ["laptop", [0, 0, 800, 600], True],
        "beamer": ["beamer", [800, 0, 1024, 768], True],
    }
    main = seen["main screen"]  # which one that is, the platform decides
    other = next(name for name in placed if name != main)
    assert seen["screens"] == ["laptop", "beamer"]
    assert (seen["main"], seen["beside"]) == (placed[main], placed[other])
    assert (seen["number"], seen["name"]) == (placed["beamer"], placed["beamer"])
    assert seen["gone"] == placed[main]
    assert seen["kept"] == ["beamer", True]


def test_the_only_screen_is_the_audience_too(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert place(window, beside=True)
    assert window.isFullScreen()
    assert [each.main for each in screens()] == [True]


@pytest.mark.parametrize("wanted", ["1", None])
def test_placing_again_changes_nothing(qtbot: QtBot, wanted: str | None) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    place(window, wanted)
    before = window.geometry()
    assert place(window, wanted)
    assert window.geometry() == before


@pytest.fixture
def kept(qtbot: QtBot) -> tuple[QWidget, ManualClock]:
    """A window in full screen with a keeper, and the clock it waits on."""
    window, clock = QWidget(), ManualClock(datetime(2018, 11, 26, tzinfo=UTC))
    qtbot.addWidget(window)
    ScreenKeeper(window, clock)
    place(window)
    return window, clock


def shake(clock: ManualClock) -> None:
    """Let the screens report a change, twice as they do, and settle."""
    screen = QGuiApplication.primaryScreen()
    for _ in range(2):
        screen.geometryChanged.emit(screen.geometry())
    assert clock.waiting == 1
    clock.advance(1.0)


def test_a_window_that_the_system_shrank_is_put_back(
    kept: tuple[QWidget, ManualClock], qtbot: QtBot
) -> None:
    window, clock = kept
    window.windowHandle().setWindowState(Qt.WindowState.WindowNoState)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    shake(clock)
    assert window.isFullScreen()


def test_a_window_that_was_taken_out_of_full_screen_stays_out(
    kept: tuple[QWidget, ManualClock],
) -> None:
    window, clock = kept
    window.showNormal()
    shake(clock)
    assert not window.isFullScreen()
