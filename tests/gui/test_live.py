"""Live figures in a running show: they follow their sources, and nothing else moves."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from fault_server import (
    Behaviour,
    FaultServer,
    answer,
    bomb,
    endless,
    garbage,
    hang_up,
    redirect,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sessions import Running
from sourced_decks import COUNTER, HEAD, NOON, live_deck, put

from kjc_desktop.data.live import LiveData
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import resolve
from kjc_desktop.scene.render import Pictures, render
from kjc_desktop.show.clock import ManualClock, wall
from kjc_desktop.show.controller import Show
from kjc_desktop.show.feed import INTERVAL, Feed
from kjc_desktop.show.numbers import RUN
from kjc_desktop.show.opening import Opening, open_deck
from kjc_desktop.show.options import Options
from kjc_desktop.show.sources import live_now, new_hub
from kjc_desktop.show.timers import SystemClock
from kjc_desktop.timeline.commands import Action, Command
from kjc_desktop.timeline.frame import Frame
from kjc_desktop.timeline.picture import slide_frame
from kjc_desktop.timeline.position import settled
from kjc_desktop.timeline.script import script_of


@pytest.fixture(autouse=True)
def _memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    """Last good states of a test stay in its folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))


def data_of(deck: Deck) -> LiveData:
    return live_now(deck)


