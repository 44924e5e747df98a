"""Sources, figures, series and claims: bound to their models, and right in themselves."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from keyword import iskeyword
from typing import TypeVar

from kjc_desktop.deck.binding import bind, shorten
from kjc_desktop.deck.codes import finding
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.models import Claim, Figure, Series, Source
from kjc_desktop.deck.nodes import Entry, Mapping, Scalar, Sequence, is_null
from kjc_desktop.deck.placeholders import CLAIM
from kjc_desktop.deck.source_faults import LIVE, falls, source_faults
from kjc_desktop.deck.widgets import Model

FUNCTIONS = ("abs", "round", "min", "max", "sum")
"""What formulas can call; no figure can have such a name."""

_RESERVED = frozenset({*FUNCTIONS, CLAIM})
_ORIGINS_OF_A_VALUE = ("value", "formula", "from")
_THREE_DECIMALS = re.compile(r"[-+]?[\d_]+\.\d{3}")

_Model = TypeVar("_Model", bound=Model)


@dataclass(slots=True)
class Declarations:
    """What figures.yaml and the variant declare, and what is wrong with it."""

    sources: dict[str, Source] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    drafts: list[tuple[str, str, Model]] = field(default_factory=list)
    """Section, name and model of every entry, those included of which only a part is right."""
    faults: list[Diagnostic] = field(default_factory=list)


def bind_declarations(trees: dict[str, Mapping]) -> Declarations:
    """Return everything declared in the merged sections of figures.yaml."""
    found = Declarations()
    live = _live_names(trees["sources"])

    def whole_figure(entry: Entry) -> list[Diagnostic]:
        return _name_faults(entry) + _figure_faults(entry) + _not_live(entry, live, trees)

    def whole_series(entry: Entry) -> list[Diagnostic]:
        return _series_faults(entry) + _not_live(entry, live, trees)

    found.sources = _bind_all(Source, "sources", trees, source_faults, found)
    found.figures = _bind_all(Figure, "figures", trees, whole_figure, found)
    found.series = _bind_all(Series, "series", trees, whole_series, found)
    found.claims = _bind_all(Claim, "claims", trees, _name_faults, found)
    return found


def _bind_all(
    model: type[_Model],
    section: str,
    trees: dict[str, Mapping],
    check: Callable[[Entry], list[Diagnostic]],
    found: Declarations,
) -> dict[str, _Model]:
    """Return the sound entries of a section by name, and note drafts and faults in `found`."""
    sound: dict[str, _Model] = {}
    for name, entry in trees[section].entries.items():
        node = entry.node
        if is_null(node):
            node = Mapping(entry.key.source, entry.key.start, entry.key.end)
        if not isinstance(node, Mapping):
            found.faults.append(finding("KJC224", node.span, text=shorten(node)))
            continue
        bound = bind(model, node, key=entry.key)
        if bound.model is not None:
            found.drafts.append((section, name, bound.model))
        if bound.sound is not None:
            sound[name] = bound.sound
        found.faults += bound.faults or check(Entry(entry.key, node))
    return sound


def _name_faults(entry: Entry) -> list[Diagnostic]:
    name = entry.key.text
    if name in _RESERVED or iskeyword(name):
        return [finding("KJC254", entry.key.span, name=name)]
    if not name.isidentifier():
        return [finding("KJC253", entry.key.span, name=name)]
    return []


def _figure_faults(entry: Entry) -> list[Diagnostic]:
    """Return what is wrong with a figure as a whole: no value, two of them, no source."""
    fields = entry.node
    assert isinstance(fields, Mapping)  # noqa: S101 - bound before
    given = [name for name in fields.entries if name in _ORIGINS_OF_A_VALUE and fields.get(name)]
    if not given:
        return [finding("KJC250", entry.key.span, name=entry.key.text)]
    if len(given) > 1:
        second = fields.entries[given[1]].key
        return [finding("KJC251", second.span, first=given[0], second=given[1])]
    faults = []
    value = fields.get("value")
    if value is not None and fields.get("source") is None:
        faults.append(finding("KJC252", entry.key.span, name=entry.key.text))
    if isinstance(value, Scalar) and _THREE_DECIMALS.fullmatch(value.text):
        whole = value.text.replace(".", "")
        faults.append(finding("KJC255", value.span, text=value.text, whole=whole))
    limits = fields.get("plausible")
    if isinstance(limits, Sequence) and falls(limits):
        faults.append(finding("KJC239", limits.span))
    return faults


def _series_faults(entry: Entry) -> list[Diagnostic]:
    """Return what is wrong with a series: written out it has two lists of one length."""
    fields = entry.node
    assert isinstance(fields, Mapping)  # noqa: S101 - bound before
    x, y = fields.get("x"), fields.get("y")
    if fields.get("from") is not None:
        lists = [node for node in (x, y) if isinstance(node, Sequence)]
        return [finding("KJC258", lists[0].span)] if lists else []
    for node in (x, y):
        if not isinstance(node, Sequence):
            return [finding("KJC258", (node or entry.key).span)]
    if isinstance(x, Sequence) and isinstance(y, Sequence) and len(x.items) != len(y.items):
        return [finding("KJC259", y.span, x=len(x.items), y=len(y.items))]
    return []


def _live_names(sources: Mapping) -> frozenset[str]:
    """Return the sources that values can be read from; broken ones count as such."""
    return frozenset(
        name
        for name, entry in sources.entries.items()
        if not isinstance(entry.node, Mapping)
        or any(entry.node.get(kind) is not None for kind in LIVE)
    )


def _not_live(entry: Entry, live: frozenset[str], trees: dict[str, Mapping]) -> list[Diagnostic]:
    """Return the finding for values taken from a source that only says who published something."""
    node = entry.node.get("from") if isinstance(entry.node, Mapping) else None
    if not isinstance(node, Scalar) or node.text in live:
        return []
    if node.text not in trees["sources"].entries:
        return []
    return [finding("KJC257", node.span, name=node.text)]
