"""Tells that something in a deck's folder changed, soon and without being fooled.

Editors replace files (the watch on the old one dies with it), sync services write them piecemeal,
network shares tell nothing at all. So events are only a hint to look, a look compares all files
with how they were, and once a second it looks without a hint.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from kjc_desktop.show.clock import Call, Clock

DEBOUNCE = 0.015
"""Seconds of quiet after an event before it counts."""
_LONGEST_DEBOUNCE = 0.1
_POLL = 1.0
_MOST_SHARE = 0.002
"""Share of one core that looking without a hint may cost."""
_MOST_DEPTH = 6
_MOST_FILES = 5000

Version = tuple[int, int, int]
"""What tells one version of a file from the next: time of change in ns, size, inode."""


def ignored(name: str) -> bool:
    """Tell whether a file or folder is nothing of the deck: hidden, or an editor's own."""
    return (
        name.startswith((".", "~$"))
        or name.endswith(("~", ".tmp", ".swp", ".swx", ".bak", "#"))
        or (
            name == "4913"  # what Vim writes to try whether it can
        )
    )


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """Return what is in a folder; nothing where it cannot be read."""
    try:
        with os.scandir(folder) as found:
            return [entry for entry in found if not ignored(entry.name)]
    except OSError:
        return []


def _walk(folder: str, depth: int = _MOST_DEPTH) -> Iterator[tuple[str, Version | None]]:
    """Yield folders (without a version) and files (with one); links to folders are not followed."""
    yield folder, None
    for entry in _entries(folder):
        try:
            if entry.is_dir():
                if depth and not entry.is_symlink():
                    yield from _walk(entry.path, depth - 1)
                continue
            status = entry.stat()
        except OSError:
            continue
        yield entry.path, (status.st_mtime_ns, status.st_size, status.st_ino)


def snapshot(folder: Path) -> dict[str, Version | None]:
    """Return all files and folders of a deck: path → version, None for a folder."""
    found: dict[str, Version | None] = {}
    for path, version in _walk(str(folder)):
        found[path] = version
        if len(found) >= _MOST_FILES:
            break
    return found


def differences(
    before: Mapping[str, Version | None], after: Mapping[str, Version | None]
) -> frozenset[str]:
    """Return the files that are new, gone or another version."""
    paths = before.keys() | after.keys()
    return frozenset(path for path in paths if before.get(path) != after.get(path))


class DeckWatcher(QObject):
    """Watches one folder, also while it is gone for a while."""

    changed = Signal(object)
    """frozenset of paths, relative to the folder and with `/`: what is different now."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        known: Mapping[str, Version | None],
        parent: QObject | None = None,
    ) -> None:
        """Begin to watch.

        Args:
            folder: of the deck.
            clock: of the thread that this is used in.
            known: a snapshot from before the deck was read; what is different is told at once.
            parent: owner.
        """
        super().__init__(parent)
        self._folder = folder
        self._clock = clock
        self._known = known
        self._hinted: set[str] = set()
        self._since: float | None = None
        self._call: Call | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._hint)
        self._watcher.fileChanged.connect(self._hint)
        self._poll: Call = clock.call_later(0.0, self._look_again)

    def stop(self) -> None:
        """Stop watching; doing it again changes nothing."""
        self._poll.cancel()
        if self._call is not None:
            self._call.cancel()
        self._watcher.blockSignals(True)

    def _arm(self, stale: frozenset[str]) -> None:
        """Watch everything there is, and anew what was replaced: its watch died with it."""
        watched = {*self._watcher.files(), *self._watcher.directories()}
        gone = (watched - self._known.keys()) | (watched & stale)
        if gone:
            self._watcher.removePaths(sorted(gone))
        missing = self._known.keys() - (watched - gone)
        if missing:
            self._watcher.addPaths(sorted(missing))

    def _hint(self, path: str) -> None:
        """Look when it has been quiet for a moment, or when it has not been for too long."""
        self._hinted.add(path)
        now = self._clock.monotonic()
        self._since = now if self._since is None else self._since
        if self._call is not None:
            self._call.cancel()
        latest = max(0.0, self._since + _LONGEST_DEBOUNCE - now)
        self._call = self._clock.call_later(min(DEBOUNCE, latest), self._look_now)

    def _look_now(self) -> None:
        self._look()

    def _look(self) -> float:
        """Compare the folder with how it was, and tell what is different.

        Returns:
            Seconds that looking took; what is done about the difference does not count.
        """
        began = self._clock.monotonic()
        hinted, self._hinted = frozenset(self._hinted), set()
        self._since = None
        self._arm(hinted)
        before, self._known = self._known, snapshot(self._folder)
        different = differences(before, self._known)
        self._arm(different)
        took = self._clock.monotonic() - began
        if different:
            self.changed.emit(frozenset(map(self._relative, different)))
        return took

    def _relative(self, path: str) -> str:
        return Path(path).relative_to(self._folder).as_posix()

    def _look_again(self) -> None:
        """Look without a hint, the more rarely the longer a look takes."""
        wait = max(_POLL, self._look() / _MOST_SHARE)
        self._poll = self._clock.call_later(wait, self._look_again)
