"""From a table to values: right, or a problem that says why not; never a guess."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from kjc_desktop.data.extraction import Found, Points, column_index, figure_value, series_points
from kjc_desktop.data.snapshot import Problem, Table
from kjc_desktop.deck.models import Figure, Series

TABLE = Table(
    ("Schlüssel", "Kreis", "Zahl Okt", "Zahl Sep", "Quote"),
    (
        ("05117", "Mülheim an der Ruhr", "13.764", "13.700", "51,43"),
        ("16061", "Eichsfeld, Landkreis", "*", "1.000", "-"),
        ("05117", " Mülheim  an der Ruhr ", "1", "x", "6,9"),
        ("01054", "Nordfriesland", "ca. 500", "…", "0,5"),
    ),
    (",", ",", ",", ",", ","),
    "Eckwerte",
    (8, 9, 10, 12),
    levels=2,
)


def figure(**fields: object) -> Figure:
    return Figure.model_validate({"from": "s", **fields})


def found(table: Table = TABLE, /, **fields: object) -> Found:
    value = figure_value(table, figure(**fields))
    assert isinstance(value, Found), value
    return value


def problem(table: Table = TABLE, /, **fields: object) -> Problem:
    value = figure_value(table, figure(**fields))
    assert isinstance(value, Problem), value
    return value


def test_a_value_comes_with_its_cell() -> None:
    value = found(where={"Kreis": "Mülheim an der Ruhr"}, column="Zahl Okt", pick="first")
    assert value == Found(Fraction(13764), "Eckwerte!C8", "13.764")


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"where": {"Schlüssel": "16061"}, "column": "Zahl Sep"}, Fraction(1000)),
        ({"where": {"Schlüssel": "16061"}, "column": 4}, Fraction(1000)),
        ({"where": {"Schlüssel": "16061"}, "column": "Sep"}, Fraction(1000)),
        ({"where": {"Schlüssel": "16061"}, "column": "Zahl Okt"}, None),
        ({"where": {"Schlüssel": "16061"}, "column": "Quote"}, None),
        ({"where": {"Schlüssel": "05117"}, "column": "Quote", "pick": "last"}, Fraction(69, 10)),
        ({"where": {"Schlüssel": "05117"}, "column": "Zahl Okt", "pick": "sum"}, Fraction(13765)),
        ({"where": {"Schlüssel": "05117"}, "column": "Zahl Sep", "pick": "sum"}, None),
        ({"where": {"Kreis": "Eichsfeld, Landkreis"}, "column": "Zahl Sep"}, Fraction(1000)),
        ({"where": {"Schlüssel": "05117", "Quote": "6,9"}, "column": "Zahl Okt"}, Fraction(1)),
        ({"column": "Quote", "pick": "first"}, Fraction(5143, 100)),
    ],
)
def test_rows_and_columns_are_found(fields: dict[str, object], value: Fraction | None) -> None:
    assert found(**fields).value == value


@pytest.mark.parametrize(
    ("fields", "key", "word"),
    [
        ({"column": "Zahl Okt"}, "where_needed", "4"),
        (
            {"where": {"Schlüssel": "05117"}, "column": "Zahl Okt"},
            "rows_several",
            "Schlüssel: 05117",
        ),
        ({"where": {"Schlüssel": "5117"}, "column": "Quote"}, "rows_near", "05117"),
        ({"where": {"Kreis": "Berlin"}, "column": "Quote"}, "rows_none", "Kreis: Berlin"),
        ({"where": {"Kreis": "Nordfriesland"}, "column": "Zahl Okt"}, "number_none", "ca. 500"),
        ({"where": {"Kreis": "Nordfriesland"}, "column": "Zahl Okt."}, "column_near", "Zahl Okt"),
        ({"where": {"Kreis": "Nordfriesland"}, "column": 9}, "column_unknown", "„Kreis“"),
        ({"where": {"Kreis": "Nordfriesland"}}, "column_needed", "„Kreis“"),
        ({"where": {"Keis": "Nordfriesland"}, "column": "Quote"}, "column_near", "Kreis"),
    ],
)
def test_what_cannot_be_told_is_a_problem(fields: dict[str, object], key: str, word: str) -> None:
    told = problem(**fields)
    assert told.key == key
    for language in ("de", "en"):
        assert word.strip("„“") in told.text(language)


def test_a_column_that_is_there_twice_is_told_by_number_only() -> None:
    twice = Table(("Ort", "Wert", "Wert"), (("a", "1", "2"),), (",", ",", ","), lines=(2,))
    assert problem(twice, column="Wert").key == "column_twice"
    assert found(twice, column=3) == Found(Fraction(2), "C2", "2")


def test_a_column_with_two_decimal_signs_is_not_read() -> None:
    mixed = Table(("Wert",), (("51,43",), ("51.43",)), ("?",), lines=(2, 3))
    assert problem(mixed, pick="first").key == "number_two_ways"


def test_records_are_asked_by_jmespath() -> None:
    records = (
        {"attributes": {"ags": 5117, "alq": 6.9}},
        {"attributes": {"ags": 1054, "alq": None}},
    )
    table = Table(
        ("attributes.ags", "attributes.alq"),
        ((5117, 6.9), (1054, None)),
        (".", "."),
        records=records,
    )
    assert found(table, where={"attributes.ags": 5117}, column="attributes.alq").value == Fraction(
        69, 10
    )
    assert found(table, where={"attributes.ags": 1054}, column="attributes.alq").value is None
    assert found(table, where={"attributes.ags": 5117}, column="attributes.[alq][0]") == Found(
        Fraction(69, 10), "1: attributes.[alq][0]", "6.9"
    )


def test_a_series_keeps_gaps_and_refuses_words() -> None:
    table = Table(
        ("Monat", "ELB"), (("Jan", "1.100"), ("Feb", "-"), ("", "9"), ("März", "1.300")), (",", ",")
    )
    points = series_points(table, Series.model_validate({"from": "s", "x": "Monat", "y": "ELB"}))
    assert points == Points(("Jan", "Feb", "März"), (Fraction(1100), None, Fraction(1300)))
    wrong = series_points(table, Series.model_validate({"from": "s", "x": "ELB", "y": "Monat"}))
    assert isinstance(wrong, Problem)
    assert wrong.key == "number_none"


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ("Zahl Okt", 2),
        (" zahl okt", None),
        ("Okt", 2),
        ("Zahl", None),
        ("5", 4),
        ("0", None),
        ("6", None),
    ],
)
def test_columns_by_name_by_end_and_by_number(wanted: str, index: int | None) -> None:
    assert column_index(TABLE.columns, wanted, levels=2) == index


def test_under_one_header_row_a_part_of_a_name_is_another_name() -> None:
    renamed = Table(("Bestand insgesamt", "Veränderung Bestand"), (("700", "12"),), (",", ","))
    assert problem(renamed, column="Bestand").key == "column_unknown"


def test_a_percent_sign_is_kept_also_in_a_sum() -> None:
    shares = Table(("n",), (("51,43 %",), ("40 %",)), (",",), lines=(2, 3))
    assert found(shares, pick="first").percent
    assert found(shares, pick="sum") == Found(
        Fraction(9143, 10_000), "A2 … A3", "91.43 %", percent=True
    )
    mixed = Table(("n",), (("51,43 %",), ("40",)), (",",), lines=(2, 3))
    assert not found(mixed, pick="sum").percent


def test_rows_that_come_one_by_one_have_a_time_of_their_own() -> None:
    early, late = datetime(2018, 11, 26, 9, tzinfo=UTC), datetime(2018, 11, 26, 12, tzinfo=UTC)
    doors = Table(("tuer", "n"), (("nord", 1), ("sued", 2)), times=(early, late))
    assert found(doors, where={"tuer": "sued"}, column="n").at == late
    assert found(doors, column="n", pick="sum").at == early


def test_a_sum_beyond_all_numbers_is_a_problem() -> None:
    huge = Table(("n",), ((10**299,),) * 20)
    assert problem(huge, pick="sum").key == "number_large"


def test_a_sum_tells_what_it_is_and_which_cell_is_not_known() -> None:
    table = Table(("n",), (("1,5",), ("2",)), (",",), lines=(2, 3))
    assert found(table, pick="sum") == Found(Fraction(7, 2), "A2 … A3", "3.5")
    gap = Table(("n",), (("1",), ("*",), ("x",)), (",",), lines=(2, 3, 4))
    assert found(gap, pick="sum") == Found(None, "A3", "*")
