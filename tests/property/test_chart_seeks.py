"""A chart looks the same at a moment whatever was shown before."""

from collections.abc import Iterator
from typing import Any

import pytest
from elements import context, deck, element, picture
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication

from kjc_desktop.scene.element import Context, Element

SERIES: dict[str, dict[str, Any]] = {
    "a": {"x": ["2014", "2015", "2016", "2018"], "y": [10, None, 30, 24], "label": "kommunal"},
    "b": {"x": ["2014", "2015", "2016", "2018"], "y": [20, 21, 19, 23], "label": "gemeinsam"},
}
FIGURES = {"menschen": {"value": 1_540_000, "format": "compact", "unit": "Menschen"}}
KINDS: dict[str, dict[str, Any]] = {
    "line": {"series": ["a", "b"], "highlight": "2016"},
    "pictogram": {"figure": "menschen"},
}
MOMENTS = st.sampled_from([0.0, 0.01, 0.2, 0.5, 0.71, 0.9, 0.999, 1.0])


@pytest.fixture(scope="module")
def slide(qapp: QGuiApplication) -> Context:
    return context(deck(figures=FIGURES, series=SERIES))


@pytest.fixture(params=KINDS, scope="module")
def used(slide: Context, request: pytest.FixtureRequest) -> Iterator[tuple[str, Element]]:
    """An element that lives through all examples."""
    made = element(slide, request.param, **KINDS[request.param])
    yield request.param, made
    made.dispose()


@settings(max_examples=25, deadline=None)
@given(st.lists(MOMENTS, min_size=1, max_size=6))
def test_random_seeks_equal_a_fresh_element(
    slide: Context, used: tuple[str, Element], moments: list[float]
) -> None:
    kind, element_in_use = used
    for moment in moments:
        shown = picture(slide, [element_in_use], moment)
    fresh = element(slide, kind, **KINDS[kind])
    assert shown == picture(slide, [fresh], moments[-1])
    assert fresh.key() == element_in_use.key()
    fresh.dispose()


@settings(max_examples=25, deadline=None)
@given(MOMENTS, MOMENTS)
def test_equal_keys_are_equal_pixels(
    slide: Context, used: tuple[str, Element], one: float, other: float
) -> None:
    _, shown = used
    first, first_key = picture(slide, [shown], one), shown.key()
    second, second_key = picture(slide, [shown], other), shown.key()
    if first_key == second_key:
        assert first == second
