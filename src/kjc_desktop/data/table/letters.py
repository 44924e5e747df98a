"""The letters that spreadsheets call columns by: `A` is column 0, `AA` is column 26."""

_ALPHABET = 26


def column_of(letters: str) -> int:
    """Return the column, from 0, that letters of either case name."""
    number = 0
    for letter in letters.upper():
        number = number * _ALPHABET + ord(letter) - ord("A") + 1
    return number - 1


def letters_of(column: int) -> str:
    """Return the letters for a column, from 0."""
    rest, letter = divmod(column, _ALPHABET)
    return (letters_of(rest - 1) if rest else "") + chr(ord("A") + letter)
