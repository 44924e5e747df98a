"""The layouts: where title and widgets of a slide stand on each canvas.

A layout is a function `(context, slide) -> Arrangement`. Portrait canvases get an arrangement of
their own, never a squeezed landscape.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QRectF

from kjc_desktop.deck.models import LayoutName, Slide
from kjc_desktop.deck.widgets import NumberWidget, Widget
from kjc_desktop.scene.chrome import Words, header
from kjc_desktop.scene.element import Context
from kjc_desktop.scene.fonts import BOLD
from kjc_desktop.scene.place import NATURAL, Place
from kjc_desktop.scene.text import Style
from kjc_desktop.scene.widgets.number import fitting_size, wants_kicker

GAP = 72.0
_BLANK = 96.0
_TITLE_GAP = 44.0
_CHARTS = frozenset({"bars", "line", "share", "pictogram", "map", "table", "image", "video"})


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Words of the header, and a place for each widget in the order of the slide.

    `flows` names runs of widgets that follow one another downwards: each begins where the one
    before it ended, in the rectangle of the first.
    """

    words: tuple[Words, ...]
    places: tuple[Place, ...]
    flows: tuple[range, ...] = ()
    footer: bool = True
    field: QRectF = field(default_factory=QRectF)


def arrange(context: Context, slide: Slide) -> Arrangement:
    """Return where everything of a slide stands."""
    return _LAYOUTS[slide.spec.layout](context, slide)


def _content(context: Context, top: float) -> QRectF:
    inner = context.canvas.inner
    return QRectF(inner.left(), top, inner.width(), max(context.floor - top, 1.0))


def _numbers(widgets: Sequence[Widget]) -> list[NumberWidget]:
    return [each for each in widgets if isinstance(each, NumberWidget)]


