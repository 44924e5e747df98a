"""Says in our words what the YAML parser says in its own: one finding for one broken place."""

import re

from yaml import YAMLError
from yaml.error import MarkedYAMLError

from kjc_desktop.deck.codes import finding
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.nodes import SourceText

_TAB_INDENT = re.compile(r"^[ ]*(?=\t)", re.MULTILINE)

_BY_CONTEXT = {
    "while scanning an alias": "KJC121",
    "while scanning an anchor": "KJC121",
    "while scanning a tag": "KJC123",
    "while parsing a tag": "KJC123",
}
_BY_PROBLEM = {
    "found unexpected end of stream": "KJC112",
    "found unexpected document indicator": "KJC112",
    "could not find expected ':'": "KJC113",
    "mapping values are not allowed in this context": "KJC114",
    "did not find expected key": "KJC115",
    "did not find expected '-' indicator": "KJC115",
    "did not find expected <document start>": "KJC115",
    "block sequence entries are not allowed in this context": "KJC119",
    "did not find expected ',' or ']'": "KJC116",
    "did not find expected ',' or '}'": "KJC116",
    "did not find expected node content": "KJC117",
    "found character that cannot start any token": "KJC117",
    "found unknown escape character": "KJC118",
    "did not find expected hexdecimal number": "KJC118",
}
_BRACED_TEXT = re.compile(r"^[ -]*(?:[^\s:]+:\s+)?(\{)")
"""A value that begins with a placeholder and has no quotes around it."""

_AT_CONTEXT = frozenset({"KJC112", "KJC113", "KJC116"})
"""What was opened and never closed is shown where it was opened."""


def syntax_error(error: YAMLError, source: SourceText) -> Diagnostic:
    """Return the finding for what the parser raised."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return finding("KJC110", source.span(0, 0))
    problem = error.problem or ""
    at = min(error.problem_mark.index, len(source.text))
    if (tab := _indenting_tab(source, at)) is not None:
        return finding("KJC111", source.span(tab, tab + 1))
    code = _BY_CONTEXT.get(error.context or "") or _BY_PROBLEM.get(problem, "KJC110")
    opened = max(source.text.rfind("["), source.text.rfind("{"))
    if code == "KJC117" and at >= len(source.text.rstrip()) and opened >= 0:
        code, at = "KJC116", opened
    elif code in _AT_CONTEXT and error.context_mark is not None:
        at = error.context_mark.index
    if code == "KJC115" and (brace := braced_text(source, at)) is not None:
        return finding("KJC128", source.span(brace, at))
    if code == "KJC115" and _behind_quotes(source, at):
        code = "KJC112"
    return finding(code, source.span(at, at + 1), character=_character(source, at))


def _indenting_tab(source: SourceText, limit: int) -> int | None:
    """Return where a line up to the broken one is indented with a tab."""
    line_end = source.text.find("\n", limit)
    match = _TAB_INDENT.search(source.text, 0, line_end if line_end >= 0 else len(source.text))
    return match.end() if match else None


def braced_text(source: SourceText, at: int) -> int | None:
    """Return where a text begins with a brace and goes on behind it at `at`, on one line."""
    begin = max(source.text.rfind("\n", 0, at), source.text.rfind("\r", 0, at)) + 1
    match = _BRACED_TEXT.match(source.text[begin:at])
    return None if match is None else begin + match.start(1)


def _behind_quotes(source: SourceText, at: int) -> bool:
    """Tell whether text goes on behind a closing quote: `'it's fine'`."""
    before = source.text[:at].rstrip(" ")
    return before.endswith(("'", '"')) and "\n" not in source.text[len(before) : at]


def _character(source: SourceText, at: int) -> str:
    return source.text[at : at + 1].strip() or "…"
