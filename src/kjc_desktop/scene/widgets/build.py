"""The widgets by name: which element paints which model of the deck."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from kjc_desktop.deck.models import Slide
from kjc_desktop.deck.widgets import ImageWidget, LogoWidget, MapWidget, Widget
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.place import Place

Builder = Callable[[Context, Any, Place, tuple[str | int, ...]], Element]

_BUILDERS = {
    "number": ("number", "NumberElement"),
    "bars": ("bars", "BarsElement"),
    "line": ("line", "LineElement"),
    "share": ("share", "ShareElement"),
    "pictogram": ("pictogram", "PictogramElement"),
    "map": ("map", "MapElement"),
    "table": ("table", "TableElement"),
    "text": ("text", "TextElement"),
    "list": ("list", "ListElement"),
    "quote": ("quote", "QuoteElement"),
    "image": ("image", "ImageElement"),
    "logo": ("image", "ImageElement"),
    "video": ("image", "ImageElement"),
    "qr": ("qr", "QrElement"),
    "countdown": ("countdown", "CountdownElement"),
    "agenda": ("agenda", "AgendaElement"),
    "clock": ("clock", "ClockElement"),
}
"""Widget → module and class; imported when a slide has it: a deck pays for what it shows."""

MAP_CREDIT = "Grenzen: © GeoBasis-DE / BKG 2017 (Daten verändert)"
"""What the licence of the map asks for, in optical context with the map (GeoNutzV § 3)."""


SET_CREDIT = "Karte: KomtrZV, Stand\u00a029.05.2017"
"""Where it is laid down which Kreise are the 104."""


def credits_of(slide: Slide) -> tuple[str, ...]:
    """Return the credit lines that the pictures and maps of a slide ask for."""
    found = [
        each.credit
        for each in slide.widgets
        if isinstance(each, (ImageWidget, LogoWidget)) and each.credit
    ]
    maps = [each for each in slide.widgets if isinstance(each, MapWidget)]
    if any(each.highlight == "zkt104" for each in maps):
        found.append(SET_CREDIT)
    if maps:
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
    module, name = _BUILDERS[widget.kind]
    built: Builder = getattr(import_module(f"kjc_desktop.scene.widgets.{module}"), name)
    return built(context, widget, place, where)
