"""Whatever the number, its text says that number and a count-up ends in it."""

import string
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.figures import NumberFormat
from kjc_desktop.figures.formats import Kind

NUMBERS = st.one_of(
    st.integers(-(10**30), 10**30),
    st.floats(-1e15, 1e15, allow_nan=False),
    st.floats(-10, 10, allow_nan=False),
)
KINDS: st.SearchStrategy[Kind] = st.sampled_from(
    ["integer", "decimal", "percent", "compact", "currency"]
)
DIGITS = st.one_of(st.none(), st.integers(0, 10))
WORDS = {"": 0, "Mio.": 6, "Mrd.": 9, "Bio.": 12, "M": 6, "B": 9, "T": 12, "%": -2, "€": 0}


def parse(text: str, language: str) -> tuple[Fraction, Fraction]:
    """Return the number a text says, and half a unit of its last digit."""
    point, group = (",", ".") if language == "de" else (".", ",")
    sign = -1 if text.startswith("−") else 1
    bare = text.removeprefix("−").removeprefix("€")
    digits = bare.rstrip(string.ascii_letters + ".%€\u00a0")
    word = bare[len(digits) :].strip("\u00a0")
    scale = Fraction(10) ** WORDS[word]
    number = Decimal(digits.replace(group, "").replace(point, "."))
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return sign * Fraction(number) * scale, scale * Fraction(10) ** exponent / 2


@given(NUMBERS, KINDS, DIGITS, st.sampled_from(["de", "en"]))
def test_a_text_says_its_number(
    value: float, kind: Kind, digits: int | None, language: str
) -> None:
    style = NumberFormat(kind, digits, language=language)
    text = style.text(value)
    number, half = parse(text, language)
    assert abs(number - Fraction(str(value))) <= half
    assert Fraction(style.rounded(value)) == number
    assert " " not in text
    assert "-" not in text
    assert not (text.startswith("−") and number == 0)


@given(NUMBERS, KINDS, DIGITS, st.lists(st.floats(-0.2, 1.2), max_size=5))
def test_counting_never_overshoots_and_ends_exactly(
    end: float, kind: Kind, digits: int | None, progress: list[float]
) -> None:
    style = NumberFormat(kind, digits)
    write = style.counting(end)
    assert write(end) == style.text(end)
    final = abs(parse(style.text(end), "de")[0])
    for share in progress:
        number, _ = parse(write(end * share), "de")
        assert abs(number) <= final
        assert number * (1 if end >= 0 else -1) >= 0


@given(NUMBERS, KINDS, st.lists(st.floats(0, 1), min_size=2, max_size=5))
def test_a_count_up_never_goes_back(end: float, kind: Kind, progress: list[float]) -> None:
    write = NumberFormat(kind).counting(end)
    shown = [abs(parse(write(end * share), "de")[0]) for share in sorted(progress)]
    assert shown == sorted(shown)
