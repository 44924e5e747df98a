"""What a cell says as a number, and what is none."""

from fractions import Fraction

import pytest

from kjc_desktop.data.numbers import decimal_signs, missing, number
from kjc_desktop.data.snapshot import Cell, DecimalSign


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        "  ",
        "\u00a0",
        "\u202f",
        "-",
        "–",
        ".",
        "…",
        "...",
        "x",
        "X",
        "*",
        "/",
        " - ",
        "k.A.",
        "k. A.",
        "k.\u00a0A.",
    ],
)
def test_no_figure(cell: Cell) -> None:
    assert missing(cell)
    assert number(cell, ",") is None


@pytest.mark.parametrize("cell", [0, 0.0, "0", "-1", "..", "xx", "k", False, "#NV", "**"])
def test_not_a_sign_for_no_figure(cell: Cell) -> None:
    assert not missing(cell)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("13.764", 13764),
        ("1.234.567", 1234567),
        ("51,43", "51.43"),
        ("1.234,5", "1234.5"),
        ("1 234 567,80", "1234567.8"),
        ("1\u00a0234", 1234),
        ("1\u202f234,5", "1234.5"),
        ("1'234,5", "1234.5"),
        ("1’234", 1234),
        ("-730", -730),
        ("−0,9", "-0.9"),
        ("+5", 5),
        (" 22 ", 22),
        ("0,5", "0.5"),
        ("05117", 5117),
        ("51,43 %", "0.5143"),
        ("-20%", "-0.2"),
        ("1.234,50 €", "1234.5"),
        ("-5\u00a0EUR", -5),
        ("€ 5", 5),
        (5, 5),
        (-0.1, "-0.1"),
        (1e21, 10**21),
        (10**300, 10**300),
        (0.1 + 0.2, "0.30000000000000004"),
    ],
)
def test_german_numbers(cell: Cell, value: int | str) -> None:
    assert number(cell, ",") == Fraction(value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("51.43", "51.43"),
        ("13.764", "13.764"),
        ("1,234", 1234),
        ("1,234,567.8", "1234567.8"),
        ("1 234.5", "1234.5"),
        ("0.123", "0.123"),
        ("-6.9%", "-0.069"),
        ("€1,234", 1234),
    ],
)
def test_numbers_with_a_point(cell: Cell, value: int | str) -> None:
    assert number(cell, ".") == Fraction(value)


@pytest.mark.parametrize(
    ("cell", "decimal"),
    [
        ("1.23.456", ","),
        ("12.34", ","),
        ("1234.567", ","),
        ("0.123", ","),
        ("1.234 567", ","),
        ("1.2345", ","),
        (",5", ","),
        ("5,", ","),
        ("1,2,3", ","),
        ("01,5", ","),
        ("1,23", "."),
        ("12,34.5", "."),
        ("1.2.3", "."),
        ("ca. 500", ","),
        ("500 Personen", ","),
        ("1e5", ","),
        ("1,5 Mio.", ","),
        ("- 5", ","),
        ("--5", ","),
        ("0x10", ","),
        ("1_000", ","),
        ("٣", ","),
        ("nan", ","),
        ("26.11.2018", ","),
        ("9" * 100, ","),
        (True, ","),
        (float("nan"), ","),
        (float("inf"), ","),
        (1.1e300, ","),
        (-(10**301), ","),
        ("1.5", "?"),
        ("1,5", "?"),
        ("1 234", "?"),
    ],
)
def test_no_numbers(cell: Cell, decimal: DecimalSign) -> None:
    assert number(cell, decimal) is None


def test_plain_integers_are_read_whatever_the_sign() -> None:
    assert number("-1234", "?") == -1234
    assert number("20 %", "?") == Fraction(1, 5)


@pytest.mark.parametrize(
    ("columns", "signs"),
    [
        ([["13.764"]], ","),
        ([["51,43"]], ","),
        ([["51.43"]], "."),
        ([["6.9"]], "."),
        ([["0.123"]], "."),
        ([["1234.567"]], "."),
        ([["226.880", "10,6"]], ","),
        ([["13.764", "6.9"]], "."),
        ([["13.764", "1.234.567"]], ","),
        ([["6,9", "6.9"]], "?"),
        ([["1.234,5", "1,234.5"]], "?"),
        ([["1,234"]], ","),
        ([["1,234"], ["6.9"]], ".."),
        ([["1,234"], ["6.9"], ["6,9"]], ",.,"),
        ([["1,234", "1.234"], ["6.9"]], "?."),
        ([["1,234", "1.234"], ["6.9"], ["6,9"]], ",.,"),
        ([["13.764"], ["51.43"]], "?."),
        ([["13.764"], ["51.43"], ["51,43"]], ",.,"),
        ([["13.764"], ["7,1"]], ",,"),
        ([["13.764"], ["7"]], ",,"),
        ([["13.764", "1.234.567"], ["7.1"]], ",."),
        ([["0,123"]], ","),
        ([["1,234,567"]], "."),
        ([["26.11.2018", "ca. 5", "a, b", "-", None, 5, 6.9]], ","),
        ([["6.9 %"]], "."),
        ([[]], ","),
        ([], ""),
    ],
)
def test_decimal_signs(columns: list[list[Cell]], signs: str) -> None:
    assert "".join(decimal_signs(columns)) == signs