class Screen(Running):
    """A session that shows live figures."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        super().__init__(Options(folder, "present", windowed=True), qtbot)

    def wait_for_now(self) -> None:
        """Wait until the slide is seen as it is exported now."""
        opened = open_deck(self.folder, None, None, wall())
        assert isinstance(opened, Opening)
        deck = opened.deck
        table = resolve(deck, wall(), data_of(deck))
        script = script_of(deck, deck.slides[0])
        frame = Frame(slide_frame(script, settled(script), wall()))
        self.wait_for(render(Pictures(deck, table, self.window.size()), frame))


@pytest.fixture
def screen(tmp_path: Path, qtbot: QtBot) -> Iterator[Screen]:
    folder = tmp_path / "deck"
    live_deck(folder)
    put(folder / "zahlen.csv", "n\n1.200\n")
    made = Screen(folder, qtbot)
    yield made
    made.end()


def test_the_first_picture_has_the_number_of_the_file(screen: Screen) -> None:
    screen.wait_for_now()


def test_a_saved_file_is_seen_without_reading_the_deck_again(screen: Screen) -> None:
    screen.wait_for_now()
    before = screen.sees()
    put(screen.folder / "zahlen.csv", "n\n1.310\n", NOON + timedelta(hours=1))
    screen.wait_for_now()
    assert screen.sees() != before
    assert len(screen.decks) == 1


def test_a_file_that_goes_leaves_its_last_number(
    screen: Screen, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    screen.wait_for_now()
    before = screen.sees()
    with caplog.at_level("INFO"):
        (screen.folder / "zahlen.csv").unlink()
        qtbot.waitUntil(lambda: "gibt es nicht" in caplog.text, timeout=10_000)
        assert screen.sees() == before
        put(screen.folder / "zahlen.csv", "n\n1.200\n", NOON)
        qtbot.waitUntil(lambda: "wieder in Ordnung" in caplog.text, timeout=10_000)
    assert caplog.text.count("gibt es nicht") == 1


def test_an_edit_of_the_deck_takes_the_live_figures_along(screen: Screen) -> None:
    screen.wait_for_now()
    put(screen.folder / "a.yaml", "title: Andere\ncontent:\n  - number: n\n", wall())
    screen.wait_for_now()


def test_a_start_without_the_file_shows_what_was_last(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "deck"
    live_deck(folder)
    put(folder / "zahlen.csv", "n\n77\n")
    first = Screen(folder, qtbot)
    first.wait_for_now()
    picture = first.sees()
    first.end()
    (folder / "zahlen.csv").unlink()
    again = Screen(folder, qtbot)
    again.wait_for(picture)
    again.end()


# The controller on a clock moved by hand


class Rig:
    """A show of one number whose source is a file."""

    def __init__(self, folder: Path, figures: str = COUNTER) -> None:
        self.deck = live_deck(folder / "deck", figures)
        self.file = folder / "deck" / "zahlen.csv"
        self.clock = ManualClock(NOON, 5000.0)
        self.show = Show(self.deck, resolve(self.deck, NOON), self.clock)
        self.frames = 0
        self.show.changed.connect(self._count)

    def _count(self) -> None:
        self.frames += 1

    def say(self, text: str) -> None:
        put(self.file, text, NOON)
        self.show.update(data_of(self.deck))

    def stale(self) -> bool:
        return self.show.table["n"].stale

    def number(self) -> float | None:
        frame = self.show.frame()
        assert frame is not None
        assert frame.current.data is not None
        return frame.current.data.value("n")


def test_a_number_runs_to_its_new_value_and_then_rests(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.say("n\n100\n")
    assert rig.number() == 100
    rig.clock.advance(5)
    rig.frames = 0
    rig.say("n\n200\n")
    seen = []
    for _ in range(20):
        seen.append(rig.number())
        rig.clock.advance(RUN / 19)
    assert seen[0] == 100
    assert seen == sorted(seen, key=lambda each: each or 0)
    assert 100 < (seen[3] or 0) < 200
    assert rig.number() == 200
    assert rig.frames <= RUN / 0.04 + 3
    rig.clock.advance(1)
    rig.frames = 0
    rig.clock.advance(20)
    assert rig.frames == 0


def test_a_value_that_changes_on_its_way_goes_on_from_where_it_is(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.say("n\n100\n")
    rig.clock.advance(5)
    rig.say("n\n200\n")
    rig.clock.advance(RUN / 4)
    reached = rig.number()
    rig.say("n\n0\n")
    assert rig.number() == reached
    rig.clock.advance(RUN + 0.1)
    assert rig.number() == 0


def test_a_held_picture_keeps_its_number_and_then_catches_up(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.say("n\n100\n")
    rig.clock.advance(5)
    rig.show.command(Command(Action.FREEZE))
    rig.say("n\n200\n")
    rig.clock.advance(5)
    assert rig.number() == 100
    rig.show.command(Command(Action.FREEZE))
    assert rig.number() == 200


def test_an_edit_while_the_picture_is_held_shows_the_newest_data_afterwards(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.say("n\n1\n")
    rig.clock.advance(5)
    rig.show.command(Command(Action.FREEZE))
    edited = live_deck(rig.deck.folder, COUNTER.replace("Gäste", "Leute"))
    live = data_of(edited)
    rig.show.replace(edited, resolve(edited, rig.clock.wall(), live), live)
    rig.say("n\n99\n")
    rig.show.command(Command(Action.FREEZE))
    assert rig.number() == 99
    assert rig.show.table["n"].unit == "Leute"


def test_a_preview_that_runs_ahead_passes_no_embargo(tmp_path: Path) -> None:
    figures = COUNTER.replace("unit: Gäste", "unit: Gäste, embargo_until: 2018-11-26 12:01")
    files = {"deck.yaml": "title: P\nslides: [a, b]\n", "b.yaml": "title: Text\n"}
    deck = live_deck(tmp_path / "deck", figures, files)
    put(tmp_path / "deck" / "zahlen.csv", "n\n5\n", NOON)
    for preview in (True, False):
        clock = ManualClock(NOON, 5000.0)
        show = Show(deck, resolve(deck, NOON, data_of(deck)), clock, mode="loop")
        if preview:
            show.preview(NOON)
        show.update(data_of(deck))
        clock.advance(120)
        assert show.table["n"].embargoed is preview
        assert ("a" in show.playback.timeline.names) is not preview


def test_data_too_old_are_told_when_their_time_is_over(tmp_path: Path) -> None:
    rig = Rig(tmp_path, COUNTER.replace("publisher: Amt", "publisher: Amt, max_age: 60"))
    rig.say("n\n5\n")
    assert not rig.stale()
    rig.clock.advance(59)
    assert not rig.stale()
    rig.clock.advance(2)
    assert rig.stale()
    assert rig.number() == 5


def test_a_slide_that_wants_it_is_left_out_while_its_data_are_old(tmp_path: Path) -> None:
    figures = COUNTER.replace("publisher: Amt", "publisher: Amt, max_age: 60, stale: skip")
    files = {"deck.yaml": "title: P\nslides: [a, b]\n", "b.yaml": "title: Text\n"}
    deck = live_deck(tmp_path / "deck", figures, files)
    put(tmp_path / "deck" / "zahlen.csv", "n\n5\n", NOON)
    clock = ManualClock(NOON, 5000.0)
    show = Show(deck, resolve(deck, NOON, data_of(deck)), clock, mode="loop")
    show.update(data_of(deck))
    assert list(show.playback.timeline.names) == ["a", "b"]
    clock.advance(61)
    assert list(show.playback.timeline.names) == ["b"]
    put(tmp_path / "deck" / "zahlen.csv", "n\n6\n", clock.wall())
    show.update(data_of(deck))
    assert list(show.playback.timeline.names) == ["a", "b"]
    show.command(Command(Action.HOME))
    assert show.playback.slide == "a"


# The feed


def test_a_flood_of_news_reaches_the_window_ten_times_a_second(
    tmp_path: Path, qtbot: QtBot
) -> None:
    deck = live_deck(tmp_path / "deck")
    put(tmp_path / "deck" / "zahlen.csv", "n\n1\n")
    clock = SystemClock()
    hub = new_hub()
    feed = Feed(hub, clock)
    heard: list[float] = []
    feed.changed.connect(lambda _: heard.append(clock.monotonic()))
    feed.use(deck)
    qtbot.waitUntil(lambda: bool(heard))
    began = clock.monotonic()
    while clock.monotonic() < began + 0.6:
        for _ in range(1000):
            feed.tell()
        QApplication.processEvents()
    qtbot.waitUntil(lambda: len(heard) > 3)
    gaps = [after - before for before, after in pairwise(heard[1:])]
    assert min(gaps) > INTERVAL - 0.02
    feed.stop()


# Servers that fail


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with FaultServer() as running:
        yield running


@pytest.mark.parametrize(
    "fault",
    [
        None, answer(b"oh", 500), answer(b"<html></html>"), answer(b'[{"n": NaN}]'), bomb, endless,
        answer(b'[{"m": 1}]'), garbage, hang_up, redirect("/n.json"),
    ],
    ids=["refuse", "500", "html", "nan", "bomb", "gigabyte", "columns", "garbage", "gone", "loop"],
)  # fmt: skip
def test_a_server_that_fails_leaves_value_and_date_and_comes_back(
    tmp_path: Path, qtbot: QtBot, server: FaultServer, fault: Behaviour | None
) -> None:
    figures = (
        f'sources:\n  zahlen: {{http: "{server.url("/n.json")}", refresh: 1, publisher: Amt}}\n'
        "figures:\n  n: {from: zahlen, column: n, unit: Gäste}\n"
    )
    deck = live_deck(tmp_path / "deck", figures, {"deck.yaml": f"{HEAD}hosts: [127.0.0.1]\n"})
    server["/n.json"] = answer(b'[{"n": 5}]')
    clock, hub = SystemClock(), new_hub()
    feed, show = Feed(hub, clock), Show(deck, resolve(deck, wall()), clock)
    feed.changed.connect(show.update)
    feed.use(deck)

    def number() -> float | None:
        return show.table["n"].value

    def troubled() -> bool:
        state = hub.data().sources["zahlen"]
        return bool(state.problem or state.problems)

    qtbot.waitUntil(lambda: number() == 5, timeout=10_000)
    as_of = show.table["n"].as_of
    if fault is None:
        server.refuse()
    else:
        server["/n.json"] = fault
    qtbot.waitUntil(troubled, timeout=15_000)
    assert number() == 5
    assert show.table["n"].as_of == as_of
    if fault is None:
        server.listen()
    server["/n.json"] = answer(b'[{"n": 6}]')
    qtbot.waitUntil(lambda: number() == 6 and not troubled(), timeout=15_000)
    feed.stop()
    show.stop()
