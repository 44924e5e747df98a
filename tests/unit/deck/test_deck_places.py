"""Where things stand: spans of values and of stretches of text, and the reports that show them."""

from pathlib import Path

import pytest

from decks import EXAMPLE, PLAIN, write
from kjc_desktop.deck import load_deck
from kjc_desktop.deck.codes import finding
from kjc_desktop.deck.nodes import Mapping, Scalar, SourceText
from kjc_desktop.deck.origins import DeckOrigins
from kjc_desktop.deck.report import line_reader, render_text, to_json
from kjc_desktop.deck.spans import Span
from kjc_desktop.deck.yaml_reader import read_yaml


@pytest.fixture
def origins(tmp_path: Path) -> DeckOrigins:
    deck = load_deck(write(tmp_path, EXAMPLE)).deck
    assert deck is not None
    assert isinstance(deck.origins, DeckOrigins)
    return deck.origins


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("deck", "title"), Span("deck.yaml", 1, 8, 1, 31)),
        (("deck", "defaults", "duration"), Span("deck.yaml", 5, 22, 5, 26)),
        (("deck", "plan"), Span("deck.yaml")),
        (("deck",), Span("deck.yaml")),
        (("figures", "menschen"), Span("figures.yaml", 8, 3, 8, 11)),
        (("figures", "menschen", "value"), Span("figures.yaml", 8, 26, 8, 35)),
        (("figures", "menschen", "as_of"), Span("figures.yaml", 8, 3, 8, 11)),
        (("claims", "viertel", "text"), Span("figures.yaml", 12, 19, 12, 58)),
        (("slides", "kennzahlen"), Span("kennzahlen.yaml")),
        (("slides", "kennzahlen", "content", 0), Span("kennzahlen.yaml", 7, 5, 7, 21)),
        (("slides", "kennzahlen", "content", 0, "figure"), Span("kennzahlen.yaml", 7, 13, 7, 21)),
        (("slides", "kennzahlen", "content", 1, "color"), Span("kennzahlen.yaml", 8, 72, 8, 78)),
        (("slides", "kennzahlen", "content", 2, "caption"), Span("kennzahlen.yaml", 9, 5, 9, 31)),
        (("slides", "fehlt", "title"), Span("deck.yaml")),
    ],
)
def test_span(origins: DeckOrigins, path: tuple[str | int, ...], expected: Span) -> None:
    assert origins.span(*path) == expected


@pytest.mark.parametrize(
    ("value", "line", "column"),
    [
        ("ein ZIEL", 1, 8),
        ("'ein ''ZIEL'' x'", 1, 11),
        ('"a\\tb\\u00e4\\x41\\U0001F600\\"ZIEL"', 1, 31),
        ("mehrere\n  Zeilen ZIEL", 2, 10),
        ('"mehrere\n\n  Zeilen\\\n   ZIEL"', 4, 4),
        ("|\n  eins\n\n    zwei ZIEL\n", 4, 10),
        ("|2-  # Bemerkung\n   eins ZIEL", 2, 9),
        (">\n  eins\n  zwei\n\n  drei ZIEL", 5, 8),
    ],
)
def test_part_of_a_text(value: str, line: int, column: int) -> None:
    root = read_yaml(SourceText("a.yaml", f"a: {value}"))
    assert isinstance(root, Mapping)
    node = root.get("a")
    assert isinstance(node, Scalar)
    start = node.text.index("ZIEL")
    assert node.part(start, 4) == Span("a.yaml", line, column, line, column + 4)


def test_report_of_the_format(tmp_path: Path) -> None:
    text = "title: a\nlayout: columns\ncontent:\n  - number: integratoinen\n"
    folder = write(tmp_path, EXAMPLE, {"kennzahlen.yaml": text})
    diagnostics = load_deck(folder).diagnostics
    assert render_text(diagnostics, line_reader(folder), "de").splitlines() == [
        "kennzahlen.yaml:4:13: KJC203: Unbekannte Figur „integratoinen“.",
        "  4 │   - number: integratoinen",
        "    │             ^^^^^^^^^^^^^ Meinten Sie „integrationen“?",
    ]


@pytest.mark.parametrize(
    ("line", "span", "expected"),
    [
        ("  a: b", Span("f", 8, 6, 8, 7), ["  8 │   a: b", "    │      ^"]),
        ("\ta: b", Span("f", 12, 2, 12, 3), ["  12 │     a: b", "     │     ^"]),
        ("日本: b", Span("f", 1, 5, 1, 6), ["  1 │ 日本: b", "    │       ^"]),
        ("a: bc", Span("f", 1, 4, 3, 2), ["  1 │ a: bc", "    │    ^^"]),
        ("a:", Span("f", 1, 3, 1, 3), ["  1 │ a:", "    │   ^"]),
    ],
)
def test_carets_are_aligned(line: str, span: Span, expected: list[str]) -> None:
    text = render_text([finding("KJC234", span, text="b")], lambda *_: line, "de")
    assert text.splitlines()[1:] == expected


def test_long_lines_are_cut_around_the_mark() -> None:
    line = "a: " + "x" * 500 + "ZIEL" + "y" * 500
    text = render_text(
        [finding("KJC234", Span("f", 1, 504, 1, 508), text="b")], lambda *_: line, "de"
    )
    _, shown, carets = text.splitlines()
    assert len(shown) < 110
    assert shown[carets.index("^") : carets.index("^") + 4] == "ZIEL"


def test_a_whole_file_has_no_line(tmp_path: Path) -> None:
    folder = write(tmp_path, PLAIN, {"eins.yaml": ""})
    text = render_text(load_deck(folder).diagnostics, line_reader(folder), "de")
    assert text.splitlines() == [
        "eins.yaml:1:1: KJC107: „eins.yaml“ ist leer.",
        "    Bitte ausfüllen oder löschen.",
    ]


def test_json(tmp_path: Path) -> None:
    folder = write(tmp_path, PLAIN, {"eins.yaml": "titel: a\n"})
    assert to_json(load_deck(folder).diagnostics, "de") == {
        "diagnostics": [
            {
                "code": "KJC201",
                "severity": "error",
                "file": "eins.yaml",
                "line": 1,
                "column": 1,
                "end_line": 1,
                "end_column": 6,
                "message": "Unbekanntes Feld „titel“.",
                "hint": "Meinten Sie „title“?",
            }
        ],
        "summary": {"errors": 1, "warnings": 0, "notes": 0},
    }
