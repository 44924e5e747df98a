"""Nodes to models: what pydantic refuses becomes one finding each, at the place that is wrong.

A single mistake gives a single finding: of the ways a value could have been meant, the one that
got furthest speaks, and a misspelt key is not also reported as a missing one.
"""

from collections.abc import Iterable
from collections.abc import Mapping as Mapping_
from collections.abc import Sequence as Sequence_
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kjc_desktop.deck.codes import MOST, finding, further
from kjc_desktop.deck.diagnostics import Diagnostic, nearest
from kjc_desktop.deck.nodes import Mapping, Node, Scalar, Sequence, is_null, plain
from kjc_desktop.deck.spans import Span
from kjc_desktop.deck.widgets import WidgetBase

_Model = TypeVar("_Model", bound=BaseModel)
_Path = tuple[str | int, ...]

_COLLECTIONS = {
    "tuple_type": "KJC223",
    "model_type": "KJC224",
    "dict_type": "KJC224",
    "model_attributes_type": "KJC224",
}
_SCALARS = {
    "string_type": "KJC220",
    "int_type": "KJC221",
    "float_type": "KJC221",
    "int_from_float": "KJC234",
    "bool_type": "KJC222",
    "date_type": "KJC225",
    "datetime_type": "KJC235",
    "literal_error": "KJC226",
    "duration": "KJC228",
    "duration_range": "KJC229",
    "age_range": "KJC238",
    "length": "KJC230",
    "time_of_day": "KJC275",
    "weekdays": "KJC276",
    "hours": "KJC277",
    "colour": "KJC231",
    "too_short": "KJC236",
    "too_long": "KJC236",
    "string_pattern_mismatch": "KJC232",
    "greater_than_equal": "KJC227",
    "less_than_equal": "KJC227",
    "greater_than": "KJC227",
    "less_than": "KJC227",
}
_UNKNOWN_CHOICE = {"layout": "KJC207", "canvas": "KJC210"}
"""Fields whose wrong choice is a thing that does not exist, not merely a wrong word."""

_OF_A_KEY = ("[key]",)
"""Last step of a path of validation that leads to a key and not to its value."""

_ALMOST_TRUTH = frozenset(
    {"yes", "no", "ja", "nein", "on", "off", "an", "aus", "wahr", "falsch", "y", "n", "0", "1"}
)


@dataclass(frozen=True, slots=True)
class Bound(Generic[_Model]):
    """What became of a mapping; with faults the model is what was left without them, or None."""

    model: _Model | None
    faults: tuple[Diagnostic, ...] = ()

    @property
    def sound(self) -> _Model | None:
        """The model, if nothing at all is wrong with it."""
        return None if self.faults else self.model


def bind(
    model: type[_Model],
    node: Mapping,
    key: Scalar | None = None,
    ready: Mapping_[str, object] = MappingProxyType({}),
) -> Bound[_Model]:
    """Make the model of a mapping, and find everything that is wrong with it.

    Args:
        model: what the mapping is meant to be.
        node: the mapping as written.
        key: what it stands under, where it does: a missing field is shown there.
        ready: fields already bound by the caller, in place of what the mapping says.
    """
    values = {name: plain(entry.node) for name, entry in node.entries.items()}
    values.update(ready)
    try:
        return Bound(_validate(model, values))
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    wrong = {detail["loc"][0] for detail in details if detail["loc"]}
    try:
        rest = _validate(model, {name: each for name, each in values.items() if name not in wrong})
    except ValidationError:
        rest = None
    told = _explain(node, key, model, details[:MOST])
    if len(details) > MOST:
        told.append(further(node.source.file, len(details) - MOST))
    return Bound(rest, tuple(told))


