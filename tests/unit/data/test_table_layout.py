"""The table of a file as offices write it: header, rows and lines, exactly."""

from dataclasses import dataclass, field

import pytest
from tables import problem, read_text, source

from kjc_desktop.data.files.csv_file import parse_csv
from kjc_desktop.data.snapshot import Cell


@dataclass(frozen=True)
class Shape:
    name: str
    text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[int, ...]
    says: dict[str, object] = field(default_factory=dict)


def shape(
    name: str,
    text: str,
    columns: str,
    rows: str,
    lines: str,
    /,
    **says: object,
) -> Shape:
    """Write columns with `|` between them, rows likewise one a line; `~` is an empty cell."""
    cells = tuple(
        tuple(None if cell == "~" else cell for cell in row.split("|")) for row in rows.splitlines()
    )
    return Shape(
        name, text, tuple(columns.replace("~", "").split("|")), cells,
        tuple(map(int, lines.split())), dict(says),
    )  # fmt: skip


SHAPES = [
    shape(
        "plain",
        "Monat;ELB\nOkt 2018;13.764\nNov 2018;13.700\n",
        "Monat|ELB", "Okt 2018|13.764\nNov 2018|13.700", "2 3",
    ),
    shape(
        "eckwerte, two columns, metadata of two cells, stray separators",
        "Land:; Berlin;\r\nBerichtsmonat:; Oktober 2018;\r\n\r\nMerkmal;Oktober 2018;\r\n"
        "Arbeitslose;154.711;\r\nQuote;7,9;\r\n© Statistik der Bundesagentur für Arbeit\r\n",
        "Merkmal|Oktober 2018", "Arbeitslose|154.711\nQuote|7,9", "5 6",
    ),
    shape(
        "eckwerte, three columns",
        "Land:; Berlin\r\nDatenstand:; November 2018\r\n\r\n"
        "Merkmal;Oktober 2018;Veränderung in %\r\nBestand an Arbeitslosen;226.880;-;\r\n"
        "Zugang;10,6;*;\r\n© Statistik der BA\r\nErstellungsdatum:; 30.10.2018\r\n"
        "Hinweis: Werte gerundet\r\n",
        "Merkmal|Oktober 2018|Veränderung in %",
        "Bestand an Arbeitslosen|226.880|-\nZugang|10,6|*", "5 6",
    ),
    shape(
        "metadata directly above",
        "Kreis:; Mülheim\nStand:; 01.10.2018\nMerkmal;2017;2018\nArbeitslose;5.910;5.980\n",
        "Merkmal|2017|2018", "Arbeitslose|5.910|5.980", "4",
    ),
    shape(
        "genesis, three header rows, padded titles",
        "GENESIS-Tabelle: 12411-01-01-4;;;;;\n"
        "Bevölkerung nach Geschlecht - Stichtag 31.12. -;;;;;\n"
        "Fortschreibung des Bevölkerungsstandes;;;;;\n"
        ";;;Bevölkerungsstand;;\n;;;Anzahl;;\n;;;Insgesamt;männlich;weiblich\n"
        "31.12.2018;DG;Deutschland;83019213;40966691;42052522\n"
        "31.12.2018;05117;  Mülheim an der Ruhr, kreisfreie Stadt;170880;82870;88010\n"
        "31.12.2018;03152;    Göttingen, Landkreis (bis 31.10.2016);-;-;-\n"
        "__________;;;;;\nWerte ab 2011 auf Grundlage des Zensus;;;;;\n"
        "(C)opyright Statistisches Bundesamt (Destatis), 2023;;;;;\n"
        "Stand: 03.01.2023 / 22:01:12;;;;;\n",
        "~|~|~|Bevölkerungsstand Anzahl Insgesamt|Bevölkerungsstand Anzahl männlich"
        "|Bevölkerungsstand Anzahl weiblich",
        "31.12.2018|DG|Deutschland|83019213|40966691|42052522\n"
        "31.12.2018|05117|  Mülheim an der Ruhr, kreisfreie Stadt|170880|82870|88010\n"
        "31.12.2018|03152|    Göttingen, Landkreis (bis 31.10.2016)|-|-|-", "7 8 9",
    ),
    shape(
        "genesis, years as header, one title line without separators",
        "GENESIS-Tabelle: 13211-0001\nArbeitslose, Zeitreihe;;;\n;;2017;2018\n"
        "DG;Deutschland;2532837;2340082\n05;  Nordrhein-Westfalen;...;651074\n"
        "__________\n(C)opyright\n",
        "~|~|2017|2018", "DG|Deutschland|2532837|2340082\n05|  Nordrhein-Westfalen|...|651074",
        "4 5",
    ),
    shape(
        "ffcsv, old wide form",
        "Statistik_Code;Zeit;1_Auspraegung_Code;1_Auspraegung_Label;BEVSTD__Anzahl\n"
        "12411;31.12.2018;05117;Mülheim an der Ruhr, kreisfreie Stadt;170880\n",
        "Statistik_Code|Zeit|1_Auspraegung_Code|1_Auspraegung_Label|BEVSTD__Anzahl",
        "12411|31.12.2018|05117|Mülheim an der Ruhr, kreisfreie Stadt|170880", "2",
    ),
    shape(
        "saved by Excel, every row padded",
        "Bericht Oktober 2018;;;\r\n;;;\r\nMerkmal;Ist;Soll;\r\nGäste;312;400;\r\n"
        "Plätze;1.200;-;\r\nQuelle: eigene Zählung;;;\r\nStand: 01.10.2018;;;\r\n;;;\r\n;;;\r\n",
        "Merkmal|Ist|Soll", "Gäste|312|400\nPlätze|1.200|-", "4 5",
    ),
    shape(
        "without a header",
        "Berlin;3.500.000\nHamburg;1.800.000\n", "~|~",
        "Berlin|3.500.000\nHamburg|1.800.000", "1 2",
    ),
    shape("one row without a header", "312;400\n", "~|~", "312|400", "1"),
    shape("one row", "Gäste;Plätze\n312;400\n", "Gäste|Plätze", "312|400", "2"),
    shape("columns called x", "Ort;Y;X\nA;51.43;7\n", "Ort|Y|X", "A|51.43|7", "2"),
    shape("a column called x", "Ort;x\nA;5\nB;-\n", "Ort|x", "A|5\nB|-", "2 3"),
    shape("both first cells names of axes", "x;y\n1;2\n3;4\n", "x|y", "1|2\n3|4", "2 3"),
    shape("a column called -", "Ort;Zahl;-\nA;5;6\n", "Ort|Zahl|-", "A|5|6", "2"),
    shape("a column called *", "Titel\n\nOrt;Zahl;*\nA;5;6\n", "Ort|Zahl|*", "A|5|6", "4"),
    shape(
        "signs for no figure in the first row",
        "Ort;Zahl;Rest\nA;x;-\nB;5;6\n", "Ort|Zahl|Rest", "A|x|-\nB|5|6", "2 3",
    ),
    shape(
        "signs for no figure below an unnamed column",
        ";Okt;Sep\nA;x;-\nB;5;6\n", "~|Okt|Sep", "A|x|-\nB|5|6", "2 3",
    ),
    shape("no figure, and no header", "A;-\nB;5\n", "~|~", "A|-\nB|5", "1 2"),
    shape("one column", "Gäste\n312\n", "Gäste", "312", "2"),
    shape("one column of texts", "Thema\nArbeit\nBildung\n", "Thema", "Arbeit\nBildung", "2 3"),
    shape(
        "columns numbered below two rows of names, and a row that counts",
        "Merkmal;Okt;;Sep;\n;Anzahl;%;Anzahl;%\n;1;2;3;4\nA;1;2;3;4\n",
        "Merkmal|Okt Anzahl|Okt %|Sep Anzahl|Sep %", "A|1|2|3|4", "4",
    ),
    shape("one column of decimals", "Quote\n6,9\n7,1\n", "Quote", "6,9\n7,1", "2 3"),
    shape(
        "years above years",
        "Ereignis;2017;2018\nBeginn;1990;1991\n", "Ereignis|2017|2018", "Beginn|1990|1991", "2",
    ),
    shape(
        "dates below a header",
        "Jahr;Teilnehmende\n2016;1950\n2017;2001\n", "Jahr|Teilnehmende", "2016|1950\n2017|2001",
        "2 3",
    ),
    shape(
        "years and numbers that look like years, without a header",
        "2016;1950\n2017;2001\n", "~|~", "2016|1950\n2017|2001", "1 2",
    ),
    shape(
        "dates without a header",
        "Eröffnung;26.11.2018\nEnde;27.11.2018\n", "~|~",
        "Eröffnung|26.11.2018\nEnde|27.11.2018", "1 2",
    ),
    shape(
        "months as numbers above the columns",
        "Jahr;1;2;3;4\nx2017;10;20;30;40\n", "Jahr|1|2|3|4", "x2017|10|20|30|40", "2",
    ),
    shape(
        "columns numbered below their names",
        "Region;Insgesamt;Männer;Frauen\n1;2;3;4\nBund;30;10;20\n",
        "Region|Insgesamt|Männer|Frauen", "Bund|30|10|20", "3",
    ),
    shape(
        "rows that look like numbered columns",
        "a;b;c\n1;2;3\n4;5;6\n", "a|b|c", "1|2|3\n4|5|6", "2 3",
    ),
    shape("tabs", "Monat\tELB\nOkt\t13.764\n", "Monat|ELB", "Okt|13.764", "2"),
    shape("bars", "Monat|ELB\nOkt|13.764\n", "Monat|ELB", "Okt|13.764", "2"),
    shape(
        "English, quoted commas",
        'name,value,share\n"Mülheim, city",1234.5,0.069\n"Essen; city",999,0.1\n',
        "name|value|share", "Mülheim, city|1234.5|0.069\nEssen; city|999|0.1", "2 3",
    ),
    shape(
        "quoted, with line ends in cells and names",
        'Name;"Anzahl\n(Personen)"\n"Haus\nMitte";5\n"Haus ""Nord""";6\n',
        "Name|Anzahl (Personen)", 'Haus^Mitte|5\nHaus "Nord"|6', "3 5",
    ),
    shape(
        "names with commas in every row, unquoted",
        "AGS;Name\n05117;Mülheim an der Ruhr, kreisfreie Stadt\n05113;Essen, kreisfreie Stadt\n",
        "AGS|Name",
        "05117|Mülheim an der Ruhr, kreisfreie Stadt\n05113|Essen, kreisfreie Stadt", "2 3",
    ),
    shape(
        "separators only at the ends of rows",
        "Merkmal;Wert\nA;1;\nB;2;\n", "Merkmal|Wert", "A|1\nB|2", "2 3",
    ),
    shape(
        "notes of two cells",
        "Merkmal;Wert\nA;1\nB;2\nQuelle:;Stadt Mülheim\nStand:;01.10.2018\n",
        "Merkmal|Wert", "A|1\nB|2", "2 3",
    ),
    shape(
        "columns called like notes",
        "Stand;Quelle;Wert\n01.10.2018;BA;5\n01.11.2018;BA;6\n",
        "Stand|Quelle|Wert", "01.10.2018|BA|5\n01.11.2018|BA|6", "2 3",
    ),
    shape(
        "rows called like notes",
        "Merkmal;Wert\nQuellensteuer;1\nHinweise;2\n© im Bericht;3\n",
        "Merkmal|Wert", "Quellensteuer|1\nHinweise|2\n© im Bericht|3", "2 3 4",
    ),
    shape(
        "blank lines and names without values in the middle",
        "Merkmal;Okt;Sep\nSGB II;;\nArbeitslose;4.370;4.420\n\n"
        "SGB III;;\nArbeitslose;1.540;1.560\n",
        "Merkmal|Okt|Sep",
        "SGB II|~|~\nArbeitslose|4.370|4.420\nSGB III|~|~\nArbeitslose|1.540|1.560", "2 3 5 6",
    ),
    shape(
        "a blank line below the header",
        "Merkmal;Okt;Sep\n\nArbeitslose;4.370;4.420\n", "Merkmal|Okt|Sep",
        "Arbeitslose|4.370|4.420", "3",
    ),
    shape(
        "two tables: the larger one",
        "A;B\nx1;2\n\nC;D;E\ny1;4;5\ny2;7;8\n", "C|D|E", "y1|4|5\ny2|7|8", "5 6",
    ),
    shape(
        "texts only",
        "Zeit;Raum\nvormittags;Saal\nnachmittags;Foyer\n", "Zeit|Raum",
        "vormittags|Saal\nnachmittags|Foyer", "2 3",
    ),
    shape(
        "the first rows without values",
        "Name;Ort;Wert\nA;Essen;\nB;Ulm;\nC;Köln;5\n", "Name|Ort|Wert",
        "A|Essen|~\nB|Ulm|~\nC|Köln|5", "2 3 4",
    ),
    shape(
        "names above names, first cell only below",
        ";2017;;2018;\nKreis;Anzahl;Quote;Anzahl;Quote\nEssen;5;6,1;7;8,2\n",
        "Kreis|2017 Anzahl|2017 Quote|2018 Anzahl|2018 Quote", "Essen|5|6,1|7|8,2", "3",
    ),
    shape(
        "names above names, first cell only above",
        "Kreis;2017;;2018;\n;Anzahl;Quote;Anzahl;Quote\nEssen;5;6,1;7;8,2\n",
        "Kreis|2017 Anzahl|2017 Quote|2018 Anzahl|2018 Quote", "Essen|5|6,1|7|8,2", "3",
    ),
    shape(
        "announced values only", "Gäste:;312\nPlätze:;400\n", "~|~", "Gäste:|312\nPlätze:|400",
        "1 2",
    ),
    shape("separator said in the file", "sep=,\na,b\nx;y,2\n", "a|b", "x;y|2", "3"),
    shape(
        "titles in the first column, table in the second",
        "Titel der Tabelle;;\n\n;Merkmal;Wert\n;Gäste;312\n;Plätze;400\n", "Merkmal|Wert",
        "Gäste|312\nPlätze|400", "4 5",
    ),
    shape(
        "leading zeros and blanks are kept",
        "AGS;Wert\n05117; 12 \n", "AGS|Wert", "05117| 12 ", "2",
    ),
    shape(
        "cells beyond the header",
        "a;b\nx;1\ny;2;neu\n", "a|b|~", "x|1|~\ny|2|neu", "2 3",
    ),
    # what the deck says
    shape(
        "header said", "Kreis;Mülheim\nMerkmal;Wert\nA;1\n", "Merkmal|Wert", "A|1", "3", header=2,
    ),
    shape(
        "header rows said",
        "Kreis;Einwohner;Fläche\nSchlüssel;Anzahl;qkm\n05117;170880;91,28\n",
        "Kreis Schlüssel|Einwohner Anzahl|Fläche qkm", "05117|170880|91,28", "3", header=[1, 2],
    ),
    shape(
        "rows said", "A;B\nx1;2\nx2;3\nx3;4\nC;D\ny1;4\n", "C|D", "y1|4", "6", rows="5:6",
    ),
    shape(
        "cells said",
        "A;B;C\nx1;2;3\nx2;3;4\n\nnicht;das;hier\n", "B|C", "2|3\n3|4", "2 3", rows="B1:C3",
    ),
    shape(
        "cells and header said",
        "Titel\nA;B;C\n;;z\nx1;2;3\nx2;3;4\n", "B|C z", "2|3\n3|4", "4 5", rows="$B$2:$C$5",
        header=[2, 3],
    ),
]  # fmt: skip


