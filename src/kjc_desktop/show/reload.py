"""Reads a deck again when its files change, without the show ever waiting for it.

One thread of its own watches and reads, as a network share may hang for minutes. What comes back
is either a deck without new errors or the reasons why there is none; the show keeps the last good
one.
A file that is wrong is read once more a moment later before anybody is told, because it may have
been half written. Notices for everybody come through whatever is wrong with the deck.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QObject, QThread, Signal

from kjc_desktop.deck.cache import FileCache
from kjc_desktop.deck.diagnostics import Diagnostic, Severity, errors
from kjc_desktop.deck.folder import list_below
from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.deck.notice_files import NOTICE_FILES, Notices, read_notices
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
    noticed = Signal(object)

    def __init__(
        self, folder: Path, variant: str | None, clock: Clock, spare: Path | None = None
    ) -> None:
        super().__init__()
        self._spare = spare
        self._known = snapshot(folder)
        self._folder = folder
        self._variant = variant
        self._clock = clock
        self._cache = FileCache()
        self._changed: frozenset[str] = frozenset()
        self._data = DataFiles()
        self._accepted: frozenset[_Fault] = frozenset()
        self._second: Call | None = None
        self._second_notice: Call | None = None
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
        for call in (self._second, self._second_notice):
            if call is not None:
                call.cancel()
        self.thread().quit()

    def changed(self, changed: frozenset[str]) -> None:
        """Read the deck because files changed: bad news wait for a second look."""
        notices = changed & NOTICE_FILES.keys()
        if notices:
            self._look_at_notices(patient=True)
        data = self._data.among(changed - notices)
        if data:
            self.data_changed.emit(data)
        if data | notices == changed:
            return
        self._changed |= changed - data - notices
        self._read(patient=True)

    def _look_at_notices(self, *, patient: bool) -> None:
        """Tell what the deck has to say to everybody, and what is wrong with its files."""
        if self._second_notice is not None:
            self._second_notice.cancel()
            self._second_notice = None
        found = read_notices(self._folder)
        if patient and any(each.severity is Severity.WARNING for each in found.findings):
            again = partial(self._look_at_notices, patient=False)
            self._second_notice = self._clock.call_later(_SECOND_LOOK, again)
        else:
            self._tell_notices(found)

    def _tell_notices(self, found: Notices) -> None:
        """Tell a notice, or that there is none; not of a folder that is gone for a while."""
        if found.notice is not None or "deck" in list_below(self._folder, "").files:
            self.noticed.emit(found)

    def _again(self) -> None:
        self._read(patient=False)

    def _read(self, *, patient: bool, tolerant: bool = False) -> None:
        if self._second is not None:
            self._second.cancel()
            self._second = None
        # What was found about them comes with the deck, or with what is wrong with it.
        self._tell_notices(Notices(read_notices(self._folder).notice))
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
        if tolerant and errors(result.diagnostics) and (spared := self._spared()) is not None:
            return replace(spared, diagnostics=result.diagnostics)
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

    def _spared(self) -> Loaded | None:
        """Return the deck as it was when it was last good, where there is a copy of that."""
        if self._spare is None:
            return None
        result = load_deck(self._spare, variant=self._variant)
        if result.deck is None or errors(result.diagnostics):
            return None
        deck = replace(result.deck, folder=self._folder)
        return Loaded(deck, resolve(deck, self._clock.wall()), ())


class Reloader(QObject):
    """What a show sees of it: ask, and be told."""

    loaded = Signal(object)
    """`Loaded`: a good deck, after a change or because somebody asked."""
    failed = Signal(object)
    """tuple of `Diagnostic`: the deck on the disk has errors; keep the one on the screen."""
    data_changed = Signal(object)
    """frozenset of names: files changed that live sources read, or that lie beside such."""
    noticed = Signal(object)
    """`Notices`: what files of the deck say to everybody; also where the deck has errors."""
    _asked = Signal(bool)
    _ended = Signal()

    def __init__(self, folder: Path, variant: str | None = None, spare: Path | None = None) -> None:
        """Prepare. Make this before the deck is read, so that no edit falls between the two.

        Args:
            folder: of the deck.
            variant: the local edition.
            spare: a copy of the folder when the deck was last good, for a tolerant request.
        """
        super().__init__()
        self._thread = QThread()
        self._clock = SystemClock()
        self._reader = DeckReader(folder.absolute(), variant, self._clock, spare)
        for each in (self._clock, self._reader):
            each.moveToThread(self._thread)
        self._sweeper = Sweeper(SystemClock(self))
        self._thread.started.connect(self._reader.watch)
        self._asked.connect(self._reader.reload)
        self._ended.connect(self._reader.stop)
        self._reader.loaded.connect(self.loaded)
        self._reader.failed.connect(self.failed)
        self._reader.data_changed.connect(self.data_changed)
        self._reader.noticed.connect(self.noticed)

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
