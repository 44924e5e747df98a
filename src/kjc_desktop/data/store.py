"""Keeps the last good state of each source on disk, so that a show without a network has figures.

A file is written beside its place, forced to the disk and moved there; the version before it is
kept as well. So whatever instant the power goes at, one of the two can be read. A disk that is
full or read-only costs nothing but the memory of it: the show goes on with what it has.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, NamedTuple

from kjc_desktop.data.state import SourceState
from kjc_desktop.deck.models import Source

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_FORMAT = 1
_LEFT_BEHIND = 3600.0
"""Seconds after which a file that was being written belongs to a program that was killed."""
_DESCRIBING = {"publisher", "title", "date", "url", "note", "refresh", "max_age", "stale"}
"""Fields of a source that do not decide what is read from it."""


def key_of(folder: Path, name: str, source: Source) -> str:
    """Return what tells the memory of one source from another's: deck, name, what is read, how."""
    described = source.model_dump_json(exclude=_DESCRIBING, exclude_defaults=True)
    text = "\n".join([str(folder.absolute()), name, described])
    plain = re.sub(r"[^A-Za-z0-9_]+", "_", name)[:40]
    return f"{plain}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def default_folder() -> Path:
    """Return where this user's programs keep what they know."""
    from platformdirs import user_state_path

    return user_state_path("kjc-desktop", appauthor=False) / "live"


class Store:
    """A folder with a file for each source."""

    def __init__(self, folder: Path, failed: Callable[[Exception], None] = lambda _: None) -> None:
        """Use a folder; it is made when something is first saved.

        Args:
            folder: that nothing else is kept in; only this user may look into it.
            failed: is told, from any thread, that a state cannot be kept: once until it works
                again, for the whole disk or for what cannot be written down of one source.
        """
        self._folder = folder
        self._failed = failed
        self._failing: set[str] = set()

    def save(self, key: str, state: SourceState) -> bool:
        """Keep a state; tell whether the disk has it."""
        if state.snapshot is None:
            return False
        good = replace(state, problem=None, problems={}, tried=None)
        try:
            content = _written(good)
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(key, content)
        except OSError as error:
            return self._not_saved("", error)
        except (ValueError, TypeError, RecursionError) as error:
            # A source may say what cannot be written down: half a character, a nest without end.
            return self._not_saved(key, error)
        self._failing -= {"", key}
        return True

    def _not_saved(self, trouble: str, error: Exception) -> bool:
        if trouble not in self._failing:
            self._failing.add(trouble)
            self._failed(error)
        return False

    def load(self, key: str) -> SourceState | None:
        """Return what was kept last and can be read; None where there is nothing."""
        for suffix in ("json", "previous"):
            with contextlib.suppress(OSError, ValueError):
                content = (self._folder / f"{key}.{suffix}").read_bytes()
                digest, _, body = content.partition(b"\n")
                if hashlib.sha256(body).hexdigest().encode() != digest:
                    continue
                kept = _adapter().validate_json(body)
                if kept.format == _FORMAT:
                    return kept.state
        return None

    def _write(self, key: str, content: bytes) -> None:
        current = self._folder / f"{key}.json"
        # Another program, or another thread of this one, may be keeping the same source.
        fresh = self._folder / f"{key}.{os.getpid()}-{get_ident()}.new"
        try:
            with fresh.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            self._tidy(key, fresh.stat().st_mtime)
            with contextlib.suppress(FileNotFoundError):
                current.replace(self._folder / f"{key}.previous")
            fresh.replace(current)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink()
            raise
        _sync(self._folder)

    def _tidy(self, key: str, now: float) -> None:
        """Remove what programs have left behind that were killed while they wrote."""
        for file in self._folder.glob(f"{key}.*.new"):
            with contextlib.suppress(OSError):
                if file.stat().st_mtime < now - _LEFT_BEHIND:
                    file.unlink()


def _written(state: SourceState) -> bytes:
    """Return the content of a file.

    Raises:
        ValueError, TypeError, RecursionError: a source has said what cannot be written down.
    """
    body = _adapter().dump_json(_Kept(_FORMAT, state))
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _sync(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system can; not all file systems do.

    The file itself is safe by then, and Windows does it by itself.
    """
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _Kept(NamedTuple):
    """What is in a file."""

    format: int
    state: SourceState


@cache
def _adapter() -> "TypeAdapter[_Kept]":
    """Return what turns a state into JSON and back; made when the first source needs it."""
    from pydantic import TypeAdapter

    return TypeAdapter(_Kept)
