"""A day with a source that comes and goes, in a minute: nothing grows, and the value is right."""

import gc
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from fault_server import Behaviour, FaultServer, answer, garbage, hang_up, redirect, truncated
from sourced_decks import NOON, around, live_deck

import kjc_desktop
from kjc_desktop.data.snapshot import Problem
from kjc_desktop.data.state import wants_of
from kjc_desktop.data.store import Store
from kjc_desktop.data.worker import Worker
from kjc_desktop.show.clock import ManualClock

FIGURES = """\
sources:
  zahlen: {{http: "{url}", refresh: 60, publisher: Amt}}
figures:
  n: {{from: zahlen, column: n, unit: Gäste, plausible: [0, 5000]}}
"""
_OURS = str(Path(kjc_desktop.__file__).parent / "*")


@dataclass(frozen=True)
class Census:
    """What must not grow."""

    threads: int
    files: int
    kilobytes: float

    @classmethod
    def now(cls) -> "Census":
        gc.collect()
        process = psutil.Process()
        taken = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, _OURS)])
        size = sum(each.size for each in taken.statistics("filename"))
        return cls(process.num_threads(), process.num_fds(), size / 1024)


def troubles(server: FaultServer) -> list[Behaviour | None]:
    """Return what goes wrong, hour by hour; None: nobody listens."""
    return [
        None, answer(b"oh", 500), answer(b"[]"), answer(b"<html></html>"), answer(b'[{"m": 1}]'),
        answer(b'[{"n": NaN}]'), answer(b'[{"n": 9999}]'), answer(b"x", 429, retry_after="120"),
        redirect(server.url("/n.json")), redirect("http://example.invalid/"), truncated, garbage,
        hang_up, answer(b'{"error": {"message": "zu viel los"}}'), answer(b'[{"n": null}]'),
    ]  # fmt: skip


def test_a_day_with_a_source_that_comes_and_goes(
    tmp_path: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    deck = live_deck(
        tmp_path / "deck",
        FIGURES.format(url=server.url("/n.json")),
        {"deck.yaml": "title: P\nslides: [a]\nhosts: [127.0.0.1]\n"},
    )
    clock, store = ManualClock(NOON, 0.0), Store(tmp_path / "memory")
    wants = wants_of(deck, "zahlen")
    worker = Worker(deck.sources["zahlen"], wants, around(deck, clock), (store, "k"), lambda: None)
    faults, listening, reads = troubles(server), True, 0
    tracemalloc.start()
    census: list[Census] = []
    for hour in range(24):
        fault = faults[hour % len(faults)]
        for trouble in (True, False):
            value = hour * 10 + 1
            server["/n.json"] = fault if trouble and fault else answer(b'[{"n": %d}]' % value)
            if trouble and fault is None:
                server.refuse()
                listening = False
            elif not listening:
                server.listen()
                listening = True
            end = clock.monotonic() + 1800
            while clock.monotonic() < end:
                clock.advance(worker.step())
                reads += 1
            before = worker.state.figures.get("n")
            if not trouble:
                assert before is not None
                assert (float(before.found.value or 0), worker.state.problem) == (value, None)
            elif fault is not None and hour and not isinstance(worker.state.problem, Problem):
                assert worker.state.problems or before is None or before.found.value is None
        server.requests.clear()
        server.wait_idle()
        if hour in {len(faults), 23}:
            census.append(Census.now())
    tracemalloc.stop()
    early, late = census
    assert reads > 700
    assert late.threads <= early.threads
    assert late.files <= early.files
    assert late.kilobytes < early.kilobytes + 16
