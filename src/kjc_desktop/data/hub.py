"""All live sources of a running show: a worker each, and what they know together."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from kjc_desktop.data.live import LiveData
from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.state import wants_of
from kjc_desktop.data.store import Store, key_of
from kjc_desktop.data.worker import Worker
from kjc_desktop.deck.models import Deck, Source

_FILES = ("csv", "xlsx", "json")
_FAREWELL = 1.0
"""Seconds that all threads together are waited for at the end."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """A source, what it is read with, and who reads it."""

    source: Source
    around: Surroundings
    worker: Worker


def _same_place(one: Source, other: Source) -> bool:
    """Tell whether two descriptions mean the same file, table or topic."""
    places = [(each.kind, each.address, each.query) for each in (one, other)]
    return places[0] == places[1]


class Hub:
    """Reads what a deck names; used from one thread, told of news from others."""

    def __init__(
        self,
        times: tuple[Callable[[], datetime], Callable[[], float]],
        environment: Mapping[str, str],
        store: Store,
    ) -> None:
        """Prepare; nothing is read before `use`.

        Args:
            times: return the time of day, aware, and seconds that never jump.
            environment: variables that secrets of the deck are taken from.
            store: where last good states are kept.
        """
        self._wall, self._monotonic = times
        self._environment, self._store = environment, store
        self._listener: Callable[[], None] | None = None
        self._workers: dict[str, _Taken] = {}

    def use(self, deck: Deck) -> None:
        """Take the sources of a deck; those that another deck had as well go on undisturbed."""
        before, self._workers, around = self._workers, {}, self._around(deck)
        for name, source in deck.sources.items():
            if source.live:
                self._workers[name] = self._taken(before.get(name), deck, name, around)
        kept = {id(each.worker) for each in self._workers.values()}
        for each in before.values():
            if id(each.worker) not in kept:
                each.worker.stop()

    def _taken(self, old: "_Taken | None", deck: Deck, name: str, around: Surroundings) -> "_Taken":
        """Return who reads a source: as before, if nothing about the reading has changed."""
        source, wants = deck.sources[name], wants_of(deck, name)
        if old is not None and (old.source, old.around) == (source, around):
            old.worker.ask(wants)
            return old
        memory = self._store, key_of(deck.folder, name, source)
        worker = Worker(source, wants, around, memory, self._publish)
        if old is not None and _same_place(old.source, source):
            worker.inherit(old.worker.state)
        return _Taken(source, around, worker)

    def listen(self, listener: Callable[[], None] | None) -> None:
        """Have something called, from any thread, whenever `data` has something new."""
        self._listener = listener

    def prime(self, names: Collection[str], seconds: float) -> None:
        """Know at once what is kept on disk, and begin to read.

        Args:
            names: of the sources that are needed at once.
            seconds: to wait at most for files; nobody waits for a server.
        """
        needed = [each for name, each in self._workers.items() if name in names]
        for each in needed:
            each.worker.remember()
            each.worker.start()
        end = self._monotonic() + seconds
        for each in needed:
            if each.source.kind in _FILES or each.source.address.startswith("sqlite"):
                each.worker.wait_settled(max(0.0, end - self._monotonic()))

    def start(self) -> None:
        """Begin to read, each source in a thread of its own."""
        for worker in self._all():
            worker.start()

    @property
    def workers(self) -> dict[str, Worker]:
        """Who reads which source."""
        return {name: each.worker for name, each in self._workers.items()}

    def data(self) -> LiveData:
        """Return what is known now."""
        return LiveData({name: each.worker.state for name, each in self._workers.items()})

    def look(self, names: Collection[str] | None = None) -> None:
        """Look at sources now.

        Args:
            names: of files that changed; None for all sources, because somebody asked.
        """
        for worker in self._all():
            worker.look(names)

    def settle(self, seconds: float) -> None:
        """Wait until every source has answered, or could not; at most so many seconds."""
        end = self._monotonic() + seconds
        for worker in self._all():
            worker.wait_settled(max(0.0, end - self._monotonic()))

    def close(self) -> None:
        """End all threads; those that hang are left behind."""
        workers = self._all()
        self._workers = {}
        for worker in workers:
            worker.stop()
        end = self._monotonic() + _FAREWELL
        for worker in workers:
            worker.join(end - self._monotonic())

    def _publish(self) -> None:
        listener = self._listener
        if listener is not None:
            listener()

    def _around(self, deck: Deck) -> Surroundings:
        hosts = tuple(host.lower() for host in deck.head.hosts)
        return Surroundings(
            deck.folder, deck.head.data_roots, hosts, self._environment, self._wall, self._monotonic
        )

    def _all(self) -> list[Worker]:
        return list(self.workers.values())
