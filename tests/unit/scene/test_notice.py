"""Notices can be read: colours, sizes, and what gives way when there are too many words."""

from dataclasses import replace

import pytest
from elements import NOW, THEMES, deck
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage

from kjc_desktop.deck.models import Deck
from kjc_desktop.deck.notice import Notice, NoticeKind
from kjc_desktop.figures import resolve
from kjc_desktop.scene.notice import NoticeCard, notice_card
from kjc_desktop.scene.palette import ratio

HD = QSize(1920, 1080)
SHORT = "Gleich geht es los"


@pytest.fixture(autouse=True)
def _application(qapp: QGuiApplication) -> None:
    """Painting needs one."""


def card(made: Deck, kind: NoticeKind, text: str = SHORT, size: QSize = HD) -> NoticeCard:
    return notice_card(made, resolve(made, NOW), Notice(kind, text), size)


def strongest(image: QImage, ground: QColor) -> float:
    """Return the highest contrast with the ground, among some of the pixels."""
    places = ((x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
    colours = {image.pixel(x, y) for x, y in places}
    return max(ratio(QColor(each), ground) for each in colours)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", ["over", "instead", "emergency"])
def test_words_stand_out_for_everybody(kind: NoticeKind, theme: str) -> None:
    made = card(deck(theme_name=theme), kind)
    assert strongest(made.image, made.ground) >= 7.0


@pytest.mark.parametrize("signal", ["#777777", "#0A4D5C", "#D9472B", "#FFFFFF"])
def test_a_signal_colour_on_which_nothing_can_be_read_is_not_taken(signal: str) -> None:
    made = deck()
    colors = made.theme.colors | {"sun": signal, "ink": "#555555"}
    made = replace(made, theme=made.theme.model_copy(update={"colors": colors}))
    shown = card(made, "over")
    assert strongest(shown.image, shown.ground) >= 7.0


def test_a_band_leaves_most_of_the_slide_and_a_card_nothing() -> None:
    made = deck()
    assert card(made, "over").rect.height() < 0.2 * HD.height()
    assert card(made, "over", "Wort " * 120).rect.height() < 0.45 * HD.height()
    for kind in ("instead", "emergency"):
        assert card(made, kind).rect.size() == HD


def test_an_emergency_without_words_speaks_the_language_of_the_deck() -> None:
    german, english = (card(deck(language=each), "emergency", "") for each in ("de-DE", "en-GB"))
    assert german.image == card(deck(), "emergency", SAID["de"]).image
    assert english.image == card(deck(language="en-GB"), "emergency", SAID["en"]).image


SAID = {
    "de": "Bitte verlassen Sie ruhig das Gebäude und folgen Sie den Anweisungen des Personals.",
    "en": "Please leave the building calmly and follow the instructions of the staff.",
}


@pytest.mark.parametrize(
    "text", ["<b>fett</b>", "{menschen}", "**fett**", "![](file:///etc/passwd)"]
)
def test_text_is_nothing_but_text(text: str) -> None:
    made = deck()
    assert card(made, "instead", text).image != card(made, "instead", text.strip("<>{}*![]")).image


def test_a_number_stays_with_what_it_counts() -> None:
    made = deck(canvas="9:16")
    size = QSize(540, 960)
    spaced = card(made, "over", "Die Veranstaltung beginnt 15 Minuten später", size)
    held = card(made, "over", "Die Veranstaltung beginnt 15\u00a0Minuten später", size)
    assert spaced.image == held.image


@pytest.mark.parametrize("kind", ["over", "instead", "emergency"])
def test_what_cannot_fit_is_cut(kind: NoticeKind) -> None:
    made = deck()
    lines = "\n".join("abcdefghij" * 3)
    image = card(made, kind, "\n".join([lines] * 10)).image
    lowest = {image.pixelColor(x, image.height() - 2).name() for x in range(image.width())}
    assert len(lowest) == 1
