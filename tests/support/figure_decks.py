"""Decks made in a test, without files."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kjc_desktop.deck.models import (
    Claim,
    Deck,
    DeckFile,
    Figure,
    Origins,
    Series,
    Slide,
    SlideFile,
    Source,
)
from kjc_desktop.deck.spans import Span
from kjc_desktop.deck.themes import Roles, Theme

NOW = datetime(2018, 11, 26, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))

_ROLES = {
    "text": "ink", "muted": "ink", "accent": "ink", "accent-2": "ink", "accent-3": "ink",
    "rest": "ink", "line": "ink",
}  # fmt: skip
THEME = Theme(
    name="Test",
    colors={"ink": "#000000", "paper": "#FFFFFF"},
    light=Roles.model_validate(_ROLES),
    dark=Roles.model_validate(_ROLES),
    background="paper",
)


class PathOrigins(Origins):
    """Says a path itself where a file would be."""

    def span(self, *path: str | int) -> Span:
        return Span("/".join(map(str, path)))

    def text_span(self, path: Sequence[str | int], start: int, length: int) -> Span:
        return self.span(*path).inside(start, length)


def figure(**fields: object) -> Figure:
    return Figure.model_validate(fields)


def slide(name: str = "eins", **fields: object) -> Slide:
    return Slide(name, f"{name}.yaml", SlideFile.model_validate(fields))


def deck(
    figures: dict[str, dict[str, object]] | None = None,
    *,
    sources: dict[str, dict[str, object]] | None = None,
    series: dict[str, dict[str, object]] | None = None,
    claims: dict[str, dict[str, object]] | None = None,
    slides: tuple[Slide, ...] = (),
    **head: object,
) -> Deck:
    return Deck(
        folder=Path(),
        variant=None,
        head=DeckFile.model_validate({"title": "Test", **head}),
        theme=THEME,
        sources={name: Source.model_validate(each) for name, each in (sources or {}).items()},
        figures={name: Figure.model_validate(each) for name, each in (figures or {}).items()},
        series={name: Series.model_validate(each) for name, each in (series or {}).items()},
        claims={name: Claim.model_validate(each) for name, each in (claims or {}).items()},
        slides=slides,
        origins=PathOrigins(),
    )
