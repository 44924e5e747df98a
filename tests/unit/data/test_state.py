"""What stays when a source fails, changes its shape, or says something that cannot be."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from kjc_desktop.data.snapshot import Problem, Snapshot, Table
from kjc_desktop.data.state import SourceState, Wants, asked_anew, received
from kjc_desktop.deck.models import Figure, Series

NOON = datetime(2018, 11, 26, 11, 0, tzinfo=UTC)
DOWN = Problem("broken", {"error": "x"})


def snapshot(*values: object, minutes: int = 0, columns: tuple[str, ...] = ("a", "b")) -> Snapshot:
    now = NOON + timedelta(minutes=minutes)
    rows = (tuple(None if value is None else str(value) for value in values),)
    return Snapshot(Table(columns, rows, tuple("," for _ in columns)), now, now)


def wants(series: bool = False, **figures: dict[str, object]) -> Wants:
    made = {
        name: Figure.model_validate({"from": "s", "column": name, **fields})
        for name, fields in figures.items()
    }
    one = {"r": Series.model_validate({"from": "s", "x": "a", "y": "b"})} if series else {}
    return Wants(made, one)


def values(state: SourceState) -> dict[str, Fraction | None]:
    return {name: each.found.value for name, each in state.figures.items()}


BOTH = wants(a={}, b={})


def test_a_failure_keeps_everything_and_its_date() -> None:
    good = received(SourceState(), snapshot(1, 2), BOTH, NOON)
    bad = received(good, DOWN, BOTH, NOON + timedelta(hours=3))
    assert bad.figures == good.figures
    assert bad.snapshot == good.snapshot
    assert (bad.problem, bad.tried) == (DOWN, NOON + timedelta(hours=3))
    assert not bad.looks_like(good)
    assert received(bad, snapshot(1, 2), BOTH, NOON).problem is None


def test_a_column_that_goes_keeps_its_figure_while_others_go_on() -> None:
    good = received(SourceState(), snapshot(1, 2, columns=("a", "b")), BOTH, NOON)
    gone = received(good, snapshot(5, 6, minutes=9, columns=("a", "c")), BOTH, NOON)
    assert values(gone) == {"a": 5, "b": 2}
    assert gone.figures["b"].as_of == NOON
    assert gone.figures["a"].as_of == NOON + timedelta(minutes=9)
    assert set(gone.problems) == {"figures.b"}
    back = received(gone, snapshot(7, 8), BOTH, NOON)
    assert values(back) == {"a": 7, "b": 8}
    assert not back.problems


def test_no_figure_is_an_answer_and_not_a_failure() -> None:
    good = received(SourceState(), snapshot(1, 2), BOTH, NOON)
    secret = received(good, snapshot("*", 2), BOTH, NOON)
    assert values(secret) == {"a": None, "b": 2}
    assert not secret.problems


@pytest.mark.parametrize(
    ("rule", "values_in_order", "shown"),
    [
        ({"plausible": [0, 100]}, [50, 101, -1, "0,5"], [50, 50, 50, Fraction(1, 2)]),
        ({"plausible": [0, 100]}, [500, 60], [None, 60]),
        (
            {"plausible": [0.1, 0.3]},
            ["0,3", "0,30001", "0,1"],
            [Fraction(3, 10)] * 2 + [Fraction(1, 10)],
        ),
        ({"max_change": 10}, [50, 60, 71, 61], [50, 60, 60, 61]),
        ({"max_change": 10}, [50, "-", 60], [50, None, 60]),
        ({"max_change": 10}, [50, "-", 90], [50, None, None]),
    ],
)
def test_what_cannot_be_is_held_back(
    rule: dict[str, object], values_in_order: list[object], shown: list[Fraction | int | None]
) -> None:
    state, asked = SourceState(), wants(a=rule)
    for value, expected in zip(values_in_order, shown, strict=True):
        state = received(state, snapshot(value, 0), asked, NOON)
        assert values(state).get("a") == expected
        told = state.problems.get("figures.a")
        assert (told is not None) == (values(state).get("a") != _exact(value))


def _exact(value: object) -> Fraction | None:
    text = str(value).replace(",", ".")
    return None if text == "-" else Fraction(text)


def test_a_deck_that_asks_for_something_else_gets_it_from_the_last_answer() -> None:
    state = received(SourceState(), snapshot(1, 2), wants(a={}), NOON)
    other = asked_anew(state, wants(a={"column": "b"}, b={}))
    assert values(other) == {"a": 2, "b": 2}
    strict = asked_anew(other, wants(a={"column": "b", "plausible": [5, 9]}))
    assert values(strict) == {}
    assert set(strict.problems) == {"figures.a"}


def test_a_value_of_another_question_is_never_the_last_good_one() -> None:
    state = received(SourceState(), snapshot(1, 2), wants(a={}), NOON)
    changed = received(state, snapshot(3, 4), wants(a={"column": "c"}), NOON)
    assert values(changed) == {}
    assert changed.problems["figures.a"].key == "column_unknown"


def test_series_keep_their_last_good_points() -> None:
    asked = wants(series=True)
    good = received(SourceState(), snapshot(1, 2), asked, NOON)
    bad = received(good, snapshot(1, "viel"), asked, NOON + timedelta(hours=1))
    assert bad.series == good.series
    assert set(bad.problems) == {"series.r"}


def test_the_same_answer_again_looks_the_same() -> None:
    first = received(SourceState(), snapshot(1, 2), BOTH, NOON)
    assert first.snapshot is not None
    again = first.snapshot.confirmed(NOON, NOON + timedelta(seconds=2))
    assert received(first, again, BOTH, NOON + timedelta(seconds=2)).looks_like(first)
    later = first.snapshot.confirmed(NOON + timedelta(minutes=5), NOON + timedelta(minutes=5))
    assert not received(first, later, BOTH, NOON).looks_like(first)
