"""What is on the screen at one moment, as plain values: the only thing a scene is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from kjc_desktop.deck.notice import Notice
from kjc_desktop.figures import FigureTable
from kjc_desktop.timeline.easing import ease_out
from kjc_desktop.timeline.shift import Shift

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
class Data:
    """The figures of a moment, and how far they have run there from what they were.

    `before` are the values on the screen when the figures changed, by figure, where they changed;
    `share` runs 0 to 1 linearly in time. Tables are compared by identity.
    """

    table: FigureTable
    before: Mapping[str, float] = field(default_factory=dict, hash=False)
    share: float = 1.0

    def value(self, name: str) -> int | float | None:
        """Return the value of a figure on its way; None where there is no figure now."""
        value = self.table[name].value
        start = self.before.get(name)
        if value is None or start is None or self.share >= 1.0:
            return value
        return start + (value - start) * ease_out(self.share)

    def left_by(self, table: FigureTable) -> dict[str, float]:
        """Return the values as they are now, by figure, that are others in another table."""
        return {
            name: before
            for name, figure in table.items()
            if figure.value is not None
            and (before := self.value(name)) is not None
            and before != figure.value
        }


@dataclass(frozen=True, slots=True)
class SlideFrame:
    """One slide at one moment: a state for each of its widgets in order, and the wall clock.

    `now` is aware and has no fraction of a second; only clocks, countdowns and agendas look at it,
    and on a slide without one of them it is always the same (`picture.TIMELESS`), so that two
    equal pictures are two equal values. `data` None are the figures the scene was built with, as
    they are where nothing is live.
    """

    slide: str
    elements: tuple[ElementState, ...]
    now: datetime
    data: Data | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture: a slide, and while a cross-fade lasts the one it replaces.

    `mix` is the share of `current` in the picture, 1 where there is no `previous`. `brightness` is
    the share of its light that all of it has, and `shift` how far it is from its place. `notice` is
    for everybody, over the slide or in its place.
    """

    current: SlideFrame
    previous: SlideFrame | None = None
    mix: float = 1.0
    cover: Cover | None = None
    brightness: float = 1.0
    shift: Shift = (0, 0)
    notice: Notice | None = None

    @property
    def hidden(self) -> bool:
        """Whether a notice stands in the place of the slide."""
        return self.notice is not None and self.notice.kind != "over"

    def with_notice(self, notice: Notice | None) -> "Frame":
        """Return the picture with a notice.

        A screen that is to be black or white stays so.
        """
        return self if self.cover is not None else replace(self, notice=notice)
