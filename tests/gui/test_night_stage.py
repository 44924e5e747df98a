"""What reaches the window in the night: less light, a little out of its place, and all of it."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import comparer
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot
from walls import EVERYTHING, letterboxed
from x11 import pixels

from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.scene.render import Pictures, render
from kjc_desktop.show.stage import Stage
from kjc_desktop.timeline.frame import Frame
from kjc_desktop.timeline.night import DIMMED
from kjc_desktop.timeline.picture import frame_at
from kjc_desktop.timeline.position import playing, settled
from kjc_desktop.timeline.schedule import timeline_of
from kjc_desktop.timeline.script import Timeline

NOON = datetime(2018, 11, 26, 11, 0, tzinfo=UTC)
WIDE, HIGH, TALL = (1920, 1080), (640, 540), (1200, 675)


@cache
def loaded() -> tuple[Deck, FigureTable, Timeline]:
    deck = load_deck(EVERYTHING).deck
    assert deck is not None
    table = resolve(deck, NOON)
    return deck, table, timeline_of(deck, table, NOON)[0]


def still(name: str = "spalten") -> Frame:
    timeline = loaded()[2]
    return frame_at(timeline, settled(timeline.script(name)), NOON)


def stage(qtbot: QtBot, frame: Frame, size: tuple[int, int]) -> Stage:
    made = Stage()
    qtbot.addWidget(made)
    made.resize(*size)
    deck, table, _ = loaded()
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


def wall(frame: Frame, size: tuple[int, int]) -> QImage:
    """Return the picture in its place and in full light, black around it."""
    deck, table, _ = loaded()
    pictures = Pictures(deck, table, QSize(*size))
    picture = render(pictures, frame)
    pictures.dispose()
    return letterboxed(picture, size)


def alike(one: QImage, other: QImage) -> bool:
    """Tell whether two pictures are the same but for the edges of a letter painted elsewhere."""
    different = (comparer.pixels(one) != comparer.pixels(other)).any(axis=2)
    return float(different.mean()) < 1e-4


@pytest.mark.parametrize("shift", [(8, -7), (-8, 7), (3, 5), (0, 0)])
def test_the_picture_is_moved_and_its_margin_is_ground(
    qtbot: QtBot, shift: tuple[int, int]
) -> None:
    plain, (x, y) = wall(still(), WIDE), shift
    image = seen(stage(qtbot, replace(still(), shift=shift), WIDE), qtbot)
    inner = (max(x, 0), max(y, 0), WIDE[0] - abs(x), WIDE[1] - abs(y))
    assert alike(image.copy(*inner), plain.copy(max(-x, 0), max(-y, 0), *inner[2:]))
    ground = pixels(plain)[0]
    columns = [0] if x > 0 else [WIDE[0] - 1] if x < 0 else []
    rows = [0] if y > 0 else [WIDE[1] - 1] if y < 0 else []
    edge = {image.pixel(column, row) for column in columns for row in range(WIDE[1])}
    edge |= {image.pixel(column, row) for row in rows for column in range(WIDE[0])}
    assert edge <= {ground}


def test_it_moves_by_as_much_as_the_screen_is_large(qtbot: QtBot) -> None:
    image = seen(stage(qtbot, replace(still(), shift=(8, 4)), TALL), qtbot)
    plain = wall(still(), TALL)
    assert alike(image.copy(5, 2, 1000, 600), plain.copy(0, 0, 1000, 600))
    assert not alike(image.copy(4, 2, 1000, 600), plain.copy(0, 0, 1000, 600))


def test_nothing_is_left_of_the_picture_in_its_place(qtbot: QtBot) -> None:
    shown = stage(qtbot, still(), HIGH)
    seen(shown, qtbot)
    shown.show_frame(replace(still(), shift=(-8, 7)))
    moved = seen(shown, qtbot)
    assert moved == seen(stage(qtbot, replace(still(), shift=(-8, 7)), HIGH), qtbot)
    assert moved != wall(still(), HIGH)
    shown.show_frame(still())
    assert seen(shown, qtbot) == wall(still(), HIGH)


def test_a_dimmed_picture_has_an_eighth_of_its_light(qtbot: QtBot) -> None:
    plain = wall(still(), HIGH)
    image = seen(stage(qtbot, replace(still(), brightness=DIMMED), HIGH), qtbot)
    for place in ((20, 300), (320, 270), (320, 10), (600, 450)):
        bright, dim = plain.pixelColor(*place), image.pixelColor(*place)
        assert dim.lightness() == pytest.approx(bright.lightness() * DIMMED, abs=1.5)
    assert max(QColor(each).lightness() for each in set(pixels(image))) <= 255 * DIMMED + 1


@pytest.mark.parametrize("name", ["spalten", "anteile", "verlauf"])
def test_what_moves_in_the_dark_is_painted_over_nothing_but_itself(qtbot: QtBot, name: str) -> None:
    timeline = loaded()[2]
    script = timeline.script(name)

    def at(elapsed: float) -> Frame:
        position = playing(script, elapsed)
        frame = frame_at(timeline, position, NOON)
        return replace(frame, brightness=DIMMED, shift=(5, -3))

    shown = stage(qtbot, at(0.5), HIGH)
    for elapsed in (0.6, 0.9, 1.3, 2.0, 5.0):
        shown.show_frame(at(elapsed))
        image = seen(shown, qtbot)
        assert image == seen(stage(qtbot, at(elapsed), HIGH), qtbot)


def test_a_fade_in_the_night_is_moved_as_well(qtbot: QtBot) -> None:
    timeline = loaded()[2]
    old, new = timeline.script("spalten"), timeline.script("anteile")
    fading = frame_at(timeline, playing(new, new.fade / 2), NOON, leaving=settled(old))
    assert fading.previous is not None
    image = seen(stage(qtbot, replace(fading, shift=(8, 7)), WIDE), qtbot)
    assert alike(image.copy(8, 7, 1912, 1073), wall(fading, WIDE).copy(0, 0, 1912, 1073))
