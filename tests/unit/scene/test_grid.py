import pytest

from kjc_desktop.scene.grid import grid_of, is_number, is_numeric

ROWS = (("Ort", "ELB", "Quote"), ("Mülheim", "13.764", "8,1 %"), ("Coesfeld", "8.002"))


@pytest.mark.parametrize(
    "text",
    ["13.764", "−3,7 %", "+0,2\u00a0%", "1,5 Mio.", "1.200 €", "mehr als 250.000", "0", "2018"],
)
def test_numbers(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["26.11.2018", "10:30", "Raum 2", "2018-11", "§ 16", "", "A 5"])
def test_no_numbers(text: str) -> None:
    assert not is_number(text)


def test_a_column_of_numbers_may_have_gaps_but_not_only_gaps() -> None:
    assert is_numeric(["1", "k. A.", "–", ""])
    assert not is_numeric(["–", ""])
    assert not is_numeric(["1", "Ort"])


def test_the_first_row_is_the_header_unless_the_deck_says_otherwise() -> None:
    grid = grid_of(ROWS, header=True, columns=None, limit=None)
    assert grid.header == ROWS[0]
    assert grid.rows == (ROWS[1], ("Coesfeld", "8.002", ""))
    assert grid_of(ROWS, header=False, columns=None, limit=None).header is None
    assert len(grid_of(ROWS, header=False, columns=None, limit=None).rows) == 3


def test_columns_are_chosen_by_header_or_number_and_renamed() -> None:
    chosen = grid_of(ROWS, header=True, columns=("Quote", "1"), limit=1)
    assert (chosen.header, chosen.rows) == (("Quote", "Ort"), (("8,1 %", "Mülheim"),))
    renamed = grid_of(ROWS[1:], header=("Wert", "Wo"), columns=("2", "1"), limit=None)
    assert (renamed.header, renamed.rows[0]) == (("Wert", "Wo"), ("13.764", "Mülheim"))
    own = grid_of(ROWS[1:], header=("Ort", "ELB", "Quote"), columns=("ELB",), limit=None)
    assert (own.header, own.rows[0]) == (("ELB",), ("13.764",))


def test_what_is_not_there_does_no_harm() -> None:
    assert grid_of((), header=True, columns=("x", "0", "9"), limit=5).width == 0
    assert grid_of(ROWS, header=True, columns=("gibt es nicht",), limit=None).width == 0
