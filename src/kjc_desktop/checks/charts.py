"""Rules about charts: bars that start at zero, parts that add up to their whole."""

from collections.abc import Iterator, Sequence

from kjc_desktop.checks.context import Context, warning
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.models import Slide
from kjc_desktop.deck.spans import Span
from kjc_desktop.deck.widgets import BarsWidget, ShareWidget, Widget
from kjc_desktop.figures import FigureValue
from kjc_desktop.figures.usage import figures_of

_MOST_PARTS = 7
_TOLERANCE = 1e-9
_HALF_DIGIT = 0.0005


def placed(slide: Slide) -> Iterator[tuple[str | int, Widget]]:
    """Yield the widgets of a slide with the position or the area they stand under."""
    content = slide.spec.content
    yield from content.items() if isinstance(content, dict) else enumerate(content)


def widget_span(context: Context, slide: Slide, place: str | int) -> Span:
    """Return where a widget is written."""
    return context.deck.origins.span("slides", slide.name, "content", place)


def baseline(context: Context, slide: Slide) -> Iterator[Diagnostic]:
    """Yield bars that do not start at zero."""
    for place, widget in placed(slide):
        if isinstance(widget, BarsWidget) and widget.baseline != 0:
            span = widget_span(context, slide, place)
            yield warning("KJC407", "baseline", span, baseline=widget.baseline)


def shares(context: Context, slide: Slide) -> Iterator[Diagnostic]:
    """Yield shares with too many parts, and parts that are more than their whole."""
    for place, widget in placed(slide):
        if not isinstance(widget, ShareWidget):
            continue
        fault = _share_fault(context, widget)
        if fault is not None:
            code, values = fault
            yield warning(code, "shares", widget_span(context, slide, place), **values)


def _share_fault(context: Context, widget: ShareWidget) -> tuple[str, dict[str, object]] | None:
    names = figures_of(widget.model_copy(update={"of": None}), ())
    if len(names) > _MOST_PARTS:
        return "KJC408", {"count": len(names), "most": _MOST_PARTS}
    parts = [context.table[name] for name in names if name in context.table]
    total = sum(part.value for part in parts if part.value is not None)
    whole = context.table.get(widget.of or "")
    if whole is not None and whole.value is not None:
        if total > whole.value + _slack(parts):
            return "KJC409", {"total": whole.format.text(total), "whole": whole.text}
    elif whole is None and _percent(parts) and total > 1 + _slack(parts):
        return "KJC410", {"total": parts[0].format.text(total)}
    return None


def _percent(parts: Sequence[FigureValue]) -> bool:
    return bool(parts) and all(part.format.kind == "percent" for part in parts)


def _slack(parts: Sequence[FigureValue]) -> float:
    """Return what rounding can add up to: half of the usual last digit of each percent figure."""
    rounding = _HALF_DIGIT * len(parts) if _percent(parts) and len(parts) > 1 else 0.0
    return rounding + _TOLERANCE
