"""Whatever was shown before: a picture is what a fresh scene shows at that moment."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from seeks import NOON, SIZES, Wall, frames
from walls import CAMPAIGN, EVERYTHING

from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.scene.paint import draw_text
from kjc_desktop.scene.render import Pictures, render
from kjc_desktop.scene.text import Style
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.controller import Show
from kjc_desktop.timeline.frame import Frame, SlideFrame
from kjc_desktop.timeline.picture import slide_frame
from kjc_desktop.timeline.position import settled


@cache
def _deck(folder: Path) -> tuple[Deck, FigureTable]:
    deck = load_deck(folder).deck
    assert deck is not None
    return deck, resolve(deck, NOON)


SLIDES = [
    pytest.param(folder, slide.name, id=f"{folder.name}-{slide.name}")
    for folder in (CAMPAIGN, EVERYTHING)
    for slide in _deck(folder)[0].slides
]


def _wall(folder: Path, name: str, size: QSize) -> Wall:
    return Wall(*_deck(folder), name, size)


@pytest.mark.parametrize(("folder", "name"), SLIDES)
def test_any_way_to_a_moment_ends_in_the_picture_of_that_moment(
    folder: Path, name: str, qapp: QApplication
) -> None:
    walls = [_wall(folder, name, size) for size in SIZES]

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(frames(walls[0].script), min_size=1, max_size=6), st.sampled_from(walls))
    def check(way: list[SlideFrame], wall: Wall) -> None:
        for frame in way:
            shown = wall.show(frame)
        assert shown == wall.fresh(way[-1])

    check()


def test_the_second_loop_is_the_first_one_again(qapp: QApplication) -> None:
    """Compare every slide at several moments: fading, moving, still, about to go."""
    deck, _ = _deck(CAMPAIGN)
    after = datetime(2030, 1, 1, tzinfo=UTC)  # past all countdowns of the deck
    clock = ManualClock(after, 1024.0)
    table = resolve(deck, after)
    pictures = Pictures(deck, table, QSize(480, 270))
    show = Show(deck, table, clock, mode="loop")
    length = sum(script.duration for script in show.playback.timeline.scripts)
    pause = 0.125
    # The very first slide has nothing to fade from: laps are compared from the second slide on.
    clock.advance(15.0)
    first, second = (_lap(show, clock, pictures, int(length / pause), pause) for _ in range(2))
    show.stop()
    pictures.dispose()
    assert first == second
    assert len(set(first)) > 100


def _lap(
    show: Show, clock: ManualClock, pictures: Pictures, moments: int, pause: float
) -> list[int]:
    """Play one lap; return a fingerprint of each picture."""
    told: dict[Frame, int] = {}
    prints = []
    for _ in range(moments):
        frame = show.frame()
        assert frame is not None
        if frame not in told:
            image = render(pictures, frame)
            told[frame] = hash(bytes(image.constBits()))
        prints.append(told[frame])
        clock.advance(pause)
    return prints


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (CAMPAIGN, "kennzahlen"),
        (CAMPAIGN, "titel"),
        (EVERYTHING, "aussage"),
        (EVERYTHING, "raster"),
    ],
)
def test_a_picture_does_not_depend_on_what_was_painted_before_it(
    folder: Path, name: str, qapp: QApplication
) -> None:
    """Small text must leave no trace in large text, though they share a font."""
    wall = _wall(folder, name, QSize(1920, 1080))
    frame = slide_frame(wall.script, settled(wall.script), NOON)
    before = wall.fresh(frame)
    for index, weight in enumerate((400, 600, 700, 800) * 4):
        _write_small("ÄÖÜßçñéøåþ"[index % 10], 17 + index, weight, 0.25 * (index % 4))
        assert wall.fresh(frame) == before


def _write_small(text: str, size: int, weight: int, x: float) -> None:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        draw_text(painter, text, 20 + x, 80, Style(size, weight), QColor("black"))
    finally:
        painter.end()
