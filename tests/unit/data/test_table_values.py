"""What the cells of a table mean: decimal signs, doubts about them, and days."""

import pytest
from tables import notices, read_text


def test_doubts_are_told() -> None:
    (told,) = notices("Monat;Wert\nOkt;13.764\n")
    assert '„Wert“: „13.764“ ist 13764 (Tausenderpunkt, Dezimalkomma); decimal: "."' in told
    assert "Dezimalpunkt, keine" in notices("Monat;Wert\nOkt;13.764\nNov;6.9\n")[0]
    assert "Dezimalkomma, keine" in notices("Monat;Wert\nOkt;1,234\n")[0]
    assert "ist 1234 (Tausenderkomma" in notices('m,w,q\nOkt,"1,234",6.9\n')[0]
    (doubt,) = notices("Ort;Quote;Zahl\nA;7.1;13.764\n")
    assert "„Zahl“: „13.764“ kann mit" in doubt
    assert "„7.1“" in doubt
    assert "auf zwei Weisen" in notices("Monat;Wert\nOkt;6,9\nNov;6.9\n")[0]
    assert "Zeile 3 hat mehr Felder" in notices("a;b\nx;1\ny;2;neu\n")[0]
    assert "„c“" in notices("a;b\nx;1\n", types={"c": "text"})[0]


def test_no_doubt_no_word() -> None:
    assert notices("Monat;Wert\nOkt;226.880\nNov;10,6\n") == []
    assert notices("Monat;Wert\nOkt;13.764\n", decimal=",") == []
    assert notices("Monat;Wert\nOkt;13764\n") == []


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("a;b\nx;13.764\n", ",,"),
        ("a;b\nx;51.43\n", ",."),
        ("a;b;c\nx;7.1;13.764\n", ",.?"),
        ("a;b;c\nx;7,1;13.764\n", ",,,"),
        ("a;b;c\nx;7;13.764\n", ",,,"),
        ("Nr.;a;b\n1.1;x;13.764\n1.2;y;14.000\n", ".,,"),
        ("a;b\nx;51.43\ny;51,43\n", ",?"),
        ('a,b,c\nx,"1,234",6.9\n', ",.."),
    ],
)
def test_decimal_signs_are_kept_with_the_table(text: str, signs: str) -> None:
    assert "".join(read_text(text).decimals) == signs


def test_the_deck_decides_the_decimal_sign() -> None:
    assert read_text("a;b\nx;13.764\n", decimal=".").decimals == (".", ".")


def test_types_make_days_of_dates_and_serials() -> None:
    text = (
        "Tag;Nr\n03.01.2023;05\n43374;06\n3.1.2023 9:55;07\n60;08\n2018-10-01;09\n"
        "31.02.2020;1\n-;2\n"
    )
    found = read_text(text, types={"Tag": "date", "2": "text"})
    assert [row[0] for row in found.rows] == [
        "2023-01-03", "2018-10-01", "2023-01-03T09:55", "60", "2018-10-01", "31.02.2020", "-",
    ]  # fmt: skip
    assert found.rows[0][1] == "05"