def _validate(model: type[_Model], values: dict[str, object]) -> _Model:
    return model.model_validate(values, strict=True, by_alias=True, by_name=False)


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys a mapping of this kind may have, as written in files."""
    told_by_key = "kind" if issubclass(model, WidgetBase) else None
    fields = model.model_fields.items()
    return [field.alias or name for name, field in fields if name != told_by_key]


def unknown_key(key: Scalar, known: Iterable[str]) -> Diagnostic:
    """Return the finding for a key that does not exist, with the nearest that does."""
    return finding("KJC201", key.span, nearest(key.text, known), name=key.text)


def descend(node: Node, path: Sequence_[str | int]) -> tuple[Node, Scalar | None, _Path]:
    """Follow a path of keys and positions as far as it leads.

    Steps that name no part of the file (the branch of a union, as pydantic reports it) are
    passed over.

    Returns:
        The node, the key it stands under where its parent is a mapping, the path really taken.
    """
    key: Scalar | None = None
    taken: list[str | int] = []
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
            entry = node.entries[step]
            node, key = entry.node, entry.key
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node, key = node.items[step], None
        else:
            continue
        taken.append(step)
    return node, key, tuple(taken)


def place(node: Node, key: Scalar | None) -> Span:
    """Return where to point for a value: at itself, or at its key where it is empty."""
    return key.span if key is not None and is_null(node) else node.span


def _explain(
    root: Mapping, root_key: Scalar | None, model: type[BaseModel], details: list[ErrorDetails]
) -> list[Diagnostic]:
    """Return one finding for each mistake behind a list of validation errors."""
    chosen: dict[_Path, tuple[int, Diagnostic]] = {}
    unknown_in: set[_Path] = set()
    missing: list[tuple[_Path, Diagnostic]] = []
    for detail in details:
        path = detail["loc"]
        if detail["type"] == "missing":
            node, key, taken = descend(root, path[:-1])
            missing.append((taken, _missing(path[-1], node, key if taken else root_key)))
            continue
        node, key, taken = descend(root, path)
        if path[-1:] == _OF_A_KEY and key is not None:
            node, key = key, None
        if detail["type"] == "extra_forbidden" and key is not None:
            unknown_in.add(taken[:-1])
            chosen[taken] = (0, unknown_key(key, _keys_at(model, path[:-1])))
            continue
        rank, diagnostic = _wrong(detail, node, key)
        if taken not in chosen or rank < chosen[taken][0]:
            chosen[taken] = (rank, diagnostic)
    left = [each for path, each in missing if path not in unknown_in]
    deep = {path for path, _ in missing} | set(chosen)
    return left + [
        diagnostic
        for path, (_, diagnostic) in chosen.items()
        if not any(len(other) > len(path) and other[: len(path)] == path for other in deep)
        and not any(inner == path for inner, _ in missing)
    ]


def _missing(name: str | int, node: Node, key: Scalar | None) -> Diagnostic:
    """Return the finding for a required field that is absent or empty, or for a list too short."""
    if isinstance(name, int):
        return finding("KJC236", node.span)
    if isinstance(node, Mapping) and name in node.entries:
        return finding("KJC202", node.entries[name].key.span, name=name)
    return finding("KJC202", _whole(node) if key is None else key.span, name=name)


def _whole(node: Node) -> Span:
    """Return the place of a mapping that stands under no key: an item, or a whole file."""
    return node.span if node.start else Span(node.source.file)


def _wrong(detail: ErrorDetails, node: Node, key: Scalar | None) -> tuple[int, Diagnostic]:
    """Return the finding for a value that does not fit, and how far it is from what was meant."""
    kind = detail["type"]
    span = place(node, key)
    shown = shorten(node)
    name = key.text if key is not None else ""
    if kind in _COLLECTIONS:
        return 3 if isinstance(node, Scalar) else 2, finding(_COLLECTIONS[kind], span, text=shown)
    context = detail.get("ctx", {})
    if kind == "literal_error" and isinstance(node, Scalar):
        return 0, _wrong_choice(node, span, name, str(context.get("expected", "")))
    limit = next((context[each] for each in ("ge", "gt", "le", "lt") if each in context), "")
    rank, code = _scalar_fault(kind, node)
    return rank, finding(code, span, text=shown, limit=limit)


def _scalar_fault(kind: str, node: Node) -> tuple[int, str]:
    """Return how near a single value came, and the code of what is wrong with it."""
    if not isinstance(node, Scalar):
        if kind == "string_type" and isinstance(node, Mapping) and node.is_flow:
            return 1, "KJC128"
        return (1, _SCALARS[kind]) if kind in ("too_short", "too_long") else (4, "KJC237")
    if kind == "bool_type":
        return (0 if node.text.lower() in _ALMOST_TRUTH else 2), "KJC222"
    if kind == "int_type" and isinstance(node.value, float):
        return 0, "KJC234"
    return 1, _SCALARS.get(kind, "KJC237")


def _wrong_choice(node: Node, span: Span, name: str, expected: str) -> Diagnostic:
    """Return the finding for a word that is none of those allowed."""
    choices = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    word = shorten(node)
    code = _UNKNOWN_CHOICE.get(name, "KJC226")
    return finding(code, span, nearest(word, choices), text=word, choices=", ".join(choices))


def _keys_at(model: type[BaseModel], path: Sequence_[str | int]) -> list[str]:
    """Return the keys allowed where a path of validation leads."""
    from kjc_desktop.deck.marks import model_at

    return keys_of(model_at(model, path))


def shorten(node: Node) -> str:
    """Return what a value says, short enough for a sentence."""
    whole = node.text if isinstance(node, Scalar) else node.source.text[node.start : node.end]
    text = " ".join(whole.split())
    return text if len(text) <= 40 else text[:39] + "…"
