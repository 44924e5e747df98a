"""Turns the bytes of a text file into text, whichever program has saved it.

German Excel saves CSV as cp1252, `CSV UTF-8` with a mark in front, and `Unicode Text` as UTF-16;
statistics offices deliver any of them.
"""

import codecs

from kjc_desktop.data.files.signatures import OLE, ZIP
from kjc_desktop.data.snapshot import Notice, Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARK = "\ufeff"


def decoded(content: bytes, encoding: str | None) -> tuple[str, tuple[Notice, ...]] | Problem:
    """Return the text of a file, with a notice where the encoding is a guess.

    Args:
        content: of the whole file.
        encoding: as the deck says it; None: a mark, else UTF-8, else cp1252.
    """
    if content.startswith((OLE, ZIP)):
        return Problem("csv_workbook")
    found = _guessed(content) if encoding is None else _stated(content, encoding)
    if isinstance(found, Problem):
        return found
    text, notices = found
    return Problem("csv_binary") if "\0" in text else (text.removeprefix(_MARK), notices)


def _stated(content: bytes, encoding: str) -> tuple[str, tuple[Notice, ...]] | Problem:
    try:
        return content.decode(encoding), ()
    except LookupError:
        return Problem("csv_encoding_unknown", {"encoding": encoding})
    except ValueError:
        return Problem("csv_encoding_wrong", {"encoding": encoding})


def _guessed(content: bytes) -> tuple[str, tuple[Notice, ...]] | Problem:
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(marked), ()
    except UnicodeDecodeError:
        if marked != "utf-8" or content.startswith(codecs.BOM_UTF8):
            return Problem("csv_binary")
    try:
        return content.decode("cp1252"), (Notice("csv_cp1252"),)
    except UnicodeDecodeError:
        return Problem("csv_binary")
