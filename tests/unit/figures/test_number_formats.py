"""Numbers as people read them in German and in English."""

from datetime import UTC, date, datetime

import pytest

from kjc_desktop.figures import NumberFormat
from kjc_desktop.figures.dates import date_text
from kjc_desktop.figures.formats import Kind, usual_format

S = "\N{NO-BREAK SPACE}"
M = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("kind", "digits", "value", "german", "english"),
    [
        ("integer", None, 0, "0", "0"),
        ("integer", None, 104, "104", "104"),
        ("integer", None, 1234, "1.234", "1,234"),
        ("integer", None, 250_000, "250.000", "250,000"),
        ("integer", None, 2.5, "3", "3"),
        ("integer", None, -2.5, f"{M}3", f"{M}3"),
        ("integer", None, -0.4, "0", "0"),
        ("integer", 2, 7, "7,00", "7.00"),
        ("integer", None, 10**25, "10" + ".000" * 8, "10" + ",000" * 8),
        ("integer", None, 10**40 + 1, "10" + ".000" * 12 + ".001", "10" + ",000" * 12 + ",001"),
        ("decimal", None, 3, "3,0", "3.0"),
        ("decimal", None, 0.25, "0,3", "0.3"),
        ("decimal", 2, 0.125, "0,13", "0.13"),
        ("decimal", 2, 1.005, "1,01", "1.01"),
        ("decimal", 2, 2.675, "2,68", "2.68"),
        ("decimal", None, -1234.05, f"{M}1.234,1", f"{M}1,234.1"),
        ("decimal", None, -0.04, "0,0", "0.0"),
        ("percent", None, 104 / 407, f"25,6{S}%", "25.6%"),
        ("percent", 0, 0.745, f"75{S}%", "75%"),
        ("percent", 2, 0.00005, f"0,01{S}%", "0.01%"),
        ("percent", None, -0.0375, f"{M}3,8{S}%", f"{M}3.8%"),
        ("percent", None, 12.5, f"1.250,0{S}%", "1,250.0%"),
        ("compact", None, 999_999, "999.999", "999,999"),
        ("compact", None, 1_500_000, f"1,5{S}Mio.", "1.5M"),
        ("compact", None, 22_000_000, f"22{S}Mio.", "22M"),
        ("compact", None, 1_250_000, f"1,3{S}Mio.", "1.3M"),
        ("compact", None, 1_000_000, f"1{S}Mio.", "1M"),
        ("compact", None, 999_949_999, f"999,9{S}Mio.", "999.9M"),
        ("compact", None, 999_950_000, f"1{S}Mrd.", "1B"),
        ("compact", None, 83_200_000_000, f"83,2{S}Mrd.", "83.2B"),
        ("compact", None, 2 * 10**15, f"2.000{S}Bio.", "2,000T"),
        ("compact", 2, 1_250_000, f"1,25{S}Mio.", "1.25M"),
        ("compact", 0, 1_500_000, f"2{S}Mio.", "2M"),
        ("compact", None, -1_500_000, f"{M}1,5{S}Mio.", f"{M}1.5M"),
        ("compact", None, 1234.56, "1.234,6", "1,234.6"),
        ("currency", None, 1234.565, f"1.234,57{S}€", "€1,234.57"),
        ("currency", None, -5, f"{M}5,00{S}€", f"{M}€5.00"),
        ("currency", 0, 1499.5, f"1.500{S}€", "€1,500"),
    ],
)
def test_table(kind: Kind, digits: int | None, value: float, german: str, english: str) -> None:
    assert NumberFormat(kind, digits).text(value) == german
    assert NumberFormat(kind, digits, language="en-GB").text(value) == english


def test_currencies_have_their_own_digits() -> None:
    assert NumberFormat("currency", currency="JPY").text(1500) == f"1.500{S}¥"
    assert NumberFormat("currency", currency="CHF").text(12.5) == f"12,50{S}CHF"


@pytest.mark.parametrize("language", ["xx", "", "nonsense-tag-of-length", "de_DE", "DE-de"])
def test_an_unknown_language_counts_as_german(language: str) -> None:
    assert NumberFormat("decimal", language=language).text(1234.5) == "1.234,5"


@pytest.mark.parametrize(
    ("value", "written", "text"),
    [
        (104, True, "104"),
        (5.0, True, "5"),
        (3.75, True, "3,75"),
        (115_906.56, True, "115.906,56"),
        (1 / 3, False, "0,3"),
        (2, False, "2"),
    ],
)
def test_without_a_format_a_figure_is_written_as_its_source_wrote_it(
    value: float, written: bool, text: str
) -> None:
    assert usual_format([value], "de-DE", written=written).text(value) == text


@pytest.mark.parametrize(
    ("kind", "end", "steps"),
    [
        ("compact", 1_500_000, {0: f"0,0{S}Mio.", 700_000: f"0,7{S}Mio.", 1e6: f"1,0{S}Mio."}),
        ("compact", 22_000_000, {0: f"0{S}Mio.", 7_000_000: f"7{S}Mio."}),
        ("compact", 250_000, {125_000.4: "125.000"}),
        ("percent", 0.2555, {0: f"0,0{S}%", 0.1: f"10,0{S}%"}),
        ("integer", 104, {0: "0", 51.5: "52", 200: "104", -3: "0"}),
        ("integer", -104, {-51.5: f"{M}52", -200: f"{M}104", 3: "0"}),
    ],
)
def test_counting_keeps_sign_and_digits_of_the_end(
    kind: Kind, end: float, steps: dict[float, str]
) -> None:
    style = NumberFormat(kind)
    write = style.counting(end)
    assert {at: write(at) for at in steps} == steps
    assert write(end) == style.text(end)


def test_dates() -> None:
    assert date_text(date(2018, 11, 6), "de-DE") == "06.11.2018"
    assert date_text(date(2018, 11, 6), "en") == "Nov 6, 2018"
    moment = datetime(2018, 11, 6, 9, 55, tzinfo=UTC)
    assert date_text(moment, "de-DE") == f"06.11.2018, 09:55{S}Uhr"
    assert date_text(moment, "en") == "Nov 6, 2018, 09:55"
