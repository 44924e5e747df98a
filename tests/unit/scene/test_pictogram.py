from decimal import Decimal
from math import ceil

import pytest
from comparer import pixels
from elements import PLACE, context, deck, element, picture
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage

from kjc_desktop.resources import icon_names
from kjc_desktop.scene.icons import aspect
from kjc_desktop.scene.widgets.pictogram import usual_each

FIGURES: dict[str, dict[str, object]] = {
    "menschen": {"value": 1_500_000, "format": "compact", "unit": "Menschen"},
    "sieben": {"value": 7, "unit": "Häuser"},
    "anteil": {"value": 0.256, "format": "percent"},
    "null": {"value": 0},
    "keine": {"formula": "menschen / null"},
    "unter": {"value": -5},
}


def coloured(image: QImage, colour: QColor) -> int:
    wanted = (colour.red(), colour.green(), colour.blue())
    return int((pixels(image) == wanted).all(axis=2).sum())


@given(st.integers(1, 10**12))
def test_few_symbols_stand_for_a_round_number(value: int) -> None:
    each = usual_each(Decimal(value), whole=True)
    assert each >= 1
    assert str(each.normalize().as_tuple().digits) in {"(1,)", "(2,)", "(5,)"}
    assert ceil(value / each) <= 20
    assert ceil(value / each) >= min(value, 8)


def test_a_share_is_counted_in_parts() -> None:
    assert usual_each(Decimal("0.256"), whole=False) == Decimal("0.02")


@pytest.mark.parametrize(("each", "end"), [(None, 15), (200_000, 7.5), (1_000_000, 1.5)])
def test_as_much_is_coloured_as_the_figure_says(
    qapp: QGuiApplication, each: float | None, end: float
) -> None:
    slide = context(deck(figures=FIGURES))
    shown = [element(slide, "pictogram", figure="menschen", icon="circle", each=each)]
    accent, rest = slide.palette.accent, slide.palette.rest
    lit = coloured(picture(slide, shown), accent)
    quiet = coloured(picture(slide, shown, 0.0), rest)
    assert lit / quiet == pytest.approx(end / ceil(end), rel=0.06)
    assert coloured(picture(slide, shown, 0.0), accent) == 0
    # An ease-out that is two thirds done.
    early = coloured(picture(slide, shown, 1 - (1 / 3) ** (1 / 3)), accent)
    assert early / lit == pytest.approx(2 / 3, rel=0.05)


def test_more_symbols_than_can_be_counted_are_a_finding(qapp: QGuiApplication) -> None:
    slide = context(deck(figures=FIGURES))
    picture(slide, [element(slide, "pictogram", figure="menschen", each=1)])
    assert [each.where for each in slide.findings] == [("content", 0, "each")]
    small = context(deck(figures=FIGURES))
    element(small, "pictogram", QRectF(0, 0, 60, 60), figure="menschen", each=5_000)
    assert ("content", 0, "figure") in [each.where for each in small.findings]


@pytest.mark.parametrize("name", ["keine", "unter", "null"])
def test_where_there_is_nothing_to_count_nothing_is_coloured(
    qapp: QGuiApplication, name: str
) -> None:
    slide = context(deck(figures=FIGURES))
    image = picture(slide, [element(slide, "pictogram", figure=name)])
    assert coloured(image, slide.palette.accent) == 0
    assert (coloured(image, slide.palette.rest) > 0) == (name != "null")


def test_one_symbol_for_one_thing_needs_no_words(qapp: QGuiApplication) -> None:
    slide = context(deck(figures=FIGURES))
    house = element(slide, "pictogram", figure="sieben", icon="house")
    crowd = element(slide, "pictogram", figure="menschen")
    assert house.bottom < PLACE.top() + 240
    large, muted = (1920, 1080), slide.palette.muted
    assert coloured(picture(slide, [house], size=large), muted) == 0
    assert coloured(picture(slide, [crowd], size=large), muted) > 0


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_fills_its_box_in_the_colour_it_is_given(
    qapp: QGuiApplication, name: str
) -> None:
    assert 0.3 < aspect(name) < 1.5
    slide = context(deck(figures=FIGURES))
    image = picture(slide, [element(slide, "pictogram", figure="sieben", icon=name)])
    lit = coloured(image, slide.palette.accent)
    box = 7 * (220 / 3) ** 2 * aspect(name)
    assert 0.25 < lit / box < 0.95


def test_an_unknown_icon_is_not_silently_another(qapp: QGuiApplication) -> None:
    slide = context(deck(figures=FIGURES))
    with pytest.raises(FileNotFoundError):
        element(slide, "pictogram", figure="sieben", icon="drache")
