"""The table of figures: values, texts, usage and source lines."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from figure_decks import NOW, deck, slide

from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable, resolve

S = "\N{NO-BREAK SPACE}"
FIRST = date(2018, 11, 26)
SOURCES: dict[str, dict[str, object]] = {
    "dlt": {"publisher": "Landkreistag", "date": FIRST},
    "ba": {"title": "Statistik", "date": date(2018, 10, 1)},
    "ohne": {},
}
FIGURES: dict[str, dict[str, object]] = {
    "kommunale": {"value": 104, "unit": "kommunale Jobcenter", "source": "dlt"},
    "gemeinsame": {"value": 303, "unit": "gemeinsame Einrichtungen", "source": "dlt"},
    "jobcenter": {"formula": "kommunale + gemeinsame", "unit": "Jobcenter"},
    "anteil": {"formula": "kommunale / jobcenter", "format": "percent"},
    "viele": {"value": 250_000, "qualifier": "mehr als", "unit": "*Men_schen*", "source": "ba"},
    "live": {"from": "ohne", "column": "x", "qualifier": "rund", "unit": "Gäste"},
    "vorab": {"value": 5, "source": "ba", "preliminary": True},
    "summe": {"formula": "vorab + kommunale"},
}
CLAIMS: dict[str, dict[str, object]] = {
    "viertel": {"text": "ein **Viertel** der {jobcenter}", "holds": "True"},
    "kreis": {"text": "x {claim.kreis}", "holds": "1 == 1"},
}


def made(**fields: dict[str, object]) -> Deck:
    return deck(
        {**FIGURES, **fields},
        sources=SOURCES,
        claims=CLAIMS,
        series={
            "verlauf": {
                "x": ("2017", "2018"),
                "y": (1, 2.25),
                "source": "ba",
                "unit": "{kommunale}",
            },
            "fern": {"from": "ohne", "x": "Monat", "y": "ELB"},
        },
    )


@pytest.fixture
def table() -> FigureTable:
    return resolve(made(), NOW)


def test_values(table: FigureTable) -> None:
    assert table["jobcenter"].value == 407
    assert isinstance(table["jobcenter"].value, int)
    assert table["anteil"].value == pytest.approx(0.25552825)
    assert table["anteil"].text == f"25,6{S}%"
    assert table["viele"].text == "mehr als 250.000"
    assert table["kommunale"].full == f"104{S}kommunale Jobcenter"
    assert table["anteil"].full == f"25,6{S}%"
    assert len(table) == len(FIGURES)
    assert list(table) == list(FIGURES)


def test_a_long_first_word_of_a_unit_may_break() -> None:
    figure = resolve(made(x={"value": 1, "unit": "Bedarfsgemeinschaften", "source": "ba"}), NOW)[
        "x"
    ]
    assert figure.full == "1 Bedarfsgemeinschaften"


def test_a_live_figure_is_missing_and_never_zero(table: FigureTable) -> None:
    assert table["live"].value is None
    assert table["live"].text == f"k.{S}A."
    assert table["live"].sources == ("ohne",)


def test_a_formula_inherits_what_it_rests_on(table: FigureTable) -> None:
    summe = table["summe"]
    assert summe.own_calculation
    assert summe.preliminary
    assert summe.source is None
    assert summe.sources == ("ba", "dlt")
    assert summe.as_of == date(2018, 10, 1)
    assert not table["kommunale"].own_calculation


def test_a_formula_can_say_that_it_is_official() -> None:
    figures = resolve(made(x={"formula": "kommunale + 1", "kind": "official"}), NOW)
    assert not figures["x"].own_calculation


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{kommunale}", "104"),
        ("{ kommunale }", "104"),
        ("{viele}", "mehr als 250.000"),
        ("{viele.value}", "250.000"),
        ("{viele.unit}", r"\*Men\_schen\*"),
        ("{viele.full}", rf"mehr als 250.000{S}\*Men\_schen\*"),
        ("{kommunale.source}", "Landkreistag"),
        ("{summe.source}", "Statistik, Landkreistag"),
        ("{kommunale.as_of}", "26.11.2018"),
        ("{live.as_of}", ""),
        ("{anteil.unit}", ""),
        ("{{kommunale}}", "{kommunale}"),
        ("{claim.viertel}", "ein **Viertel** der 407"),
        ("{claim.kreis}", "x {claim.kreis}"),
        ("{nix} {kommunale.nix} {claim.nix} {} { }", "{nix} {kommunale.nix} {claim.nix} {} { }"),
        ("offen { und } zu", "offen { und } zu"),
    ],
)
def test_expand(table: FigureTable, text: str, shown: str) -> None:
    assert table.expand(text) == shown


def test_plain_texts_are_not_escaped(table: FigureTable) -> None:
    assert table.expand("{viele.unit}", markdown=False) == "*Men_schen*"


def test_units_can_name_figures() -> None:
    figures = resolve(made(x={"value": 3, "unit": "von {jobcenter}", "source": "ba"}), NOW)
    assert figures["x"].full == f"3{S}von 407"
    assert figures.series["verlauf"].unit == "104"


def test_series(table: FigureTable) -> None:
    verlauf = table.series["verlauf"]
    assert verlauf.x == ("2017", "2018")
    assert [*verlauf.y] == [1, 2.25]
    assert verlauf.format.text(2.25) == "2,25"
    assert verlauf.sources == ("ba",)
    assert not table.series["fern"].x
    assert not table.series["fern"].y


def test_what_a_slide_shows(table: FigureTable) -> None:
    shown = slide(
        title="{claim.viertel}",
        notes="{gemeinsame}",
        content=[
            {"kind": "share", "parts": ["anteil"], "of": "summe"},
            {"kind": "bars", "figures": "verlauf"},
            {"kind": "bars", "figures": ["vorab", {"figure": "viele", "label": "x"}]},
            {"kind": "number", "figure": "live", "caption": "{kommunale.unit}"},
        ],
    )
    assert table.used_by(shown) == {
        "anteil", "summe", "vorab", "viele", "live", "kommunale", "jobcenter"
    }  # fmt: skip
    assert table.usage(shown).series == ("verlauf",)


def number(name: str) -> dict[str, object]:
    return {"kind": "number", "figure": name}


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        ([], ""),
        (["kommunale", "gemeinsame"], "Quelle: Landkreistag · Stand:\u00a026.11.2018"),
        (["anteil"], "Quelle: Landkreistag · Stand:\u00a026.11.2018 · eigene Berechnung"),
        (["vorab"], "Quelle: Statistik · Stand:\u00a001.10.2018 · vorläufig"),
        (["live"], "Quelle: ohne"),
        (
            ["kommunale", "viele"],
            "Quellen: Landkreistag, Stand:\u00a026.11.2018; Statistik, Stand:\u00a001.10.2018",
        ),
        (
            ["summe"],
            (
                "Quellen: Statistik, Stand:\u00a001.10.2018; "
                "Landkreistag, Stand:\u00a026.11.2018 · "
                "eigene Berechnung · vorläufig"
            ),
        ),
    ],
)
def test_source_line(table: FigureTable, figures: list[str], line: str) -> None:
    shown = slide(content=[number(name) for name in figures])
    assert table.source_line(shown) == line


def test_source_line_with_one_date_for_several_sources() -> None:
    figures = made(x={"value": 1, "source": "ba", "as_of": FIRST})
    shown = slide(content=[number("kommunale"), number("x")])
    expected = "Quellen: Landkreistag; Statistik · Stand:\u00a026.11.2018 · © Karte"
    assert resolve(figures, NOW).source_line(shown, ["© Karte"]) == expected


def test_source_line_of_formulas_without_source_and_of_credits_alone() -> None:
    table = resolve(made(x={"formula": "1 + 1"}), NOW)
    assert table.source_line(slide(content=[number("x")])) == "Eigene Berechnung"
    assert table.source_line(slide(), ["© Karte"]) == "© Karte"


def test_source_line_in_english() -> None:
    english = deck({"a": {"value": 1, "source": "s"}}, sources={"s": SOURCES["dlt"]}, language="en")
    shown = slide(content=[number("a")])
    assert (
        resolve(english, NOW).source_line(shown) == "Source: Landkreistag · As of\u00a0Nov 26, 2018"
    )


def test_before_its_embargo_ends_a_figure_is_shown_nowhere() -> None:
    until = datetime(2018, 11, 27, 9, 55, tzinfo=ZoneInfo("Europe/Berlin"))
    figures = made(
        geheim={"value": 4711, "unit": "Personen", "source": "ba", "embargo_until": until},
        mehr={"formula": "geheim + 1"},
    )
    shown = slide(content=[number("mehr")], title="{geheim.full}")
    early = resolve(figures, NOW)
    assert early["geheim"].value is None
    assert early["mehr"].embargoed
    assert "4" not in early.expand("{geheim} {geheim.value} {geheim.full} {mehr}")
    assert early.embargoed(shown)
    assert early.source_line(shown) == ""
    assert early.next_change == until
    late = resolve(figures, until)
    assert late["mehr"].value == 4712
    assert not late.embargoed(shown)
    assert late.next_change is None


def test_validity_includes_its_day_and_the_figure_stays() -> None:
    figures = made(alt={"value": 1, "source": "ba", "valid_until": FIRST})
    today = resolve(figures, NOW)
    assert not today["alt"].expired
    assert today.next_change is not None
    tomorrow = resolve(figures, today.next_change + timedelta(seconds=1))
    assert tomorrow["alt"].expired
    assert tomorrow["alt"].text == "1"


def test_broken_formulas_leave_a_gap_and_never_raise() -> None:
    figures = resolve(
        made(
            a={"formula": "b"}, b={"formula": "a"}, c={"formula": "a + 1"},
            d={"formula": "1 / 0"}, e={"formula": "nix"}, f={"formula": "((("},
        ),
        NOW,
    )  # fmt: skip
    assert {figures[name].value for name in "abcdef"} == {None}


def test_a_long_chain_of_formulas_is_computed() -> None:
    chain: dict[str, dict[str, object]] = {
        f"f{index}": {"formula": f"f{index + 1} + 1"} for index in range(3000)
    }
    chain["f3000"] = {"value": 0, "source": "s"}
    assert resolve(deck(chain, sources={"s": {}}), NOW)["f0"].value == 3000
