"""Notices that lie in the deck as text files: who can write to the folder can speak to everybody.

They are read whatever else is wrong with the deck, and shown as far as they can be read at all: a
wrong encoding is no reason to leave people without the words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kjc_desktop.deck.codes import finding
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.files import decoded, read_bytes, stamp
from kjc_desktop.deck.notice import MOST, Notice, NoticeKind, shortened, tidy
from kjc_desktop.deck.spans import Span

NOTICE_FILES: Mapping[str, NoticeKind] = MappingProxyType(
    {"emergency.txt": "emergency", "notice-instead.txt": "instead", "notice.txt": "over"}
)
"""File → kind, the one that wins first."""
_CODECS = {"UTF-32": "utf-32", "UTF-16": "utf-16"}
_OTHER = "cp1252"
_QUOTED = 80
"""Characters of a notice that a finding repeats."""


@dataclass(frozen=True, slots=True)
class Notices:
    """What a deck has to say to everybody now, and what was found about its files."""

    notice: Notice | None = None
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """One file: its words, which may be none, and what is wrong with it."""

    text: str
    problem: Diagnostic | None = None


def read_notices(folder: Path) -> Notices:
    """Return the notice of a deck; an empty file is none."""
    read = {file: _read(folder, file) for file in NOTICE_FILES if stamp(folder / file) is not None}
    said = [file for file, each in read.items() if each.text]
    notice = Notice(NOTICE_FILES[said[0]], read[said[0]].text) if said else None
    problems = [each.problem for each in read.values() if each.problem is not None]
    return Notices(notice, (*problems, *_told(said, notice)))


def _told(said: list[str], notice: Notice | None) -> Iterator[Diagnostic]:
    """Yield that there is a notice, and for each weaker one that it is not shown."""
    if notice is None:
        return
    words = shortened(" ".join(notice.text.split()), _QUOTED)
    yield finding("KJC143", Span(said[0]), file=said[0], text=words)
    for file in said[1:]:
        yield finding("KJC144", Span(file), file=file, other=said[0])


def _read(folder: Path, file: str) -> _Read:
    span, data = Span(file), read_bytes(folder, file)
    if isinstance(data, Diagnostic):
        return _Read("", finding("KJC142", span, file=file))
    text = decoded(data, span)
    problem = None
    if isinstance(text, Diagnostic):
        encoding = text.values.get("encoding")
        if encoding is None:
            return _Read("", finding("KJC142", span, file=file))
        problem = finding("KJC140", span, file=file, encoding=encoding)
        text = data.decode(_codec(data, str(encoding)), "replace")
    words = tidy(text)
    if len(words) > MOST:
        problem = problem or finding("KJC141", span, file=file, most=MOST, count=len(words))
    return _Read(shortened(words), problem)


def _codec(data: bytes, encoding: str) -> str:
    """Return the name of the codec for an encoding that text seems to have."""
    if encoding == "UTF-16" and data.startswith(b"\0"):
        return "utf-16-be"
    return _CODECS.get(encoding, _OTHER)
