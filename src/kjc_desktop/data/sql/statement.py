"""Lets only a single statement that reads reach a database."""

import re

_READING = ("select", "with", "values", "table", "show", "explain")
_COMMENT = r"--[^\n]*|/\*.*?\*/"
_QUOTED = r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$"
_PASSED_OVER = re.compile(rf"(?P<comment>{_COMMENT})|(?:{_QUOTED})", re.DOTALL)
_WORD = re.compile(r"[\s(]*([a-z]+)", re.IGNORECASE)


def statement_fault(query: str) -> str | None:
    """Return the text that says why a query is not run; None for one statement that reads."""
    bare = _PASSED_OVER.sub(lambda match: " " if match["comment"] else "''", query)
    if ";" in bare.rstrip().rstrip(";"):
        return "sql_several"
    return None if first_word(bare) in _READING else "sql_not_reading"


def has_cursor(query: str) -> bool:
    """Tell whether a query's rows can be asked for bit by bit: not those about the server."""
    return first_word(_PASSED_OVER.sub(" ", query)) not in ("show", "explain")


def first_word(query: str) -> str:
    """Return the word that a statement without comments begins with, in lower case."""
    match = _WORD.match(query)
    return "" if match is None else match[1].lower()
