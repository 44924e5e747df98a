"""Reads one source again and again, in a thread of its own: a slow one delays nothing but itself.

`step` is one look at the source and knows nothing of threads, so that a day can be played through
in a moment; `start` takes steps until it is stopped.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from threading import Condition, Thread

from kjc_desktop.data.openers import open_reader
from kjc_desktop.data.reader import Reader, Surroundings
from kjc_desktop.data.snapshot import Problem, Snapshot
from kjc_desktop.data.state import SourceState, Wants, asked_anew, received
from kjc_desktop.data.store import Store
from kjc_desktop.data.table.flips import steadied
from kjc_desktop.deck.models import Source

_log = logging.getLogger(__name__)
_FILE_POLL = 2.0
"""Seconds between two looks at a file; what changes beneath the deck is told sooner."""
_FIRST_WAIT, _LONGEST_WAIT = 15.0, 300.0
"""Seconds to wait after a first failure, and at most after many."""
_SHORTEST = 0.1
"""Seconds between two readings, however often a source says that there is something new."""
_BETWEEN_SAVES = 10.0
_LASTING = 16
"""Failures in a row after which even a trouble that looked short is told: half a minute of a file
that is looked at every two seconds."""
_MOMENT, _HOPES = 3.0, 4
"""Seconds that are a moment, and how often a source is given one before it counts as it is."""


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
        self._failures = self._tries = 0
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
    def woken(self) -> bool:
        """Whether there is something new to read."""
        return self._woken

    def rest(self) -> None:
        """Take note that everything new is about to be read."""
        with self._changes:
            self._woken = False

    @property
    def settled(self) -> bool:
        """Whether a first answer is there, and no better one is to come in a moment."""
        again = None if self._state.problem is None else self._state.problem.again
        hopeful = again is not None and again <= _MOMENT and self._tries < _HOPES
        return self._state.tried is not None and not hopeful

    def inherit(self, state: SourceState) -> None:
        """Begin with what is known of the same source, read in another way before."""
        self._remembered = True
        # What was read in another way tells nothing about whether it is to be read again.
        old = state.snapshot and replace(state.snapshot, version="")
        known = replace(state, snapshot=old, problem=None, tried=None)
        self._state = asked_anew(known, self._wants)

    def remember(self) -> None:
        """Take the last good state from the disk, where nothing better is known."""
        if self._remembered:
            return
        self._remembered = True
        kept = self._store.load(self._key)
        if kept is not None and self._state.snapshot is None:
            self._change(lambda _: asked_anew(kept, self._wants))

    def ask(self, wants: Wants) -> None:
        """Take note of what another version of the deck asks."""
        if wants != self._wants:
            self._wants = wants
            self._change(lambda state: asked_anew(state, self._wants))

    def step(self) -> float:
        """Read once; return after how many seconds to do it again.

        A fault of ours must not end the reading for good: whatever it is, the show has its last
        good value, and the next reading may succeed.
        """
        try:
            return self._step()
        except Exception as error:  # noqa: BLE001 - see above
            if not self._failures:
                _log.exception("a source of kind %s cannot be read", self._source.kind)
            self._failures += 1
            problem = Problem("broken", {"error": type(error).__name__})
            self._take(problem)
            return wait_after(problem, self._failures, _LONGEST_WAIT, file=False)

    def _step(self) -> float:
        self.remember()
        reader = self._reader = self._reader or open_reader(self._source, self._around, self.wake)
        answer, last = reader.read(self._state.snapshot), self._state.snapshot
        problem = answer if isinstance(answer, Problem) else None
        self._failures = self._failures + 1 if problem else 0
        if isinstance(answer, Snapshot) and last is not None and self._source.decimal is None:
            answer = steadied(last, answer)
        self._take(answer)
        self._save()
        usual = self._source.refresh or reader.refresh or _LONGEST_WAIT
        if reader.path is not None:
            usual = min(usual, _FILE_POLL)
        return wait_after(problem, self._failures, usual, file=reader.path is not None)

    def _take(self, answer: Snapshot | Problem) -> None:
        now = self._around.wall()
        self._tries += 1
        before, after = self._change(lambda state: received(state, answer, self._wants, now))
        lasting = self._failures == _LASTING
        if before.tried is None or lasting or not before.looks_like(after):
            self._publish()

    def _change(
        self, change: Callable[[SourceState], SourceState]
    ) -> tuple[SourceState, SourceState]:
        """Change the state, without a lock while it is worked out; return it before and after.

        The thread that reads and the one that shows both change it, and neither may wait for the
        other: where they meet, the change is worked out once more.
        """
        while True:
            before = self._state
            after = change(before)
            with self._changes:
                if self._state is before:
                    self._state = after
                    self._changes.notify_all()
                    return before, after

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

    def look(self, names: Collection[str] | None) -> None:
        """Read soon, if it can be meant.

        Args:
            names: of files that changed; None where somebody asked for all. A server that wants to
                be left alone is left alone.
        """
        problem = self._state.problem
        path = None if self._reader is None else self._reader.path
        if names is None:
            meant = problem is None or problem.again is None or problem.again <= _FIRST_WAIT
        else:
            # SQLite writes beside its file, under its name and more.
            meant = path is not None and any(
                Path(name).name.startswith(path.name) for name in names
            )
        if meant:
            self.wake()

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
            self.rest()
            self._read_at = self._around.monotonic()
            wait = self.step()
            self._wait(wait)
            with self._changes:
                least = self._read_at + _SHORTEST - self._around.monotonic()
                self._changes.wait_for(lambda: self._stopped, max(0.0, least))
        self.finish()

    def _wait(self, seconds: float) -> None:
        """Wait until the next reading, and meanwhile keep what is not on disk yet."""
        end = self._around.monotonic() + seconds
        while not (self._woken or self._stopped):
            left = end - self._around.monotonic()
            if left <= 0:
                return
            with self._changes:
                self._changes.wait_for(
                    lambda: self._woken or self._stopped, min(left, _BETWEEN_SAVES)
                )
            self._save()

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

    def join(self, seconds: float) -> None:
        """Wait so long at most for the thread's end."""
        if self._thread is not None:
            self._thread.join(max(0.0, seconds))