@pytest.mark.parametrize("each", SHAPES, ids=lambda each: each.name)
def test_shape(each: Shape) -> None:
    found = read_text(each.text, **each.says)
    rows = tuple(
        tuple(cell.replace("\n", "^") if isinstance(cell, str) else cell for cell in row)
        for row in found.rows
    )
    assert (found.columns, rows, found.lines) == (each.columns, each.rows, each.lines)
    assert len(found.decimals) == len(found.columns)


@pytest.mark.parametrize("each", SHAPES, ids=lambda each: each.name)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_shape_in_any_encoding(each: Shape, encoding: str) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    found = read_text(mark + each.text.encode(encoding), **each.says)
    assert found == read_text(each.text, **each.says)


@pytest.mark.parametrize("each", SHAPES, ids=lambda each: each.name)
def test_shape_with_other_line_ends(each: Shape) -> None:
    if '"' in each.text:
        return
    found = read_text(each.text.replace("\r\n", "\n").replace("\n", "\r\n"), **each.says)
    assert found == read_text(each.text, **each.says)


@pytest.mark.parametrize(
    ("text", "says", "key"),
    [
        ("a;b;c\n", {}, "table_none"),
        ("nur Text\n", {}, "table_none"),
        ("\n\n", {}, "table_none"),
        (";;;\n;;;\n", {}, "table_none"),
        ("a;b\nx;1\n", {"header": 7}, "table_header"),
        ("a;b\nx;1\n", {"header": 2}, "table_none"),
        ("a;b\nx;1\n", {"rows": "40:50"}, "table_none"),
        ("a;b\nx;1\n", {"rows": "Eckwerte"}, "csv_rows"),
        ("a;b\nx;1\n", {"rows": "Eckwerte!A1:B2"}, "csv_rows"),
    ],
)
def test_no_table(text: str, says: dict[str, object], key: str) -> None:
    assert problem(parse_csv(text.encode(), source(**says))).key == key
