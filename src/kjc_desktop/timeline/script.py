"""What a slide does by itself: its steps and the motion of its widgets, in seconds.

Choreography, the same everywhere: the cross-fade takes the first `fade` seconds of a slide and
runs between two still pictures; then the widgets of step 0 move. A widget with a step of its own
fades in over `step_fade` seconds from the moment that step begins, and moves after that.
`motion: reduced` makes every one of these lengths 0; the steps themselves stay, as they are what
is said and not how it moves.
"""

from dataclasses import dataclass

from kjc_desktop.deck.models import Deck, Slide
from kjc_desktop.deck.themes import Motion
from kjc_desktop.deck.widgets import ClockWidget, ListWidget, MapWidget, Widget

_CHARTS = frozenset({"bars", "line", "share", "pictogram"})
_TELLS_TIME = frozenset({"countdown", "agenda"})
_STILL = Motion(mode="reduced", fade=0, number=0, chart=0, map=0, step=0)


@dataclass(frozen=True, slots=True)
class ElementMotion:
    """How one widget comes: with which step, for how many seconds it moves.

    `items` counts the list items that take a step each, from `step` on; 0 for everything else.
    """

    step: int = 0
    seconds: float = 0.0
    items: int = 0

    @property
    def last_step(self) -> int:
        """The step with which the widget is complete."""
        return self.step + max(0, self.items - 1)


@dataclass(frozen=True, slots=True)
class SlideScript:
    """A slide as the timeline sees it; all lengths in seconds.

    `steps` is the highest step, 0 where everything is there at once; `ticks` is how often the
    slide changes with the time of day, None where it does not.
    """

    name: str
    duration: float
    fade: float
    elements: tuple[ElementMotion, ...]
    steps: int = 0
    ticks: float | None = None
    step_fade: float = 0.0


def _seconds(widget: Widget, motion: Motion) -> float:
    """Return how long a widget moves once it is there."""
    if widget.kind == "number":
        return motion.number
    if widget.kind in _CHARTS:
        return motion.chart
    if isinstance(widget, MapWidget) and (widget.highlight or widget.values):
        return motion.map
    return 0.0


def _element(widget: Widget, motion: Motion, *, stepped: bool) -> ElementMotion:
    """Return the motion of a widget; without steps it is there from the beginning."""
    seconds = _seconds(widget, motion)
    if not stepped:
        return ElementMotion(0, seconds)
    if isinstance(widget, ListWidget) and widget.one_by_one and widget.items:
        return ElementMotion(widget.step or 1, seconds, len(widget.items))
    return ElementMotion(widget.step or 0, seconds)


def _ticks(widget: Widget) -> float | None:
    """Return how often a widget changes with the time of day; a date is looked at each minute."""
    if isinstance(widget, ClockWidget):
        return 60.0 if widget.show == "date" else 1.0
    return 1.0 if widget.kind in _TELLS_TIME else None


def script_of(deck: Deck, slide: Slide) -> SlideScript:
    """Return the script of a slide, with the deck's defaults and its theme's motion."""
    spec, defaults, theme = slide.spec, deck.head.defaults, deck.theme.motion
    motion = _STILL if theme.mode == "reduced" else theme
    stepped = (spec.steps or defaults.steps) == "auto"
    elements = tuple(_element(widget, motion, stepped=stepped) for widget in slide.widgets)
    return SlideScript(
        name=slide.name,
        duration=deck.duration(slide),
        fade=motion.fade if (spec.transition or defaults.transition) == "fade" else 0.0,
        elements=elements,
        steps=max((element.last_step for element in elements), default=0),
        ticks=min((each for each in map(_ticks, slide.widgets) if each), default=None),
        step_fade=motion.step,
    )


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that can be shown now, and in which order.

    `scripts` holds all slides that may be shown in the deck's order, hidden ones included;
    `names` is what next, back and the loop go through; `numbers` are the slides as they are
    counted from 1, those that may not be shown now included, so that no slide changes its number.
    """

    scripts: tuple[SlideScript, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]

    def script(self, name: str) -> SlideScript:
        """Return the script of a slide.

        Raises:
            KeyError: no such slide may be shown.
        """
        for script in self.scripts:
            if script.name == name:
                return script
        raise KeyError(name)

    def knows(self, name: str | None) -> bool:
        """Tell whether a slide of that name may be shown."""
        return any(script.name == name for script in self.scripts)

    def aim(self, target: int | str | None) -> str | None:
        """Return the slide meant by a number from 1 or a name; None where it may not be shown."""
        if isinstance(target, int):
            target = self.numbers[target - 1] if 1 <= target <= len(self.numbers) else None
        return target if self.knows(target) else None
