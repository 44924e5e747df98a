"""All slides at a glance."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from foyers import foyer_deck
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from walls import EVERYTHING, ink

from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Deck, Slide
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.scene.slide_scene import SlideScene
from kjc_desktop.show.clock import ManualClock, monotonic
from kjc_desktop.show.overview import OverviewPage
from kjc_desktop.show.overview_plan import Plan
from kjc_desktop.timeline.browsing import Stroke
from kjc_desktop.timeline.schedule import timeline_of

NOW = datetime(2018, 11, 26, 10, 0, tzinfo=UTC)
GREEN = 'title: "{name}"\nbackground: "#0B4F2A"\n'


class Glance:
    """An open overview of a deck."""

    def __init__(
        self, qtbot: QtBot, deck: Deck, size: tuple[int, int] = (960, 540), current: str = ""
    ) -> None:
        self.deck, self.clock = deck, ManualClock(NOW)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(*size)
        self.page = OverviewPage(self.window, self.clock)
        self.chosen: list[str] = []
        self.closed = 0
        self.page.chosen.connect(self.chosen.append)
        self.page.closed.connect(self._close)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.open(deck, current)

    def _close(self) -> None:
        self.closed += 1

    def open(self, deck: Deck, current: str = "") -> None:
        table = resolve(deck, NOW)
        self.page.open(deck, table, timeline_of(deck, table, NOW)[0], current or None)

    @property
    def plan(self) -> Plan:
        assert self.page._plan is not None
        return self.page._plan

    def tap(self, x: float, y: float) -> None:
        self.draw((x, y), (x, y))

    def draw(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        size = (float(self.window.width()), float(self.window.height()))
        self.page.take(Stroke(start, end, size, 0.2))

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            assert self.page.press(key)

    def sees(self) -> QImage:
        return self.window.grab().toImage()

    def thumb(self, place: int) -> QImage:
        cell = self.plan.cell(place)
        return self.sees().copy(
            round(cell.x()) + 4, round(cell.y()) + 4,
            round(self.plan.thumb.width()) - 8, round(self.plan.thumb.height()) - 8,
        )  # fmt: skip


def many(folder: Path, count: int) -> Deck:
    return foyer_deck(
        folder, {f"f{number:02}": GREEN.format(name=f"Nr. {number}") for number in range(count)}
    )


@pytest.fixture
def glance(qtbot: QtBot, tmp_path: Path) -> Glance:
    return Glance(qtbot, many(tmp_path, 20), current="f01")


def test_pictures_come_one_after_the_other(glance: Glance) -> None:
    empty = [glance.thumb(place) for place in (1, 2, 3)]
    assert all(ink(each) == 0.0 for each in empty)
    glance.clock.advance(0.0)
    seen = [glance.thumb(place) for place in (1, 2, 3)]
    assert all(ink(each) > 0.0 for each in seen)
    assert all(each.pixelColor(2, 2).name() == "#0b4f2a" for each in seen)
    assert glance.clock.waiting == 0


def test_the_slide_that_is_shown_is_marked(glance: Glance) -> None:
    corner = glance.plan.cell(1).topLeft()
    assert (
        glance.sees().pixelColor(round(corner.x()) - 2, round(corner.y()) - 2).name() == "#ffb81c"
    )


def test_a_tap_chooses(glance: Glance) -> None:
    for place in (0, 5):
        middle = glance.plan.cell(place).center()
        glance.tap(middle.x(), middle.y())
    assert glance.chosen == ["f00", "f05"]


def test_a_tap_beside_everything_does_nothing(glance: Glance) -> None:
    glance.tap(480, 10)
    assert (glance.chosen, glance.closed) == ([], 0)


@pytest.mark.parametrize("how", ["button", "down", "escape"])
def test_closing(glance: Glance, how: str) -> None:
    if how == "button":
        glance.tap(*glance.plan.close.center().toTuple())
    elif how == "down":
        glance.draw((480, 100), (480, 300))
    else:
        glance.press(Qt.Key.Key_Escape)
    assert (glance.closed, glance.chosen) == (1, [])


@pytest.mark.parametrize("how", ["button", "swipe", "key"])
def test_pages(glance: Glance, how: str) -> None:
    def turn(step: int) -> None:
        if how == "button":
            place = glance.plan.forward if step > 0 else glance.plan.back
            glance.tap(*place.center().toTuple())
        elif how == "swipe":
            glance.draw((480, 270), (480 - 200 * step, 270))
        else:
            glance.press(Qt.Key.Key_PageDown if step > 0 else Qt.Key.Key_PageUp)

    first = glance.plan.cell(0).center().toTuple()
    for _ in range(10):
        turn(1)
    glance.tap(*first)
    for _ in range(10):
        turn(-1)
    glance.tap(*first)
    last = (20 - 1) // glance.plan.capacity * glance.plan.capacity
    assert glance.chosen == [f"f{last:02}", "f00"]
    assert glance.plan.pages > 1


def test_keys_go_from_slide_to_slide(glance: Glance) -> None:
    across = glance.plan.columns
    down, right, left, up = Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up
    for keys in (
        [right],
        [down],
        [left],
        [up, up, up],
        [Qt.Key.Key_End],
        [right],
        [Qt.Key.Key_Home],
    ):
        glance.press(*keys, Qt.Key.Key_Return)
    aims = [2, 2 + across, 1 + across, 0, 19, 19, 0]
    assert glance.chosen == [f"f{aim:02}" for aim in aims]
    assert not glance.page.press(Qt.Key.Key_B)


def test_hidden_slides_and_those_under_embargo_are_not_there(qtbot: QtBot, tmp_path: Path) -> None:
    deck = foyer_deck(
        tmp_path,
        {
            "offen": "title: Offen\n",
            "versteckt": "title: Versteckt\nhidden: true\n",
            "geheim": "title: Geheim\ncontent:\n  - number: geheim\n",
            "vorbei": "title: Vorbei\nvalid_until: 2018-11-25\n",
            "auch": "title: Auch\n",
        },
    )
    glance = Glance(qtbot, deck)
    names = [(each.name, each.number, each.title) for each in glance.page._entries]
    assert names == [("offen", 1, "Offen"), ("auch", 4, "Auch")]


def test_an_edit_brings_a_new_picture(qtbot: QtBot, tmp_path: Path) -> None:
    glance = Glance(qtbot, many(tmp_path, 3))
    glance.clock.advance(1.0)
    before = [glance.thumb(place) for place in range(3)]
    changed = foyer_deck(
        tmp_path, {"f00": GREEN.format(name="Neu"), "f01": GREEN.format(name="Nr. 1"),
                   "f02": GREEN.format(name="Nr. 2")}
    )  # fmt: skip
    glance.open(changed)
    glance.clock.advance(2.0)
    after = [glance.thumb(place) for place in range(3)]
    assert after[0] != before[0]
    assert after[1:] == before[1:]


def test_new_figures_do_not_take_the_pictures_away(qtbot: QtBot, tmp_path: Path) -> None:
    glance = Glance(qtbot, many(tmp_path, 3))
    glance.clock.advance(1.0)
    before = glance.sees()
    for _ in range(5):
        glance.open(glance.deck)
        assert glance.sees() == before
    glance.clock.advance(5.0)
    assert glance.sees() == before
    assert glance.clock.waiting == 0


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (640, 360), (1024, 768), (300, 200)])
def test_every_kind_of_slide_has_its_picture_in_every_window(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    deck = load_deck(EVERYTHING).deck
    assert deck is not None
    glance = Glance(qtbot, deck, size)
    steps = []
    while glance.clock.waiting:
        began = monotonic()
        glance.clock._waiting[0].callback()
        glance.clock._waiting.pop(0)
        steps.append(monotonic() - began)
    for name in [each.name for each in glance.page._on_page()]:
        image = glance.page.thumbnails.image(name)
        assert image is not None
        assert not image.isNull()
    assert sorted(steps)[len(steps) // 2] < 0.05


def test_what_cannot_be_pictured_stays_empty_and_the_others_come(
    glance: Glance, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def build(scene: SlideScene, deck: Deck, table: FigureTable, slide: Slide) -> None:
        if slide.name == "f02":
            raise MemoryError
        whole(scene, deck, table, slide)

    whole = SlideScene.__init__
    monkeypatch.setattr(SlideScene, "__init__", build)
    worked: list[str] = []
    glance.page.thumbnails.worked.connect(worked.append)
    glance.clock.advance(0.0)
    images = {name: glance.page.thumbnails.image(name) for name in ("f01", "f02", "f03")}
    empty = {name: image is None or image.isNull() for name, image in images.items()}
    assert empty == {"f01": False, "f02": True, "f03": False}
    assert "f02" in worked
    assert worked[-1] == ""
    assert "f02" in caplog.text


def test_closed_it_makes_no_pictures(glance: Glance) -> None:
    glance.page.close_page()
    assert glance.clock.waiting == 0
    glance.open(glance.deck)
    glance.clock.advance(0.0)
    assert ink(glance.thumb(2)) > 0.0
