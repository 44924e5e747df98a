"""Where an overview has what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSizeF

from kjc_desktop.show.overview_plan import plan

SHAPES = st.sampled_from([(16, 9), (9, 16), (4, 3), (21, 9)])
WINDOWS = st.tuples(st.integers(200, 4000), st.integers(200, 4000))
HD = QSizeF(1920, 1080)


@given(st.integers(1, 500), SHAPES, WINDOWS)
def test_everything_is_in_the_window_apart_from_everything_else(
    count: int, shape: tuple[int, int], window: tuple[int, int]
) -> None:
    size = QSizeF(*window)
    made = plan(count, QSizeF(*shape), size)
    shown = min(count, made.capacity)
    places = [made.cell(place) for place in range(shown)]
    buttons = [made.close, made.back, made.forward] if made.pages > 1 else [made.close]
    whole = QRectF(0, 0, size.width(), size.height())
    for index, each in enumerate([*places, *buttons]):
        assert whole.contains(each)
        assert not any(each.intersects(other) for other in [*places, *buttons][:index])
    assert made.capacity * (made.pages - 1) < count <= made.capacity * made.pages
    assert [made.place_at(each.center()) for each in places] == list(range(shown))


@given(st.integers(1, 100), SHAPES, WINDOWS)
def test_a_finger_finds_everything(
    count: int, shape: tuple[int, int], window: tuple[int, int]
) -> None:
    made = plan(count, QSizeF(*shape), QSizeF(*window))
    short = min(window)
    assert min(made.close.width(), made.back.height()) >= 0.1 * short
    if made.capacity > 1:
        assert min(made.thumb.width(), made.thumb.height()) >= 0.18 * short


@pytest.mark.parametrize(
    ("count", "columns", "rows", "pages"),
    [(1, 1, 1, 1), (2, 2, 1, 1), (3, 2, 2, 1), (4, 2, 2, 1), (6, 3, 2, 1), (7, 4, 2, 1),
     (13, 4, 2, 2)],
)  # fmt: skip
def test_few_slides_are_large(count: int, columns: int, rows: int, pages: int) -> None:
    made = plan(count, QSizeF(16, 9), HD)
    assert (made.columns, made.rows, made.pages) == (columns, rows, pages)
