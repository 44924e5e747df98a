"""The widgets of a slide: their short forms written out, and each bound to its own model."""

from collections import Counter
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass

from kjc_desktop.deck.binding import bind, keys_of, shorten, unknown_key
from kjc_desktop.deck.codes import finding
from kjc_desktop.deck.diagnostics import Diagnostic, nearest
from kjc_desktop.deck.models import SlideFile
from kjc_desktop.deck.nodes import Entry, Mapping, Node, Scalar, Sequence, is_null
from kjc_desktop.deck.widgets import WIDGETS, WidgetBase

_NO_CELL = "."


@dataclass(frozen=True, slots=True)
class Draft:
    """What a slide file says: as far as it is right, and what is wrong with it."""

    spec: SlideFile | None
    """The slide without its content where anything is wrong; None where nothing is left."""
    widgets: Mapping_[str | int, WidgetBase]
    """Place in the content → the widgets that are right."""
    faults: tuple[Diagnostic, ...] = ()


def bind_slide(root: Mapping) -> Draft:
    """Return the slide that a file describes, and everything that is wrong with it."""
    entry = root.entries.get("content")
    rest = Mapping(root.source, root.start, root.end, dict(root.entries))
    rest.entries.pop("content", None)
    faults: list[Diagnostic] = []
    widgets: dict[str | int, WidgetBase] = {}
    grid = _is_grid(root)
    if entry is not None and not is_null(entry.node):
        widgets = _content(entry.node, faults, grid=grid)
    ready: dict[str, object] = {}
    if not faults:
        ready["content"] = widgets if grid else tuple(widgets.values())
    areas = root.get("areas")
    if isinstance(areas, Scalar) and isinstance(areas.value, str):
        rest.entries.pop("areas")
        ready["areas"] = tuple(line for line in areas.text.splitlines() if line.strip())
    bound = bind(SlideFile, rest, ready=ready)
    faults += bound.faults
    if not faults and bound.model is not None:
        faults = _area_faults(root, bound.model)
    return Draft(bound.model, widgets, tuple(faults))


def expand(root: Mapping) -> Mapping:
    """Return the tree of a slide with every widget's fields written out under their names."""
    entry = root.entries.get("content")
    if entry is None or isinstance(entry.node, Scalar):
        return root
    node = entry.node
    content: Node
    if isinstance(node, Sequence):
        items = [_written_out(item) for item in node.items]
        content = Sequence(node.source, node.start, node.end, items)
    else:
        entries = {
            name: Entry(each.key, _written_out(each.node)) for name, each in node.entries.items()
        }
        content = Mapping(node.source, node.start, node.end, entries)
    return Mapping(
        root.source, root.start, root.end, root.entries | {"content": Entry(entry.key, content)}
    )


def _is_grid(root: Mapping) -> bool:
    layout = root.get("layout")
    return isinstance(layout, Scalar) and layout.text == "grid"


def _content(node: Node, faults: list[Diagnostic], *, grid: bool) -> dict[str | int, WidgetBase]:
    """Return the widgets of a slide by place, and collect what is wrong."""
    items: list[tuple[str | int, Node]]
    if isinstance(node, Mapping) and grid:
        items = [(name, each.node) for name, each in node.entries.items()]
    elif isinstance(node, Sequence) and not grid:
        items = list(enumerate(node.items))
    else:
        faults.append(finding("KJC243" if grid else "KJC242", node.span))
        return {}
    found = ((place, _widget(item, faults)) for place, item in items)
    return {place: widget for place, widget in found if widget is not None}


def _widget(item: Node, faults: list[Diagnostic]) -> WidgetBase | None:
    """Return the widget of one entry, None where it is wrong."""
    if not isinstance(item, Mapping) or not item.entries:
        word = shorten(item)
        code = "KJC241" if word not in WIDGETS else "KJC240"
        faults.append(finding(code, item.span, name=word))
        return None
    first, *others = item.entries.values()
    name = first.key.text
    if name not in WIDGETS:
        faults.append(finding("KJC208", first.key.span, nearest(name, WIDGETS), name=name))
        return None
    if others:
        second = others[0].key
        faults.append(finding("KJC249", second.span, first=name, second=second.text))
        return None
    model = WIDGETS[name]
    fields = _fields(item, first)
    if (stranger := fields.entries.pop("kind", None)) is not None:
        faults.append(unknown_key(stranger.key, keys_of(model)))
    bound = bind(model, fields, key=first.key)
    faults += bound.faults
    return bound.model


def _written_out(item: Node) -> Node:
    if not isinstance(item, Mapping) or not item.entries:
        return item
    entry = next(iter(item.entries.values()))
    return _fields(item, entry) if entry.key.text in WIDGETS else item


def _fields(item: Mapping, entry: Entry) -> Mapping:
    """Return the fields of a widget; a scalar or list is its main field, nothing is no field."""
    if isinstance(entry.node, Mapping):
        return Mapping(item.source, item.start, item.end, dict(entry.node.entries))
    main: str = WIDGETS[entry.key.text].MAIN
    entries = {} if is_null(entry.node) else {main: entry}
    return Mapping(item.source, item.start, item.end, entries)


def _area_faults(root: Mapping, slide: SlideFile) -> list[Diagnostic]:
    """Return what is wrong with the areas of a grid: shape, and whether content fills them."""
    if slide.layout != "grid":
        return []
    areas, layout = root.get("areas"), root.get("layout")
    if areas is None or not slide.areas:
        return [finding("KJC244", (layout or root).span)]
    rows = [line.split() for line in slide.areas]
    places = areas.items if isinstance(areas, Sequence) else [areas] * len(rows)
    for row, place in zip(rows, places, strict=True):
        if len(row) != len(rows[0]):
            return [finding("KJC245", place.span)]
    cells = Counter(cell for row in rows for cell in row if cell != _NO_CELL)
    for name in cells:
        if not _is_rectangle(name, rows):
            line = next(number for number, row in enumerate(rows) if name in row)
            return [finding("KJC246", places[line].span, name=name)]
    return _filling_faults(root, cells, areas)


def _filling_faults(root: Mapping, cells: Counter[str], areas: Node) -> list[Diagnostic]:
    content = root.get("content")
    filled = content.entries if isinstance(content, Mapping) else {}
    strangers = [
        finding("KJC247", entry.key.span, nearest(name, cells), name=name)
        for name, entry in filled.items()
        if name not in cells
    ]
    if strangers:
        return strangers
    return [finding("KJC248", areas.span, name=name) for name in cells if name not in filled]


def _is_rectangle(name: str, rows: list[list[str]]) -> bool:
    where = [(y, x) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell == name]
    height = max(y for y, _ in where) - min(y for y, _ in where) + 1
    width = max(x for _, x in where) - min(x for _, x in where) + 1
    return height * width == len(where)
