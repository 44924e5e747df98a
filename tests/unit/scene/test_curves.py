from itertools import pairwise

import pytest
from elements import context, deck
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QGuiApplication

from kjc_desktop.scene.curves import Curve, end_labels

GREY = QColor("grey")


def curve(*points: tuple[float, float] | None) -> Curve:
    return Curve(points, GREY, GREY, lead=True)


def test_the_part_up_to_the_front_ends_exactly_there() -> None:
    line = curve((0, 0), (10, 20), (20, 0))
    assert line.until(-1) == []
    assert line.until(0) == [(0, 0)]
    assert line.until(5) == [(0, 0), (5, 10)]
    assert line.until(15) == [(0, 0), (10, 20), (15, 10)]
    assert line.until(20) == [(0, 0), (10, 20), (20, 0)]


def test_a_gap_is_never_bridged() -> None:
    line = curve((0, 0), None, (20, 10), (30, 0))
    assert line.until(10) == [(0, 0), None]
    assert line.until(25) == [(0, 0), None, (20, 10), (25, 5)]
    assert line.end == (30, 0)


def test_points_without_a_neighbour_are_found() -> None:
    line = curve((0, 0), None, (20, 10), (30, 0), None, (50, 1), None)
    assert line.lonely(100) == [(0, 0), (50, 1)]
    assert line.lonely(10) == [(0, 0)]


@given(st.lists(st.floats(0, 600), min_size=1, max_size=6))
def test_labels_never_overlap_and_stay_in_their_room(heights: list[float]) -> None:
    slide = context(deck())
    texts = [(f"Reihe {index}", "1.000") for index in range(len(heights))]
    labels, fits = end_labels(slide, texts, heights, (300.0, 0.0, 640.0))
    assert fits
    spans = sorted((each.top, each.top + each.block.height) for each in labels)
    assert spans[0][0] >= -0.01
    assert spans[-1][1] <= 640.01
    assert all(upper[1] <= lower[0] + 0.01 for upper, lower in pairwise(spans))
    if len(labels) == 1 and 100 < heights[0] < 500:
        assert not labels[0].displaced


def test_labels_in_order_of_their_lines_shrink_and_then_lose_their_values(
    qapp: QGuiApplication,
) -> None:
    slide = context(deck())
    texts, heights = [("kommunal", "41,2"), ("alle", "38,0"), ("übrige", "38,1")], [0.0, 90, 91]
    roomy, _ = end_labels(slide, texts, heights, (300.0, 0.0, 400.0))
    tight, fits = end_labels(slide, texts, heights, (300.0, 0.0, 150.0))
    assert [len(each.block.lines) for each in roomy] == [2, 2, 2]
    assert [len(each.block.lines) for each in tight] == [1, 1, 1]
    assert fits
    assert roomy[0].top < roomy[1].top < roomy[2].top
    assert not end_labels(slide, texts, heights, (300.0, 0.0, 60.0))[1]
    assert not end_labels(slide, texts, heights, (20.0, 0.0, 600.0))[1]


@pytest.fixture(autouse=True)
def _application(qapp: QGuiApplication) -> None:
    """Measuring needs one."""
