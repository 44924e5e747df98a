"""Tells files that live sources read from the files of the deck itself.

Data may change every second; that must not read the whole deck anew each time.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath

from kjc_desktop.deck.addresses import sqlite_file
from kjc_desktop.deck.models import Deck, Source

_OF_THE_DECK = frozenset(
    {".yaml", ".yml", ".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif"}
    | {".mp4", ".webm", ".mov", ".srt", ".vtt"}
)


@dataclass(frozen=True, slots=True)
class DataFiles:
    """Data files, and the folders that hold nothing but such, relative to the deck.

    They are paths of this system: on Windows two of them are the same whatever the letters' case.
    """

    files: frozenset[PurePath] = frozenset()
    folders: frozenset[PurePath] = frozenset()

    @classmethod
    def of(cls, deck: Deck) -> "DataFiles":
        """Return those of a deck."""
        names = filter(None, map(_file_of, deck.sources.values()))
        paths = frozenset(map(PurePath, names))
        return cls(paths, frozenset(path.parent for path in paths) - {PurePath()})

    def among(self, changed: Collection[str]) -> frozenset[str]:
        """Return which of some files are data, or what programs write beside data."""
        return frozenset(name for name in changed if self._is_data(PurePath(name)))

    def _is_data(self, path: PurePath) -> bool:
        if path in self.files:
            return True
        beside = any(_is_journal(path, each) for each in self.files)
        own = path.suffix.lower() not in _OF_THE_DECK
        return beside or (own and path.parent in self.folders)


def _file_of(source: Source) -> str | None:
    """Return the file that a source reads; None, or "", where it reads none."""
    if source.kind in {"csv", "xlsx", "json"}:
        return source.address
    return sqlite_file(source.address) if source.kind == "sql" else None


def _is_journal(path: PurePath, file: PurePath) -> bool:
    """Tell whether a file is called like another and `-…`, as SQLite's journals are."""
    start = f"{file.name}-"
    return path.parent == file.parent and PurePath(path.name[: len(start)]) == PurePath(start)
