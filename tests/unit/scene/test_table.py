from collections.abc import Sequence
from dataclasses import replace

import pytest
from elements import NOW, PLACE, context, deck, element, picture
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage

from kjc_desktop.figures import TableValue, resolve


@pytest.fixture(autouse=True)
def _application(qapp: QGuiApplication) -> None:
    """Measuring needs one."""


def ink(image: QImage, columns: range) -> bool:
    ground = image.pixel(1, 1)
    return any(image.pixel(x, y) != ground for x in columns for y in range(image.height()))


def drawn(rows: Sequence[Sequence[str]], rect: QRectF = PLACE, **fields: object) -> QImage:
    slide = context(deck(figures={"elb": {"value": 13_764}}))
    return picture(slide, [element(slide, "table", rect, rows=rows, **fields)])


def test_cells_take_placeholders_and_numbers_from_them_stand_flush_right() -> None:
    assert drawn([["Ort", "ELB"], ["A", "{elb}"]]) == drawn([["Ort", "ELB"], ["A", "13.764"]])
    right = int(PLACE.right() / 3)
    numbers = drawn([["Ort", "Zahl"], ["A", "1"]])
    words = drawn([["Ort", "Wort"], ["A", "i"]])
    assert ink_of_row(numbers, right - 12, right)
    assert not ink_of_row(words, right - 12, right)


def ink_of_row(image: QImage, left: int, right: int) -> bool:
    """Tell whether there are words between two columns of pixels in the last row."""
    return any(
        image.pixelColor(x, y).lightness() < 70 for x in range(left, right) for y in range(118, 150)
    )


def test_what_fits_gives_no_finding_and_grows_no_larger_than_body() -> None:
    slide = context(deck())
    table = element(slide, "table", rows=[["a", "b"], ["1", "2"]])
    assert not slide.findings
    assert table.bottom < PLACE.top() + 2 * 42 * 2.6


def test_too_many_rows_shrink_and_are_then_a_finding_that_is_never_cut_at_the_side() -> None:
    rows = [["Aufgabe", "Zahl"], *([f"Zeile {number}", f"{number}.000"] for number in range(12))]
    few = context(deck())
    element(few, "table", rows=rows)
    assert not few.findings
    many = context(deck())
    table = element(many, "table", rows=rows * 4)
    assert [(each.rule, each.values) for each in many.findings] == [("overflow", {"size": 28})]
    assert table.bottom <= PLACE.bottom() + 0.5
    image = picture(many, [table])
    assert not ink(image, range(int(PLACE.right() / 3) + 2, image.width()))


@pytest.mark.parametrize("columns", [6, 12])
def test_columns_without_enough_room_stay_inside(columns: int) -> None:
    words = ["Sozialversicherungsbeitrag"] * columns
    image = drawn([words, words, words])
    assert not ink(image, range(int(PLACE.right() / 3) + 2, image.width()))


def test_long_words_wrap_before_they_shrink_out_of_sight() -> None:
    slide = context(deck())
    text = "Beratung, Unterstützung und Eingliederung in Arbeit " * 3
    element(slide, "table", rows=[["Nr.", "Aufgabe", "Wer"], ["1", text, "Jobcenter"]])
    assert not slide.findings


def test_a_source_without_data_is_a_header_and_a_row_that_says_so() -> None:
    slide = context(deck())
    fields = {"from": "amt", "columns": ["Monat", "ELB"]}
    shown = element(slide, "table", **fields)  # type: ignore[arg-type]
    assert shown.bottom > PLACE.top() + 100
    assert ink(picture(slide, [shown]), range(40, 80))


@pytest.mark.parametrize(
    "fields",
    [
        {"rows": []},
        {"rows": [[]]},
        {"rows": [["nur Kopf"]]},
        {"rows": [["a"], ["b", "c"], []]},
        {"rows": [["a", "b"]], "columns": ["zzz"]},
        {"rows": [["a", "b"]], "header": ["x"]},
        {"rows": [["a", "b"]], "header": False, "limit": 1},
        {"from": "amt"},
    ],
)
def test_odd_tables_do_no_harm(fields: dict[str, object]) -> None:
    slide = context(deck())
    for rect in (PLACE, QRectF(0, 0, 8, 8)):
        picture(slide, [element(slide, "table", rect, **fields)])


ROWS = TableValue(
    ("Ort", "Plätze", "", "Ort"),
    (("Saal", "1.250", "a", "x"), ("Foyer", "k.\u00a0A.", "b", "y"), ("Hof", "80", "c", "z")),
)


def live(**fields: object) -> QImage:
    made = deck()
    table = replace(resolve(made, NOW), tables={"amt": ROWS})
    slide = context(made, table=table)
    return picture(slide, [element(slide, "table", **{"from": "amt", **fields})])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "rows"),
    [
        ({}, [["Ort", "Plätze", "", "Ort"], *map(list, ROWS.rows)]),
        (
            {"columns": ["Plätze", "Ort"], "limit": 2},
            [["Plätze", "Ort"], ["1.250", "Saal"], ["k.\u00a0A.", "Foyer"]],
        ),
        ({"columns": ["3", "fehlt"], "limit": 1}, [["", "fehlt"], ["a", "k.\u00a0A."]]),
        ({"columns": ["2", "9"], "limit": 1}, [["Plätze", "9"], ["1.250", "k.\u00a0A."]]),
        (
            {"columns": ["Ort"], "header": ["**Wo?**"], "limit": 1},
            [["**Wo?**"], ["Saal"]],
        ),
    ],
)
def test_rows_of_a_source(fields: dict[str, object], rows: list[list[str]]) -> None:
    assert live(**fields) == drawn(rows)


def test_rows_of_a_source_without_a_header() -> None:
    rows = [list(row[:1]) for row in ROWS.rows]
    assert live(columns=["Ort"], header=False) == drawn(rows, header=False)


def test_what_a_source_says_is_no_markdown_and_has_no_placeholders() -> None:
    made = deck(figures={"elb": {"value": 13_764}})
    rows = TableValue(("a",), (("{elb} **x**",),))
    slide = context(made, table=replace(resolve(made, NOW), tables={"amt": rows}))
    shown = picture(slide, [element(slide, "table", **{"from": "amt"})])  # type: ignore[arg-type]
    assert shown == drawn([["a"], [r"{{elb}} \*\*x\*\*"]])
