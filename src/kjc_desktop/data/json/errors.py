"""Finds the words of a service that answers with an error where data should be.

Many do so with HTTP 200, and the answer is then saved as a file as well: ArcGIS (`error.message`),
GENESIS (`Status.Content`), SOAP-like ones (`fault`), problem details (`title`, `detail`).
"""

import unicodedata
from collections.abc import Iterator, Mapping

_KEYS = ("error", "errors", "fault", "exception", "status")
_WORDS = (
    "message", "messages", "faultstring", "title", "content", "text", "description",
    "error_description", "reason", "detail", "details", "error",
)  # fmt: skip
"""Keys under which services put words for people, in the order they read well."""
_LONGEST = 200
_FIRST_ERROR = 400
"""Status numbers from here on are errors."""


def error_words(document: object) -> str | None:
    """Return what a service says in place of data, shortened and in one line; None if nothing.

    Args:
        document: the whole answer. Only an object can be an error, and only one that has an entry
            such as `error`, a `Status` with `Code` and `Content`, or a status number of an error.
    """
    if not isinstance(document, dict):
        return None
    entries = {str(key).lower(): value for key, value in document.items()}
    found = next((value for key in _KEYS if _is_error(key, value := entries.get(key))), None)
    if found is None and not _is_details(entries):
        return None
    words = list(_words(found)) or list(_words(entries))
    return one_line(" – ".join(dict.fromkeys(words)), _LONGEST) or "?"


def one_line(text: str, longest: int) -> str:
    """Return foreign words without control characters and line ends, shortened."""
    clean = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    clean = " ".join(clean.split())
    return clean if len(clean) <= longest else f"{clean[: longest - 1].rstrip()}…"


def _is_error(key: str, value: object) -> bool:
    """Tell whether an entry is an error, not for example the number of errors."""
    if key == "status":
        return isinstance(value, dict) and {"code", "content"} <= {str(k).lower() for k in value}
    return value is True or (isinstance(value, (str, dict, list)) and bool(value))


def _is_details(entries: Mapping[str, object]) -> bool:
    """Tell whether this is an answer with the status number of an error, and words."""
    code = entries.get("status", entries.get("code", entries.get("statuscode")))
    failed = isinstance(code, int) and not isinstance(code, bool) and code >= _FIRST_ERROR
    return failed and any(isinstance(entries.get(key), str) for key in _WORDS)


def _words(value: object, depth: int = 0) -> Iterator[str]:
    """Yield the words for people inside an error."""
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, list) and depth < 4:
        for each in value[:3]:
            yield from _words(each, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        entries = {str(key).lower(): inner for key, inner in value.items()}
        for key in _WORDS:
            yield from _words(entries.get(key), depth + 1)
