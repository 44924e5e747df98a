"""What the rules leave alone, and what silences them."""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from PySide6.QtGui import QColor
from small_decks import GOOD, NOW, findings

from kjc_desktop.checks import RULES, check
from kjc_desktop.checks.context import Context
from kjc_desktop.checks.digits import numbers
from kjc_desktop.checks.registry import DECK_RULES, SLIDE_RULES
from kjc_desktop.checks.slides import reading_seconds
from kjc_desktop.deck import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.resources import campaign_deck
from kjc_desktop.scene.palette import ratio


def load(folder: Path, files: dict[str, str]) -> Deck:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    deck = load_deck(folder).deck
    assert deck is not None
    return deck


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("104 und 250.000 und 1,5 Mio. Menschen", "de", ["104", "250.000", "1,5 Mio."]),
        ("25,6 % oder 25,6%, also 26 Prozent.", "de", ["25,6 %", "25,6%", "26 Prozent"]),
        ("1.5 million, 250,000 and 25.6%", "en", ["1.5 million", "250,000", "25.6%"]),
        ("1.5M", "en", ["1.5M"]),
        ("Es sind 104. Wirklich (104), 104!", "de", ["104", "104", "104"]),
        ("−3,7 % weniger", "de", ["3,7 %"]),
        (
            "1 500 000 mit festen Leerzeichen".replace(" ", "\u00a0", 2),
            "de",
            ["1\u00a0500\u00a0000"],
        ),
        ("Im Jahr 2018, seit 2005", "de", []),
        ("am 26.11.2018, 26.11., 26./27. November 2018, 2018-11-26", "de", []),
        ("am 3. Mai und 26 November, November 26", "de", []),
        ("um 9:30, 09.55 Uhr, 10 Uhr, 10:30:15", "de", []),
        ("§ 6a Abs. 2 SGB II, §§ 16 und 17, § 104", "de", []),
        ('„104 Jobcenter“, »104«, "104", “104”', "de", []),
        ("{kommunale} und {{104", "de", ["104"]),
        ("SGB2, 104er, A4, 05117, v1.2.3", "de", []),
    ],
)
def test_numbers_in_texts(text: str, language: str, found: list[str]) -> None:
    written = [text[n.start : n.start + n.length].strip() for n in numbers(text, language)]
    assert written == found


@pytest.mark.parametrize("part", ["alt", "notes", "label"])
def test_digits_looks_at_headlines_texts_and_lists_only(tmp_path: Path, part: str) -> None:
    fields = {
        "alt": "alt: Es sind 104\n",
        "notes": "notes: Es sind 104\n",
        "label": "",
    }
    two = GOOD["zwei.yaml"].replace(
        "- list: [eins, zwei]", "- number: {figure: kommunale, label: 104 x}"
    )
    found = findings(tmp_path, {**GOOD, "zwei.yaml": two + fields[part]})
    assert [each.code for each in found if each.rule == "digits"] == []


def test_digits_finds_a_number_that_is_under_embargo(tmp_path: Path) -> None:
    figures = GOOD["figures.yaml"].replace(
        "{value: 303,", "{value: 303, embargo_until: 2018-11-27,"
    )
    two = GOOD["zwei.yaml"].replace("title: Anteile", "title: Bald 303")
    found = findings(tmp_path, {**GOOD, "figures.yaml": figures, "zwei.yaml": two})
    assert ("digits", "zwei.yaml") in {(each.rule, each.span.file) for each in found}


def test_a_slide_can_ignore_a_rule(tmp_path: Path) -> None:
    two = GOOD["zwei.yaml"].replace("title: Anteile", "title: Bald 303")
    silent = two + "ignore: {digits: steht so im Vertrag}\n"
    assert [each.rule for each in findings(tmp_path, {**GOOD, "zwei.yaml": two})] == ["digits"]
    assert findings(tmp_path, {**GOOD, "zwei.yaml": silent}) == ()


def test_a_rule_about_a_figure_is_silent_if_every_slide_with_it_ignores_it(tmp_path: Path) -> None:
    figures = GOOD["figures.yaml"].replace("{value: 303,", "{value: 303, valid_until: 2018-11-25,")
    old = {**GOOD, "figures.yaml": figures}
    assert [each.rule for each in findings(tmp_path, old)] == ["validity"]
    both = {
        name: text + "ignore: {validity: bekannt}\n" if name in ("eins.yaml", "zwei.yaml") else text
        for name, text in old.items()
    }
    assert findings(tmp_path, both) == ()


def test_only_some_rules(tmp_path: Path) -> None:
    broken = {
        **GOOD,
        "figures.yaml": GOOD["figures.yaml"].replace("kommunale + gemeinsame", "viele + nix"),
        "zwei.yaml": GOOD["zwei.yaml"].replace("title: Anteile", "title: Bald 303"),
    }
    deck = load(tmp_path, broken)
    assert {each.rule for each in check(deck, NOW, ["digits"])} == {"digits"}
    assert {each.rule for each in check(deck, NOW, ["qualifier"])} == {"qualifier"}
    assert check(deck, NOW, []) == ()
    assert None in {each.rule for each in check(deck, NOW)}


def test_every_rule_has_a_name_that_decks_can_use() -> None:
    assert {*DECK_RULES, *SLIDE_RULES} <= set(RULES)


def test_reading_time_counts_words_figures_and_charts(tmp_path: Path) -> None:
    deck = load(tmp_path, GOOD)
    context = Context(deck, NOW)
    # one: „Was leisten von“, „ein Viertel“, unit of none; three figures; one chart
    assert reading_seconds(context, deck.slide("eins")) == pytest.approx(5 * 0.35 + 3 * 1.5 + 3)
    # two: „Anteile eins zwei“; one chart whose figures are the chart's
    assert reading_seconds(context, deck.slide("zwei")) == pytest.approx(3 * 0.35 + 3)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#0A4D5C", "#0A4D5C", 1.0)],
)
def test_contrast_ratio(one: str, other: str, expected: float) -> None:
    assert ratio(QColor(one), QColor(other)) == pytest.approx(expected, abs=0.01)
    assert ratio(QColor(other), QColor(one)) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("theme", ["kampagne", "kampagne-dunkel", "kontrast"])
def test_the_themes_that_come_with_the_program_can_be_read(tmp_path: Path, theme: str) -> None:
    deck = GOOD["deck.yaml"].replace("theme: kampagne", f"theme: {theme}")
    assert findings(tmp_path, {**GOOD, "deck.yaml": deck}) == ()


def test_a_figure_without_source_or_slide_never_raises(tmp_path: Path) -> None:
    deck = load(tmp_path, GOOD)
    for name in deck.figures:
        rest = {key: value for key, value in deck.figures.items() if key != name}
        check(replace(deck, figures=rest), NOW)
    check(replace(deck, slides=(), sources={}, figures={}, series={}, claims={}), NOW)


def test_the_campaign_deck_has_no_errors() -> None:
    deck = load_deck(campaign_deck()).deck
    assert deck is not None
    assert [each for each in check(deck, NOW) if each.severity == "error"] == []


def test_rules_cannot_be_changed_at_run_time() -> None:
    assert isinstance(DECK_RULES, MappingProxyType)
    assert isinstance(SLIDE_RULES, MappingProxyType)
