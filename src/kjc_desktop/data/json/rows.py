"""Reads JSON: finds the rows in a document, and values in its records, by name or JMESPath.

Services nest their rows in whatever way they like and answer errors where rows should be; here
either a table comes out or a problem that says, in the service's own words, why there is none.
"""

from dataclasses import dataclass
from math import isfinite

from kjc_desktop.data.json.errors import error_words
from kjc_desktop.data.json.table import table_of
from kjc_desktop.data.json.text import document
from kjc_desktop.data.snapshot import Cell, Notice, Problem, Table

_ABSENT = object()


@dataclass(frozen=True, slots=True)
class NotScalar:
    """What `find` gives for an object or a list, which is no value of a figure."""


def parse(
    content: bytes, rows: str | None = None, encoding: str | None = None
) -> tuple[Table, tuple[Notice, ...]] | Problem:
    """Return the table of a JSON document and what was noticed; its `records` are the rows.

    Args:
        content: the document as it was read.
        rows: where the table is, as a name or JMESPath; None: the document itself, which is a
            list, or an object or value that is the only row.
        encoding: of the document; None: as JSON recognizes it.
    """
    answer = document(content, encoding)
    if isinstance(answer, Problem):
        return answer
    records = _records(answer, rows)
    table = records if isinstance(records, Problem) else table_of(records)
    return table if isinstance(table, Problem) else (table, _notices(answer))


def find(record: object, expression: str) -> Cell | NotScalar:
    """Return what a record says under a key, a dotted name or a JMESPath expression.

    A name is taken as written before it is taken as JMESPath, so that names with blanks, hyphens
    and umlauts need no quotes.

    Returns:
        the value; None where there is null or nothing, also for what is no expression at all (see
        `expression_problem`); NotScalar for an object or a list.
    """
    value = _at(record, expression)
    if isinstance(value, (dict, list)):
        return NotScalar()
    finite = not isinstance(value, float) or isfinite(value)
    return value if finite and isinstance(value, (str, int, float, bool)) else None


def expression_problem(expression: str) -> Problem | None:
    """Return why a text is no JMESPath expression, with the first wrong character; None if it is.

    A name with umlauts is none either, though `find` knows what to do with it.
    """
    import jmespath

    try:
        jmespath.compile(expression)
    except (ValueError, RecursionError) as error:
        place = getattr(error, "lex_position", None) or 0
        return Problem("json_expression", {"expression": expression, "place": place + 1})
    return None


def _records(answer: object, rows: str | None) -> list[object] | Problem:
    """Return the rows of the table, each as the document has it."""
    found = answer if rows is None else _at(answer, rows)
    words = error_words(answer) if rows is None or not found else None
    if words is not None:
        return Problem("json_error", {"words": words})
    if found is not None:
        return found if isinstance(found, list) else [found]
    if rows is None:
        return Problem("json_null")
    return expression_problem(rows) or _search_problem(answer, rows)


def _search_problem(answer: object, rows: str) -> Problem:
    """Return why an expression found no rows: there are none, or it compares what cannot be."""
    import jmespath

    try:
        jmespath.search(rows, answer)
    except jmespath.exceptions.JMESPathError as error:
        return Problem("json_search", {"rows": rows, "words": str(error)[:200]})
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return Problem("json_search", {"rows": rows, "words": ""})
    return Problem("json_rows", {"rows": rows})


def _notices(answer: object) -> tuple[Notice, ...]:
    """Return what a service says about rows that it has left out."""
    cut = isinstance(answer, dict) and answer.get("exceededTransferLimit") is True
    return (Notice("json_exceeded", serious=True),) if cut else ()


def _at(record: object, expression: str) -> object:
    """Return what stands at a key, a dotted name or an expression; None where nothing does."""
    named = _walked(record, expression)
    return _searched(record, expression) if named is _ABSENT else named


def _walked(record: object, name: str) -> object:
    """Return what stands under a key, or under the parts of a dotted name; else `_ABSENT`."""
    here = record
    if isinstance(record, dict) and name in record:
        return record[name]
    for part in name.split("."):
        if not isinstance(here, dict) or part not in here:
            return _ABSENT
        here = here[part]
    return here


def _searched(record: object, expression: str) -> object:
    """Return what JMESPath finds; its functions raise for much that a document may hold."""
    import jmespath

    try:
        return jmespath.search(expression, record)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return None
