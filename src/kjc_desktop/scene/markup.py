"""The Markdown subset of deck texts as plain values: paragraphs and list items of styled runs.

markdown-it reads it; only emphasis, lists, line breaks and links (as their text) are switched on,
so HTML, pictures and code stay the characters they are.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SPECIAL = re.compile(r"[*_\\\[\n&]|^\s*(?:[-+]|\d+[.)])\s", re.MULTILINE)
_UNUSUAL = re.compile(r"[_\\\[&]")
_BOLD = re.compile(r"(?<![^\s(„])\*\*(\w(?:[^*]*\w)?[.!?]?)\*\*(?![^\s.,;:!?)“])")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of runs that belong together; `marker` is what stands before a list item."""

    lines: tuple[tuple[Run, ...], ...]
    marker: str = ""

    @property
    def plain(self) -> str:
        """The words without their styles."""
        return "\n".join("".join(run.text for run in line) for line in self.lines)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    rules = ["emphasis", "list", "newline", "escape", "entity", "link"]
    return MarkdownIt("zero", {"breaks": True}).enable(rules)


def _lines(tokens: "list[Token]") -> tuple[tuple[Run, ...], ...]:
    lines: list[list[Run]] = [[]]
    bold = italic = 0
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            lines.append([])
        elif token.type in {"strong_open", "strong_close"}:
            bold += token.nesting
        elif token.type in {"em_open", "em_close"}:
            italic += token.nesting
        elif token.content:
            lines[-1].append(Run(token.content, bold > 0, italic > 0))
    return tuple(tuple(line) for line in lines)


def parse_line(text: str) -> Paragraph:
    """Return a title, label or item: emphasis and line breaks, but no lists."""
    text = text.strip()
    return Paragraph(_at_sight(text) or _read(text))


def plain_line(text: str) -> Paragraph:
    """Return a text of a data source: it is nobody's Markdown."""
    lines = text.strip().split("\n")
    return Paragraph(tuple((Run(line),) if line else () for line in lines))


def _read(text: str) -> tuple[tuple[Run, ...], ...]:
    """Return the lines of an inline text as markdown-it reads it."""
    return _lines(_parser().parseInline(text)[0].children or [])


def _at_sight(text: str) -> tuple[tuple[Run, ...], ...] | None:
    """Return the lines of a text that has nothing but words, line breaks and bold words, else None.

    Most texts are like that, and the first slide need not wait for markdown-it to be imported,
    which takes as long as painting it. A property holds it to what markdown-it says.
    """
    if _UNUSUAL.search(text):
        return None
    lines = []
    for line in text.split("\n"):
        parts = _BOLD.split(line.lstrip(" \t").rstrip(" "))
        if any("*" in part for part in parts):
            return None
        lines.append(tuple(Run(part, bool(at % 2)) for at, part in enumerate(parts) if part))
    return tuple(lines)


def parse_block(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs and list items of a longer text.

    A paragraph that begins like `26. November` is no list: only lists that begin at 1 are.
    """
    text = text.strip()
    if not _SPECIAL.search(text):
        return (Paragraph(((Run(text),),)),)
    paragraphs: list[Paragraph] = []
    markers: list[tuple[str, int]] = []
    for token in _parser().parse(text):
        if token.type == "bullet_list_open":
            markers.append(("•", 0))
        elif token.type == "ordered_list_open":
            markers.append(("1", int(token.attrGet("start") or 1) - 1))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            markers.pop()
        elif token.type == "list_item_open":
            kind, count = markers[-1]
            markers[-1] = (kind, count + 1)
        elif token.type == "inline":
            paragraphs.append(_paragraph(token, markers))
    return tuple(paragraphs)


def _paragraph(token: "Token", markers: list[tuple[str, int]]) -> Paragraph:
    lines = _lines(token.children or [])
    if not markers:
        return Paragraph(lines)
    kind, count = markers[-1]
    return Paragraph(lines, "•" if kind == "•" else f"{count}.")
