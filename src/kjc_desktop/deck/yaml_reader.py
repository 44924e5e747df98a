"""Reads YAML into nodes with places: the only door to the YAML library.

The tree is built from the parser's events and given up at the first thing a deck must not have,
before any of it can grow: aliases that multiply, nesting that overruns the C stack, tags.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, cast

import yaml
from yaml._yaml import CParser, Mark

from kjc_desktop.deck.codes import finding
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.nodes import Entry, Mapping, Node, Scalar, Sequence, SourceText
from kjc_desktop.deck.scalars import resolve
from kjc_desktop.deck.syntax import syntax_error

MOST_DEPTH = 50


@dataclass(frozen=True, slots=True)
class _Event:
    """An event of the parser, with its place as offsets in the text."""

    kind: type[yaml.Event]
    start: int
    end: int
    text: str = ""
    style: str = ""


class _Refused(Exception):  # noqa: N818 - not an error of the program, only a way out of the tree
    """Carries the one finding that ends the reading of a file."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def read_yaml(source: SourceText) -> Node | Diagnostic | None:
    """Return the tree of a file, None for a file without content, or what is wrong with it."""
    try:
        return _Builder(source).document()
    except _Refused as refused:
        return refused.diagnostic
    except yaml.YAMLError as error:
        return syntax_error(error, source)


class _Builder:
    """Turns the events of one file into nodes."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._events = self._safe_events(CParser(source.text))

    def document(self) -> Node | None:
        """Return the root of the only document."""
        root: Node | None = None
        for event in self._events:
            if event.kind is yaml.DocumentStartEvent:
                if root is not None:
                    self._refuse("KJC125", event)
                root = self._node(next(self._events))
        return root

    def _safe_events(self, parser: CParser) -> Iterator[_Event]:
        """Yield events until one is not allowed in a deck."""
        depth = 0
        while (raw := parser.get_event()) is not None:
            event = _event(raw)
            if event.kind is yaml.AliasEvent or getattr(raw, "anchor", None) is not None:
                self._refuse("KJC121", event)
            if getattr(raw, "tag", None) is not None:
                self._refuse("KJC123", event)
            depth += issubclass(event.kind, yaml.CollectionStartEvent)
            depth -= issubclass(event.kind, yaml.CollectionEndEvent)
            if depth > MOST_DEPTH:
                self._refuse("KJC124", event, limit=MOST_DEPTH)
            yield event
            if event.kind is yaml.StreamEndEvent:
                return

    def _node(self, event: _Event) -> Node:
        if event.kind is yaml.MappingStartEvent:
            return self._mapping(event)
        if event.kind is yaml.SequenceStartEvent:
            return self._sequence(event)
        return self._scalar(event)

    def _scalar(self, event: _Event) -> Scalar:
        value = event.text if event.style else resolve(event.text)
        return Scalar(self._source, event.start, event.end, event.text, value, event.style)

    def _sequence(self, event: _Event) -> Sequence:
        node = Sequence(self._source, event.start, event.end)
        for inner in self._events:
            if inner.kind is yaml.SequenceEndEvent:
                node.end = inner.end
                break
            node.items.append(self._node(inner))
        return node

    def _mapping(self, event: _Event) -> Mapping:
        node = Mapping(self._source, event.start, event.end)
        for inner in self._events:
            if inner.kind is yaml.MappingEndEvent:
                node.end = inner.end
                break
            if inner.kind is not yaml.ScalarEvent:
                self._refuse_key(inner, node)
            key = self._key(inner, node)
            node.entries[key.text] = Entry(key, self._node(next(self._events)))
        return node

    def _key(self, event: _Event, node: Mapping) -> Scalar:
        key = self._scalar(event)
        if key.text == "<<" and not key.style:
            self._refuse("KJC122", event)
        if (first := node.entries.get(key.text)) is not None:
            line = first.key.span.line
            raise _Refused(finding("KJC120", key.span, name=key.text, line=line))
        return key

    def _refuse_key(self, event: _Event, node: Mapping) -> NoReturn:
        doubled = self._source.text.startswith("{{", node.start)
        raise _Refused(
            finding("KJC128", self._source.span(node.start, node.start + 2))
            if doubled
            else finding("KJC126", self._source.span(event.start, event.end))
        )

    def _refuse(self, code: str, event: _Event, **values: object) -> NoReturn:
        raise _Refused(finding(code, self._source.span(event.start, event.end), **values))


def _event(raw: yaml.Event) -> _Event:
    start, end = cast("Mark", raw.start_mark).index, cast("Mark", raw.end_mark).index
    if isinstance(raw, yaml.ScalarEvent):
        return _Event(type(raw), start, end, raw.value, raw.style or "")
    return _Event(type(raw), start, end)
