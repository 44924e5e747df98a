"""Columns by letters, there and back."""

import pytest

from kjc_desktop.data.table.letters import column_of, letters_of


@pytest.mark.parametrize(
    ("letters", "column"), [("A", 0), ("Z", 25), ("AA", 26), ("AZ", 51), ("ZZ", 701), ("AAA", 702)]
)
def test_letters_and_columns(letters: str, column: int) -> None:
    assert column_of(letters) == column_of(letters.lower()) == column
    assert letters_of(column) == letters
