"""One source read again and again: what it shows, how long it waits, how it ends."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event, active_count

import pytest
from sourced_decks import COUNTER, NOON, around, live_deck, put

from kjc_desktop.data import worker as module
from kjc_desktop.data.hub import Hub
from kjc_desktop.data.reader import Reader
from kjc_desktop.data.snapshot import Problem, Snapshot
from kjc_desktop.data.state import wants_of
from kjc_desktop.data.store import Store
from kjc_desktop.data.worker import Worker, wait_after
from kjc_desktop.deck.models import Deck
from kjc_desktop.show.clock import ManualClock, monotonic, wall

AGAIN = Problem("broken", {"error": "x"}, again=42.0)
DOWN = Problem("broken", {"error": "x"})


def shown(worker: Worker) -> float | None:
    figure = worker.state.figures.get("n")
    found = None if figure is None else figure.found.value
    return None if found is None else float(found)


class Rig:
    """A deck with a CSV file, and its worker on a clock moved by hand."""

    def __init__(self, folder: Path) -> None:
        self.deck = live_deck(folder / "deck")
        self.file = folder / "deck" / "zahlen.csv"
        self.clock = ManualClock(NOON, 1000.0)
        self.store = Store(folder / "memory")
        self.news = 0
        self.worker = self.new()

    def new(self) -> Worker:
        wants = wants_of(self.deck, "zahlen")
        source = self.deck.sources["zahlen"]
        return Worker(source, wants, around(self.deck, self.clock), (self.store, "k"), self._tell)

    def _tell(self) -> None:
        self.news += 1

    def put(self, text: str) -> None:
        put(self.file, text, self.clock.wall() - timedelta(seconds=10))


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path)


def test_a_file_is_followed_and_its_last_good_value_stays(rig: Rig) -> None:
    rig.put("n\n12\n")
    assert rig.worker.step() == 2.0
    assert (shown(rig.worker), rig.news) == (12.0, 1)
    rig.clock.advance(60)
    assert rig.worker.step() == 2.0
    assert rig.news == 1
    rig.put("n\n13\n")
    rig.worker.step()
    assert (shown(rig.worker), rig.news) == (13.0, 2)
    rig.file.unlink()
    rig.clock.advance(3)
    rig.worker.step()
    assert shown(rig.worker) == 13
    assert rig.worker.state.problem is not None
    assert "zahlen.csv" in rig.worker.state.problem.text("de")
    rig.put("n\n14\n")
    rig.worker.step()
    assert shown(rig.worker) == 14
    assert rig.worker.state.problem is None


def test_a_new_start_without_the_file_shows_what_was_last(rig: Rig) -> None:
    rig.put("n\n12\n")
    rig.worker.step()
    rig.worker.finish()
    rig.file.unlink()
    again = rig.new()
    again.remember()
    figure = again.state.figures["n"]
    assert (shown(again), figure.as_of) == (12.0, NOON - timedelta(seconds=10))
    again.step()
    assert (shown(again), again.state.problem is not None) == (12.0, True)


def test_a_deck_changed_meanwhile_asks_the_memory_anew(rig: Rig) -> None:
    rig.put("n;m\n12;5\n")
    rig.worker.step()
    rig.deck = live_deck(rig.deck.folder, COUNTER.replace("column: n", "column: m"))
    again = rig.new()
    again.remember()
    assert shown(again) == 5


def test_what_changes_all_the_time_is_kept_only_now_and_then(rig: Rig) -> None:
    kept = []
    for value in range(40):
        rig.put(f"n\n{value}\n")
        rig.worker.step()
        rig.clock.advance(1)
        state = rig.store.load("k")
        assert state is not None
        kept.append(state.figures["n"].found.value)
    assert len(set(kept)) == 4
    rig.worker.finish()
    last = rig.store.load("k")
    assert last is not None
    assert last.figures["n"].found.value == 39


def test_a_delivery_that_reads_its_decimals_in_another_way_is_held_back(rig: Rig) -> None:
    rig.put("n;m\n7.125;1\n12.5;2\n")
    rig.deck = live_deck(rig.deck.folder, COUNTER.replace("column: n", "column: n, pick: first"))
    rig.worker = rig.new()
    rig.worker.step()
    assert shown(rig.worker) == 7.125
    for _ in range(2):
        rig.clock.advance(60)
        rig.put("n;m\n7.125;1\n12.375;2\n")
        rig.worker.step()
        assert shown(rig.worker) == 7.125
        assert set(rig.worker.state.problems) == {"figures.n"}


def test_a_trouble_that_lasts_is_told_once_more(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    class Locked(Faulty):
        def read(self, last: Snapshot | None) -> Snapshot | Problem:
            return Problem("broken", {"error": "x"}, again=2.0) if last is None else last

    monkeypatch.setattr(module, "open_reader", lambda *_: Locked())
    for _ in range(40):
        rig.worker.step()
    assert rig.news == 2


def test_what_is_not_on_disk_yet_gets_there_without_another_reading(
    hub: Hub, tmp_path: Path
) -> None:
    follow_an_edit(hub, tmp_path)
    hub.close()
    kept = [
        Store(tmp_path / "memory").load(each.stem) for each in (tmp_path / "memory").glob("*.json")
    ]
    assert [each.figures["n"].found.value for each in kept if each] == [2]


@pytest.mark.parametrize(
    ("problem", "failures", "usual", "file", "wait"),
    [
        (None, 0, 300.0, False, 300.0),
        (None, 0, 2.0, True, 2.0),
        (AGAIN, 1, 300.0, False, 42.0),
        (AGAIN, 1, 2.0, True, 42.0),
        (DOWN, 1, 300.0, False, 15.0),
        (DOWN, 3, 300.0, False, 60.0),
        (DOWN, 6, 300.0, False, 300.0),
        (DOWN, 10_000, 300.0, False, 300.0),
        (DOWN, 1, 5.0, False, 5.0),
        (DOWN, 3, 5.0, False, 20.0),
        (DOWN, 10_000, 2.0, True, 2.0),
    ],
)
def test_failures_are_left_alone_longer_and_longer(
    problem: Problem | None, failures: int, usual: float, file: bool, wait: float
) -> None:
    assert wait_after(problem, failures, usual, file=file) == wait


class Faulty:
    """A reader with a fault of its own."""

    refresh: float | None = 60.0
    path: Path | None = None

    def read(self, last: Snapshot | None) -> Snapshot | Problem:
        raise ZeroDivisionError(last)

    def close(self) -> None:
        pass


def test_a_fault_of_the_program_is_no_end(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(*_: object) -> Reader:
        return Faulty()

    monkeypatch.setattr(module, "open_reader", faulty)
    assert [rig.worker.step() for _ in range(3)] == [15.0, 30.0, 60.0]
    assert rig.worker.state.problem == Problem("broken", {"error": "ZeroDivisionError"})
    assert len(caplog.records) == 1


# Threads


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = Hub((wall, monotonic), {}, Store(tmp_path / "memory"))
    yield made
    made.close()


def wait_for(hub: Hub, condition: Callable[[], bool]) -> None:
    """Wait for news until a condition holds."""
    news = Event()
    hub.listen(news.set)
    for _ in range(1000):
        if condition():
            return
        news.wait(0.02)
        news.clear()
    raise AssertionError(hub.data())


def value(hub: Hub) -> float | None:
    figure = hub.data().sources["zahlen"].figures.get("n")
    found = None if figure is None else figure.found.value
    return None if found is None else float(found)


def deck_with(folder: Path, text: str) -> Deck:
    deck = live_deck(folder / "deck")
    put(folder / "deck" / "zahlen.csv", text)
    return deck


def follow_an_edit(hub: Hub, folder: Path) -> None:
    """Read a file that says 1, and again when it says 2."""
    deck = deck_with(folder, "n\n1\n")
    hub.use(deck)
    hub.start()
    wait_for(hub, lambda: value(hub) == 1)
    put(deck.folder / "zahlen.csv", "n\n2\n", NOON + timedelta(seconds=1))
    hub.look()
    wait_for(hub, lambda: value(hub) == 2)


def test_a_thread_reads_and_reads_again_when_told(hub: Hub, tmp_path: Path) -> None:
    follow_an_edit(hub, tmp_path)


def test_a_new_deck_keeps_what_is_the_same_and_ends_the_rest(hub: Hub, tmp_path: Path) -> None:
    before = active_count()
    deck = deck_with(tmp_path, "n;m\n1;2\n")
    hub.use(deck)
    hub.start()
    wait_for(hub, lambda: value(hub) == 1)
    hub.use(live_deck(deck.folder, COUNTER.replace("column: n", "column: m")))
    assert value(hub) == 2
    hub.use(live_deck(deck.folder, COUNTER.replace("zahlen.csv", "andere.csv")))
    assert value(hub) is None
    hub.start()
    hub.use(live_deck(deck.folder, "sources: {amt: {publisher: Amt, date: 2018-11-26}}\n", {
        "a.yaml": "title: Text\n",
    }))  # fmt: skip
    assert not hub.data().sources
    hub.close()
    wait_for(hub, lambda: active_count() <= before)


def test_closing_leaves_nothing_behind(hub: Hub, tmp_path: Path) -> None:
    before = active_count()
    hub.use(deck_with(tmp_path, "n\n7\n"))
    hub.start()
    hub.settle(10)
    assert value(hub) == 7
    hub.close()
    assert active_count() == before


def test_what_the_first_slide_needs_is_known_at_once(hub: Hub, tmp_path: Path) -> None:
    hub.use(deck_with(tmp_path, "n\n7\n"))
    hub.prime({"zahlen", "nobody"}, 10)
    assert value(hub) == 7


def test_a_source_read_in_another_way_keeps_its_values_meanwhile(hub: Hub, tmp_path: Path) -> None:
    deck = deck_with(tmp_path, "n\n7\n")
    hub.use(deck)
    hub.start()
    hub.settle(10)
    hub.use(
        live_deck(
            deck.folder, COUNTER.replace("csv: zahlen.csv", "csv: zahlen.csv, encoding: utf-8")
        )
    )
    assert value(hub) == 7
    hub.use(live_deck(deck.folder, COUNTER.replace("csv: zahlen.csv", "json: zahlen.csv")))
    assert value(hub) is None


def test_what_a_deck_says_about_hosts_holds_at_once(hub: Hub, tmp_path: Path) -> None:
    figures = COUNTER.replace("csv: zahlen.csv", 'http: "http://127.0.0.1:9/n.json"')
    head = "title: P\nslides: [a]\nhosts: [127.0.0.1, {}]\n"
    hub.use(live_deck(tmp_path / "deck", figures, {"deck.yaml": head.format("a")}))
    first = hub.workers["zahlen"]
    hub.use(live_deck(tmp_path / "deck", figures, {"deck.yaml": head.format("a")}))
    assert hub.workers["zahlen"] is first
    hub.use(live_deck(tmp_path / "deck", figures, {"deck.yaml": head.format("b")}))
    assert hub.workers["zahlen"] is not first


def test_only_the_file_that_changed_is_looked_at(rig: Rig) -> None:
    rig.put("n\n1\n")
    rig.worker.step()
    for names, woken in [
        ({"data/andere.csv"}, False), ({"zahlen.csv"}, True), ({"zahlen.csv-wal"}, True),
        (None, True), (set(), False),
    ]:  # fmt: skip
        rig.worker.look(names)
        assert rig.worker.woken is woken
        rig.worker.rest()


def test_a_server_that_wants_to_be_left_alone_is_left_alone(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Busy(Faulty):
        def read(self, last: Snapshot | None) -> Snapshot | Problem:
            return AGAIN if last is None else last

    monkeypatch.setattr(module, "open_reader", lambda *_: Busy())
    assert rig.worker.step() == 42.0
    rig.worker.look(None)
    assert not rig.worker.woken