def _cells(area: QRectF, count: int, columns: int) -> list[QRectF]:
    """Divide an area into rows of equal cells; a last row that is not full keeps their width."""
    rows = max(1, -(-count // columns))
    width = (area.width() - (columns - 1) * GAP) / columns
    height = (area.height() - (rows - 1) * GAP) / rows
    return [
        QRectF(
            area.left() + (index % columns) * (width + GAP),
            area.top() + (index // columns) * (height + GAP),
            width,
            height,
        )
        for index in range(count)
    ]


def _ruled(context: Context, widgets: Sequence[Widget], cells: Sequence[QRectF]) -> list[Place]:
    numbers = _numbers(widgets)
    kicker = any(wants_kicker(context, each) for each in numbers)
    largest = context.size("number")
    width = min((cell.width() for cell in cells), default=0.0)
    sizes = [fitting_size(context, each, width, largest, kicker=kicker) for each in numbers]
    size = min(sizes, default=0)
    return [
        Place(cell, index, ruled=True, kicker=kicker, number_size=size)
        for index, cell in enumerate(cells)
    ]


def _columns(context: Context, slide: Slide) -> Arrangement:
    top = header(context, slide)
    area = _content(context, top.bottom)
    widgets = slide.widgets
    across = 1 if context.canvas.portrait else min(len(widgets), 4)
    if not context.canvas.portrait and len(widgets) > 4:
        across = -(-len(widgets) // 2)
    cells = _cells(area, len(widgets), max(across, 1))
    return Arrangement(top.words, tuple(_ruled(context, widgets, cells)), field=area)


def _stack(
    context: Context, widgets: Sequence[Widget], area: QRectF, start: int
) -> tuple[list[Place], list[range]]:
    """Place widgets below one another: flowing where all are as high as their content."""
    if not widgets:
        return [], []
    flowing = all(each.kind in NATURAL for each in widgets)
    rects = [area] * len(widgets) if flowing else _cells(area, len(widgets), 1)
    places = []
    for index, (widget, rect) in enumerate(zip(widgets, rects, strict=True)):
        size = 0
        if isinstance(widget, NumberWidget):
            wanted = round(context.size("number") * (1.15 if index == 0 else 0.8))
            wanted = min(wanted, round(0.45 * area.height() / len(widgets)))
            kicker = wants_kicker(context, widget)
            size = fitting_size(context, widget, rect.width(), wanted, kicker=kicker)
        else:
            kicker = False
        places.append(Place(rect, start + index, kicker=kicker, number_size=size))
    return places, [range(start, start + len(widgets))] if flowing else []


def _beside(context: Context, slide: Slide, columns: int) -> Arrangement:
    """Put the first widget on the left (above, in portrait), the others in a column beside it."""
    top = header(context, slide)
    area = _content(context, top.bottom)
    widgets = slide.widgets
    if len(widgets) < 2:
        return Arrangement(top.words, tuple(Place(area, lead=True) for _ in widgets), field=area)
    if context.canvas.portrait:
        share = 0.56 if widgets[0].kind in _CHARTS and len(widgets) < 3 else 0.46
        high = area.height() * share
        first = QRectF(area.left(), area.top(), area.width(), high)
        second = area.adjusted(0, high + GAP, 0, 0)
    else:
        left, width = context.canvas.columns(0, columns)
        first = QRectF(left, area.top(), width, area.height())
        second = QRectF(area)
        second.setLeft(left + width + GAP + 12)
    places, flows = _stack(context, widgets[1:], second, 1)
    return Arrangement(top.words, (Place(first, lead=True), *places), tuple(flows), field=area)


def _split(context: Context, slide: Slide) -> Arrangement:
    kinds = [each.kind for each in slide.widgets]
    wide = bool(kinds) and kinds[0] in _CHARTS and not set(kinds[1:]) & _CHARTS
    return _beside(context, slide, 8 if wide and not context.canvas.narrow else 6)


def _chart(context: Context, slide: Slide) -> Arrangement:
    return _beside(context, slide, 7 if context.canvas.narrow else 8)


def _map(context: Context, slide: Slide) -> Arrangement:
    """Give the map the height it needs: it may begin beside the title's lower edge."""
    if context.canvas.portrait or len(slide.widgets) < 2:
        return _beside(context, slide, 12)
    top = header(context, slide)
    area = _content(context, top.bottom)
    lifted = area.adjusted(0, -GAP, 0, 16)
    width = min(lifted.height() * 0.76, 0.45 * area.width())
    first = QRectF(area.left(), lifted.top(), width, lifted.height())
    second = lifted.adjusted(width + GAP, 24, 0, -16)
    places, flows = _stack(context, slide.widgets[1:], second, 1)
    return Arrangement(top.words, (Place(first, lead=True), *places), tuple(flows), field=area)


def _title(context: Context, slide: Slide) -> Arrangement:
    """Set the title as large as it goes; a picture on the right (above, in portrait)."""
    canvas, inner, widgets = context.canvas, context.canvas.inner, slide.widgets
    beside = bool(widgets) and not canvas.portrait
    wide = min(0.75 * (canvas.height - 72), 0.46 * canvas.width) if beside else 0.0
    left = canvas.width - wide - 0.6 * canvas.margin if beside else inner.right()
    width = left - inner.left() - (24 if beside else 0)
    words = _title_words(context, slide, width)
    height = sum(each.block.height for each in words) + _TITLE_GAP * (len(words) - 1)
    y = (canvas.height - height) / 2 - 24
    picture = QRectF(left, 36, wide, canvas.height - 72)
    if widgets and canvas.portrait:
        y = context.floor - height
        picture = QRectF(inner.left(), 72, inner.width(), max(y - 72 - _TITLE_GAP, 1.0))
    placed = []
    for each in words:
        rect = QRectF(inner.left(), y, width, each.block.height)
        placed.append(replace(each, rect=rect))
        y += each.block.height + _TITLE_GAP
    cells = _cells(picture, len(widgets), 1) if widgets else []
    places = tuple(Place(cell, index, lead=True) for index, cell in enumerate(cells))
    return Arrangement(tuple(placed), places, field=picture)


def _title_words(context: Context, slide: Slide, width: float) -> list[Words]:
    display = Style(context.size("display"), BOLD, bold_weight=BOLD, leading=1.0)
    room = context.canvas.height * (0.34 if context.canvas.portrait else 0.62)
    title = context.fit(slide.spec.title or "", display, (width, room), ("title",))
    words = [Words(title, QRectF(), accented=True)]
    if slide.spec.subtitle:
        style = Style(round(1.15 * context.size("body")), leading=1.25)
        room = 3 * style.size * style.leading
        block = context.fit(slide.spec.subtitle, style, (width, room), ("subtitle",))
        words.append(Words(block, QRectF(), "muted"))
    return words


def _statement(context: Context, slide: Slide) -> Arrangement:
    canvas, inner, widgets = context.canvas, context.canvas.inner, slide.widgets
    spec = slide.spec
    size = round(0.75 * context.size("display"))
    style = Style(size, BOLD, bold_weight=BOLD, leading=1.02)
    share = 0.4 if widgets else 0.7
    room = (inner.width(), share * canvas.height)
    block = context.fit(spec.title or "", style, room, ("title",)) if spec.title else None
    height = block.height if block else 0.0
    y = 172.0 if widgets else (canvas.height - height) / 2 - 40
    words = []
    if block:
        words.append(Words(block, QRectF(inner.left(), y, inner.width(), height), accented=True))
        y += height
    if spec.subtitle:
        small = Style(round(1.15 * context.size("body")), leading=1.25)
        under = context.fit(
            spec.subtitle, small, (inner.width(), 3 * small.size * 1.25), ("subtitle",)
        )
        y += 32
        words.append(Words(under, QRectF(inner.left(), y, inner.width(), under.height), "muted"))
        y += under.height
    area = _content(context, y + 110)
    across = 1 if canvas.portrait else max(1, min(len(widgets), 4))
    cells = _cells(area, len(widgets), across) if widgets else []
    return Arrangement(tuple(words), tuple(_ruled(context, widgets, cells)), field=area)


def _full(context: Context, slide: Slide) -> Arrangement:
    """Give all widgets the whole width, below one another: table, quote, agenda."""
    top = header(context, slide)
    area = _content(context, top.bottom)
    places, flows = _stack(context, slide.widgets, area, 0)
    return Arrangement(top.words, tuple(places), tuple(flows), field=area)


def _table(context: Context, slide: Slide) -> Arrangement:
    """Give a table all the height there is: its header row is distance enough from the title."""
    arrangement = _full(context, slide)
    if len(arrangement.places) != 1:
        return arrangement
    area = arrangement.field.adjusted(0, -48, 0, 0)
    return replace(arrangement, places=(Place(area, lead=True),), field=area)


def _quote(context: Context, slide: Slide) -> Arrangement:
    """Give the words the middle of the canvas."""
    arrangement = _full(context, slide)
    if slide.spec.title or len(arrangement.places) != 1:
        return arrangement
    area = QRectF(arrangement.field)
    area.setTop(0.2 * context.canvas.height)
    return replace(arrangement, places=(Place(area, lead=True),))


def _agenda(context: Context, slide: Slide) -> Arrangement:
    """Put a countdown or clock above the programme, each as high as it needs."""
    top = header(context, slide)
    area = _content(context, top.bottom - 24)
    widgets = slide.widgets
    kinds = [each.kind for each in widgets]
    if kinds not in (["countdown", "agenda"], ["clock", "agenda"]):
        return _full(context, slide)
    high = min(0.46 * area.height(), 400.0)
    first = QRectF(area.left(), area.top(), area.width(), high)
    second = area.adjusted(0, high + 32, 0, 0)
    return Arrangement(top.words, (Place(first), Place(second, 1, ruled=True)), field=area)


def _image(context: Context, slide: Slide) -> Arrangement:
    """Fill the canvas with a single picture that has no title; else give it a column."""
    spec, widgets = slide.spec, slide.widgets
    if len(widgets) == 1 and not spec.title:
        return Arrangement((), (Place(context.canvas.rect, lead=True),), footer=False)
    return _beside(context, slide, 8)


def _blank(context: Context, slide: Slide) -> Arrangement:
    area = context.canvas.inner.adjusted(0, _BLANK, 0, -_BLANK)
    places, flows = _stack(context, slide.widgets, area, 0)
    return Arrangement((), tuple(places), tuple(flows), footer=False, field=area)


def _grid(context: Context, slide: Slide) -> Arrangement:
    top = header(context, slide)
    area = _content(context, top.bottom)
    spec = slide.spec
    lines = [line.split() for line in spec.areas or ()]
    names = list(spec.content) if isinstance(spec.content, dict) else []
    if context.canvas.portrait:
        lines = [[name] for name in dict.fromkeys(name for line in lines for name in line)]
    rows, columns = max(len(lines), 1), max((len(line) for line in lines), default=1)
    width = (area.width() - (columns - 1) * GAP) / columns
    height = (area.height() - (rows - 1) * GAP) / rows
    places = []
    for index, (name, widget) in enumerate(zip(names, slide.widgets, strict=True)):
        at = [(y, x) for y, line in enumerate(lines) for x, each in enumerate(line) if each == name]
        (y0, x0), (y1, x1) = (min(at), max(at)) if at else ((0, 0), (0, 0))
        rect = QRectF(
            area.left() + x0 * (width + GAP),
            area.top() + y0 * (height + GAP),
            (x1 - x0) * (width + GAP) + width,
            (y1 - y0) * (height + GAP) + height,
        )
        size, kicker = 0, isinstance(widget, NumberWidget) and wants_kicker(context, widget)
        if isinstance(widget, NumberWidget):
            largest = context.size("number")
            size = fitting_size(context, widget, rect.width(), largest, kicker=kicker)
        places.append(Place(rect, index, ruled=True, kicker=kicker, number_size=size))
    return Arrangement(top.words, tuple(places), field=area)


_LAYOUTS: dict[LayoutName, Callable[[Context, Slide], Arrangement]] = {
    "title": _title,
    "columns": _columns,
    "split": _split,
    "chart": _chart,
    "map": _map,
    "statement": _statement,
    "quote": _quote,
    "image": _image,
    "agenda": _agenda,
    "table": _table,
    "grid": _grid,
    "blank": _blank,
}
