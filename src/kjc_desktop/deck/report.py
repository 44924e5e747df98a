"""Shows findings: with the line and a caret for people, as JSON for programs."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import accumulate
from pathlib import Path
from unicodedata import category, east_asian_width

from kjc_desktop.deck.diagnostics import Diagnostic, Severity
from kjc_desktop.deck.files import read_source
from kjc_desktop.deck.nodes import SourceText
from kjc_desktop.deck.spans import Span

_WIDEST = 96
"""Cells of a source line that are shown; a longer one is cut around what is marked."""

_TAB = "    "

LineReader = Callable[[str, int], str]
"""Returns a line (from 1) of a file of the deck, empty where there is none."""


def line_reader(folder: Path) -> LineReader:
    """Return a reader of the lines of a deck's files, each read once."""

    @cache
    def source(file: str) -> SourceText | None:
        found = read_source(folder, file)
        return None if isinstance(found, Diagnostic) else found

    def line(file: str, number: int) -> str:
        text = source(file)
        return "" if text is None else text.line(number)

    return line


def render_text(diagnostics: Iterable[Diagnostic], read_line: LineReader, language: str) -> str:
    """Return findings as `file:line:column: code: message`, each with its line and a caret.

    What a rule found ends with the rule's name in brackets: that is what `ignore` wants.
    """
    return "\n".join(_block(each, read_line, language) for each in diagnostics)


def to_json(diagnostics: Iterable[Diagnostic], language: str) -> dict[str, object]:
    """Return findings as plain values for JSON, with a count for each severity."""
    listed = list(diagnostics)
    count = Counter(each.severity for each in listed)
    return {
        "diagnostics": [_entry(each, language) for each in listed],
        "summary": {f"{severity.value}s": count[severity] for severity in Severity},
    }


def _entry(diagnostic: Diagnostic, language: str) -> dict[str, object]:
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": diagnostic.message(language),
        "hint": diagnostic.hint(language),
    }


def _block(diagnostic: Diagnostic, read_line: LineReader, language: str) -> str:
    span = diagnostic.span
    message = diagnostic.message(language)
    rule = f" [{diagnostic.rule}]" if diagnostic.rule else ""
    head = f"{span.file}:{span.line}:{span.column}: {diagnostic.code}: {message}{rule}"
    hint = diagnostic.hint(language)
    line = "" if _whole_file(span) else _harmless(read_line(span.file, span.line))
    if not line.strip():
        return head if hint is None else f"{head}\n    {hint}"
    number = str(span.line)
    shown, carets = _marked(line, span)
    below = carets if hint is None else f"{carets} {hint}"
    return f"{head}\n  {number} │ {shown}\n  {' ' * len(number)} │ {below}"


def _harmless(line: str) -> str:
    """Return a line without characters that would steer a terminal."""
    return "".join("�" if category(each) == "Cc" and each != "\t" else each for each in line)


def _whole_file(span: Span) -> bool:
    return (span.line, span.column, span.end_line, span.end_column) == (1, 1, 1, 1)


def _marked(line: str, span: Span) -> tuple[str, str]:
    """Return a line as shown and the carets under it, aligned in cells of a terminal."""
    begin = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    end = max(min(end, len(line)), begin)
    first, before = _cut(line, begin)
    length = max(_cells(line[begin:end]), 1)
    shown = _fit(("…" if first else "") + line[first:].replace("\t", _TAB).rstrip())
    room = max(_WIDEST - before, 1)
    return shown, " " * before + "^" * min(length, room)


def _cut(line: str, begin: int) -> tuple[int, int]:
    """Return from which character a line is shown, and how many cells are before the mark."""
    before = _cells(line[:begin])
    if before <= _WIDEST * 2 // 3:
        return 0, before
    first = begin
    while first > 0 and _cells(line[first:begin]) < _WIDEST // 3:
        first -= 1
    return first, _cells(line[first:begin]) + 1


def _fit(text: str) -> str:
    """Return a text cut to the widest that is shown."""
    ends = list(accumulate(map(_cell, text[: 2 * _WIDEST])))
    if len(ends) == len(text) and (not ends or ends[-1] <= _WIDEST):
        return text
    return text[: sum(end < _WIDEST for end in ends)] + "…"


def _cells(text: str) -> int:
    return sum(map(_cell, text))


def _cell(character: str) -> int:
    """Return how many cells of a terminal a character takes."""
    if character == "\t":
        return len(_TAB)
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
