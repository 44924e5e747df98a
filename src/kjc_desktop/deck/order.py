"""Which slides a deck shows and in which order, with a variant's changes to it."""

from collections.abc import Iterable
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass, field

from kjc_desktop.deck.codes import finding
from kjc_desktop.deck.diagnostics import Diagnostic, nearest
from kjc_desktop.deck.folder import HEAD_NAMES
from kjc_desktop.deck.nodes import Mapping, Node, Scalar, Sequence


@dataclass(slots=True)
class Order:
    """The slides in order, what the lists of them get wrong, and all names the lists mention."""

    names: list[str] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)
    circular: list[str] = field(default_factory=list)
    """Slides whose `after` leads back to themselves; one of each circle."""


def slide_order(
    deck: Mapping | None,
    variant: Mapping | None,
    there: Mapping_[str, str],
    after: Mapping_[str, str | None],
) -> Order:
    """Return the order of a deck's slides.

    Args:
        deck: deck.yaml, for its `slides`.
        variant: the variant's file, for its `slides` and `drop`.
        there: slide files, name → file, the variant's own included.
        after: slides that only the variant has → the slide they follow, None for the end.
    """
    order = Order()
    own = listed(variant, "slides")
    _names_into(order, listed(deck, "slides"), there, keep=own is None)
    _names_into(order, own, there, keep=True)
    if own is None and listed(deck, "slides") is None:
        order.names = [name for name in there if name not in after]
    _insert(order, after)
    dropped = listed(variant, "drop") or []
    for node in dropped:
        if node.text not in there:
            order.faults.append(_unknown(node, there))
    gone = {node.text for node in dropped}
    order.mentioned |= gone
    order.names = [name for name in order.names if name not in gone]
    return order


def listed(root: Mapping | None, key: str) -> list[Scalar] | None:
    """Return the entries of a list of slides, None where there is no list."""
    node: Node | None = None if root is None else root.get(key)
    if not isinstance(node, Sequence):
        return None
    return [item for item in node.items if isinstance(item, Scalar) and item.value is not None]


def _names_into(
    order: Order, nodes: list[Scalar] | None, there: Mapping_[str, str], *, keep: bool
) -> None:
    """Take a list of slides as the order, or only look whether it is right."""
    if nodes is None:
        return
    seen: dict[str, Scalar] = {}
    for node in nodes:
        if node.text in HEAD_NAMES:
            order.faults.append(finding("KJC272", node.span, name=node.text))
        elif node.text in seen:
            line = seen[node.text].span.line
            order.faults.append(finding("KJC271", node.span, name=node.text, line=line))
        elif node.text not in there:
            order.faults.append(_unknown(node, there))
        seen.setdefault(node.text, node)
    order.mentioned |= set(seen)
    if keep:
        order.names = [name for name in seen if name in there]


def _insert(order: Order, after: Mapping_[str, str | None]) -> None:
    """Put the variant's own slides behind those they name, the rest at the end."""
    waiting = {name: place for name, place in after.items() if name not in order.names}
    while waiting:
        ready = [name for name, place in waiting.items() if place in order.names]
        if not ready:
            order.circular += [name for name, place in waiting.items() if place in waiting][:1]
            order.names += waiting
            return
        for name in reversed(ready):
            order.names.insert(order.names.index(str(waiting.pop(name))) + 1, name)


def _unknown(node: Scalar, there: Iterable[str]) -> Diagnostic:
    return finding("KJC206", node.span, nearest(node.text, there), name=node.text)
