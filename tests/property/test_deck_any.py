"""Whatever is in a deck's files: loading never raises and never points outside them."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kjc_desktop.deck import load_deck
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.report import line_reader, render_text, to_json

FILES = {
    "deck.yaml": "title: Probe\nlanguage: de-DE\nfooter: Fuß\n",
    "figures.yaml": (
        "sources:\n  amt: {publisher: Amt}\nfigures:\n"
        "  menschen: {value: 5, source: amt, unit: Menschen}\n"
    ),
    "eins.yaml": (
        "layout: columns\ntitle: Eins {menschen}\nduration: 10 s\ncontent:\n"
        "  - number: {figure: menschen, caption: Hier}\n  - text: {text: a, align: left}\n"
    ),
    "variants/v.yaml": "footer: Anders\nfigures: {menschen: {value: 6}}\n",
}

YAML_LIKE = st.text(
    st.sampled_from(list("abc:-[]{}'\"|>&*!%@`#~,.? \n\t\r\\0123456789äß\x85\u2028😀")), max_size=80
)
SNIPPETS = st.lists(
    st.sampled_from(
        ["title: ", "content:\n", "  - ", "number: ", "{", "}", "[", "]", "menschen", "~", "\n",
         "figures:", " value: 1.234", "'", '"', "|\n  a {b\n", "layout: grid\n", "areas: [a a]\n",
         "2018-11-26", "true", ": ", "- {", "bars: [", "map: ", "image: ../x", "ignore: {a: b}\n",
         "sources: {a: {csv: b}}\n", "slides: [eins, x]\n", "theme: ", "timezone: ", "after: a\n"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


def load(files: dict[str, str | bytes], variant: str | None) -> tuple[Diagnostic, ...]:
    """Load a deck, check that its findings can be shown, and return them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in files.items():
            path = folder / file
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        found = load_deck(folder, variant=variant).diagnostics
        for language in ("de", "en"):
            render_text(found, line_reader(folder), language)
            to_json(found, language)
        read = line_reader(folder)
        for each in found:
            span = each.span
            assert (span.line, span.column) <= (span.end_line, span.end_column)
            assert span.line >= 1
            assert 1 <= span.column <= len(read(span.file, span.line)) + 1
            assert 1 <= span.end_column <= len(read(span.file, span.end_line)) + 1
        return found


@pytest.mark.parametrize("file", FILES)
@given(text=st.one_of(YAML_LIKE, SNIPPETS, st.text(max_size=60)))
@example(text="a: [\n")
@example(text="title: '\n\n")
@example(text="?\t")
@settings(deadline=None, max_examples=60)
def test_any_text(file: str, text: str) -> None:
    assume(text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text))
    load({**FILES, file: text}, "v")


@pytest.mark.parametrize("file", FILES)
@given(data=st.binary(max_size=60))
@settings(deadline=None, max_examples=30)
def test_any_bytes(file: str, data: bytes) -> None:
    load({**FILES, file: data}, "v")


@given(data=st.data())
@settings(deadline=None, max_examples=80)
def test_any_damage_to_a_good_deck(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(FILES)))
    text = FILES[file]
    at = data.draw(st.integers(0, len(text)))
    upto = data.draw(st.integers(at, min(len(text), at + 5)))
    load({**FILES, file: text[:at] + data.draw(SNIPPETS) + text[upto:]}, "v")


KEYS = [
    (file, number, key)
    for file, keys in {
        "deck.yaml": ["title", "language", "footer"],
        "figures.yaml": ["sources", "figures", "publisher", "value", "source", "unit"],
        "eins.yaml": ["layout", "title", "duration", "content", "figure", "caption", "align"],
    }.items()
    for key in keys
    for number, line in enumerate(FILES[file].splitlines(), start=1)
    if f"{key}:" in line.replace("figures:", "figures:" if key == "figures" else "")
]


@given(case=st.sampled_from(KEYS), data=st.data())
@settings(deadline=None, max_examples=80)
def test_a_misspelt_key_is_one_finding_with_the_right_word(
    case: tuple[str, int, str], data: st.DataObject
) -> None:
    file, number, key = case
    at = data.draw(st.integers(1, len(key) - 1))
    wrong = key[:at] + "q" + key[at:]
    lines = FILES[file].splitlines()
    lines[number - 1] = lines[number - 1].replace(f"{key}:", f"{wrong}:", 1)

    found = load({**FILES, file: "\n".join(lines)}, None)

    assert [(each.code, each.span.file, each.span.line) for each in found] == [
        ("KJC201", file, number)
    ]
    assert found[0].suggestion == key
