"""Which figures, series, sources and claims a slide shows, in its widgets and in its texts."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kjc_desktop.deck.fields import Ref, TextMark
from kjc_desktop.deck.marks import marked
from kjc_desktop.deck.models import Slide
from kjc_desktop.deck.placeholders import Placeholder, pieces
from kjc_desktop.deck.widgets import BarsWidget, Widget

Path = tuple[str | int, ...]
_NOT_SHOWN = frozenset({"notes", "ignore"})


@dataclass(frozen=True, slots=True)
class Usage:
    """Names of what is shown, each once, in the order of the slide, widgets first."""

    figures: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


def usage(slide: Slide, series: Collection[str], claims: Mapping[str, str]) -> Usage:
    """Return what a slide shows: in its widgets, and in all texts an audience reads.

    Args:
        slide: its notes do not count.
        series: names of the series there are, which tell what `bars: name` is.
        claims: claim → its words; what they name counts as shown.
    """
    drawn = [ref for widget in slide.widgets for ref in drawn_by(widget, series)]
    figures, used_claims = mentioned((text for _, text in audience_texts(slide)), claims)
    return Usage(
        once([*_of_kind("figure", drawn), *figures]),
        once(_of_kind("series", drawn)),
        once(_of_kind("source", drawn)),
        used_claims,
    )


def audience_texts(slide: Slide) -> Iterator[tuple[Path, str]]:
    """Yield the texts of a slide that an audience can come to read, with their paths."""
    for path, text in slide_texts(slide):
        if path[2] not in _NOT_SHOWN:
            yield path, text


def slide_texts(slide: Slide) -> Iterator[tuple[Path, str]]:
    """Yield all texts of a slide, notes included, with their paths."""
    for path, mark, text in marked(slide.spec):
        if isinstance(mark, TextMark):
            yield ("slides", slide.name, *path), text


def mentioned(
    texts: Iterable[str], claims: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the figures and the claims that texts name by placeholders, claims followed."""
    figures: list[str] = []
    used: list[str] = []
    waiting = deque(texts)
    while waiting:
        for piece in named(waiting.popleft()):
            if piece.figure is not None:
                figures.append(piece.figure)
            elif piece.claim and piece.claim in claims and piece.claim not in used:
                used.append(piece.claim)
                waiting.append(claims[piece.claim])
    return once(figures), tuple(used)


def named(text: str) -> Iterator[Placeholder]:
    """Yield the placeholders of a text."""
    return (piece for piece in pieces(text) if isinstance(piece, Placeholder))


def drawn_by(widget: Widget, series: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield kind (figure, series or source) and name of what a widget draws, in order."""
    if isinstance(widget, BarsWidget) and isinstance(widget.figures, str):
        yield "series" if widget.figures in series else "figure", widget.figures
        return
    for _, mark, name in marked(widget):
        if isinstance(mark, Ref):
            yield mark.kind, name


def figures_of(widget: Widget, series: Collection[str]) -> tuple[str, ...]:
    """Return the figures a widget draws, in order."""
    return tuple(_of_kind("figure", drawn_by(widget, series)))


def once(names: Iterable[str]) -> tuple[str, ...]:
    """Return names in their order, each once."""
    return tuple(dict.fromkeys(names))


def _of_kind(kind: str, drawn: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (name for each, name in drawn if each == kind)
