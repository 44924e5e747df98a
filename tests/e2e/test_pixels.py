"""The screen shows what is exported, to the last pixel, whatever the shape of the screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from walls import CAMPAIGN, EVERYTHING, STILL, letterboxed, plain, slide_picture
from x11 import Screen, Start

from decks import write


@pytest.mark.parametrize(
    ("deck", "numbers"),
    [(CAMPAIGN, "1-2,4,10"), (EVERYTHING, "3,5,6,10,13")],
    ids=["campaign", "everything"],
)
def test_the_settled_slide_is_the_exported_picture(
    deck: Path, numbers: str, tmp_path: Path, screen: Screen, start: Start
) -> None:
    exporting = start("export", deck, "-o", tmp_path, "--range", numbers)
    program = start("present", deck)
    assert exporting.code() == 0, exporting.said
    program.wait_for("Die Schau läuft")
    for file in sorted(tmp_path.glob("*.png")):
        screen.press(*str(int(file.name[:3])), "Return")
        screen.wait_for(QImage(str(file)), file.name, program)


def test_a_kiosk_begins_with_the_first_slide_in_full_screen(
    tmp_path: Path, screen: Screen, start: Start
) -> None:
    assert start("export", CAMPAIGN, "-o", tmp_path, "--range", "1").code() == 0
    program = start("kiosk", CAMPAIGN)
    screen.wait_for(QImage(str(tmp_path / "001-titel.png")), "the title", program)
    assert "Stark. Sozial. Vor Ort." in screen.windows()


def test_a_portrait_deck_stands_between_black_bars(
    tmp_path: Path, screen: Screen, start: Start
) -> None:
    deck = write(tmp_path / "deck", STILL, {"deck.yaml": STILL["deck.yaml"] + "canvas: 9:16\n"})
    exporting = start("export", deck, "-o", tmp_path / "png", "--scale", "0.5625")
    program = start("kiosk", deck)
    assert exporting.code() == 0, exporting.said
    exported = QImage(str(tmp_path / "png" / "001-rot.png"))
    assert (exported.width(), exported.height()) == (608, 1080)
    screen.wait_for(letterboxed(exported), "the portrait slide", program)


@pytest.mark.parametrize("size", [(1001, 777), (1283, 401), (640, 1137)])
def test_a_screen_of_an_odd_size_has_black_bars_and_a_whole_slide(
    size: tuple[int, int],
    tmp_path: Path,
    make_screen: Callable[[int, int], Screen],
    start: Start,
) -> None:
    odd = make_screen(*size)
    deck = write(tmp_path, STILL)
    program = start("kiosk", deck, on=odd)
    picture = slide_picture(deck, "rot", size)
    assert picture != plain("black", size)
    odd.wait_for(picture, "the slide on an odd screen", program)


@pytest.mark.parametrize("factor", ["1.25", "1.5", "2"])
def test_a_scaled_desktop_shows_the_slide_in_the_pixels_of_the_screen(
    factor: str, tmp_path: Path, screen: Screen, start: Start
) -> None:
    changed = {"gruen.yaml": "title: Zahl\ntransition: fade\ncontent:\n  - number: a\n"}
    deck = write(tmp_path, STILL, changed)
    program = start("present", deck, QT_SCALE_FACTOR=factor)
    program.wait_for("Die Schau läuft")
    for name in ("rot", "gruen", "blau"):
        screen.wait_for(slide_picture(deck, name), f"{name} at {factor}", program)
        screen.press("Right")
