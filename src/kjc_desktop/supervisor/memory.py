"""What a show remembers while it runs, written down where that is news."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kjc_desktop.show.board import Mark, mark_of
from kjc_desktop.show.status import SetAside
from kjc_desktop.supervisor.state import State, load, save
from kjc_desktop.timeline.notice import Notice

EVERY = 60.0
"""Seconds between two notes of where the show stands: a card must not be worn out by them."""
_log = logging.getLogger(__name__)


class Memory:
    """The state of one show, and the file it is kept in."""

    def __init__(self, folder: Path, now: float) -> None:
        """Remember what was kept last.

        Args:
            folder: of this show alone.
            now: monotonic seconds.
        """
        self._file = folder / "state.json"
        self.state: State = load(self._file)
        self._kept, self._kept_at, self._failing = self.state, now, False

    @property
    def aside(self) -> tuple[Mark, ...]:
        """Slides that are set aside."""
        return tuple(mark for text in self.state.aside if (mark := mark_of(text)) is not None)

    def position(self, screen: str) -> Mark | None:
        """Return the slide that a screen showed last."""
        return mark_of(self.state.positions.get(screen, ""))

    def set_aside(self, notes: Mapping[str, SetAside]) -> None:
        """Remember slides that are set aside, by mark; those known already keep their note."""
        self.state = replace(self.state, aside={**notes, **self.state.aside})
        self.keep()

    def release(self, slide: str | None) -> bool:
        """Forget that a slide, or any, is set aside; tell whether it was."""
        rest = {
            mark: note
            for mark, note in self.state.aside.items()
            if slide is not None and note.slide != slide
        }
        released = rest != self.state.aside
        self.state = replace(self.state, aside=rest)
        self.keep()
        return released

    def notice(self, notice: Notice | None) -> None:
        """Remember what is to be said to everybody."""
        self.state = replace(self.state, notice=notice)
        self.keep()

    def stands(self, positions: Mapping[str, Mark], now: float) -> None:
        """Take note of where each screen stands; written down now and then."""
        texts = {screen: mark.text() for screen, mark in positions.items()}
        self.state = replace(self.state, positions={**self.state.positions, **texts})
        if now - self._kept_at >= EVERY:
            self._kept_at = now
            self.keep()

    def begin_anew(self) -> None:
        """Forget where the show stood and what was to be said: somebody has ended it on purpose."""
        self.state = replace(self.state, positions={}, notice=None)

    def keep(self) -> None:
        """Write down what is new; a disk that does not take it is told of once."""
        if self.state == self._kept:
            return
        try:
            save(self._file, self.state)
        except OSError as error:
            if not self._failing:
                _log.warning("%s: %s", self._file, error.strerror)
            self._failing = True
            return
        self._kept, self._failing = self.state, False
