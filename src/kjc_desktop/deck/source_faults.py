"""What is wrong with a source as a whole: kinds that exclude each other, options without effect."""

import re
from typing import get_args

from kjc_desktop.deck.addresses import is_database, is_variable, parse_broker, written_password
from kjc_desktop.deck.binding import shorten
from kjc_desktop.deck.codes import finding
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.models import SourceKind
from kjc_desktop.deck.nodes import Entry, Mapping, Node, Scalar, Sequence

LIVE: tuple[str, ...] = get_args(SourceKind)
"""Kinds of live sources."""

_KINDS_OF_OPTIONS = {
    "query": ("sql",),
    "headers": ("http",),
    "fields": ("mqtt",),
    "history": ("mqtt",),
    "rows": ("csv", "xlsx", "json", "http"),
    "header": ("csv", "xlsx", "http"),
    "decimal": ("csv", "xlsx", "json", "http"),
    "encoding": ("csv", "json", "http"),
    "types": ("csv", "xlsx", "json", "http"),
}
"""Options that only some kinds of sources have."""

_NAME = re.compile(r"[\w \-]+(?:\.[\w \-]+)*")
"""Names joined by dots, which need not be quoted for their blanks, hyphens and umlauts."""


def source_faults(entry: Entry) -> list[Diagnostic]:
    """Return what is wrong with a source whose fields are right by themselves."""
    fields = entry.node
    assert isinstance(fields, Mapping)  # noqa: S101 - bound before
    given = [name for name in fields.entries if name in LIVE and fields.get(name)]
    if len(given) > 1:
        second = fields.entries[given[1]].key
        return [finding("KJC256", second.span, first=given[0], second=given[1])]
    kind = given[0] if given else ""
    return [
        *_misplaced(fields, kind),
        *_address_faults(fields, kind),
        *_option_faults(fields, kind),
    ]


def _misplaced(fields: Mapping, kind: str) -> list[Diagnostic]:
    """Return the options that have no effect on a source of this kind."""
    return [
        finding("KJC291", option.key.span, name=name, kinds=", ".join(kinds))
        for name, option in fields.entries.items()
        if fields.get(name) is not None and kind not in (kinds := _KINDS_OF_OPTIONS.get(name, kind))
    ]


def _address_faults(fields: Mapping, kind: str) -> list[Diagnostic]:
    """Return what is wrong with the address of a server, as far as it can be known unasked."""
    node = fields.get(kind)
    if kind not in ("http", "sql", "mqtt") or not isinstance(node, Scalar):
        return []
    if is_variable(node.text):
        return []
    if kind == "mqtt" and parse_broker(node.text) is None:
        return [finding("KJC296", node.span, name=shorten(node))]
    if kind == "sql" and not is_database(node.text):
        return [finding("KJC297", node.span, name=shorten(node))]
    return [] if written_password(node.text) is None else [finding("KJC292", node.span)]


def _option_faults(fields: Mapping, kind: str) -> list[Diagnostic]:
    faults = []
    if kind == "sql" and fields.get("query") is None:
        faults.append(finding("KJC290", fields.entries[kind].key.span))
    header, encoding = fields.get("header"), fields.get("encoding")
    if isinstance(header, Sequence) and falls(header):
        faults.append(finding("KJC293", header.span))
    if isinstance(encoding, Scalar) and not _is_encoding(encoding.text):
        faults.append(finding("KJC294", encoding.span, text=shorten(encoding)))
    return faults + _path_faults(_paths(fields, kind))


def falls(limits: Sequence) -> bool:
    """Tell whether the second of two numbers is the smaller one."""
    first, last = (item.value if isinstance(item, Scalar) else None for item in limits.items)
    return isinstance(first, int | float) and isinstance(last, int | float) and last < first


def _is_encoding(name: str) -> bool:
    try:
        "a".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def _paths(fields: Mapping, kind: str) -> list[Node]:
    """Return the JMESPath expressions of a source."""
    if kind in ("json", "http"):
        rows = fields.get("rows")
        return [] if rows is None else [rows]
    values = fields.get("fields") if kind == "mqtt" else None
    return [each.node for each in values.entries.values()] if isinstance(values, Mapping) else []


def _path_faults(nodes: list[Node]) -> list[Diagnostic]:
    if not nodes:
        return []
    import jmespath
    from jmespath.exceptions import JMESPathError

    faults = []
    for node in nodes:
        text = node.text if isinstance(node, Scalar) else ""
        try:
            jmespath.compile(text)
        except JMESPathError:
            if not _NAME.fullmatch(text):
                faults.append(finding("KJC295", node.span, text=shorten(node)))
    return faults
