"""Lays a variant over a deck, node by node, before anything is validated.

What is taken over keeps its place, so a fault in a variant is shown in the variant's file and one
in the deck in the deck's.
"""

from kjc_desktop.deck.nodes import Entry, Mapping, is_null

SECTIONS = ("sources", "figures", "series", "claims")
"""Parts of figures.yaml: name → fields."""

VARIANT_ONLY = ("drop",)

_ORIGINS_OF_A_VALUE = ("value", "formula", "from")
_BELONGS_TO_FROM = ("where", "column", "pick")
_FIELD_BY_FIELD = ("defaults", "venue", "opening")


def merge_deck(base: Mapping, variant: Mapping | None) -> Mapping:
    """Return deck.yaml with the fields of the variant over it."""
    if variant is None:
        return base
    merged = dict(base.entries)
    for name, entry in variant.entries.items():
        if name in SECTIONS or name in VARIANT_ONLY:
            continue
        both = name in _FIELD_BY_FIELD and name in merged
        merged[name] = _merged_entry(merged[name], entry) if both else entry
    return Mapping(base.source, base.start, base.end, merged)


def merge_section(name: str, base: Mapping, variant: Mapping | None) -> Mapping:
    """Return sources, figures, series or claims with the variant's over them, field by field."""
    if variant is None:
        return base
    merged = dict(base.entries)
    for key, entry in variant.entries.items():
        if key not in merged:
            merged[key] = entry
        elif is_null(entry.node):
            del merged[key]
        else:
            below = _without_excluded(merged[key], entry) if name == "figures" else merged[key]
            merged[key] = _merged_entry(below, entry)
    return Mapping(base.source, base.start, base.end, merged)


def _merged_entry(base: Entry, variant: Entry) -> Entry:
    if not (isinstance(base.node, Mapping) and isinstance(variant.node, Mapping)):
        return variant
    node = variant.node
    fields = base.node.entries | node.entries
    return Entry(variant.key, Mapping(node.source, node.start, node.end, fields))


def _without_excluded(base: Entry, variant: Entry) -> Entry:
    """Return a figure of the deck without what the variant's value, formula or from excludes."""
    if not (isinstance(base.node, Mapping) and isinstance(variant.node, Mapping)):
        return base
    given = [name for name in _ORIGINS_OF_A_VALUE if variant.node.get(name) is not None]
    if not given:
        return base
    gone = {name for name in _ORIGINS_OF_A_VALUE if name not in given}
    if "from" in gone:
        gone.update(_BELONGS_TO_FROM)
    node = base.node
    kept = {name: entry for name, entry in node.entries.items() if name not in gone}
    return Entry(base.key, Mapping(node.source, node.start, node.end, kept))
