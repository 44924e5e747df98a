"""Whatever figures were shown before: a picture is what a fresh scene shows of the figures now."""

import gc
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from live_decks import LIVE, tables
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsScene
from seeks import NOON, SIZES, Wall, frames
from walls import EVERYTHING

from decks import write
from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.scene.widgets.number import NumberElement
from kjc_desktop.timeline.frame import Data, SlideFrame
from kjc_desktop.timeline.picture import slide_frame
from kjc_desktop.timeline.position import settled

LIVE_SLIDES = [
    Path(name).stem for name in LIVE if name.endswith(".yaml") and "layout" in LIVE[name]
]
SLIDES = [
    *(("live", name) for name in LIVE_SLIDES),
    *(("alles", name) for name in (
        "spalten", "zweigeteilt", "diagramm", "verlauf", "anteile", "karte", "raster", "schritte",
        "tabelle", "titel",
    )),
]  # fmt: skip
COUNT = 7
"""Tables that follow the first one."""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("live"), LIVE)
    image = QImage(700, 500, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    colours = QLinearGradient(0, 0, 700, 500)
    colours.setColorAt(0, "#3A7D5A")
    colours.setColorAt(1, "#F0C050")
    painter.fillRect(image.rect(), colours)
    painter.end()
    assert image.save(str(folder / "media" / "foto.png"))
    return folder


@cache
def loaded(folder: Path) -> tuple[Deck, list[FigureTable]]:
    """Return a deck with the tables that it gets to show."""
    deck = load_deck(folder).deck
    assert deck is not None
    return deck, tables(resolve(deck, NOON), COUNT, seed=7)


Figures = tuple[int, int, float] | None
"""Which table is shown, which was before, and how far it is from there; None: the first one."""
FIGURES: st.SearchStrategy[Figures] = st.none() | st.tuples(
    st.integers(0, COUNT), st.integers(0, COUNT), st.sampled_from([0.0, 0.1, 0.5, 0.99, 1.0])
)


def data(pool: list[FigureTable], figures: Figures) -> Data | None:
    """Return the figures of a moment."""
    if figures is None:
        return None
    now, old, share = figures
    before = {name: each.value for name, each in pool[old].items() if each.value is not None}
    return Data(pool[now], before, share)


@pytest.mark.parametrize(("deck", "name"), SLIDES)
def test_any_way_to_a_moment_ends_in_the_picture_of_its_figures(
    deck: str, name: str, live: Path, qapp: QApplication
) -> None:
    made, pool = loaded(live if deck == "live" else EVERYTHING)
    walls = [Wall(made, pool[0], name, size) for size in SIZES]

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(st.tuples(frames(walls[0].script), FIGURES), min_size=1, max_size=6),
        st.sampled_from(walls),
    )
    def check(way: list[tuple[SlideFrame, Figures]], wall: Wall) -> None:
        for frame, figures in way:
            moment = replace(frame, data=data(pool, figures))
            shown = wall.show(moment)
        expected = wall.fresh(moment)
        assert shown == expected
        assert wall.picture.still() == expected
        assert wall.picture.scene.findings == wall.findings(moment)

    check()


def settle(wall: Wall, table: FigureTable) -> SlideFrame:
    """Return the end of a slide with the figures of a table."""
    return replace(slide_frame(wall.script, settled(wall.script), NOON), data=Data(table))


@pytest.mark.parametrize("name", LIVE_SLIDES)
def test_a_thousand_changes_leave_nothing_behind(name: str, live: Path, qapp: QApplication) -> None:
    deck, pool = loaded(live)
    wall = Wall(deck, pool[0], name, QSize(192, 108))

    def go_round(times: int) -> tuple[int, int, int]:
        for turn in range(times):
            wall.show(settle(wall, pool[turn % len(pool)]))
        gc.collect()
        objects = gc.get_objects()
        return (
            len(wall.picture.scene.elements),
            sum(isinstance(each, QGraphicsItem | QObject) for each in objects),
            len(objects),
        )

    go_round(40)
    before, after = go_round(40), go_round(1_000)
    assert after[:2] == before[:2]
    assert after[2] <= 1.01 * before[2]


def test_only_what_shows_other_figures_is_built_anew(live: Path, qapp: QApplication) -> None:
    deck, (table, *_) = loaded(live)
    wall = Wall(deck, table, "worte", QSize(480, 270))
    wall.show(settle(wall, table))
    text, number, items, still = wall.picture.scene.elements
    dated = {name: replace(each, stale=True) for name, each in table.figures.items()}
    wall.show(settle(wall, replace(table, figures=dated)))
    assert list(wall.picture.scene.elements) == [text, number, items, still]
    richer = {**table.figures, "geld": replace(table["geld"], value=13_000_000)}
    wall.show(settle(wall, replace(table, figures=richer)))
    assert [each is old for each, old in zip(
        wall.picture.scene.elements, (text, number, items, still), strict=True
    )] == [True, True, False, True]  # fmt: skip


def test_the_chart_of_pyqtgraph_is_handed_on_even_over_a_time_without_data(
    live: Path, qapp: QApplication
) -> None:
    deck, (table, *_) = loaded(live)
    wall = Wall(deck, table, "linie", QSize(480, 270))
    wall.show(settle(wall, table))

    def scenes() -> list[int]:
        return [id(each) for each in gc.get_objects() if isinstance(each, QGraphicsScene)]

    made = scenes()
    empty = {name: replace(each, x=(), y=()) for name, each in table.series.items()}
    short = {name: replace(each, x=each.x[:1], y=(8.0,)) for name, each in table.series.items()}
    for series in (empty, short, {**table.series, "zweite": empty["zweite"]}):
        wall.show(settle(wall, replace(table, series=series)))
        assert scenes() == made


def test_figures_that_the_slide_does_not_show_change_nothing(
    live: Path, qapp: QApplication
) -> None:
    deck, (table, *_) = loaded(live)
    wall = Wall(deck, table, "karte", QSize(480, 270))
    wall.show(settle(wall, table))
    richer = {**table.figures, "geld": replace(table["geld"], value=1)}
    other = replace(table, figures=richer)
    assert wall.picture.seek(settle(wall, other)).isEmpty()


def test_a_number_that_changes_costs_its_own_line_only(live: Path, qapp: QApplication) -> None:
    deck, (table, *_) = loaded(live)
    wall = Wall(deck, table, "zahlen", QSize(1920, 1080))
    wall.show(settle(wall, table))
    lower = {**table.figures, "minus": replace(table["minus"], value=-41)}
    changed = wall.picture.seek(settle(wall, replace(table, figures=lower))).boundingRect()
    assert 0 < changed.width() < 640
    assert 0 < changed.height() < 240


def test_a_widget_that_cannot_show_its_figures_is_logged_once_and_comes_back(
    live: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    deck, (table, *_) = loaded(live)
    wall = Wall(deck, table, "worte", QSize(480, 270))
    tables_ = [
        replace(table, figures={**table.figures, "gaeste": replace(table["gaeste"], value=value)})
        for value in range(8)
    ]
    paint = NumberElement.paint_live

    def fail(element: NumberElement, painter: QPainter) -> None:
        message = "broken"
        raise RuntimeError(message)

    monkeypatch.setattr(NumberElement, "paint_live", fail)
    for each in tables_:
        wall.show(settle(wall, each))
    assert len(caplog.records) == 1
    monkeypatch.setattr(NumberElement, "paint_live", paint)
    assert wall.show(settle(wall, table)) == wall.fresh(settle(wall, table))
    assert wall.show(settle(wall, tables_[0])) == wall.fresh(settle(wall, tables_[0]))
