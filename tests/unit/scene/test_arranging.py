"""Layouts on every canvas: inside it, clear of one another, clear of the footer."""

from dataclasses import replace
from itertools import combinations

import pytest
from elements import NOW, deck, widget
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication

from kjc_desktop.deck.models import Deck, Slide, SlideFile, Text
from kjc_desktop.deck.widgets import Widget
from kjc_desktop.figures import resolve
from kjc_desktop.scene.slide_scene import SlideScene

CANVASES = ("16:9", "9:16", "4:3", "21:9")
FIGURES = {
    "menschen": {"value": 1_500_000, "format": "compact", "unit": "Menschen"},
    "jobs": {"value": 250_000, "qualifier": "mehr als", "unit": "Integrationen pro Jahr"},
    "anteil": {"value": 0.256, "format": "percent"},
}
NUMBERS = [widget("number", figure=name, label="mit Worten darunter") for name in FIGURES]
BARS = widget("bars", figures=["menschen", "jobs"])
WORDS = widget("text", text="Ein Satz, der etwas sagt.")
CASES: dict[str, list[Widget]] = {
    "columns": NUMBERS,
    "split": [BARS, *NUMBERS[:2]],
    "chart": [BARS, NUMBERS[1]],
    "map": [widget("map", highlight="zkt104"), BARS],
    "statement": [WORDS, WORDS, WORDS],
    "table": [widget("table", rows=[["a", "b"], ["1", "2"]])],
    "agenda": [
        widget("countdown", to="2018-11-26T12:00:00+01:00"),
        widget("agenda", items=[{"start": "12:00", "title": "Eröffnung"}]),
    ],
    "blank": [WORDS],
}


@pytest.fixture(autouse=True)
def application(qapp: QGuiApplication) -> QGuiApplication:
    return qapp


def scene(layout: str, canvas: str, widgets: list[Widget], **fields: Text) -> SlideScene:
    spec = SlideFile.model_construct(
        **{**SlideFile().__dict__, "layout": layout, "content": tuple(widgets), **fields}
    )
    slide = Slide("probe", "probe.yaml", spec)
    made: Deck = replace(deck(figures=FIGURES, canvas=canvas), slides=(slide,))
    return SlideScene(made, resolve(made, NOW), slide)


@pytest.mark.parametrize("canvas", CANVASES)
@pytest.mark.parametrize("layout", CASES)
def test_everything_has_a_place_of_its_own(layout: str, canvas: str) -> None:
    made = scene(layout, canvas, CASES[layout], title="Ein Titel, der etwas sagt")
    shown = [
        QRectF(each.rect.left(), each.rect.top(), each.rect.width(),
               min(each.bottom, each.rect.bottom()) - each.rect.top())
        for each in made.elements
    ]  # fmt: skip
    assert made.findings == ()
    assert all(made.canvas.rect.contains(rect) for rect in shown)
    for one, other in combinations(shown, 2):
        assert not one.adjusted(1, 1, -1, -1).intersects(other.adjusted(1, 1, -1, -1))


@pytest.mark.parametrize("canvas", CANVASES)
def test_what_does_not_fit_is_reported(canvas: str) -> None:
    words = widget("text", text="Sehr viel Text. " * 400)
    findings = scene("columns", canvas, [words], title="Titel").findings
    assert {each.rule for each in findings} == {"overflow"}
    assert findings[0].where == ("content", 0, "text")


def test_too_many_numbers_in_a_column_are_reported() -> None:
    made = scene("chart", "16:9", [BARS, *NUMBERS, *NUMBERS, *NUMBERS], title="Titel")
    assert "overflow" in {each.rule for each in made.findings}


def test_a_long_title_is_reported_and_a_short_one_is_not() -> None:
    assert scene("columns", "16:9", NUMBERS, title="Kurz").findings == ()
    long = scene("columns", "16:9", NUMBERS, title="Ein sehr langer Titel " * 30)
    assert ("title",) in {each.where for each in long.findings}
