import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.figures import NumberFormat
from kjc_desktop.scene.ticks import exact_format, value_axis

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 3))


@given(st.lists(NUMBERS, max_size=20), st.integers(2, 8))
def test_all_values_lie_on_the_axis_and_no_two_marks_read_alike(
    values: list[float], most: int
) -> None:
    axis = value_axis(values, NumberFormat("decimal", 3), most=most)
    assert axis.low < axis.high
    assert all(-1e-9 <= axis.share(value) <= 1 + 1e-9 for value in values)
    texts = [text for _, text in axis.ticks]
    assert len(set(texts)) == len(texts) <= most + 1
    assert [value for value, _ in axis.ticks] == sorted(value for value, _ in axis.ticks)


@given(st.lists(NUMBERS, max_size=5), st.none() | NUMBERS, st.none() | NUMBERS)
def test_limits_are_kept_and_contradicting_ones_do_no_harm(
    values: list[float], low: float | None, high: float | None
) -> None:
    axis = value_axis(values, NumberFormat(), (low, high))
    assert axis.low < axis.high
    if low is not None:
        assert axis.low == low
    if low is not None and high is not None and low < high:
        assert axis.high == high
    assert all(axis.low <= value <= axis.high for value, _ in axis.ticks)


@pytest.mark.parametrize(
    ("values", "style", "texts"),
    [
        ([13_764, 14_300], NumberFormat(), ["13.600", "13.800", "14.000", "14.200", "14.400"]),
        ([1.2e6, 2.4e6], NumberFormat("compact"), ["0", "1 Mio.", "2 Mio.", "3 Mio."]),
        ([0.1, 0.256], NumberFormat("percent"), ["0 %", "10 %", "20 %", "30 %"]),
        ([1, 2, 2], NumberFormat(), ["0", "1", "2"]),
        ([7.0, 7.0], NumberFormat("decimal"), ["0", "2", "4", "6", "8"]),
        ([-3, 4], NumberFormat(), ["−4", "−2", "0", "2", "4"]),
    ],
)  # fmt: skip
def test_marks_are_round_and_german(
    values: list[float], style: NumberFormat, texts: list[str]
) -> None:
    axis = value_axis(values, style, most=5)
    assert [text.replace("\u00a0", " ") for _, text in axis.ticks] == texts


def test_steps_of_half_a_million_get_the_digit_they_need() -> None:
    axis = value_axis([1.1e6, 2.4e6], NumberFormat("compact"), (1e6, 2.5e6), most=4)
    texts = [text.replace("\u00a0", " ") for _, text in axis.ticks]
    assert texts == ["1 Mio.", "1,5 Mio.", "2 Mio.", "2,5 Mio."]


def test_a_currency_keeps_its_cents_only_where_they_matter() -> None:
    from decimal import Decimal

    style = NumberFormat("currency")
    assert exact_format(style, Decimal(500)).text(500) == "500\u00a0€"
    assert exact_format(style, Decimal("0.05")).text(0.05) == "0,05\u00a0€"
