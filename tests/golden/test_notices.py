"""Notices over a slide, in its place, and in an emergency: themes, canvases, long words."""

from dataclasses import replace
from datetime import datetime

import pytest
from comparer import Golden
from elements import THEMES, theme
from PySide6.QtCore import QSize

from kjc_desktop.deck import load_deck
from kjc_desktop.deck.notice import Notice, NoticeKind
from kjc_desktop.figures import resolve
from kjc_desktop.resources import campaign_deck
from kjc_desktop.scene.canvas import Canvas
from kjc_desktop.scene.render import Pictures, render
from kjc_desktop.timeline.frame import Frame
from kjc_desktop.timeline.picture import slide_frame
from kjc_desktop.timeline.position import settled
from kjc_desktop.timeline.script import script_of

AT = datetime.fromisoformat("2018-11-26T11:20:00+01:00")
LONG_SIDE = 640
KINDS: list[NoticeKind] = ["over", "instead", "emergency"]
SHORT: dict[NoticeKind, str] = {
    "over": "Die Veranstaltung beginnt 15 Minuten später",
    "instead": "Die Veranstaltung beginnt 15 Minuten später",
    "emergency": "",
}
LONG = (
    "Wegen einer Störung im Saal beginnt die Diskussion „Herausforderungen der Digitalisierung“ um"
    " 11:30 Uhr im Foyer.\nDie Arbeitsmarktintegrationsberaterinnen finden Sie im Raum 3."
)


def check(
    golden: Golden,
    notice: Notice,
    file: str,
    theme_name: str = "kampagne",
    canvas: str = "16:9",
    slide: str = "kennzahlen",
) -> None:
    deck = load_deck(campaign_deck()).deck
    assert deck is not None
    head = deck.head.model_copy(update={"canvas": canvas})
    deck = replace(deck, head=head, theme=theme(theme_name))
    logical = Canvas.of(head, deck.theme.spacing)
    k = LONG_SIDE / max(logical.width, logical.height)
    size = QSize(round(logical.width * k), round(logical.height * k))
    pictures = Pictures(deck, resolve(deck, AT), size)
    script = script_of(deck, deck.slide(slide))
    frame = Frame(slide_frame(script, settled(script), AT), notice=notice)
    golden.assert_matches(render(pictures, frame), file)
    pictures.dispose()


@pytest.mark.parametrize("theme_name", THEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_in_every_theme(golden: Golden, kind: NoticeKind, theme_name: str) -> None:
    check(golden, Notice(kind, SHORT[kind]), f"notice-{kind}-{theme_name}", theme_name)


@pytest.mark.parametrize("canvas", ["9:16", "4:3", "21:9"])
@pytest.mark.parametrize("kind", KINDS)
def test_on_every_canvas(golden: Golden, kind: NoticeKind, canvas: str) -> None:
    file = f"notice-{kind}-{canvas.replace(':', 'x')}"
    check(golden, Notice(kind, SHORT[kind]), file, canvas=canvas)


@pytest.mark.parametrize("canvas", ["16:9", "9:16"])
@pytest.mark.parametrize("kind", KINDS)
def test_many_words(golden: Golden, kind: NoticeKind, canvas: str) -> None:
    file = f"notice-{kind}-{canvas.replace(':', 'x')}-long"
    check(golden, Notice(kind, LONG), file, "kampagne-dunkel", canvas, "titel")
