import numpy as np
import pytest
import segno
from comparer import pixels
from elements import THEMES, context, deck, element, picture
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication

DATA = "https://www.example.org/stark-sozial-vor-ort"
PLACE = QRectF(96, 200, 700, 700)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (640, 360)])
def test_every_module_is_where_a_reader_looks_for_it(
    qapp: QGuiApplication, theme: str, size: tuple[int, int]
) -> None:
    slide = context(deck(theme_name=theme))
    image = picture(slide, [element(slide, "qr", PLACE, data=DATA)], size=size)
    scale = size[0] / 1920
    x0, y0 = round(100 * scale), round(204 * scale)
    # The tile is 640 units wide; whatever is dark on it is a module.
    tile = pixels(image)[y0 : y0 + int(632 * scale), x0 : x0 + int(632 * scale)]
    below, beside = (places.tolist() for places in np.nonzero(tile.max(axis=2) < 90))
    left, top = x0 + min(beside), y0 + min(below)
    right, bottom = x0 + max(beside) + 1, y0 + max(below) + 1
    matrix = segno.make_qr(DATA, error="m").matrix
    unit = (right - left) / len(matrix)
    assert abs((bottom - top) - (right - left)) <= 1
    for y, row in enumerate(matrix):
        for x, module in enumerate(row):
            pixel = image.pixelColor(int(left + (x + 0.5) * unit), int(top + (y + 0.5) * unit))
            assert (pixel.lightness() < 128) == bool(module), (x, y)
    for distance in (1, 2, 3):
        quiet = image.pixelColor(int(left - distance * unit), int((top + bottom) / 2))
        assert quiet == QColor("white")


def test_modules_are_crisp_on_the_wall(qapp: QGuiApplication) -> None:
    slide = context(deck())
    image = picture(slide, [element(slide, "qr", PLACE, data=DATA)], size=(1920, 1080))
    colours = {image.pixel(x, y) for x in range(110, 720) for y in range(210, 820)}
    assert len(colours) == 2


def test_data_that_are_too_long_are_a_finding_and_a_tile(qapp: QGuiApplication) -> None:
    slide = context(deck())
    shown = element(slide, "qr", PLACE, data="x" * 5000, alt="Anmeldung")
    assert [(each.rule, each.where) for each in slide.findings] == [
        ("overflow", ("content", 0, "data"))
    ]
    image = picture(slide, [shown])
    assert image.pixelColor(40, 80) == slide.palette.rest


def test_no_data_do_no_harm(qapp: QGuiApplication) -> None:
    slide = context(deck())
    picture(slide, [element(slide, "qr", PLACE, data="")])
