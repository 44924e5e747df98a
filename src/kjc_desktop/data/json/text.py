"""Reads JSON strictly: what is not JSON, or not fit to be kept, is told instead of taken."""

import json
import re
from math import isfinite

from kjc_desktop.data.snapshot import Problem

_DEEPEST = 50
"""Objects and lists inside one another, beyond which nobody has meant it."""
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SHOWN = 40


class _NumberError(ValueError):
    """A number that JSON does not have; carries it as it was written."""


def document(content: bytes, encoding: str | None = None) -> object:
    """Return the value that a JSON document holds, or a `Problem` where it is none.

    Args:
        content: the document; UTF-8, UTF-16 or UTF-32, with or without a byte order mark.
        encoding: where it is another one.
    """
    text = _decoded(content, encoding)
    if isinstance(text, Problem):
        return text
    value = _loaded(text)
    if isinstance(value, Problem):
        return value
    if _deeper(value, _DEEPEST):
        return Problem("json_deep", {"most": _DEEPEST})
    return _mended(value) if _SURROGATE.search(text) else value


def _loaded(text: str) -> object:
    """Return the value of a text, or why it has none."""
    try:
        return json.loads(text, parse_constant=_refuse, parse_float=_number)
    except _NumberError as error:
        return Problem("json_number", {"text": str(error)[:_SHOWN]})
    except json.JSONDecodeError as error:
        return _not_json(text, error)
    except RecursionError:
        return Problem("json_deep", {"most": _DEEPEST})
    except ValueError:
        return Problem("json_digits")


def _decoded(content: bytes, encoding: str | None) -> str | Problem:
    """Return the text of a document without its byte order mark."""
    named = encoding or json.detect_encoding(content)
    try:
        return content.decode(named).removeprefix("\ufeff")
    except (UnicodeError, ValueError):
        return Problem("json_encoding", {"encoding": named.upper()})
    except LookupError:
        return Problem("json_encoding_unknown", {"encoding": named})


def _refuse(text: str) -> object:
    raise _NumberError(text)


def _number(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise _NumberError(text)
    return number


def _not_json(text: str, error: json.JSONDecodeError) -> Problem:
    """Return what stands there in place of JSON."""
    start = text.lstrip()[:500].lower()
    if not start:
        return Problem("json_blank")
    if start.startswith("<"):
        return Problem("json_html" if "<html" in start or "<!doctype" in start else "json_xml")
    if error.pos >= len(text.rstrip()):
        return Problem("json_cut")
    return Problem("json_syntax", {"line": error.lineno, "column": error.colno})


def _deeper(value: object, most: int) -> bool:
    """Tell whether lists and objects are nested more than `most` times."""
    level = _nested([value])
    for _ in range(most):
        level = [child for each in level for child in _nested(each)]
        if not level:
            return False
    return True


def _nested(container: dict[str, object] | list[object]) -> list[dict[str, object] | list[object]]:
    """Return the objects and lists directly inside one."""
    children = container.values() if isinstance(container, dict) else container
    return [child for child in children if isinstance(child, (dict, list))]


def _mended(value: object) -> object:
    """Return a value with halves of characters replaced, which no file and no screen could take."""
    text = json.dumps(value, ensure_ascii=False)
    return json.loads(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
