"""Rows and columns that a deck names, as spreadsheets write them."""

import pytest
from tables import read_text

from kjc_desktop.data.table.cells import Row
from kjc_desktop.data.table.region import Region, region


def test_columns_left_of_the_table_are_counted() -> None:
    assert read_text(";Merkmal;Wert\n;Gäste;312\n;Plätze;400\n").left == 1
    assert read_text("A;B;C\nx1;2;3\n", rows="B1:C2").left == 1
    assert read_text("A;B;C\nx1;2;3\n").left == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A5:F20", Region("", (5, 20), (0, 5))),
        ("f20:a5", Region("", (5, 20), (0, 5))),
        ("$AA$5:$AB$6", Region("", (5, 6), (26, 27))),
        ("5:20", Region("", (5, 20))),
        ("Eckwerte!A5:F20", Region("Eckwerte", (5, 20), (0, 5))),
        ("'Eck ! werte'!5:20", Region("Eck ! werte", (5, 20))),
        ("Eckwerte", Region("Eckwerte")),
        ("Ja! Nein", Region("Ja! Nein")),
    ],
)
def test_regions(text: str, expected: Region) -> None:
    assert region(text) == expected


def test_a_region_keeps_the_place_of_its_columns() -> None:
    rows = [Row(1, ("a", "b", "c")), Row(2, ("d", "e", "f"))]
    assert Region(rows=(2, 9), columns=(1, 1)).of(rows) == [Row(2, (None, "e"))]
