"""What `diagnose` says about formulas, claims and live sources."""

import pytest
from figure_decks import NOW, deck

from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import diagnose

SOURCES: dict[str, dict[str, object]] = {
    "s": {}, "tabelle": {"csv": "a.csv"}, "zweite": {"csv": "b.csv"}, "netz": {"http": "x"},
}  # fmt: skip


def made(**formulas: str) -> Deck:
    figures: dict[str, dict[str, object]] = {
        name: {"formula": formula} for name, formula in formulas.items()
    }
    known: dict[str, dict[str, object]] = {
        "drei": {"value": 3, "source": "s"},
        "rund": {"value": 5, "qualifier": "rund", "source": "s"},
    }
    return deck({**figures, **known}, sources=SOURCES)


def places(loaded: Deck) -> list[tuple[str, str]]:
    return [(each.code, each.span.file) for each in diagnose(loaded, NOW)]


@pytest.mark.parametrize(
    ("formulas", "expected"),
    [
        ({"a": "a"}, [("KJC310", "figures/a/formula")]),
        ({"a": "b", "b": "c", "c": "a"}, [("KJC310", "figures/a/formula")]),
        ({"x": "b", "a": "b", "b": "a"}, [("KJC310", "figures/a/formula")]),
        (
            {"a": "b", "b": "a", "c": "d", "d": "c"},
            [("KJC310", "figures/a/formula"), ("KJC310", "figures/c/formula")],
        ),
        ({"a": "1 / 0", "b": "a + 1", "c": "b"}, [("KJC308", "figures/a/formula")]),
        ({"a": "nix + drei"}, [("KJC203", "figures/a/formula")]),
        ({"a": "rund + 1", "b": "a + 1"}, [("KJC314", "figures/a/formula")]),
        ({"a": "drei + 1", "b": "a ** 2 - a"}, []),
    ],
)
def test_each_fault_once_where_it_began(
    formulas: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    assert places(made(**formulas)) == expected


def test_a_cycle_is_written_out() -> None:
    (found,) = diagnose(made(a="b + 1", b="a"), NOW)
    assert "a → b → a" in found.message("de")


def test_the_nearest_name_is_suggested() -> None:
    (found,) = diagnose(made(a="dre"), NOW)
    assert found.suggestion == "drei"


@pytest.mark.parametrize(
    ("holds", "facts"),
    [
        ("drei / rund > 0.7", "3 / 5 = 0,6"),
        ("drei == rund", "drei = 3; rund = 5"),
        ("abs(drei - rund) < 0.001 / drei", "abs(3 - 5) = 2; 0.001 / 3 = 0,0003333"),
        ("2 < 1", "2 < 1"),
        ("drei > 1 and drei / 7 > 1", "drei = 3; 3 / 7 = 0,4286"),
    ],
)
def test_a_claim_that_does_not_hold_says_what_the_figures_are(holds: str, facts: str) -> None:
    base = made()
    wrong = deck(
        {name: each.model_dump(exclude_none=True) for name, each in base.figures.items()},
        sources=SOURCES,
        claims={"satz": {"text": "x", "holds": holds}},
    )
    (found,) = diagnose(wrong, NOW)
    assert (found.code, found.span.file) == ("KJC313", "claims/satz/holds")
    assert f"„satz“ stimmt nicht: {facts}." in found.message("de")


def test_live_sources_that_were_not_read_are_not_judged_nor_claims_on_them() -> None:
    live = deck(
        {
            "a": {"from": "tabelle", "column": "x"},
            "b": {"from": "zweite", "column": "x"},
            "c": {"from": "netz", "column": "x"},
            "d": {"formula": "a + 1"},
        },
        sources=SOURCES,
        series={"e": {"from": "netz", "x": "m", "y": "n"}},
        claims={"satz": {"text": "x", "holds": "d > 1"}},
    )
    assert places(live) == []


def test_claims_in_a_circle_are_reported_once() -> None:
    circular = deck(
        claims={
            "vor": {"text": "{claim.a}", "holds": "1 < 2"},
            "a": {"text": "x {claim.b}", "holds": "1 < 2"},
            "b": {"text": "{claim.a}", "holds": "1 < 2"},
        }
    )
    assert places(circular) == [("KJC316", "claims/a/text")]
