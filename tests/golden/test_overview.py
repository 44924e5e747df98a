"""What visitors see who look for a slide, and who types a PIN."""

from datetime import UTC, datetime

import pytest
from comparer import Golden
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from walls import CAMPAIGN

from kjc_desktop.deck.loader import load_deck
from kjc_desktop.figures import resolve
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.overview import OverviewPage
from kjc_desktop.show.pin_field import PinField
from kjc_desktop.timeline.schedule import timeline_of

NOW = datetime(2018, 11, 26, 10, 0, tzinfo=UTC)
WIDE, HIGH = (960, 540), (540, 960)


def overview(size: tuple[int, int], current: str) -> QImage:
    deck = load_deck(CAMPAIGN).deck
    assert deck is not None
    table, clock = resolve(deck, NOW), ManualClock(NOW)
    window = QWidget()
    window.resize(*size)
    page = OverviewPage(window, clock)
    page.open(deck, table, timeline_of(deck, table, NOW)[0], current)
    clock.advance(1.0)
    picture = page.grab().toImage()
    window.deleteLater()
    return picture


@pytest.mark.parametrize(
    ("name", "size", "current"),
    [("first", WIDE, "viertel"), ("last", WIDE, "quellen"), ("portrait", HIGH, "titel")],
)
def test_overview(golden: Golden, name: str, size: tuple[int, int], current: str) -> None:
    golden.assert_matches(overview(size, current), f"overview-{name}")


@pytest.mark.parametrize(
    ("name", "keypad", "digits", "words"),
    [("dots", False, 6, ""), ("keys", True, 2, ""), ("rest", False, 0, "Noch 27 s")],
)
def test_pin_field(golden: Golden, name: str, keypad: bool, digits: int, words: str) -> None:
    window = QWidget()
    window.resize(*WIDE)
    palette = window.palette()
    palette.setColor(window.backgroundRole(), QColor("#FBFAF7"))
    window.setPalette(palette)
    field = PinField(window, keypad=keypad)
    window.show()
    field.open()
    field.tell(digits, words)
    picture = window.grab(field.geometry().adjusted(-18, -18, 18, 18)).toImage()
    window.deleteLater()
    golden.assert_matches(picture, f"pin-{name}")
