"""A column keeps its decimal sign from one delivery to the next, or the doubt is told."""

import pytest
from tables import NOON, read_text

from kjc_desktop.data.extraction import Found, figure_value
from kjc_desktop.data.snapshot import Notice, Problem, Snapshot, Table
from kjc_desktop.data.table.flips import flipped, steadied
from kjc_desktop.deck.models import Figure

FIRST = Figure.model_validate({"from": "s", "column": "Wert", "pick": "first"})


def column(*cells: str, beside: str = "-") -> Table:
    """Return what is read of a file with one column of figures."""
    rows = "".join(f"z{i};{cell};{beside}\n" for i, cell in enumerate(cells))
    return read_text(f"Ort;Wert;Rest\n{rows}")


def answer(table: Table, *notices: Notice) -> Snapshot:
    return Snapshot(table, NOON, NOON, notices)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (column("7.125", "12.5"), column("7.125", "12.375")),
        (column("12.5"), column("12.375")),
        (column("13.764"), column("13.764", "6.9")),
        (column("13.764", beside="7.1"), column("13.764")),
        (column("12.5"), column("1.234", beside="7,1")),
        (column("7,1"), column("1,234", beside="7.1")),
    ],
)
def test_another_sign_for_a_text_that_fits_both_is_a_flip(before: Table, after: Table) -> None:
    assert "Wert" in flipped(before, after)
    other = Notice("decimal_grouped", {"column": "Rest"})
    told = (other, Notice("decimal_grouped", {"column": "Wert"}))
    read = steadied(answer(before), answer(after, *told))
    assert read.table.decimals[1] == "?"
    assert [each.key for each in read.notices if each.values["column"] == "Wert"] == [
        "decimal_flipped"
    ]
    assert read.notices[-1].text("de")
    assert read.notices[-1].text("en")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (column("13.764"), column("13.765")),
        (column("950"), column("1.234")),
        (column("950", beside="7.1"), column("1,234", beside="7.1")),
        (column("7", "8"), column("7.125", "12.5")),
        (column("7.1"), column("7,1", "1.234")),
        (column("7.1"), column("8,2")),
        (column("7.1", "7,1"), column("7,1", "1.234")),
        (column("13.764", beside="7.1"), column("13.764", "1.234.567")),
        (column("13.764"), column("13.764", beside="7.1")),
        (column("12.5"), read_text("Ort;Wert;Wert\na;12.375;12.375\n")),
        (column("12.5"), Table(("Ort", "Wert", "Rest"), (("a", "12.375", None),))),
    ],
)
def test_the_same_sign_or_a_sure_one_is_none(before: Table, after: Table) -> None:
    assert flipped(before, after) == ()
    assert not steadied(answer(before), answer(after)).notices


def test_columns_without_a_name_are_told_by_number() -> None:
    before, after = read_text("A;12.5\nB;7.5\n"), read_text("A;12.375\nB;7.125\n")
    assert flipped(before, after) == ("2",)


def test_a_column_that_moved_is_found_by_its_name() -> None:
    assert flipped(column("12.5"), read_text("Ort;Art;Wert\na;b;12.375\n")) == ("Wert",)


@pytest.mark.parametrize(
    "first", [column("12.5"), column("13.764", beside="7.1"), column("13.764")]
)
def test_the_doubt_lasts(first: Table) -> None:
    last = answer(first)
    texts = ("7.125", "6") if first.decimals[1] != "," else ("13.764", "6.9")
    for _ in range(3):
        last = steadied(last, answer(column(*texts)))
        assert last.notices
        found = figure_value(last.table, FIRST)
        assert isinstance(found, Problem)
        assert found.key == "number_two_ways"


def test_plain_numbers_in_between_do_not_make_the_sign_forgotten() -> None:
    between = steadied(answer(column("12.5")), answer(column("12"))).table
    assert isinstance(figure_value(between, FIRST), Found)
    assert flipped(between, column("12.375")) == ("Wert",)


def test_the_same_reading_again_stays_as_it_is() -> None:
    table = column("13.764")
    again = answer(table, Notice("csv_cp1252"))
    assert steadied(answer(table), again) is again
