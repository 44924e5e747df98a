"""Any text can be expanded, and what is filled in is never markup."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kjc_desktop.deck import load_deck
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.figures.markdown import escaped

_FIGURES = """\
sources: {s: {publisher: Landkreistag}}
figures:
  a: {value: 104, unit: "*x*", source: s}
  b: {formula: a / 0}
claims:
  c: {text: "ein {a} {claim.c}", holds: a > 1}
"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> FigureTable:
    folder: Path = tmp_path_factory.mktemp("deck")
    (folder / "deck.yaml").write_text("title: Test\n", "utf-8")
    (folder / "eins.yaml").write_text("title: Eins\n", "utf-8")
    (folder / "figures.yaml").write_text(_FIGURES, "utf-8")
    deck = load_deck(folder).deck
    assert deck is not None
    return resolve(deck, datetime(2018, 11, 26, tzinfo=UTC))


PIECES = st.sampled_from(
    ["{a}", "{a.full}", "{b}", "{claim.c}", "{{", "}}", "{", "}", ".", "a", "claim", "{nix}", "\n"]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_no_text_raises(table: FigureTable, text: str) -> None:
    shown = table.expand(text)
    if "{" not in text and "}" not in text:
        assert shown == text


@given(st.text(alphabet="aß1.)*_`[]<>#+-=~|!&\\ (:/;", min_size=1, max_size=12))
def test_what_is_filled_in_shows_exactly_itself(text: str) -> None:
    word = " ".join(text.split())
    parsed = MarkdownIt("commonmark").parse(escaped(word)) if word else []
    blocks = [token.type for token in parsed if token.type != "inline"]
    assert blocks in ([], ["paragraph_open", "paragraph_close"])
    inline = [child for token in parsed for child in token.children or ()]
    assert "".join(child.content for child in inline) == word
