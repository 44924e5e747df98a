"""Contrast of text with its ground, as WCAG 2.1 counts it.

Light or dark set is decided by the palette that paints the slide, so the check and the screen
cannot disagree.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kjc_desktop.checks.charts import placed
from kjc_desktop.checks.context import Context, warning
from kjc_desktop.deck.diagnostics import Diagnostic, Severity
from kjc_desktop.deck.models import Slide
from kjc_desktop.deck.widgets import NumberWidget
from kjc_desktop.figures.formats import usual_format

if TYPE_CHECKING:
    from kjc_desktop.scene.palette import Palette

TEXT = 4.5
LARGE = 3.0
"""Smallest ratios for text and for large text (WCAG 2.1, 1.4.3, AA)."""

_ROLES = (("text", TEXT), ("muted", TEXT), ("accent", LARGE))


def theme(context: Context) -> Iterator[Diagnostic]:
    """Yield roles of the theme that cannot be read on one of its grounds, each role once."""
    used = context.deck.theme
    grounds = dict.fromkeys([used.background, *used.backgrounds.values()])
    reported: set[str] = set()
    for ground in grounds:
        for role, found, needed in _weak(context, ground):
            if role not in reported:
                reported.add(role)
                yield Diagnostic(
                    "KJC418",
                    Severity.ERROR,
                    context.deck.origins.span("deck", "theme"),
                    {
                        "theme": used.name,
                        "role": role,
                        "ground": ground,
                        **_said(context, found, needed),
                    },
                    rule="contrast",
                )


def slide_ground(context: Context, slide: Slide) -> Iterator[Diagnostic]:
    """Yield grounds and colours of a slide's own on which words cannot be read."""
    ground = slide.spec.background
    if isinstance(ground, str):
        weak = next(iter(_weak(context, ground)), None)
        if weak is not None:
            role, found, needed = weak
            span = context.deck.origins.span("slides", slide.name, "background")
            values = {"role": role, "ground": ground, **_said(context, found, needed)}
            yield warning("KJC419", "contrast", span, **values)
            return
    if ground is None or isinstance(ground, str):
        yield from _widget_colours(context, slide)


def _widget_colours(context: Context, slide: Slide) -> Iterator[Diagnostic]:
    """Yield big numbers in a colour that is too near to their ground."""
    palette = _palette(context, _ground(context, slide))
    for place, widget in placed(slide):
        if not isinstance(widget, NumberWidget) or widget.color is None:
            continue
        found = palette.ratio(widget.color)
        if found < LARGE:
            span = context.deck.origins.span("slides", slide.name, "content", place, "color")
            values = {"color": widget.color, **_said(context, found, LARGE)}
            yield warning("KJC420", "contrast", span, **values)


def _ground(context: Context, slide: Slide) -> str:
    used = context.deck.theme
    own = slide.spec.background
    return own if isinstance(own, str) else used.backgrounds.get(slide.spec.layout, used.background)


def _weak(context: Context, ground: str) -> Iterator[tuple[str, float, float]]:
    """Yield role, ratio found and ratio needed of what cannot be read on a ground."""
    palette = _palette(context, ground)
    for role, needed in _ROLES:
        found = palette.ratio(role)
        if found < needed:
            yield role, found, needed


def _palette(context: Context, ground: str) -> "Palette":
    from kjc_desktop.scene.palette import Palette

    return Palette.on(context.deck.theme, ground)


def _said(context: Context, found: float, needed: float) -> dict[str, object]:
    """Return two ratios in words; the one found is cut, so that 4.49 is not called 4.5."""
    language = context.deck.head.language
    cut = int(found * 10) / 10
    return {
        name: usual_format([value], language).text(value)
        for name, value in (("found", cut), ("needed", needed))
    }
