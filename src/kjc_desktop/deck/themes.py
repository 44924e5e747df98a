"""Themes: colours, type scale, spacing and motion as tokens, read from YAML like a deck."""

from typing import Annotated, Literal

from pydantic import Field

from kjc_desktop.deck.widgets import Model

HexColour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
Pixels = Annotated[float, Field(gt=0, le=1000)]


class Roles(Model):
    """Which token plays which part on a light or on a dark ground."""

    text: str
    muted: str
    accent: str
    accent_2: str = Field(alias="accent-2")
    accent_3: str = Field(alias="accent-3")
    rest: str
    line: str


class TypeScale(Model):
    """Sizes in logical units of the canvas."""

    display: Pixels = 190
    number: Pixels = 140
    headline: Pixels = 76
    body: Pixels = 42
    subtitle: Pixels = 40
    label: Pixels = 36
    footer: Pixels = 28
    minimum: Pixels = 28


class Spacing(Model):
    """Distances in logical units."""

    margin: Pixels = 96
    gutter: Pixels = 24
    rhythm: Pixels = 8


class Motion(Model):
    """Seconds that things take; `reduced` shows the end state at once."""

    mode: Literal["full", "reduced"] = "full"
    fade: Annotated[float, Field(ge=0, le=2)] = 0.4
    number: Annotated[float, Field(ge=0, le=5)] = 1.2
    chart: Annotated[float, Field(ge=0, le=5)] = 1.2
    map: Annotated[float, Field(ge=0, le=5)] = 2.0
    step: Annotated[float, Field(ge=0, le=2)] = 0.3


class Theme(Model):
    """A theme file: tokens only, no code."""

    name: str
    colors: dict[str, HexColour]
    light: Roles
    dark: Roles
    background: str
    """Token of the ground of a slide that does not say otherwise."""
    backgrounds: dict[str, str] = Field(default_factory=dict)
    """Layout → token, for layouts with a ground of their own."""
    type: TypeScale = TypeScale()
    spacing: Spacing = Spacing()
    motion: Motion = Motion()
