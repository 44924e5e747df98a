"""What is on the screen at one moment, as plain values: the only thing a scene is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Cover = Literal["black", "white"]
"""A screen without a slide, on the presenter's wish."""


@dataclass(frozen=True, slots=True)
class ElementState:
    """State of one widget of a slide.

    `opacity` runs 0 to 1 as its step appears; `progress` runs 0 to 1 linearly in time over the
    widget's motion (the widget eases it); `revealed` counts list items shown, with fractions.
    """

    opacity: float = 1.0
    progress: float = 1.0
    revealed: float = 1_000_000.0


FINAL = ElementState()
"""An element that has arrived."""


@dataclass(frozen=True, slots=True)
class SlideFrame:
    """One slide at one moment: a state for each of its widgets in order, and the wall clock.

    `now` is aware and has no fraction of a second; only clocks, countdowns and agendas look at it,
    and on a slide without one of them it is always the same (`picture.TIMELESS`), so that two
    equal pictures are two equal values.
    """

    slide: str
    elements: tuple[ElementState, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture: a slide, and while a cross-fade lasts the one it replaces.

    `mix` is the share of `current` in the picture, 1 where there is no `previous`.
    """

    current: SlideFrame
    previous: SlideFrame | None = None
    mix: float = 1.0
    cover: Cover | None = None
