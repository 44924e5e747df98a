"""CSV files: the samples cell by cell, encodings, and files that are none."""

from pathlib import Path

import pytest
from tables import notices, problem, read_text, source

from kjc_desktop.data.files.csv_file import parse_csv
from kjc_desktop.data.snapshot import Table

SAMPLES = Path(__file__).parents[2] / "deliveries"


def sample(name: str) -> Table:
    return read_text((SAMPLES / name).read_bytes())


def cells(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split("|")) for line in text.splitlines())


def test_eckwerte() -> None:
    assert sample("ba_eckwerte_cp1252.csv") == Table(
        columns=(
            "Ausgewählte Merkmale", "Oktober 2018", "September 2018", "Oktober 2017",
            "Veränderung Oktober 2018 zum Vorjahresmonat absolut",
            "Veränderung Oktober 2018 zum Vorjahresmonat in %",
        ),
        rows=cells(
            "Arbeitslose insgesamt|5.910|5.980|6.640|-730|-11,0\n"
            "im Rechtskreis SGB III|1.540|1.560|1.690|-150|-8,9\n"
            "im Rechtskreis SGB II|4.370|4.420|4.950|-580|-11,7\n"
            "Arbeitslosenquote (bezogen auf alle zivilen Erwerbspersonen)|6,9|7,0|7,8|-0,9|-\n"
            "im Rechtskreis SGB II|5,1|5,2|5,8|-0,7|-\n"
            "Gemeldete Arbeitsstellen|*|1.210|1.180|x|x"
        ),
        decimals=(",",) * 6,
        lines=(9, 10, 11, 12, 13, 14),
    )  # fmt: skip


def test_genesis() -> None:
    assert sample("genesis_ffcsv_neu_utf8sig.csv") == Table(
        columns=(
            "statistics_code", "statistics_label", "time_code", "time_label", "time",
            "1_variable_code", "1_variable_label", "1_variable_attribute_code",
            "1_variable_attribute_label", "value", "value_unit", "value_variable_code",
            "value_variable_label",
        ),
        rows=cells(
            "12411|Fortschreibung des Bevölkerungsstandes|STAG|Stichtag|2018-12-31|KREISE|Kreise"
            "|05117|Mülheim an der Ruhr, kreisfreie Stadt|170880|Anzahl|BEVSTD|Bevölkerungsstand\n"
            "11111|Feststellung des Gebietsstands|STAG|Stichtag|2018-12-31|KREISE|Kreise"
            "|05117|Mülheim an der Ruhr, kreisfreie Stadt|91,28|qkm|FLC006|Gebietsfläche\n"
            "12411|Fortschreibung des Bevölkerungsstandes|STAG|Stichtag|2018-12-31|KREISE|Kreise"
            "|16061|Eichsfeld, Landkreis|...|Anzahl|BEVSTD|Bevölkerungsstand"
        ),
        decimals=(",",) * 13,
        lines=(2, 3, 4),
    )  # fmt: skip


def test_kennzahlen() -> None:
    both = "Deutscher Landkreistag / Deutscher Städtetag"
    assert sample("kennzahlen_utf8.csv") == Table(
        columns=("id", "wert", "einheit", "genauigkeit", "stand", "quelle"),
        rows=cells(
            "kommunale_jobcenter|104|Jobcenter|genau|26.11.2018|Stadt Mülheim an der Ruhr\n"
            f"betreute_menschen|1,5|Mio. Menschen|rund|26.11.2018|{both}\n"
            f"integrationen_pro_jahr|250.000|Menschen|mehr als|26.11.2018|{both}\n"
            f"einwohner|22|Mio. Einwohner|mehr als|26.11.2018|{both}\n"
            "jobcenter_gesamt|407|Jobcenter|genau|26.11.2018|Stadt Mülheim an der Ruhr\n"
            "gemeinsame_einrichtungen|303|gemeinsame Einrichtungen|genau|26.11.2018"
            "|Stadt Mülheim an der Ruhr"
        ),
        decimals=(",",) * 6,
        lines=(2, 3, 4, 5, 6, 7),
    )


def test_cp1252_is_told() -> None:
    content = "Stadt;Wert\nMülheim – „Ruhr“;5\n".encode("cp1252")
    assert "cp1252" in notices(content)[0]
    assert read_text(content).rows == (("Mülheim – „Ruhr“", "5"),)


def test_the_deck_says_the_encoding() -> None:
    content = "Stadt;Wert\nMülheim;5\n".encode("cp437")
    assert read_text(content, encoding="cp437").rows == (("Mülheim", "5"),)
    assert notices(content, encoding="cp437") == []
    marked = "Stadt;Wert\nMülheim;5\n".encode("utf-8-sig")
    assert read_text(marked, encoding="utf-8").columns == ("Stadt", "Wert")
    wide = "Stadt;Wert\nMülheim;5\n".encode("utf-16")
    assert read_text(wide, encoding="utf-16").columns == ("Stadt", "Wert")


@pytest.mark.parametrize(
    ("content", "encoding", "key"),
    [
        (b"a;b\n\xff;1\n", "utf-8", "csv_encoding_wrong"),
        (b"a;b\nx;1\n", "klingonisch", "csv_encoding_unknown"),
        (b"a;b\nx;1\n", "base64", "csv_encoding_unknown"),
        (b"a;b\nx;1\n", "a\0b", "csv_encoding_wrong"),
        (b"a;b\nx;1\n", "utf-16", "table_none"),
        (b"PK\x03\x04rest", None, "csv_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "cp1252", "csv_workbook"),
        (b"a;b\n\0;1\n", None, "csv_binary"),
        (b"a;b\n\x81;1\n", None, "csv_binary"),
        (b"\xef\xbb\xbfa;b\n\xff;1\n", None, "csv_binary"),
        (b"\xff\xfea", None, "csv_binary"),
        (b"<!DOCTYPE html><html>a;b\n</html>\n", None, "csv_page"),
        (b'a;b\nx;1\n"y;2\nz;3\n', None, "csv_quote"),
        (b'a;b\nx;1\n"', None, "csv_quote"),
        (b"a;b\nx;" + b"1" * 200_000 + b"\n", None, "csv_broken"),
    ],
)
def test_no_text(content: bytes, encoding: str | None, key: str) -> None:
    assert problem(parse_csv(content, source(encoding=encoding))).key == key


@pytest.mark.parametrize(
    "text", ["a;b;c\nx;1;2\ny;3", "a;b;c\nx;1;2\ny", "a;b;c\nx;1;2\ny;3\nQue", "a;b;c\nx;1"]
)
def test_a_last_row_without_its_last_columns(text: str) -> None:
    found = problem(parse_csv(text.encode(), source()))
    assert found.key == "csv_cut_off"
    assert found.values["line"] == text.count("\n") + 1
    assert not notices(f"{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "a;b;c\nx;1;2\ny;3;4",
        "a;b;c;\nx;1;2\ny;3;4",
        "a;b;c\nx;1;2;\ny;3;4;",
        "a;b;c\nx;1;2\ny;3;4\nQuelle: Amt",
        "a;b;c\nx;1;2\ny;3;4\n© Amt\ngerundet",
        "a;b;c\nx;1;2\ny;3;4\n\ngerundet",
    ],
)
def test_a_whole_file_without_a_last_line_end(text: str) -> None:
    assert len(read_text(text).rows) == 2
