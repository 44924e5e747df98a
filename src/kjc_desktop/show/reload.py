"""Reads a deck again when its files change, without the show ever waiting for it.

One thread of its own watches and reads, as a network share may hang for minutes. What comes back
is either a deck without new errors or the reasons why there is none; the show keeps the last good
one.
A file that is wrong is read once more a moment later before anybody is told, because it may have
been half written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QObject, QThread, Signal

from kjc_desktop.deck.cache import FileCache
from kjc_desktop.deck.diagnostics import Diagnostic, errors
from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.figures.diagnosing import diagnose
from kjc_desktop.show.clock import Call, Clock
from kjc_desktop.show.data_files import DataFiles
from kjc_desktop.show.garbage import Sweeper
from kjc_desktop.show.timers import SystemClock
from kjc_desktop.show.watch import DeckWatcher, snapshot

_SECOND_LOOK = 0.15
"""Seconds after which a faulty deck is read once more."""
_PATIENCE_MS = 2000
_abandoned: list[tuple[QObject, ...]] = []
"""Threads that hang in a network share when the show ends, and what lives in them: neither may go
while the thread runs."""

_Fault = tuple[str, str, tuple[tuple[str, str], ...]]


def _faults(diagnostics: Iterable[Diagnostic]) -> frozenset[_Fault]:
    """Return what makes each error that error, wherever in its file it has moved to."""
    return frozenset(
        (
            each.code,
            each.span.file,
            tuple((name, str(value)) for name, value in each.values.items()),
        )
        for each in errors(diagnostics)
    )


@dataclass(frozen=True, slots=True)
class Loaded:
    """A deck that can be shown, its figures, what was found, and the files that changed."""

    deck: Deck
    table: FigureTable
    diagnostics: tuple[Diagnostic, ...]
    changed: frozenset[str] = frozenset()

    @property
    def edited(self) -> str | None:
        """The slide to go to when following the editor: the first in order that was changed."""
        files = {PurePosixPath(file) for file in self.changed}
        return next(
            (each.name for each in self.deck.slides if PurePosixPath(each.file) in files), None
        )


class DeckReader(QObject):
    """The part that lives in the thread: watches, reads, and never touches anything else."""

    loaded = Signal(object)
    failed = Signal(object)
    data_changed = Signal(object)

    def __init__(self, folder: Path, variant: str | None, clock: Clock) -> None:
        super().__init__()
        self._known = snapshot(folder)
        self._folder = folder
        self._variant = variant
        self._clock = clock
        self._cache = FileCache()
        self._changed: frozenset[str] = frozenset()
        self._data = DataFiles()
        self._accepted: frozenset[_Fault] = frozenset()
        self._second: Call | None = None
        self._watcher: DeckWatcher | None = None

    def watch(self) -> None:
        """Begin; also what changed since this object was made counts."""
        self._watcher = DeckWatcher(self._folder, self._clock, self._known, self)
        self._watcher.changed.connect(self.changed)

    def reload(self, tolerant: bool = False) -> None:
        """Read the deck because somebody asked: the answer comes at once, also a bad one."""
        self._read(patient=False, tolerant=tolerant)

    def stop(self) -> None:
        """Let go of everything that belongs to the thread."""
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher.deleteLater()
        if self._second is not None:
            self._second.cancel()
        self.thread().quit()

    def changed(self, changed: frozenset[str]) -> None:
        """Read the deck because files changed: bad news wait for a second look."""
        data = self._data.among(changed)
        if data:
            self.data_changed.emit(data)
        if data == changed:
            return
        self._changed |= changed - data
        self._read(patient=True)

    def _again(self) -> None:
        self._read(patient=False)

    def _read(self, *, patient: bool, tolerant: bool = False) -> None:
        if self._second is not None:
            self._second.cancel()
            self._second = None
        outcome = self._outcome(tolerant=tolerant)
        if isinstance(outcome, Loaded):
            self._changed = frozenset()
            self.loaded.emit(outcome)
        elif patient:
            self._second = self._clock.call_later(_SECOND_LOOK, self._again)
        else:
            self.failed.emit(outcome)

    def _outcome(self, *, tolerant: bool) -> Loaded | tuple[Diagnostic, ...]:
        """Return the deck as it is on the disk now, or what is wrong with it.

        A tolerant look, at the start of a show, takes a deck without its faulty slides. From then
        on, an edit that breaks nothing more is shown, though older faults are still there.
        """
        result = load_deck(self._folder, variant=self._variant, cache=self._cache)
        if result.deck is None:
            return result.diagnostics
        self._data = DataFiles.of(result.deck)
        now = self._clock.wall()
        found = (*result.diagnostics, *diagnose(result.deck, now))
        faults = _faults(found)
        if not (tolerant or faults <= self._accepted) or not result.deck.slides:
            return found
        self._accepted = faults
        return Loaded(result.deck, resolve(result.deck, now), found, self._changed)


class Reloader(QObject):
    """What a show sees of it: ask, and be told."""

    loaded = Signal(object)
    """`Loaded`: a good deck, after a change or because somebody asked."""
    failed = Signal(object)
    """tuple of `Diagnostic`: the deck on the disk has errors; keep the one on the screen."""
    data_changed = Signal(object)
    """frozenset of names: files changed that live sources read, or that lie beside such."""
    _asked = Signal(bool)
    _ended = Signal()

    def __init__(
        self, folder: Path, variant: str | None = None, parent: QObject | None = None
    ) -> None:
        """Prepare. Make this before the deck is read, so that no edit falls between the two."""
        super().__init__(parent)
        self._thread = QThread()
        self._clock = SystemClock()
        self._reader = DeckReader(folder.absolute(), variant, self._clock)
        for each in (self._clock, self._reader):
            each.moveToThread(self._thread)
        self._sweeper = Sweeper(SystemClock(self))
        self._thread.started.connect(self._reader.watch)
        self._asked.connect(self._reader.reload)
        self._ended.connect(self._reader.stop)
        self._reader.loaded.connect(self.loaded)
        self._reader.failed.connect(self.failed)
        self._reader.data_changed.connect(self.data_changed)

    def start(self) -> None:
        """Begin to watch; called when the first slide is on the screen."""
        self._sweeper.start()
        self._thread.start()

    def request(self, *, tolerant: bool = False) -> None:
        """Read the deck again although nothing seems to have changed.

        Args:
            tolerant: take a deck without its faulty slides, when a show begins and there is no
                last good one yet.
        """
        self._asked.emit(tolerant)

    def stop(self) -> None:
        """End the thread; one that hangs is left behind, so that the show ends nevertheless."""
        if not self._thread.isRunning():
            return
        self._ended.emit()
        if self._thread.wait(_PATIENCE_MS):
            self._sweeper.stop()
        else:
            _abandoned.append((self._thread, self._reader, self._clock))
