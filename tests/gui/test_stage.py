"""What reaches the window is the picture, however little of it is painted anew."""

import logging
import random
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot
from walls import CAMPAIGN, EVERYTHING, STILL, ink, letterboxed, plain

from decks import write
from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.scene.render import Pictures, render
from kjc_desktop.scene.widgets.number import NumberElement
from kjc_desktop.show.stage import Stage
from kjc_desktop.timeline.frame import Cover, Frame
from kjc_desktop.timeline.notice import Notice, NoticeKind, calm
from kjc_desktop.timeline.picture import alarmed, frame_at
from kjc_desktop.timeline.position import entered, playing, settled
from kjc_desktop.timeline.schedule import timeline_of
from kjc_desktop.timeline.script import Timeline

NOON = datetime(2018, 11, 26, 11, 0, tzinfo=UTC)
SIZE = (640, 360)
COVERS: list[Cover | None] = [None, None, None, None, "black", "white"]
NOTICES = [
    None,
    None,
    *(
        Notice(kind, text)
        for kind in get_args(NoticeKind)
        for text in ("Bald geht es los", "Gleich")
    ),
]


@cache
def loaded(folder: Path) -> tuple[Deck, FigureTable, Timeline]:
    deck = load_deck(folder).deck
    assert deck is not None
    table = resolve(deck, NOON)
    return deck, table, timeline_of(deck, table, NOON)[0]


def still(folder: Path, name: str) -> Frame:
    timeline = loaded(folder)[2]
    return frame_at(timeline, settled(timeline.script(name)), NOON)


def stage(qtbot: QtBot, folder: Path, frame: Frame, size: tuple[int, int] = SIZE) -> Stage:
    made = Stage()
    qtbot.addWidget(made)
    made.resize(*size)
    deck, table, _ = loaded(folder)
    made.use(deck, table, frame)
    made.show()
    qtbot.waitExposed(made)
    return made


def seen(shown: Stage, qtbot: QtBot) -> QImage:
    """Return what is on the screen: everything that was ever painted, on top of one another."""
    with qtbot.waitSignal(shown.painted, timeout=200, raising=False):
        pass
    image = shown.screen().grabWindow(shown.winId()).toImage()
    return image.convertToFormat(QImage.Format.Format_RGB32)


def expected(folder: Path, frame: Frame, size: tuple[int, int] = SIZE) -> QImage:
    deck, table, _ = loaded(folder)
    if frame.cover:
        return plain(frame.cover, size)
    pictures = Pictures(deck, table, QSize(*size))
    picture = render(pictures, frame)
    pictures.dispose()
    return letterboxed(picture, size)


def frames(folder: Path, count: int, seed: int) -> list[Frame]:
    """Return moments of a show as they may follow one another: moving, fading, covered, still."""
    chance = random.Random(seed)  # noqa: S311 - a seeded chance, not a secret
    timeline = loaded(folder)[2]
    made: list[Frame] = []
    names = chance.sample(timeline.names, 3)
    while len(made) < count:
        script, before = (timeline.script(chance.choice(names)) for _ in range(2))
        begin = chance.choice([entered, playing])
        leaving = settled(before) if chance.random() < 0.5 and before is not script else None
        cover, notice = chance.choice(COVERS), chance.choice(NOTICES)
        for elapsed in sorted(chance.uniform(0, 3) for _ in range(chance.randint(1, 5))):
            position = begin(script, elapsed)
            frame = frame_at(timeline, position, NOON, leaving=leaving, cover=cover)
            made.append(alarmed(frame.with_notice(calm(notice)), notice) or frame)
    return made[:count]


@pytest.mark.parametrize("folder", [CAMPAIGN, EVERYTHING], ids=["campaign", "everything"])
@pytest.mark.parametrize("seed", range(3))
def test_what_is_painted_bit_by_bit_is_the_picture(qtbot: QtBot, folder: Path, seed: int) -> None:
    way = frames(folder, 24, seed)
    shown = stage(qtbot, folder, way[0])
    for frame in way:
        shown.show_frame(frame)
        qtbot.wait(0)
        if frame is way[-1] or frame.previous is None:
            assert seen(shown, qtbot) == expected(folder, frame)


