"""What changes while it is shown: figures on their way, rows of a source, what is out of date."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from comparer import Golden
from elements import NOW, PLACE, THEMES, context, deck, element, picture, widget
from PySide6.QtCore import QSize

from kjc_desktop.deck.models import Slide, SlideFile
from kjc_desktop.figures import FigureTable, TableValue, resolve
from kjc_desktop.scene.element import Context
from kjc_desktop.scene.render import Picture
from kjc_desktop.scene.slide_scene import SlideScene
from kjc_desktop.timeline.frame import FINAL, Data, SlideFrame

FIGURES = {
    "gaeste": {"value": 1_234, "unit": "Gäste", "qualifier": "rund"},
    "plaetze": {"value": 2_000, "unit": "Plätze"},
    "frei": {"value": -60, "unit": "mehr als erlaubt"},
    "anteil": {"value": 0.617, "format": "percent", "unit": "Auslastung"},
}
BEGIN = datetime(2018, 11, 26, 9, 0)  # noqa: DTZ001 - as data say it, without a time zone
SERIES = {
    "verlauf": {
        "x": [str(BEGIN + timedelta(seconds=40 * step)) for step in range(120)],
        "y": [600 + step % 17 * 6 + 5 * step for step in range(120)],
        "unit": "Personen",
    },
    "kreise": {
        "x": ["5117 Mülheim", "1001", "09162", "15081", "14612", "03241"],
        "y": [9.8, 3.1, 5.5, 12.1, 7.0, None],
        "label": "Quote",
        "unit": "Prozent",
    },
}
ROWS = TableValue(
    ("Ort", "Plätze", ""),
    (("Saal {gaeste}", "1.250", "**a**"), ("Foyer", "k.\u00a0A.", "b"), ("Hof", "80", "c")),
)
BEFORE = {"gaeste": 90_000.0, "plaetze": 500.0, "frei": 400.0, "anteil": 0.1}


def made(theme: str, change: Callable[[FigureTable], FigureTable] = lambda table: table) -> Context:
    live = deck(figures=FIGURES, series=SERIES, theme_name=theme)
    return context(live, table=change(resolve(live, NOW)))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("direction", ["vertical", "horizontal"])
def test_bars_on_their_way(golden: Golden, direction: str, theme: str) -> None:
    slide = made(theme)
    bars = element(slide, "bars", figures=["gaeste", "plaetze", "frei"], direction=direction)
    shown = picture(slide, [bars], data=Data(slide.table, BEFORE, 0.2))
    golden.assert_matches(shown, f"running-bars-{direction}-{theme}")


def test_rows_of_a_source(golden: Golden) -> None:
    slide = made("kampagne", lambda table: replace(table, tables={"amt": ROWS}))
    rows = element(slide, "table", **{"from": "amt", "columns": ["3", "Plätze", "Ort", "fehlt"]})  # type: ignore[arg-type]
    golden.assert_matches(picture(slide, [rows]), "table-live")


def test_a_window_of_time(golden: Golden) -> None:
    slide = made("kampagne")
    line = element(slide, "line", series="verlauf", window=3600.0)
    golden.assert_matches(picture(slide, [line]), "line-window")
    line.dispose()


def test_a_map_of_a_source(golden: Golden) -> None:
    slide = made("kampagne")
    shown = [element(slide, "map", PLACE, values="kreise")]
    golden.assert_matches(picture(slide, shown), "map-live")


def whole(theme: str, data: Callable[[FigureTable], Data]) -> Picture:
    """Return the picture of a slide with three numbers at a moment of its figures."""
    numbers = tuple(widget("number", figure=name) for name in ("gaeste", "plaetze", "anteil"))
    fields = {"layout": "columns", "title": "Heute im Saal", "content": numbers}
    slide = Slide("saal", "saal.yaml", SlideFile.model_construct(**{**vars(SlideFile()), **fields}))
    live = replace(deck(figures=FIGURES, theme_name=theme), slides=(slide,))
    table = resolve(live, NOW)
    shown = Picture(SlideScene(live, table, slide), QSize(640, 360))
    shown.seek(SlideFrame("saal", (FINAL,) * 3, NOW, data(table)))
    return shown


@pytest.mark.parametrize("theme", THEMES)
def test_numbers_on_their_way(golden: Golden, theme: str) -> None:
    shown = whole(theme, lambda table: Data(table, BEFORE, 0.2))
    golden.assert_matches(shown.still(), f"running-numbers-{theme}")


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_out_of_date_is_said_quietly(golden: Golden, theme: str) -> None:
    def late(table: FigureTable) -> Data:
        old = {**table.figures, "anteil": replace(table["anteil"], stale=True)}
        return Data(replace(table, figures=old))

    golden.assert_matches(whole(theme, late).still(), f"stale-{theme}")
