"""What is imported before the first slide, because that is what an audience waits for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from walls import STILL

from decks import write

SHOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from kjc_desktop.shells.kiosk import run
from kjc_desktop.show.options import Options
from kjc_desktop.show.stage import Stage

def look():
    print(*sorted({name.partition(".")[0] for name in sys.modules}))
    QCoreApplication.exit(0)

made = Stage.__init__
def init(stage, *given):
    made(stage, *given)
    stage.painted.connect(look)
Stage.__init__ = init
run(Options(Path(sys.argv[1])))
"""


def modules(code: str, *arguments: str | Path) -> set[str]:
    """Return what is imported by code that prints it."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("package", ["deck", "figures", "timeline", "data", "texts", "cli"])
def test_the_core_is_imported_without_qt(package: str) -> None:
    code = (
        f"import sys, kjc_desktop.{package}; print(*{{n.partition('.')[0] for n in sys.modules}})"
    )
    found = modules(code)
    assert "kjc_desktop" in found
    assert not found & {"PySide6", "shiboken6", "pyqtgraph", "numpy", "mss"}


@pytest.mark.parametrize("slide", ["number: a", "bars: [a]", "share: {parts: [a], of: b}"])
def test_the_first_slide_comes_without_what_it_does_not_need(slide: str, tmp_path: Path) -> None:
    figures = STILL["figures.yaml"] + "  b: {value: 407, source: s}\n"
    deck = write(tmp_path, STILL, {"figures.yaml": figures, "rot.yaml": f"content:\n  - {slide}\n"})
    found = modules(SHOW, deck)
    assert {"PySide6", "kjc_desktop"} <= found
    late = {"pyqtgraph", "numpy", "segno", "wakepy", "rich", "platformdirs", "hypothesis"}
    assert not found & late


def test_the_look_at_imports_can_see_a_chart(tmp_path: Path) -> None:
    series = "series:\n  r: {x: [1, 2], y: [3, 4], source: s}\n"
    deck = write(
        tmp_path,
        STILL,
        {"figures.yaml": STILL["figures.yaml"] + series, "rot.yaml": "content:\n  - line: r\n"},
    )
    assert "pyqtgraph" in modules(SHOW, deck)
