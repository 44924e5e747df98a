"""The widgets by name: which element paints which model of the deck."""

from collections.abc import Callable
from typing import Any

from kjc_desktop.deck.models import Slide
from kjc_desktop.deck.widgets import ImageWidget, LogoWidget, MapWidget, Widget
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.place import Place

MAP_CREDIT = "Grenzen: © GeoBasis-DE / BKG 2017 (Daten verändert)"
"""What the licence of the map asks for, in optical context with the map (GeoNutzV § 3)."""


def credits_of(slide: Slide) -> tuple[str, ...]:
    """Return the credit lines that the pictures and maps of a slide ask for."""
    found = [
        each.credit
        for each in slide.widgets
        if isinstance(each, (ImageWidget, LogoWidget)) and each.credit
    ]
    if any(isinstance(each, MapWidget) for each in slide.widgets):
        found.append(MAP_CREDIT)
    return tuple(dict.fromkeys(found))


def build_widget(
    context: Context, widget: Widget, place: Place, where: tuple[str | int, ...]
) -> Element:
    """Build the element for a widget of the deck.

    Args:
        context: the slide it stands on.
        widget: what the deck says.
        place: where it stands and which part it plays there.
        where: its path inside the slide file, for findings.
    """
    return _builder(widget.kind)(context, widget, place, where)


def _builder(kind: str) -> Callable[[Context, Any, Place, tuple[str | int, ...]], Element]:
    """Import the module of one widget, and only that: a deck pays for what it shows."""
    match kind:
        case "number":
            from kjc_desktop.scene.widgets.number import NumberElement as Built
        case "bars":
            from kjc_desktop.scene.widgets.bars import BarsElement as Built
        case "line":
            from kjc_desktop.scene.widgets.line import LineElement as Built
        case "share":
            from kjc_desktop.scene.widgets.share import ShareElement as Built
        case "pictogram":
            from kjc_desktop.scene.widgets.pictogram import PictogramElement as Built
        case "map":
            from kjc_desktop.scene.widgets.map import MapElement as Built
        case "table":
            from kjc_desktop.scene.widgets.table import TableElement as Built
        case "text":
            from kjc_desktop.scene.widgets.text import TextElement as Built
        case "list":
            from kjc_desktop.scene.widgets.list import ListElement as Built
        case "quote":
            from kjc_desktop.scene.widgets.quote import QuoteElement as Built
        case "image" | "logo" | "video":
            from kjc_desktop.scene.widgets.image import ImageElement as Built
        case "qr":
            from kjc_desktop.scene.widgets.qr import QrElement as Built
        case "countdown":
            from kjc_desktop.scene.widgets.countdown import CountdownElement as Built
        case "agenda":
            from kjc_desktop.scene.widgets.agenda import AgendaElement as Built
        case _:
            from kjc_desktop.scene.widgets.clock import ClockElement as Built
    return Built
