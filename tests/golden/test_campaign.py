"""Every slide of the campaign as the audience sees it at its end: canvases, themes, variants.

Whoever changes a slide looks at the new picture before approving it with `--golden-update`.
"""

from dataclasses import replace
from datetime import datetime
from functools import cache

import pytest
from comparer import Golden
from elements import theme
from PySide6.QtCore import QSize

from kjc_desktop.deck import list_slides, load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import resolve
from kjc_desktop.resources import campaign_deck
from kjc_desktop.scene.canvas import Canvas
from kjc_desktop.scene.render import Pictures, render
from kjc_desktop.timeline.frame import Frame
from kjc_desktop.timeline.picture import slide_frame
from kjc_desktop.timeline.position import settled
from kjc_desktop.timeline.script import script_of

AT = datetime.fromisoformat("2018-11-26T11:20:00+01:00")
LONG_SIDE = 400
LOCAL = [(each, "vor-ort") for each in ("muelheim", "salzwedel")]


@cache
def campaign(variant: str | None = None) -> Deck:
    result = load_deck(campaign_deck(), variant=variant)
    assert result.deck is not None
    assert not result.diagnostics
    return result.deck


def shown(deck: Deck, name: str, canvas: str = "16:9", theme_name: str = "kampagne") -> Pictures:
    head = deck.head.model_copy(update={"canvas": canvas})
    deck = replace(deck, head=head, theme=theme(theme_name))
    logical = Canvas.of(head, deck.theme.spacing)
    k = LONG_SIDE / max(logical.width, logical.height)
    size = QSize(round(logical.width * k), round(logical.height * k))
    pictures = Pictures(deck, resolve(deck, AT), size)
    assert not pictures.of(name).scene.findings
    return pictures


def check(golden: Golden, pictures: Pictures, name: str, file: str) -> None:
    script = script_of(pictures.deck, pictures.deck.slide(name))
    frame = Frame(slide_frame(script, settled(script), AT))
    golden.assert_matches(render(pictures, frame), file)


@pytest.mark.parametrize("canvas", ["16:9", "9:16", "4:3", "21:9"])
@pytest.mark.parametrize("name", list_slides(campaign_deck()))
def test_every_slide_on_every_canvas(golden: Golden, name: str, canvas: str) -> None:
    pictures = shown(campaign(), name, canvas)
    check(golden, pictures, name, f"campaign-{canvas.replace(':', 'x')}-{name}")


@pytest.mark.parametrize("theme_name", ["kampagne-dunkel", "kontrast"])
@pytest.mark.parametrize("name", list_slides(campaign_deck()))
def test_every_slide_in_every_theme(golden: Golden, name: str, theme_name: str) -> None:
    pictures = shown(campaign(), name, theme_name=theme_name)
    check(golden, pictures, name, f"campaign-{theme_name}-{name}")


@pytest.mark.parametrize(("variant", "name"), LOCAL)
def test_local_slides(golden: Golden, variant: str, name: str) -> None:
    check(golden, shown(campaign(variant), name), name, f"campaign-{variant}-{name}")


@pytest.mark.parametrize("canvas", ["9:16", "4:3"])
@pytest.mark.parametrize("variant", ["muelheim", "salzwedel"])
def test_everything_fits_in_every_variant(variant: str, canvas: str) -> None:
    deck = campaign(variant)
    for slide in deck.slides:
        assert shown(deck, slide.name, canvas).of(slide.name).scene.findings == ()
