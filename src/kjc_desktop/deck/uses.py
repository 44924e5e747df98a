"""Everything that a part of a deck refers to, as plain values that can be checked again and again.

Collected once when a file is read; checking them against what the deck declares is then a look
into a set, also for a thousand slides after every edit.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import BaseModel

from kjc_desktop.deck.addresses import sqlite_file
from kjc_desktop.deck.fields import Ref
from kjc_desktop.deck.marks import marked
from kjc_desktop.deck.models import SlideFile, Source
from kjc_desktop.deck.placeholders import Malformed, Placeholder, pieces
from kjc_desktop.deck.widgets import MapWidget, WidgetBase

Kind = Literal[
    "figure", "series", "source", "slide", "theme", "colour", "file", "icon", "claim", "part",
    "brace", "bars", "district", "rule", "data", "host",
]  # fmt: skip

_ONE_NAME_OF_BARS = ("figures",)
"""Where bars have a single name, which is a series if there is one, else a figure."""


@dataclass(frozen=True, slots=True)
class Use:
    """A name in use: its kind, where its field is, and for one inside a text from where on."""

    kind: Kind
    name: str
    path: tuple[str | int, ...]
    start: int = 0
    length: int = 0
    """Characters inside the text; 0 for the whole value."""


def uses_of(model: BaseModel) -> Iterator[Use]:
    """Yield what the marked fields of a model refer to."""
    for path, mark, value in marked(model):
        if isinstance(mark, Ref):
            yield Use(mark.kind, value, path)
        elif "{" in value or "}" in value:
            yield from _placeholder_uses(value, path)


def slide_uses(slide: SlideFile | None, widgets: Mapping[str | int, WidgetBase]) -> Iterator[Use]:
    """Yield what a slide and the widgets on it (by place) refer to."""
    if slide is not None:
        yield from (use for use in uses_of(slide) if use.path[0] != "content")
        for rule in slide.ignore:
            yield Use("rule", rule, ("ignore", rule))
    for place, widget in widgets.items():
        for use in (*uses_of(widget), *_districts_of(widget)):
            kind: Kind = "bars" if use.path == _ONE_NAME_OF_BARS else use.kind
            yield replace(use, kind=kind, path=("content", place, *use.path))


def _districts_of(widget: WidgetBase) -> Iterator[Use]:
    """Yield the districts a map lights or marks."""
    if isinstance(widget, MapWidget):
        yield from _districts(widget.highlight, "highlight")
        if not isinstance(widget.markers, bool):
            yield from _districts(widget.markers, "markers")


def source_uses(source: Source) -> Iterator[Use]:
    """Yield what a source refers to: its data file and its host, besides placeholders."""
    for use in uses_of(source):
        if use.kind != "file":
            yield use
    files = {"csv": source.csv, "xlsx": source.xlsx, "json": source.json_}
    for key, file in files.items():
        if file is not None:
            yield Use("data", file, (key,))
    file = sqlite_file(source.sql or "")
    if file and "${" not in file:
        yield Use("data", file, ("sql",))
    if source.http is not None:
        yield Use("host", source.http, ("http",))


def _placeholder_uses(text: str, path: tuple[str | int, ...]) -> Iterator[Use]:
    for piece in pieces(text):
        if isinstance(piece, Malformed):
            words = text[piece.start : piece.start + piece.length]
            yield Use("brace", words, path, piece.start, piece.length)
        elif isinstance(piece, Placeholder):
            yield _placeholder_use(piece, path)


def _placeholder_use(piece: Placeholder, path: tuple[str | int, ...]) -> Use:
    if piece.claim is not None:
        return Use("claim", piece.claim, path, piece.start, piece.length)
    name = piece.figure or ""
    if piece.part is None:
        return Use("figure", name, path, piece.start, piece.length)
    return Use("part", f"{name}.{piece.part}", path, piece.start, piece.length)


def _districts(value: str | tuple[str, ...] | None, key: str) -> Iterator[Use]:
    if isinstance(value, str):
        yield Use("district", value, (key,))
    for position, each in enumerate(value if isinstance(value, tuple) else ()):
        yield Use("district", each, (key, position))
