"""Keeps the last good state of each source on disk, so that a show without a network has figures.

A disk that is full or read-only costs nothing but the memory of it: the show goes on with what it
has.
"""

import contextlib
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kjc_desktop.data.state import SourceState
from kjc_desktop.deck.models import Source
from kjc_desktop.machine.folders import state_folder
from kjc_desktop.machine.keep import keep, kept

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_FORMAT = 1
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
    return state_folder() / "live"


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
            keep(self._file(key), _written(good))
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
        for body in kept(self._file(key)):
            with contextlib.suppress(ValueError):
                content = _adapter().validate_json(body)
                if content.format == _FORMAT:
                    return content.state
        return None

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def _written(state: SourceState) -> bytes:
    """Return the content of a file.

    Raises:
        ValueError, TypeError, RecursionError: a source has said what cannot be written down.
    """
    return _adapter().dump_json(_Kept(_FORMAT, state))


class _Kept(NamedTuple):
    """What is in a file."""

    format: int
    state: SourceState


@cache
def _adapter() -> "TypeAdapter[_Kept]":
    """Return what turns a state into JSON and back; made when the first source needs it."""
    from pydantic import TypeAdapter

    return TypeAdapter(_Kept)
