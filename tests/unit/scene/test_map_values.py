"""Kreise coloured by the values of a series."""

import pytest
from elements import context, deck, element, picture
from PySide6.QtGui import QGuiApplication, QImage


@pytest.fixture(autouse=True)
def _application(qapp: QGuiApplication) -> None:
    """Painting needs one."""


def drawn(x: list[str], y: list[float | None], **fields: object) -> QImage:
    slide = context(deck(series={"s": {"x": x, "y": y, **fields}}))
    return picture(slide, [element(slide, "map", values="s")])


@pytest.mark.parametrize("key", ["5117", " 05117 ", "05117 Mülheim an der Ruhr, Stadt", "5117 MH"])
def test_a_key_may_have_lost_its_zero_and_have_a_name_behind_it(key: str) -> None:
    assert drawn([key, "09162"], [3, 5]) == drawn(["05117", "09162"], [3, 5])


@pytest.mark.parametrize("key", ["51170", "517", "051170", "Mülheim", "", "99999"])
def test_what_is_no_kreis_colours_none(key: str) -> None:
    assert drawn([key, "09162"], [3, 5]) == drawn(["09162"], [5])


def test_no_figure_is_hatched_and_not_the_lowest_class() -> None:
    assert drawn(["03241", "09162"], [None, 5]) == drawn(["09162"], [5])
    assert drawn(["03241", "09162"], [0, 5]) != drawn(["09162"], [5])


def test_the_legend_says_what_is_counted() -> None:
    plain = drawn(["05117", "09162"], [3, 5])
    assert drawn(["05117", "09162"], [3, 5], unit="Prozent") != plain
    assert drawn(["05117", "09162"], [3, 5], label="Quote") != plain


def test_nothing_known_is_no_harm() -> None:
    assert drawn([], []) == drawn(["05117"], [None])
    assert drawn(["05117"], [7]) != drawn([], [])
