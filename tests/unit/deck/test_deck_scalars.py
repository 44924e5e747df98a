"""What bare words mean."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from kjc_desktop.deck.scalars import resolve


@pytest.mark.parametrize(
    "text",
    [
        "no", "yes", "True", "on", "16:9", "9:30", "12:30:45", "05117", "1.234,5", "1,5", "0x1F",
        "0o7", "1__0", "_1", "1.", "--", "2018-13-45", "2018-02-30", "2018-11-26 25:00", ".nan",
        ".inf", "-.inf", "1e999", "9" * 30, "00.5", "Null", "٣",
    ],
)  # fmt: skip
def test_text_stays_text(text: str) -> None:
    assert resolve(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True), ("false", False), ("~", None), ("null", None), ("", None),
        ("104", 104), ("-3", -3), ("+5", 5), ("0", 0), ("1_500_000", 1_500_000),
        ("1.5", 1.5), (".5", 0.5), ("1e6", 1e6), ("1.50", 1.5), ("-1_000.25", -1000.25),
        ("2018-11-26", date(2018, 11, 26)),
        ("2018-11-26 10:30", datetime.fromisoformat("2018-11-26T10:30")),
        ("2018-11-26T10:30:15", datetime.fromisoformat("2018-11-26T10:30:15")),
        ("2018-11-26 9:30Z", datetime(2018, 11, 26, 9, 30, tzinfo=UTC)),
        ("2018-11-26 10:30 +01:00",
         datetime(2018, 11, 26, 10, 30, tzinfo=timezone(timedelta(hours=1)))),
        ("2018-11-26T10:30-0330",
         datetime(2018, 11, 26, 10, 30, tzinfo=timezone(-timedelta(hours=3, minutes=30)))),
    ],
)  # fmt: skip
def test_meanings(text: str, value: object) -> None:
    found = resolve(text)
    assert found == value
    assert isinstance(found, type(value))


@pytest.mark.parametrize("text", ["1_000", "1.50", "1e6", "+5", "2018-11-26 10:30"])
def test_the_spelling_is_kept(text: str) -> None:
    assert getattr(resolve(text), "raw", None) == text
