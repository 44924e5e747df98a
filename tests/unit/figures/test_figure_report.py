"""Rows of figures and what differs between two decks."""

import json
from datetime import date, timedelta

from figure_decks import NOW, deck, slide

from kjc_desktop.figures import resolve
from kjc_desktop.figures.report import Change, FigureRow, diff, figure_rows

FIRST = date(2018, 11, 26)


def rows(**figures: dict[str, object]) -> list[FigureRow]:
    made = deck(
        figures,
        sources={"s": {"publisher": "Landkreistag", "date": FIRST}, "ohne": {}},
        slides=(
            slide("eins", title="{a}", notes="{b}"),
            slide("zwei", content=[{"kind": "number", "figure": "a"}], hidden=True),
        ),
    )
    return figure_rows(made, resolve(made, NOW))


def test_a_row_says_everything_json_needs() -> None:
    value: dict[str, object] = {
        "value": 250_000, "qualifier": "mehr als", "unit": "Menschen", "source": "s"
    }  # fmt: skip
    (row,) = rows(a=value)
    assert json.loads(json.dumps(row.as_json())) == {
        "name": "a",
        "text": "mehr als 250.000",
        "value": 250_000,
        "unit": "Menschen",
        "qualifier": "mehr als",
        "source": "Landkreistag",
        "as_of": "2018-11-26",
        "slides": ["eins", "zwei"],
        "state": "ok",
    }


def test_states() -> None:
    early: dict[str, object] = {"embargo_until": FIRST + timedelta(days=1)}
    late: dict[str, object] = {"valid_until": FIRST - timedelta(days=1)}
    found = rows(
        ok={"value": 1, "source": "s"},
        embargo={"value": 1, "source": "s", "preliminary": True, **early},
        missing={"from": "ohne", **late},
        broken={"formula": "1 / 0"},
        expired={"value": 1, "source": "s", "preliminary": True, **late},
        preliminary={"value": 1, "source": "s", "preliminary": True},
    )
    assert {row.name: row.state for row in found} == {
        "ok": "ok", "embargo": "embargo", "missing": "missing", "broken": "missing",
        "expired": "expired", "preliminary": "preliminary",
    }  # fmt: skip
    assert {row.name: row.value for row in found}["embargo"] is None
    assert {row.name: row.source for row in found}["broken"] is None


def test_diff() -> None:
    old = rows(a={"value": 1, "source": "s"}, b={"value": 2, "source": "s"})
    new = rows(a={"value": 3, "unit": "x", "source": "s"}, c={"value": 2, "source": "s"})
    found = diff(old, new)
    assert found.added == ("c",)
    assert found.removed == ("b",)
    assert found.changed == (
        Change("a", "text", "1", "3"),
        Change("a", "value", 1, 3),
        Change("a", "unit", None, "x"),
    )
    assert found
    assert not diff(old, old)
