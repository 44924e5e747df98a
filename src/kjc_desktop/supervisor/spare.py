"""A copy of the deck as it was when it was last good, for the day on which the folder is not.

Somebody breaks the deck, pulls the stick or loses the share, and then the power goes: without the
copy nothing would be left to show. Two copies take turns, and a note says which one is whole.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kjc_desktop.machine.keep import keep, kept

_MOST_FILES = 5_000
_MOST_BYTES = 1_000_000_000
_MOST_DEPTH = 8

Listing = dict[str, tuple[int, int]]
"""Size and time of change (ns) of each file, by its path inside the folder with `/`."""


class TooLarge(Exception):  # noqa: N818 - no error of the program
    """A folder is so large that it is not copied."""


class Spare:
    """The copies of one deck."""

    def __init__(self, deck: Path, folder: Path) -> None:
        """Use a folder.

        Args:
            deck: to be copied.
            folder: for the copies; nothing else is kept in it.
        """
        self._deck, self._folder = deck, folder
        self._note = folder / "spare.json"

    def folder(self) -> Path | None:
        """Return the copy that is whole; None where there is none."""
        said = self._said()
        copy = self._folder / str(said.get("copy", "-"))
        return copy if (copy / "deck.yaml").is_file() else None

    def update(self) -> bool:
        """Copy the deck, unless the copy is the same; tell whether there is a copy of it now.

        Raises:
            OSError: the disk is full or must not be written; the copy before stays.
            TooLarge: the folder is too large to be copied.
        """
        before, said = listing(self._deck), self._said()
        if not before:
            return False
        if said.get("files") == json.loads(json.dumps(before)) and self.folder() is not None:
            return True
        name = "b" if said.get("copy") == "a" else "a"
        target = self._folder / name
        shutil.rmtree(target, ignore_errors=True)
        for file in before:
            copy = target / file
            copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _copied(self._deck / file, copy)
        if listing(self._deck) != before:
            return False  # somebody is writing; the next good deck will be copied
        keep(self._note, json.dumps({"copy": name, "files": before}).encode())
        return True

    def _said(self) -> dict[str, object]:
        for body in kept(self._note):
            with suppress(ValueError, RecursionError):
                said = json.loads(body)
                if isinstance(said, dict):
                    return said
        return {}


def listing(folder: Path) -> Listing:
    """Return the files of a deck; nothing where the folder cannot be read.

    Raises:
        TooLarge: there is more of it than any deck has.
    """
    found: Listing = {}
    room = _MOST_BYTES
    for path in _files(folder, folder.resolve(), _MOST_DEPTH):
        with suppress(OSError):
            status = path.stat()
            room -= status.st_size
            found[path.relative_to(folder).as_posix()] = (status.st_size, status.st_mtime_ns)
        if room < 0 or len(found) > _MOST_FILES:
            raise TooLarge
    return found


def _files(folder: Path, root: Path, depth: int) -> Iterator[Path]:
    """Yield what can be copied: plain files, and links that stay inside the deck."""
    with suppress(OSError):
        for each in sorted(folder.iterdir()):
            if each.name.startswith("."):
                continue
            if each.is_dir():
                if depth and not each.is_symlink():
                    yield from _files(each, root, depth - 1)
            elif each.is_file() and each.resolve().is_relative_to(root):
                yield each


def _copied(source: Path, target: Path) -> None:
    """Copy a file and force it to the disk."""
    with source.open("rb") as here, target.open("wb") as there:
        shutil.copyfileobj(here, there)
        there.flush()
        os.fsync(there.fileno())
