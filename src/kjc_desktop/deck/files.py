"""Reads the files of a deck: bytes on a disk to text, with every way that can fail as a finding."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from kjc_desktop.deck.codes import finding
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.nodes import Mapping, SourceText, is_null
from kjc_desktop.deck.spans import Span
from kjc_desktop.deck.yaml_reader import read_yaml
from kjc_desktop.machine.reading import NotOrdinaryError, open_ordinary

MOST_BYTES = 1_000_000
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff"
)
_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)

Stamp = tuple[int, int, int]
"""What tells one version of a file from the next: time of change in ns, size, inode."""


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as read: its tree, or the one finding that says why there is none."""

    root: Mapping | None
    problem: Diagnostic | None = None


def stamp(path: Path) -> Stamp | None:
    """Return the version of a file, None where there is none to be had."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def read_document(folder: Path, file: str) -> Document:
    """Read one YAML file of a deck.

    Args:
        folder: the deck.
        file: the path inside it, with `/`.
    """
    source = read_source(folder, file)
    if isinstance(source, Diagnostic):
        return Document(None, source)
    if bad := _UNPRINTABLE.search(source.text):
        span = source.span(bad.start(), bad.end())
        return Document(None, finding("KJC108", span, character=f"U+{ord(bad[0]):04X}"))
    root = read_yaml(source)
    if isinstance(root, Diagnostic):
        return Document(None, root)
    if root is None or is_null(root):
        return Document(None, finding("KJC107", Span(file), file=file))
    if not isinstance(root, Mapping):
        return Document(None, finding("KJC127", root.span))
    return Document(root)


def read_source(folder: Path, file: str) -> SourceText | Diagnostic:
    """Return the text of a file inside a deck, or why there is none to be had."""
    data = read_bytes(folder, file)
    text = data if isinstance(data, Diagnostic) else decoded(data, Span(file))
    return text if isinstance(text, Diagnostic) else SourceText(file, text)


def read_bytes(folder: Path, file: str) -> bytes | Diagnostic:
    """Return what is in a file inside a deck, or why it cannot be had."""
    span = Span(file)
    try:
        path = (folder / file).resolve(strict=True)
        if not path.is_relative_to(folder.resolve()):
            return finding("KJC261", span, name=file)
        with open_ordinary(path) as stream:
            data = stream.read(MOST_BYTES + 1)
    except NotOrdinaryError:
        return finding("KJC109", span, file=file)
    except (OSError, ValueError, RuntimeError) as error:
        return finding("KJC103", span, file=file, reason=_reason(error))
    if len(data) > MOST_BYTES:
        return finding("KJC104", span, file=file)
    return data


def _reason(error: Exception) -> str:
    number = getattr(error, "errno", None)
    return os.strerror(number) if number else type(error).__name__


def decoded(data: bytes, span: Span) -> str | Diagnostic:
    """Return the text of UTF-8 bytes, or say which encoding they look like."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return finding("KJC105", span, encoding=name)
    if b"\0" in data:
        halves = {data[0:200:2].count(0), data[1:200:2].count(0)}
        wide = len(data) > 1 and max(halves) * 3 > min(len(data), 200) // 2 and min(halves) == 0
        return finding("KJC105", span, encoding="UTF-16") if wide else finding("KJC106", span)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        control = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in data[:4096])
        if control * 20 > min(len(data), 4096):
            return finding("KJC106", span)
        return finding("KJC105", span, encoding="Windows-1252 (ANSI)")
