"""Text is set by arithmetic alone: here every letter is half as wide as it is high."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kjc_desktop.scene import markup
from kjc_desktop.scene import text as text_module
from kjc_desktop.scene.markup import Paragraph, Run, parse_block, parse_line
from kjc_desktop.scene.text import Block, Style, fit_text, hyphenate, learn_words, set_text

STYLE = Style(20, leading=1.0)


def measure(text: str, style: Style, *, bold: bool, italic: bool) -> float:
    return len(text) * style.size / 2


def lines(block: Block) -> list[str]:
    """Return each line with a space where words stand apart."""
    out = []
    for line in block.lines:
        text, end = "", 0.0
        for word in line.words:
            text += (" " if word.x > end + 0.1 else "") + word.text
            end = word.x + len(word.text) * block.style.size / 2
        out.append(text)
    return out


def placed(text: str, width: float, language: str = "de-DE") -> Block:
    return set_text((parse_line(text),), STYLE, width, measure, language)


def test_words_go_to_the_next_line_when_the_line_is_full() -> None:
    assert lines(placed("eins zwei drei", 90)) == ["eins zwei", "drei"]


def test_a_number_stays_with_its_unit() -> None:
    assert lines(placed("rund 25,6\u00a0% davon", 100)) == ["rund", "25,6\u00a0%", "davon"]


def test_a_break_is_allowed_behind_a_hyphen() -> None:
    assert lines(placed("Sozial-Agentur", 100)) == ["Sozial-", "Agentur"]


def test_only_a_word_longer_than_its_line_is_hyphenated() -> None:
    assert lines(placed("eine Beschäftigung", 140)) == ["eine", "Beschäftigung"]
    assert lines(placed("Beschäftigung", 100)) == ["Beschäfti-", "gung"]


def test_a_word_that_cannot_be_divided_is_reported() -> None:
    assert not placed("1234567890", 50).fits
    assert placed("12345", 50).fits


def test_styles_do_not_part_a_word() -> None:
    assert lines(placed("Das ist **fett**: ja", 130)) == ["Das ist fett:", "ja"]


def test_items_line_up_behind_their_markers_and_paragraphs_do_not() -> None:
    block = set_text(parse_block("Zuerst\n\n- eins\n- zwei"), STYLE, 200, measure)
    assert [line.marker for line in block.lines] == ["", "•", "•"]
    assert [line.words[0].x for line in block.lines] == [0.0, 18.0, 18.0]


def test_text_shrinks_until_it_fits_and_no_further() -> None:
    text = (parse_line("eins zwei drei vier"),)
    small = fit_text(text, STYLE, (100, 40), 8, measure)
    assert small.fits
    assert small.style.size == 20
    tight = fit_text(text, STYLE, (100, 20), 8, measure)
    assert tight.fits
    assert tight.style.size == 10
    assert not fit_text(text, STYLE, (100, 12), 12, measure).fits


def test_hyphenation_knows_the_language() -> None:
    assert ("Jobcen", "ter") in hyphenate("Jobcenter", "de-DE")
    assert hyphenate("Jobcenter", "xx") == ()


def test_words_that_were_learnt_need_no_rules() -> None:
    learn_words(["Die **Kommunalträger-Zulassungsverordnung** gilt."], "de-DE")
    before = text_module._rules.cache_info().currsize
    assert ("Zulassungsverord", "nung") in hyphenate("Zulassungsverordnung", "de-DE")
    assert text_module._rules.cache_info().currsize == before == 0


@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=200),
    width=st.floats(20, 2000),
)
def test_nothing_is_lost_and_nothing_sticks_out_unreported(text: str, width: float) -> None:
    paragraph = Paragraph(((Run(text),),))
    block = set_text((paragraph,), STYLE, width, measure, "xx")
    shown = "".join(word.text for line in block.lines for word in line.words)
    assert shown == "".join(text.replace("\u00ad", "").split(" "))
    if block.fits:
        assert all(line.width <= width + 0.02 for line in block.lines)


@settings(deadline=None)  # the first word waits for its rules
@given(st.floats(60, 400), st.floats(20, 200))
def test_fitting_keeps_its_promise(width: float, height: float) -> None:
    block = fit_text((parse_line("Leistungen aus einer Hand"),), STYLE, (width, height), 8, measure)
    assert 8 <= block.style.size <= 20
    if block.fits:
        assert block.height <= height + 0.5
        assert block.width <= width + 0.02
    else:
        assert block.style.size == 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vor **Ort**", [Run("Vor "), Run("Ort", bold=True)]),
        ("*leise* Töne", [Run("leise", italic=True), Run(" Töne")]),
        ("[Seite](https://example.org)", [Run("Seite")]),
        ("<b>kein HTML</b>", [Run("<b>kein HTML</b>")]),
        ("![](file:///etc/passwd)", [Run("![](file:///etc/passwd)")]),
        (r"250\.000 \* 2", [Run("250.000 * 2")]),
        ("26. November", [Run("26. November")]),
    ],
)
def test_inline_markup(text: str, expected: list[Run]) -> None:
    assert "".join(run.text for run in parse_line(text).lines[0]) == "".join(
        run.text for run in expected
    )
    styled = [(run.bold, run.italic) for run in parse_line(text).lines[0] if run.text.strip()]
    assert (expected[0].bold, expected[0].italic) in styled


PIECES = ["**", "*", " ", "\n", "Vor", "Ort", ".", "(", ")", "ß", "1", "„", "“", "\t", "-"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(WORDS)
@example("Stark.\nSozial.\n**Vor Ort.**")
def test_what_is_read_at_sight_is_what_markdown_says(text: str) -> None:
    text = text.strip()
    quick = markup._at_sight(text)
    assert quick is None or quick == markup._read(text)


def test_the_campaigns_title_is_read_at_sight() -> None:
    assert markup._at_sight("Stark.\nSozial.\n**Vor Ort.**") is not None


def test_lines_and_lists() -> None:
    assert parse_line("Stark.\nSozial.\n**Vor Ort.**").plain == "Stark.\nSozial.\nVor Ort."
    block = parse_block("Zuerst\n\n- eins\n- zwei\n\n1. a\n2. b")
    assert [(each.marker, each.plain) for each in block] == [
        ("", "Zuerst"), ("•", "eins"), ("•", "zwei"), ("1.", "a"), ("2.", "b"),
    ]  # fmt: skip
    dated = parse_block("26. November 2018, *mittags*")
    assert "".join(f"{each.marker} {each.plain}".strip() for each in dated) == (
        "26. November 2018, mittags"
    )
