"""Line, pictogram, table, pictures and QR code: in all themes, at rest and on their way."""

from pathlib import Path

import pytest
from comparer import Golden
from elements import PLACE, THEMES, context, deck, element, picture
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from kjc_desktop.scene.element import Context

MOMENTS = {"start": 0.0, "middle": 0.5, "end": 1.0}
YEARS = ["2012", "2013", "2014", "2015", "2016", "2017", "2018"]
MONTHS = [f"2018-{month:02}" for month in range(1, 11)]
SERIES = {
    "elb": {
        "x": MONTHS,
        "y": [14300, 14280, 14250, 14100, 14150, 14010, 13950, 13900, 13850, 13764],
        "unit": "Personen",
    },
    "kommunal": {
        "x": YEARS,
        "y": [34.1, 35.2, None, 33.9, 36.5, 38.0, 41.2],
        "label": "kommunale Jobcenter",
        "unit": "Prozent",
    },
    "gemeinsam": {
        "x": YEARS,
        "y": [32.1, 33.2, 34, 33.0, 33.5, 36.0, 38.2],
        "label": "gemeinsame Einrichtungen",
        "unit": "Prozent",
    },
    "alle": {
        "x": YEARS,
        "y": [30.1, 31.2, 31, 32.0, 33.5, 34.0, 38.0],
        "label": "alle",
        "unit": "Prozent",
    },
}
FIGURES = {
    "menschen": {"value": 1_540_000, "format": "compact", "unit": "Menschen"},
    "elb": {"value": 13_764, "unit": "Personen"},
}
ROWS = [
    ["Jobcenter", "Leistungsberechtigte", "Veränderung", "Stand"],
    ["Mülheim an der Ruhr", "{elb}", "−3,7 %", "26.11.2018"],
    ["Kreis **Coesfeld**", "8.002", "+0,2 %", "26.11.2018"],
    ["Ennepe-Ruhr-Kreis", "k. A.", "–", "26.11.2018"],
]
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">
<rect width="200" height="100" rx="20" fill="#0A4D5C"/>
<circle cx="100" cy="50" r="30" fill="#FFB81C"/>
</svg>"""


def made(theme: str, folder: Path = Path()) -> Context:
    return context(deck(folder, FIGURES, SERIES, theme))


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("theme", THEMES)
def test_line(golden: Golden, theme: str, moment: str) -> None:
    slide = made(theme)
    line = element(slide, "line", series="elb", highlight="2018-06")
    golden.assert_matches(picture(slide, [line], MOMENTS[moment]), f"line-{theme}-{moment}")
    line.dispose()


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("theme", THEMES)
def test_several_lines(golden: Golden, theme: str, moment: str) -> None:
    slide = made(theme)
    names = ["kommunal", "gemeinsam", "alle"]
    line = element(slide, "line", series=names, label="Anteil der Bedarfsgemeinschaften")
    golden.assert_matches(picture(slide, [line], MOMENTS[moment]), f"lines-{theme}-{moment}")
    line.dispose()


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("theme", THEMES)
def test_pictogram(golden: Golden, theme: str, moment: str) -> None:
    slide = made(theme)
    shown = [element(slide, "pictogram", figure="menschen", label="Menschen in Grundsicherung")]
    golden.assert_matches(picture(slide, shown, MOMENTS[moment]), f"pictogram-{theme}-{moment}")


@pytest.mark.parametrize("theme", THEMES)
def test_table(golden: Golden, theme: str) -> None:
    slide = made(theme)
    shown = [element(slide, "table", rows=ROWS, label="Drei Jobcenter")]
    golden.assert_matches(picture(slide, shown), f"table-{theme}")


@pytest.mark.parametrize("theme", THEMES)
def test_pictures_and_code(golden: Golden, theme: str, tmp_path: Path) -> None:
    photo(tmp_path / "foto.png")
    (tmp_path / "logo.svg").write_text(LOGO, "utf-8")
    slide = made(theme, tmp_path)
    half = PLACE.width() / 2 - 36
    cells = [QRectF(96 + (half + 72) * (index % 2), 90 + 470 * (index // 2), half, 420)
             for index in range(4)]  # fmt: skip
    shown = [
        element(slide, "image", cells[0], file="foto.png", label="Ein Bild mit Unterschrift"),
        element(slide, "logo", cells[1], file="logo.svg"),
        element(slide, "qr", cells[2], data="https://www.example.org/vor-ort", label="Anmeldung"),
        element(slide, "video", cells[3], file="film.mp4", alt="Ein Film über das Jobcenter"),
    ]
    golden.assert_matches(picture(slide, shown), f"pictures-{theme}")


def photo(path: Path) -> None:
    image = QImage(1600, 1000, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    ground = QLinearGradient(0, 0, 1600, 1000)
    ground.setColorAt(0, QColor("#3A7D5A"))
    ground.setColorAt(1, QColor("#F0C050"))
    painter.fillRect(image.rect(), ground)
    painter.setBrush(QColor("#0A4D5C"))
    painter.drawEllipse(400, 200, 600, 600)
    painter.end()
    assert image.save(str(path))
