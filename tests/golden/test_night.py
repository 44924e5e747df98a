"""The screen outside its opening hours."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from comparer import Golden
from PySide6.QtGui import QImage
from walls import CAMPAIGN

from decks import write
from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import resolve
from kjc_desktop.show.stage import Stage
from kjc_desktop.timeline.frame import Frame
from kjc_desktop.timeline.night import night_at, standby_timeline, with_standby
from kjc_desktop.timeline.picture import frame_at
from kjc_desktop.timeline.position import settled
from kjc_desktop.timeline.schedule import timeline_of

EVENING = datetime(2018, 11, 26, 20, 3, tzinfo=UTC)
WIDE, HIGH = (640, 360), (270, 480)
THEMES = ("kampagne", "kampagne-dunkel", "kontrast")


def evening(deck: Deck, slide: str | None, size: tuple[int, int]) -> QImage:
    """Return what is seen in the evening: a slide of the loop, or what stands in its place."""
    table = resolve(deck, EVENING)
    timeline = timeline_of(deck, table, EVENING)[0]
    if slide is None:
        timeline = standby_timeline(deck, timeline)
    script = timeline.script(slide or timeline.names[0])
    frame: Frame = night_at(deck, EVENING).over(frame_at(timeline, settled(script), EVENING))
    stage = Stage()
    stage.resize(*size)
    stage.use(with_standby(deck), table, frame)
    stage.show()
    picture = stage.grab_frame()
    stage.deleteLater()
    return picture


def closed(folder: Path, *lines: str) -> Deck:
    text = "\n".join(["title: Stark. Sozial. **Vor Ort.**", *lines, "slides: [a]"])
    files = {
        "deck.yaml": f"{text}\n",
        "a.yaml": "title: Bis morgen\n",
        "figures.yaml": "figures:\n",
    }
    deck = load_deck(write(folder, files)).deck
    assert deck is not None
    return deck


@pytest.mark.parametrize("slide", ["kennzahlen", "karte"])
def test_a_dimmed_slide(golden: Golden, slide: str) -> None:
    deck = load_deck(CAMPAIGN).deck
    assert deck is not None
    opening = {"to": "18:00", "outside": "dim"}
    head = type(deck.head).model_validate({"title": "T", "opening": opening})
    head = deck.head.model_copy(update={"opening": head.opening})
    picture = evening(replace(deck, head=head), slide, WIDE)
    golden.assert_matches(picture, f"dim-{slide}")


@pytest.mark.parametrize("theme", THEMES)
def test_the_title_that_stands_there(golden: Golden, tmp_path: Path, theme: str) -> None:
    lines = f"theme: {theme}", "opening: {to: '18:00', outside: standby}"
    golden.assert_matches(evening(closed(tmp_path, *lines), None, WIDE), f"standby-{theme}")


def test_the_title_that_stands_there_upright(golden: Golden, tmp_path: Path) -> None:
    lines = "canvas: 9:16", "opening: {to: '18:00', outside: standby}"
    golden.assert_matches(evening(closed(tmp_path, *lines), None, HIGH), "standby-portrait")
