"""What an audience must see: pictures made apart from any window, and small decks to see."""

from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from x11 import pixels

from decks import Files
from kjc_desktop.deck.loader import load_deck
from kjc_desktop.figures import resolve
from kjc_desktop.resources import campaign_deck
from kjc_desktop.scene.render import Pictures, render
from kjc_desktop.timeline.frame import Frame
from kjc_desktop.timeline.picture import slide_frame
from kjc_desktop.timeline.position import settled
from kjc_desktop.timeline.script import script_of

CAMPAIGN = campaign_deck()
EVERYTHING = Path(__file__).parents[1] / "decks" / "alles"
"""A deck with every layout and every widget."""
FULL_HD = (1920, 1080)

_STATEMENT = 'layout: statement\ntitle: "{name} {{a}}"\nbackground: "{ground}"\nnotes: Probe.\n'
_GROUNDS = {"rot": "#7A1020", "gruen": "#0B4F2A", "blau": "#12306E", "grau": "#3A3A3A"}

STILL: Files = {
    "deck.yaml": "title: Probe\ndefaults: {duration: 24 h, transition: none}\n"
    f"slides: [{', '.join(_GROUNDS)}]\n",
    "figures.yaml": "sources: {s: {publisher: Amt, date: 2018-11-26}}\n"
    "figures:\n  a: {value: 104, unit: Jobcenter, source: s}\n",
    **{
        f"{name}.yaml": _STATEMENT.format(name=name.title(), ground=ground)
        for name, ground in _GROUNDS.items()
    },
}
"""Four slides of different colours on which nothing moves; each tells the figure `a`."""


def slide_picture(
    folder: Path,
    name: str,
    size: tuple[int, int] = FULL_HD,
    *,
    step: int | None = None,
    now: datetime | None = None,
) -> QImage:
    """Return the settled picture of a slide on a wall of a size in pixels, black around it."""
    deck = load_deck(folder).deck
    assert deck is not None
    at = now or datetime.now(UTC)
    script = script_of(deck, deck.slide(name))
    pictures = Pictures(deck, resolve(deck, at), QSize(*size))
    frame = slide_frame(script, settled(script, step), at.astimezone(deck.zone))
    picture = render(pictures, Frame(frame)).copy()
    pictures.dispose()
    return letterboxed(picture, size)


def letterboxed(picture: QImage, size: tuple[int, int] = FULL_HD) -> QImage:
    """Return a picture in the middle of a black wall."""
    wall = QImage(QSize(*size), QImage.Format.Format_RGB32)
    wall.fill(QColor("black"))
    painter = QPainter(wall)
    try:
        corner = (wall.size() - picture.size()) / 2
        left = (wall.width() - picture.width()) // 2
        top = (wall.height() - picture.height()) // 2
        assert corner.width() >= 0
        assert corner.height() >= 0
        painter.drawImage(QPoint(left, top), picture)
    finally:
        painter.end()
    return wall


@cache
def plain(colour: str, size: tuple[int, int] = FULL_HD) -> QImage:
    """Return a wall of one colour."""
    wall = QImage(QSize(*size), QImage.Format.Format_RGB32)
    wall.fill(QColor(colour))
    return wall


def ink(image: QImage) -> float:
    """Return the share of a picture that has not its most frequent colour, from a sample."""
    sample = Counter(pixels(image)[::7])
    return 1.0 - max(sample.values()) / sum(sample.values())
