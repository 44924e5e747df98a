"""Tells files that live sources read from the files of the deck itself.

Data may change every second; that must not read the whole deck anew each time.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from kjc_desktop.deck.models import Deck

_OF_THE_DECK = (".yaml", ".yml", ".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif")
_SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class DataFiles:
    """Names of data files, and of the folders that hold nothing but such, relative to the deck."""

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()

    @classmethod
    def of(cls, deck: Deck) -> "DataFiles":
        """Return those of a deck."""
        named = (
            source.address.removeprefix(_SQLITE)
            for source in deck.sources.values()
            if source.kind in {"csv", "xlsx", "json"} or source.address.startswith(_SQLITE)
        )
        paths = [PurePosixPath(name) for name in named]
        folders = {str(path.parent) for path in paths} - {"."}
        return cls(frozenset(map(str, paths)), frozenset(folders))

    def among(self, changed: Collection[str]) -> frozenset[str]:
        """Return which of some files are data, or what programs write beside data."""
        return frozenset(name for name in changed if self._is_data(PurePosixPath(name)))

    def _is_data(self, path: PurePosixPath) -> bool:
        if str(path) in self.files:
            return True
        beside = any(str(path).startswith(f"{name}-") for name in self.files)  # SQLite's journals
        own = path.suffix.lower() not in _OF_THE_DECK
        return beside or (own and str(path.parent) in self.folders)
