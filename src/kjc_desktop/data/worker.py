"""Reads one source again and again, in a thread of its own: a slow one delays nothing but itself.

`step` is one look at the source and knows nothing of threads, so that a day can be played through
in a moment; `start` takes steps until it is stopped.
"""

import logging
from collections.abc import Callable
from threading import Condition, Thread

from kjc_desktop.data.openers import open_reader
from kjc_desktop.data.reader import Reader, Surroundings
from kjc_desktop.data.snapshot import Problem, Snapshot
from kjc_desktop.data.state import SourceState, Wants, asked_anew, received
from kjc_desktop.data.store import Store
from kjc_desktop.deck.models import Source

_log = logging.getLogger(__name__)
_FILE_POLL = 2.0
"""Seconds between two looks at a file; what changes beneath the deck is told sooner."""
_FIRST_WAIT, _LONGEST_WAIT = 15.0, 300.0
"""Seconds to wait after a first failure, and at most after many."""
_SHORTEST = 0.1
"""Seconds between two readings, however often a source says that there is something new."""
_BETWEEN_SAVES = 10.0
_PATIENCE = 1.0


def wait_after(problem: Problem | None, failures: int, usual: float, *, file: bool) -> float:
    """Return for how many seconds to leave a source alone.

    Args:
        problem: why it could not be read, None where it could.
        failures: in a row, this one included.
        usual: between two readings that succeed.
        file: a file costs nothing to look at, so it is looked at as usual.
    """
    if problem is None:
        return usual
    if problem.again is not None:
        return max(problem.again, _SHORTEST)
    if file:
        return usual
    return min(min(_FIRST_WAIT, usual) * 2.0 ** min(failures - 1, 10), _LONGEST_WAIT)


class Worker:
    """One source, its state, and the thread that reads it."""

    def __init__(
        self,
        source: Source,
        wants: Wants,
        around: Surroundings,
        memory: tuple[Store, str],
        publish: Callable[[], None],
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
            source: as the deck describes it.
            wants: what the deck asks of it.
            around: what it is read with.
            memory: where its last good state is kept, and under which key.
            publish: is called from any thread when `state` shows something new.
        """
        self._source, self._around, self._publish = source, around, publish
        self._store, self._key = memory
        self._wants = wants
        self._reader: Reader | None = None
        self._state = SourceState()
        self._remembered = False
        self._failures = 0
        self._saved: tuple[SourceState, float] | None = None
        self._changes = Condition()
        self._woken = self._stopped = False
        self._read_at = float("-inf")
        self._thread: Thread | None = None

    @property
    def state(self) -> SourceState:
        """What is known now; may be asked for from any thread."""
        return self._state

    @property
    def settled(self) -> bool:
        """Whether a first answer is there, and no better one is on its way."""
        problem = self._state.problem
        return self._state.tried is not None and (problem is None or problem.again is None)

    def remember(self) -> None:
        """Take the last good state from the disk, where nothing better is known."""
        if self._remembered:
            return
        self._remembered = True
        kept = self._store.load(self._key)
        with self._changes:
            if kept is not None and self._state.snapshot is None:
                self._state = asked_anew(kept, self._wants)

    def prime(self) -> None:
        """Know at once what is kept on disk, and what a file in the deck's own folder says."""
        self.remember()
        reader = self._reader = self._reader or open_reader(self._source, self._around, self.wake)
        if reader.path is not None and reader.path.is_relative_to(self._around.folder.resolve()):
            self.step()

    def ask(self, wants: Wants) -> None:
        """Take note of what another version of the deck asks."""
        with self._changes:
            self._wants = wants
            self._state = asked_anew(self._state, wants)

    def step(self) -> float:
        """Read once; return after how many seconds to do it again."""
        self.remember()
        reader = self._reader = self._reader or open_reader(self._source, self._around, self.wake)
        answer = self._answer(reader)
        problem = answer if isinstance(answer, Problem) else None
        self._failures = self._failures + 1 if problem else 0
        self._take(answer)
        self._save()
        usual = self._source.refresh or reader.refresh or _LONGEST_WAIT
        if reader.path is not None:
            usual = min(usual, _FILE_POLL)
        return wait_after(problem, self._failures, usual, file=reader.path is not None)

    def _answer(self, reader: Reader) -> Snapshot | Problem:
        """Return what a source says; a fault of ours must not end the reading for good."""
        try:
            return reader.read(self._state.snapshot)
        except Exception as error:  # noqa: BLE001 - whatever it is, the show has its last good value
            if not self._failures:
                _log.exception("a source of kind %s cannot be read", self._source.kind)
            return Problem("broken", {"error": type(error).__name__})

    def _take(self, answer: Snapshot | Problem) -> None:
        now = self._around.wall()
        with self._changes:
            before, first = self._state, self._state.tried is None
            self._state = received(before, answer, self._wants, now)
            new = first or not before.looks_like(self._state)
            self._changes.notify_all()
        if new:
            self._publish()

    def _save(self, *, now: bool = False) -> None:
        """Keep a new good state on disk; one that changes all the time only now and then."""
        state, moment = self._state, self._around.monotonic()
        if state.snapshot is None or state.problem is not None:
            return
        if self._saved is not None:
            last, at = self._saved
            if last.looks_like(state) or (moment - at < _BETWEEN_SAVES and not now):
                return
        if self._store.save(self._key, state):
            self._saved = state, moment

    def wake(self) -> None:
        """Read soon, because there is something new; from any thread."""
        with self._changes:
            self._woken = True
            self._changes.notify_all()

    def wait_settled(self, seconds: float) -> bool:
        """Wait until a first answer is there; tell whether it is."""
        with self._changes:
            return self._changes.wait_for(lambda: self.settled, seconds)

    def start(self) -> None:
        """Begin to read in a thread; the program can end without it. Again, it changes nothing."""
        if self._thread is not None:
            return
        self._thread = Thread(target=self._run, name="source", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stopped:
            with self._changes:
                self._woken = False
            self._read_at = self._around.monotonic()
            wait = self.step()
            with self._changes:
                self._changes.wait_for(lambda: self._woken or self._stopped, wait)
                least = self._read_at + _SHORTEST - self._around.monotonic()
                self._changes.wait_for(lambda: self._stopped, max(0.0, least))
        self.finish()

    def finish(self) -> None:
        """Keep what is known, and let go of the source."""
        self._save(now=True)
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def stop(self) -> None:
        """End soon; a source that hangs is left behind."""
        with self._changes:
            self._stopped = True
            self._changes.notify_all()

    def join(self) -> None:
        """Wait a moment for the thread's end."""
        if self._thread is not None:
            self._thread.join(_PATIENCE)
