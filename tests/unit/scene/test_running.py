"""Figures on their way from what they were to what they are."""

from dataclasses import replace

import pytest
from elements import PLACE, context, deck, element, picture
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication

from kjc_desktop.figures import FigureValue, NumberFormat
from kjc_desktop.scene.element import Context
from kjc_desktop.scene.running import Running
from kjc_desktop.timeline.frame import Data

NUMBERS = st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9, allow_subnormal=False)
FORMATS = st.builds(NumberFormat, st.sampled_from(["integer", "decimal", "compact", "currency"]))


@pytest.fixture(autouse=True)
def _application(qapp: QGuiApplication) -> None:
    """Measuring needs one."""


def slide(**figures: float | None) -> Context:
    return context(deck(figures={name: {"value": value} for name, value in figures.items()}))


def words(value: float, before: dict[str, float], share: float, done: float = 1.0) -> str:
    made = slide(a=value)
    return Running(made.table["a"]).at(Data(made.table, before, share), done)[1]


def test_a_number_runs_from_what_it_was_and_arrives() -> None:
    assert words(2_000, {"a": 1_000}, 0.0) == "1.000"
    assert words(2_000, {"a": 1_000}, 0.2) == "1.488"
    assert words(2_000, {"a": 1_000}, 1.0) == "2.000"
    assert words(1_000, {"a": 2_000}, 0.2) == "1.512"
    assert words(2_000, {}, 0.2) == "2.000"
    assert words(-5, {"a": 5}, 0.0) == "5"


def test_counting_up_goes_to_where_the_number_has_run() -> None:
    assert words(2_000, {"a": 1_000}, 0.0, done=0.5) == "500"
    assert words(2_000, {"a": 1_000}, 1.0, done=0.5) == "1.000"


def test_no_figure_does_not_run() -> None:
    table = slide(a=1).table
    none = replace(table["a"], value=None)
    gone = replace(table, figures={"a": none})
    assert Running(none).at(Data(gone, {"a": 5.0}, 0.5), 0.5) == (None, "k.\u00a0A.")


@given(NUMBERS, NUMBERS, FORMATS, st.floats(0, 1), st.floats(0, 1))
def test_what_is_written_on_the_way_lies_on_the_way(
    start: float, end: float, style: NumberFormat, share: float, done: float
) -> None:
    figure = FigureValue("a", end, style)
    table = replace(slide(a=0).table, figures={"a": figure})
    value, text = Running(figure).at(Data(table, {"a": start}, share), done)
    assert value is not None
    low, *_, high = sorted((0.0, start, end))
    slack = 1e-9 * max(abs(low), abs(high))
    assert low - slack <= value <= high + slack
    if share == 1.0 == done:
        assert (value, text) == (end, figure.number)


def test_bars_run_with_their_numbers_and_their_scale() -> None:
    """At the beginning they stand as bars of the values before would, in the place they have."""
    made = slide(a=10, b=100)
    bars, still = (element(each, "bars", figures=["a", "b"]) for each in (made, slide(a=10, b=10)))
    before = {"b": 10.0}
    lower = picture(made, [bars], data=Data(made.table, before, 0.0)).copy(0, 95, 640, 180)
    assert lower == picture(made, [still]).copy(0, 95, 640, 180)
    arrived = picture(made, [bars], data=Data(made.table, before))
    assert arrived == picture(made, [bars])
    assert arrived.copy(0, 95, 640, 180) != lower


def test_a_number_that_is_longer_on_its_way_is_never_cut() -> None:
    made = slide(a=5)
    rect = PLACE.adjusted(0, 0, -PLACE.width() * 0.8, 0)
    number = element(made, "number", rect, figure="a")
    data = Data(made.table, {"a": 123_456_789.0}, 0.0)
    image = picture(made, [number], size=(1920, 1080), data=data)
    ground = image.pixel(1, 1)
    edge = int(rect.right()) + 20
    assert any(image.pixel(edge - 60, y) != ground for y in range(image.height()))
    assert all(image.pixel(edge, y) == ground for y in range(image.height()))