@pytest.mark.parametrize("size", [(640, 360), (333, 777), (1001, 350)])
def test_a_slide_stands_in_the_middle_with_black_around_it(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    frame = still(CAMPAIGN, "kennzahlen")
    shown = stage(qtbot, CAMPAIGN, frame, size)
    assert seen(shown, qtbot) == expected(CAMPAIGN, frame, size)


def test_another_size_is_filled_with_the_same_slide(qtbot: QtBot) -> None:
    frame = still(CAMPAIGN, "kennzahlen")
    shown = stage(qtbot, CAMPAIGN, frame)
    for size in ((800, 300), (300, 800), (641, 359)):
        shown.resize(*size)
        assert seen(shown, qtbot) == expected(CAMPAIGN, frame, size)


def test_another_deck_takes_over_between_two_pictures(qtbot: QtBot, tmp_path: Path) -> None:
    frame = still(CAMPAIGN, "kennzahlen")
    shown = stage(qtbot, CAMPAIGN, frame)
    other = write(tmp_path, STILL)
    deck, table, _ = loaded(other)
    shown.use(deck, table, still(other, "rot"))
    assert seen(shown, qtbot) == expected(other, still(other, "rot"))


def test_without_a_deck_there_is_black_and_nothing_breaks(qtbot: QtBot) -> None:
    shown = Stage()
    qtbot.addWidget(shown)
    shown.resize(*SIZE)
    shown.show()
    shown.prepare("nichts")
    assert seen(shown, qtbot) == plain("black", SIZE)


def test_the_same_frame_again_paints_nothing(qtbot: QtBot) -> None:
    frame = still(CAMPAIGN, "kennzahlen")
    shown = stage(qtbot, CAMPAIGN, frame)
    seen(shown, qtbot)
    with qtbot.assertNotEmitted(shown.painted, wait=50):
        shown.show_frame(frame)
        shown.show_frame(still(CAMPAIGN, "kennzahlen"))


def test_a_slide_is_built_ahead_and_then_not_again(qtbot: QtBot) -> None:
    shown = stage(qtbot, CAMPAIGN, still(CAMPAIGN, "kennzahlen"))
    with qtbot.waitSignal(shown.built) as built:
        shown.prepare("viertel")
    assert built.args == ["viertel"]
    with qtbot.assertNotEmitted(shown.built):
        shown.show_frame(still(CAMPAIGN, "viertel"))


def test_a_widget_that_cannot_be_painted_is_a_quiet_tile(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = expected(CAMPAIGN, still(CAMPAIGN, "kennzahlen"))

    def fail(element: NumberElement, painter: QPainter) -> None:
        message = "broken"
        raise RuntimeError(message)

    monkeypatch.setattr(NumberElement, "paint_live", fail)
    with caplog.at_level(logging.ERROR):
        shown = stage(qtbot, CAMPAIGN, still(CAMPAIGN, "kennzahlen"))
        picture = seen(shown, qtbot)
        shown.update()
        seen(shown, qtbot)
    assert len([each for each in caplog.records if "kennzahlen" in each.getMessage()]) == 3
    assert picture != whole
    assert ink(picture) > 0.05
    title = (0, 0, SIZE[0], 80)
    assert picture.copy(*title) == whole.copy(*title)


def test_the_colours_of_a_cover(qtbot: QtBot) -> None:
    timeline = loaded(CAMPAIGN)[2]
    position = settled(timeline.script("kennzahlen"))
    shown = stage(qtbot, CAMPAIGN, frame_at(timeline, position, NOON))
    for cover in COVERS[-2:]:
        shown.show_frame(frame_at(timeline, position, NOON, cover=cover))
        assert seen(shown, qtbot).pixelColor(320, 180) == QColor(cover)
        shown.show_frame(frame_at(timeline, position, NOON))
        assert seen(shown, qtbot) == expected(CAMPAIGN, frame_at(timeline, position, NOON))
