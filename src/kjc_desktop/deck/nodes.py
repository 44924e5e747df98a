"""The tree of a YAML file with the place of every key and value, free of any YAML library.

Nodes live only while a file is read or a place in it is asked for; what stays in memory are the
models made of them. Values taken over from another file keep pointing into that file.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from kjc_desktop.deck.scalars import Value
from kjc_desktop.deck.spans import Span

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_ESCAPE_LENGTHS = {"x": 4, "u": 6, "U": 10}
_BLANK = " \t\r\n"


class SourceText:
    """The text of one file and its lines, to turn offsets into places."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]

    def span(self, start: int, end: int) -> Span:
        """Return the place of the characters from `start` up to but not including `end`."""
        first = min(start, len(self.text))
        last = min(max(first, end), len(self.text))
        return Span(self.file, *self._place(first), *self._place(last))

    def line(self, number: int) -> str:
        """Return a line, counted from 1, without its line break; empty beyond the end."""
        if not 1 <= number <= len(self._starts):
            return ""
        begin = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[begin:end].rstrip("\r\n")

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place, both counted from 0."""
        return self._starts[min(line, len(self._starts) - 1)] + column

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


@dataclass(slots=True, eq=False)
class Scalar:
    """A single value: what it means, what it says, and how it was quoted (``''`` for plain)."""

    source: SourceText
    start: int
    end: int
    text: str
    value: Value
    style: str = ""

    @property
    def span(self) -> Span:
        """Where it stands, quotes included."""
        end = self.end
        while end > self.start and self.source.text[end - 1] in _BLANK:
            end -= 1
        return self.source.span(self.start, end)

    def part(self, start: int, length: int) -> Span:
        """Return the place of `length` characters of the text beginning at `start`."""
        offsets = _offsets(self)
        first = offsets[min(start, len(offsets) - 1)]
        last = offsets[min(start + max(length, 1) - 1, len(offsets) - 1)]
        return self.source.span(first, last + (1 if length else 0))


@dataclass(slots=True, eq=False)
class Sequence:
    """A list."""

    source: SourceText
    start: int
    end: int
    items: list["Node"] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """From its first item, or bracket, to its last."""
        return _tight(self)


@dataclass(slots=True, eq=False)
class Entry:
    """One key of a mapping and its value; the key may stand in another file than the value."""

    key: Scalar
    node: "Node"


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys and values; keys are text as written."""

    source: SourceText
    start: int
    end: int
    entries: dict[str, Entry] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """From its first key, or brace, to its last value."""
        return _tight(self)

    @property
    def is_flow(self) -> bool:
        """Whether it is written in braces."""
        return self.source.text[self.start : self.start + 1] == "{"

    def get(self, key: str) -> "Node | None":
        """Return the value of a key, None where there is none or it is null."""
        entry = self.entries.get(key)
        return None if entry is None or is_null(entry.node) else entry.node


Node = Scalar | Sequence | Mapping


def is_null(node: Node) -> bool:
    """Tell whether a value is empty, `~` or `null`: as if it were not there."""
    return isinstance(node, Scalar) and node.value is None


def plain(node: Node) -> object:
    """Return the values without places: dict, tuple, or scalar value."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return tuple(plain(item) for item in node.items)
    return {key: plain(entry.node) for key, entry in node.entries.items()}


def _tight(node: Sequence | Mapping) -> Span:
    """Return the place of a collection without the blank lines and comments behind it."""
    end = node.end
    if node.source.text[node.start : node.start + 1] not in ("[", "{"):
        end = max(node.start, _content_end(node))
    text = node.source.text
    while end > node.start and text[end - 1] in _BLANK:
        end -= 1
    return node.source.span(node.start, end)


def _content_end(node: Node) -> int:
    """Return where the last value in a collection ends, as far as it is in the same file."""
    if isinstance(node, Scalar):
        return node.end
    if isinstance(node, Sequence):
        inner = node.items
    else:
        inner = [entry.node for entry in node.entries.values()]
    own = [each for each in inner if each.source is node.source]
    return _content_end(own[-1]) if own else node.end


def _offsets(scalar: Scalar) -> list[int]:
    """Return for each character of the text where it stands in the file, and one for the end.

    Folding, indentation and escapes make the text differ from the file; both are walked side by
    side. White space may be off by the indentation; words never are.
    """
    text, limit = scalar.source.text, scalar.end
    at = scalar.start
    if scalar.style in ("|", ">"):
        at = text.find("\n", at, limit) + 1 or limit
    elif scalar.style:
        at += 1
    offsets = []
    for character in scalar.text:
        at = _seek(text, at, limit, character, scalar.style)
        offsets.append(min(at, limit))
        at += _width(text, at, scalar.style)
    return [*offsets, min(at, limit)]


def _seek(text: str, at: int, limit: int, character: str, style: str) -> int:
    """Return where the next character of a scalar's text stands, from `at` on."""
    while at < limit:
        here = text[at]
        if style == '"' and here == "\\" and text[at + 1 : at + 2] in ("\n", "\r"):
            at += 2
        elif here == character or (character in " \n" and here in _BLANK):
            return at
        elif here in _BLANK:
            at += 1
        else:
            return at
    return at


def _width(text: str, at: int, style: str) -> int:
    """Return how many characters of the file spell the one at `at`."""
    if style == "'" and text[at : at + 2] == "''":
        return 2
    if style == '"' and text[at : at + 1] == "\\":
        return _ESCAPE_LENGTHS.get(text[at + 1 : at + 2], 2)
    return 1
