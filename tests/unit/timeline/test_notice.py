"""Which notice counts, and what it does to a picture."""

from datetime import UTC, datetime

import pytest

from kjc_desktop.timeline.frame import Frame, SlideFrame
from kjc_desktop.timeline.notice import Notice, calm, prevailing
from kjc_desktop.timeline.picture import alarmed

OVER, INSTEAD, ALARM = (Notice(kind, "a") for kind in ("over", "instead", "emergency"))
OTHER_ALARM = Notice("emergency", "b")
SLIDE = SlideFrame("a", (), datetime(2018, 11, 26, tzinfo=UTC))


@pytest.mark.parametrize(
    ("ordered", "written", "counts"),
    [
        (None, None, None),
        (OVER, None, OVER),
        (None, OVER, OVER),
        (OVER, INSTEAD, OVER),
        (INSTEAD, OVER, INSTEAD),
        (OVER, ALARM, ALARM),
        (ALARM, OVER, ALARM),
        (OTHER_ALARM, ALARM, OTHER_ALARM),
    ],
)
def test_an_emergency_counts_before_all_then_the_order(
    ordered: Notice | None, written: Notice | None, counts: Notice | None
) -> None:
    assert prevailing(ordered, written) == counts


def test_calm_notices_are_no_emergencies() -> None:
    assert [calm(each) for each in (OVER, INSTEAD, ALARM, None)] == [OVER, INSTEAD, None, None]


def test_a_notice_lies_over_the_slide_or_in_its_place() -> None:
    frame = Frame(SLIDE, brightness=0.1, shift=(1, 2))
    assert frame.with_notice(None) == frame
    assert not frame.with_notice(OVER).hidden
    assert frame.with_notice(INSTEAD).hidden
    assert frame.with_notice(OVER).brightness == 0.1


def test_black_stays_black_without_an_emergency() -> None:
    black = Frame(SLIDE, cover="black")
    assert black.with_notice(OVER) == black
    assert black.with_notice(INSTEAD) == black


@pytest.mark.parametrize(
    "picture",
    [None, Frame(SLIDE), Frame(SLIDE, SLIDE, 0.5, "black", 0.1, (3, 3)), Frame(SLIDE, notice=OVER)],
)
def test_an_emergency_is_seen_whatever_would_be_seen_otherwise(picture: Frame | None) -> None:
    shown = alarmed(picture, ALARM)
    assert shown is not None
    assert (shown.notice, shown.cover, shown.brightness, shown.shift) == (ALARM, None, 1.0, (0, 0))
    assert shown.hidden
    assert alarmed(picture, OVER) is picture
    assert alarmed(picture, None) is picture
