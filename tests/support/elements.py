"""Slides for tests: a deck from models, without files, and elements painted as pictures."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from kjc_desktop.deck.models import Deck, DeckFile, Figure, Origins, Series, Source
from kjc_desktop.deck.themes import Theme
from kjc_desktop.deck.widgets import WIDGETS, Widget
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.resources import resource
from kjc_desktop.scene.canvas import Canvas
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.paint import fill
from kjc_desktop.scene.palette import Palette
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.render import prepare
from kjc_desktop.scene.widgets.build import build_widget
from kjc_desktop.timeline.frame import Data, ElementState

NOW = datetime(2018, 11, 26, 10, 30, tzinfo=UTC)
THEMES = ("kampagne", "kampagne-dunkel", "kontrast")
PLACE = QRectF(96, 272, 1728, 676)
"""The content of a 16:9 slide with a title."""
SIZE = (640, 360)


@cache
def theme(name: str) -> Theme:
    """Return a theme that comes with the program."""
    text = resource("themes", f"{name}.yaml").read_text("utf-8")
    return Theme.model_validate(yaml.safe_load(text))


def deck(
    folder: Path = Path(),
    figures: Mapping[str, Mapping[str, Any]] | None = None,
    series: Mapping[str, Mapping[str, Any]] | None = None,
    theme_name: str = "kampagne",
    **head: Any,  # noqa: ANN401 - any field of deck.yaml
) -> Deck:
    """Return a deck without slides."""
    return Deck(
        folder=folder,
        variant=None,
        head=DeckFile(title="Probe", **head),
        theme=theme(theme_name),
        sources={"amt": Source(publisher="Amt", date=NOW.date())},
        figures={
            name: Figure.model_validate({"source": "amt", **each})
            for name, each in (figures or {}).items()
        },
        series={name: Series.model_validate(each) for name, each in (series or {}).items()},
        claims={},
        slides=(),
        origins=Origins(),
    )


def context(made: Deck, ground: str | None = None, table: FigureTable | None = None) -> Context:
    """Return what an element of the deck is built from; with its own figures or with others."""
    canvas = Canvas.of(made.head, made.theme.spacing)
    palette = Palette.on(made.theme, ground or made.theme.background)
    return Context(made, resolve(made, NOW) if table is None else table, canvas, palette)


def widget(kind: str, **fields: object) -> Widget:
    """Return a widget as a deck says it."""
    return WIDGETS[kind].model_validate({"kind": kind, **fields})  # type: ignore[return-value]


def element(made: Context, kind: str, rect: QRectF = PLACE, **fields: object) -> Element:
    """Return the element of a widget in a place."""
    return build_widget(made, widget(kind, **fields), Place(rect, lead=True), ("content", 0))


def picture(
    made: Context,
    shown: Iterable[Element],
    progress: float = 1.0,
    size: tuple[int, int] = SIZE,
    data: Data | None = None,
) -> QImage:
    """Return elements on their ground as a picture, at a point of their motion."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        prepare(painter)
        scale = made.canvas.scale_into(image.size())
        painter.scale(scale, scale)
        fill(painter, made.canvas.rect, made.palette.ground)
        for each in shown:
            each.seek(ElementState(progress=progress), NOW, data)
            for paint in (each.paint_static, each.paint_live):
                painter.save()
                paint(painter)
                painter.restore()
    finally:
        painter.end()
    return image


def colour_at(image: QImage, made: Context, at: QPointF) -> str:
    """Return the colour of a picture at a place of the canvas, as `#rrggbb`."""
    scale = made.canvas.scale_into(image.size())
    return image.pixelColor(int(at.x() * scale), int(at.y() * scale)).name()
