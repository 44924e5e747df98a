"""Numbers, bars, shares, map, words and times: in all themes, at rest and on their way."""

import pytest
from comparer import Golden
from elements import PLACE, THEMES, context, deck, picture, widget
from PySide6.QtCore import QRectF

from kjc_desktop.deck.widgets import NumberWidget
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.widgets.build import build_widget
from kjc_desktop.scene.widgets.number import NumberElement

MOMENTS = {"start": 0.0, "middle": 0.5, "end": 1.0}
FIGURES = {
    "menschen": {"value": 1_500_000, "format": "compact", "unit": "Menschen"},
    "jobs": {"value": 250_000, "qualifier": "mehr als", "unit": "Integrationen pro Jahr"},
    "weniger": {"value": -540, "qualifier": "rund", "unit": "Menschen"},
    "kommunale": {"value": 104, "unit": "kommunale Jobcenter"},
    "gemeinsame": {"value": 303, "unit": "gemeinsame Einrichtungen"},
    "alle": {"value": 407, "unit": "Jobcenter"},
    "anteil": {"value": 0.273, "format": "percent"},
}
SERIES = {"quote": {"x": ["05117", "15081", "09162"], "y": [9.8, 12.1, 3.4], "unit": "Prozent"}}
HALVES = (QRectF(96, 272, 828, 676), QRectF(996, 272, 828, 676))
Entries = list[tuple[str, dict[str, object]]]
MOVING: dict[str, Entries] = {
    "bars": [("bars", {"figures": ["kommunale", "gemeinsame", "weniger"], "highlight": "alle"})],
    "bars-flat": [("bars", {"figures": ["kommunale", "alle"], "direction": "horizontal"})],
    "dots": [("share", {"parts": ["kommunale"], "of": "alle", "rest_label": "gemeinsame"})],
    "donut": [("share", {"parts": ["anteil"], "style": "donut", "rest_label": "übrige"})],
    "strip": [("share", {"parts": ["kommunale", "gemeinsame"], "style": "bar"})],
    "map": [
        ("map", {"highlight": "zkt104", "labels": "laender", "markers": ["05117"]}),
        ("map", {"values": "quote"}),
    ],
}
STILL: dict[str, Entries] = {
    "words": [
        (
            "text",
            {"label": "Kurze Wege", "text": "bürgernah **im Kreis**\n\n- erstens\n- zweitens"},
        ),
        ("list", {"items": ["Erstens", "Zweitens mit *Nachdruck*"], "style": "checks"}),
    ],
    "lists": [
        ("list", {"items": ["Erstens", "Zweitens"], "style": "numbers", "label": "Der Reihe nach"}),
        ("quote", {"text": "Das ist **Chefsache**.", "by": "Erika Muster", "role": "Landrätin"}),
    ],
    "times": [
        ("countdown", {"to": "2018-11-26T12:04:34+01:00", "label": "bis zur Eröffnung"}),
        ("clock", {"show": "both"}),
    ],
    "agenda": [
        (
            "agenda",
            {
                "day": "2018-11-26",
                "items": [
                    {"start": "10:00", "end": "11:00", "title": "Anmeldung", "room": "Foyer"},
                    {"start": "11:00", "end": "12:00", "title": "Eröffnung", "who": "Die Leitung"},
                    {"start": "12:30", "title": "Podium"},
                ],
            },
        )
    ],
}


def _element(slide: Context, kind: str, place: QRectF, fields: dict[str, object]) -> Element:
    return build_widget(slide, widget(kind, **fields), Place(place, lead=True), ("content", 0))


def made(theme: str) -> Context:
    return context(deck(figures=FIGURES, series=SERIES, theme_name=theme))


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("name", MOVING)
@pytest.mark.parametrize("theme", THEMES)
def test_what_moves(golden: Golden, theme: str, name: str, moment: str) -> None:
    slide, entries = made(theme), MOVING[name]
    places = HALVES if len(entries) > 1 else (PLACE,)
    shown = [
        _element(slide, kind, place, fields)
        for place, (kind, fields) in zip(places, entries, strict=True)
    ]
    golden.assert_matches(picture(slide, shown, MOMENTS[moment]), f"{name}-{theme}-{moment}")


@pytest.mark.parametrize("name", STILL)
@pytest.mark.parametrize("theme", THEMES)
def test_what_stays(golden: Golden, theme: str, name: str) -> None:
    slide, entries = made(theme), STILL[name]
    places = HALVES if len(entries) > 1 else (PLACE,)
    shown = [
        _element(slide, kind, place, fields)
        for place, (kind, fields) in zip(places, entries, strict=True)
    ]
    golden.assert_matches(picture(slide, shown), f"{name}-{theme}")


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("theme", THEMES)
def test_numbers(golden: Golden, theme: str, moment: str) -> None:
    slide = made(theme)
    shown = [
        NumberElement(
            slide,
            NumberWidget(figure=name, label="und was dahinter steht"),
            Place(QRectF(96 + 600 * index, 272, 528, 676), index, ruled=True, kicker=True,
                  number_size=120),
            ("content", index),
        )
        for index, name in enumerate(["menschen", "jobs", "weniger"])
    ]  # fmt: skip
    golden.assert_matches(picture(slide, shown, MOMENTS[moment]), f"numbers-{theme}-{moment}")
