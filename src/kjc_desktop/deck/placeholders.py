"""Finds the placeholders in a text for people: `{name}`, `{name.full}`, `{claim.name}`.

`{{` and `}}` are braces. Whoever fills placeholders and whoever checks them use this one reading.
"""

import re
from dataclasses import dataclass

PARTS = ("full", "value", "unit", "source", "as_of")
"""What can follow the name of a figure behind a dot."""

CLAIM = "claim"
"""The name in front of the dot that stands for the words of a claim."""

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NAME = re.compile(r"\s*([^\W\d]\w*)(?:\.([^\W\d]\w*))?\s*")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A figure, or part of it, or a claim; `start` and `length` in the text with its braces."""

    start: int
    length: int
    figure: str | None
    part: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Malformed:
    """A brace that opens or closes nothing, or that holds no name."""

    start: int
    length: int


Piece = str | Placeholder | Malformed


def pieces(text: str) -> list[Piece]:
    """Return a text as literal stretches, braces unescaped, and the placeholders between them."""
    found: list[Piece] = []
    at = 0
    for match in _PIECE.finditer(text):
        if match.start() > at:
            found.append(text[at : match.start()])
        found.append(_piece(match))
        at = match.end()
    if at < len(text):
        found.append(text[at:])
    return found


def _piece(match: re.Match[str]) -> Piece:
    start, length = match.start(), match.end() - match.start()
    if match[0] in ("{{", "}}"):
        return match[0][0]
    name = _NAME.fullmatch(match[1]) if match[1] is not None else None
    if name is None:
        return Malformed(start, length)
    if name[1] == CLAIM and name[2]:
        return Placeholder(start, length, None, claim=name[2])
    return Placeholder(start, length, name[1], name[2])
