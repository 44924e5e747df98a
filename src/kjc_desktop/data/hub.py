"""All live sources of a running show: a worker each, and what they know together."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from kjc_desktop.data.live import LiveData
from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.state import wants_of
from kjc_desktop.data.store import Store, key_of
from kjc_desktop.data.worker import Worker
from kjc_desktop.deck.models import Deck


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
        self._workers: dict[str, tuple[str, Worker]] = {}

    def use(self, deck: Deck) -> None:
        """Take the sources of a deck; those that another deck had as well go on undisturbed."""
        before, self._workers = self._workers, {}
        for name, source in deck.sources.items():
            if not source.live:
                continue
            key, wants = key_of(deck.folder, name, source), wants_of(deck, name)
            known, worker = before.get(name, ("", None))
            if worker is None or known != key:
                memory = self._store, key
                worker = Worker(source, wants, self._around(deck), memory, self._publish)
            else:
                del before[name]
                worker.ask(wants)
            self._workers[name] = key, worker
        for _, worker in before.values():
            worker.stop()

    def listen(self, listener: Callable[[], None] | None) -> None:
        """Have something called, from any thread, whenever `data` has something new."""
        self._listener = listener

    def prime(self, names: Collection[str]) -> None:
        """Know at once what is kept on disk, and what lies in the deck's own folder.

        Args:
            names: of the sources that are needed at once.
        """
        for name in names:
            if name in self._workers:
                self._workers[name][1].prime()

    def start(self) -> None:
        """Begin to read, each source in a thread of its own."""
        for worker in self._all():
            worker.start()

    def data(self) -> LiveData:
        """Return what is known now."""
        return LiveData({name: worker.state for name, (_, worker) in self._workers.items()})

    def look(self) -> None:
        """Look at all sources now, because a file changed or somebody asked."""
        for worker in self._all():
            worker.wake()

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
        for worker in workers:
            worker.join()

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
        return [worker for _, worker in self._workers.values()]
