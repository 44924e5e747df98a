"""PINs as they are kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kjc_desktop.machine.pin import fits, is_kept, is_pin, kept

PINS = st.text("0123456789", min_size=4, max_size=12)


@given(PINS, PINS)
@settings(max_examples=5, deadline=None)
def test_only_the_pin_itself_fits(pin: str, other: str) -> None:
    stored = kept(pin)
    assert is_kept(stored)
    assert fits(pin, stored)
    assert fits(other, stored) == (other == pin)


def test_what_is_kept_says_nothing_of_the_pin_and_is_never_the_same() -> None:
    one, other = kept("1234"), kept("1234")
    assert one != other
    assert "1234" not in one.replace("16384", "")


@pytest.mark.parametrize("text", ["1234", "000000000000"])
def test_digits_are_a_pin(text: str) -> None:
    assert is_pin(text)


@pytest.mark.parametrize("text", ["", "123", "1234567890123", "12a4", "12 34", "١٢٣٤", "²²²²"])
def test_everything_else_is_none(text: str) -> None:
    assert not is_pin(text)


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "1234",
        "scrypt$16384$8$1$$",
        "scrypt$16384$8$1$AAAAAAAAAAA=$AAAA",
        "scrypt$999999$8$1$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt$16383$8$1$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt$0$8$1$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt$16384$99$1$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAA==",
        "md5$16384$8$1$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAA==",
    ],
)
def test_nothing_fits_what_nobody_has_kept(stored: str) -> None:
    assert not is_kept(stored)
    assert not fits("1234", stored)


@pytest.mark.parametrize(
    "stored",
    [
        "scrypt$16384$8$1$AAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt$16384$8$0$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAA==",
        "scrypt$16384$8$1$AAAAAAAAAAA=$================",
    ],
)
def test_nothing_fits_what_is_damaged(stored: str) -> None:
    assert not fits("1234", stored)
