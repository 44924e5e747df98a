"""Remembers what files said, so that a reload reads only those that changed.

Of slides only the models stay; the trees of deck.yaml, figures.yaml and the variants are few and
stay too, since every load merges them anew.
"""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kjc_desktop.deck.content import bind_slide
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.files import Document, Stamp, read_document, stamp
from kjc_desktop.deck.models import SlideFile
from kjc_desktop.deck.uses import Use, slide_uses

_MOST_HEADS = 16
_MOST_SLIDES = 8192


_Kept = TypeVar("_Kept")


@dataclass(frozen=True, slots=True)
class ParsedSlide:
    """A slide file as read: its model or why there is none, and everything it refers to."""

    spec: SlideFile | None
    faults: tuple[Diagnostic, ...] = ()
    uses: tuple[Use, ...] = ()


class FileCache:
    """Results by file, each good as long as the file's time, size and inode stay the same."""

    def __init__(self) -> None:
        self._heads: OrderedDict[Path, tuple[Stamp | None, Document]] = OrderedDict()
        self._slides: OrderedDict[Path, tuple[Stamp | None, ParsedSlide]] = OrderedDict()

    def head(self, folder: Path, file: str) -> Document:
        """Return the tree of deck.yaml, figures.yaml, a variant or a theme."""
        path = folder / file
        now = stamp(path)
        known = self._heads.get(path)
        if known is not None and now is not None and known[0] == now:
            self._heads.move_to_end(path)
            return known[1]
        document = read_document(folder, file)
        self._heads[path] = (now, document)
        _trim(self._heads, _MOST_HEADS)
        return document

    def slide(self, folder: Path, file: str) -> ParsedSlide:
        """Return what a slide file says."""
        path = folder / file
        now = stamp(path)
        known = self._slides.get(path)
        if known is not None and now is not None and known[0] == now:
            return known[1]
        parsed = _parse_slide(read_document(folder, file))
        self._slides[path] = (now, parsed)
        _trim(self._slides, _MOST_SLIDES)
        return parsed


def _parse_slide(document: Document) -> ParsedSlide:
    if document.root is None:
        return ParsedSlide(None, (document.problem,) if document.problem else ())
    draft = bind_slide(document.root)
    spec = None if draft.faults else draft.spec
    return ParsedSlide(spec, draft.faults, tuple(slide_uses(draft.spec, draft.widgets)))


def _trim(entries: OrderedDict[Path, tuple[Stamp | None, _Kept]], most: int) -> None:
    while len(entries) > most:
        entries.popitem(last=False)
