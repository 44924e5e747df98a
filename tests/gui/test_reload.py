"""From a save to a deck that can be shown, or to the reasons why there is none."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.reload import DeckReader, Loaded, Reloader

GOOD = "content:\n  - number: a\n"


class Ear:
    """Everything that a reloader told."""

    def __init__(self, teller: Reloader | DeckReader) -> None:
        self.decks: list[Loaded] = []
        self.faults: list[tuple[Diagnostic, ...]] = []
        teller.loaded.connect(self.decks.append)
        teller.failed.connect(self.faults.append)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deck.yaml").write_text("title: Probe\nslides: [a, b]\n", "utf-8")
    (tmp_path / "figures.yaml").write_text(
        "sources: {s: {publisher: Amt, date: 2018-11-26}}\n"
        "figures:\n  a: {value: 104, unit: Jobcenter, source: s}\n",
        "utf-8",
    )
    for name in "ab":
        (tmp_path / f"{name}.yaml").write_text(GOOD, "utf-8")
    return tmp_path


@pytest.fixture
def reloader(folder: Path, qtbot: QtBot) -> Iterator[Reloader]:
    made = Reloader(folder)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def ear(reloader: Reloader) -> Ear:
    return Ear(reloader)


def test_a_save_brings_the_new_deck_and_says_which_slide(
    folder: Path, ear: Ear, qtbot: QtBot
) -> None:
    (folder / "b.yaml").write_text(f"title: Neu\n{GOOD}", "utf-8")
    qtbot.waitUntil(lambda: bool(ear.decks), timeout=5000)
    loaded = ear.decks[-1]
    assert loaded.deck.slide("b").spec.title == "Neu"
    assert loaded.table["a"].value == 104
    assert (loaded.changed, loaded.edited) == (frozenset({"b.yaml"}), "b")
    assert not ear.faults


def test_a_change_of_figures_is_no_reason_to_go_elsewhere(
    folder: Path, ear: Ear, qtbot: QtBot
) -> None:
    text = (folder / "figures.yaml").read_text("utf-8")
    (folder / "figures.yaml").write_text(text.replace("104", "105"), "utf-8")
    qtbot.waitUntil(lambda: bool(ear.decks), timeout=5000)
    assert ear.decks[-1].table["a"].value == 105
    assert ear.decks[-1].edited is None


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("b.yaml", "titel: Falsch\n"),
        ("b.yaml", ""),
        ("b.yaml", "content: [\n"),
        ("figures.yaml", "figures: {a: {formula: 1 / 0}}\n"),
        ("deck.yaml", "slides: [a]\n"),
    ],
)
def test_a_broken_save_brings_reasons_and_no_deck(
    folder: Path, ear: Ear, qtbot: QtBot, file: str, text: str
) -> None:
    before = (folder / file).read_text("utf-8")
    (folder / file).write_text(text, "utf-8")
    qtbot.waitUntil(lambda: bool(ear.faults), timeout=5000)
    assert not ear.decks
    assert any(each.span.file == file for each in ear.faults[0])
    (folder / file).write_text(before, "utf-8")
    qtbot.waitUntil(lambda: bool(ear.decks), timeout=5000)
    assert len(ear.faults) == 1


def test_a_half_written_file_is_no_alarm(folder: Path) -> None:
    clock = ManualClock(datetime(2018, 11, 26, tzinfo=UTC))
    reader = DeckReader(folder, None, clock)
    ear = Ear(reader)
    (folder / "b.yaml").write_text("", "utf-8")
    reader.changed(frozenset({"b.yaml"}))
    clock.advance(0.1)
    (folder / "b.yaml").write_text(f"title: Ganz\n{GOOD}", "utf-8")
    reader.changed(frozenset({"b.yaml"}))
    clock.advance(10.0)
    assert [each.deck.slide("b").spec.title for each in ear.decks] == ["Ganz"]
    assert not ear.faults


def test_a_file_that_stays_wrong_is_told_once_after_a_second_look(folder: Path) -> None:
    clock = ManualClock(datetime(2018, 11, 26, tzinfo=UTC))
    reader = DeckReader(folder, None, clock)
    ear = Ear(reader)
    (folder / "b.yaml").write_text("", "utf-8")
    reader.changed(frozenset({"b.yaml"}))
    clock.advance(0.149)
    assert not ear.faults
    clock.advance(60.0)
    assert len(ear.faults) == 1


def test_asking_brings_the_deck_although_nothing_changed(
    reloader: Reloader, ear: Ear, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(reloader.loaded, timeout=5000):
        reloader.request()
    assert ear.decks[-1].changed == frozenset()


def test_asking_about_a_broken_deck_is_answered_at_once(folder: Path) -> None:
    reader = DeckReader(folder, None, ManualClock(datetime(2018, 11, 26, tzinfo=UTC)))
    ear = Ear(reader)
    (folder / "deck.yaml").unlink()
    reader.reload()
    assert len(ear.faults) == 1


def test_an_edit_between_reading_and_watching_is_not_lost(folder: Path, qtbot: QtBot) -> None:
    reloader = Reloader(folder)
    ear = Ear(reloader)
    (folder / "a.yaml").write_text(f"title: Dazwischen\n{GOOD}", "utf-8")
    reloader.start()
    qtbot.waitUntil(lambda: bool(ear.decks), timeout=5000)
    reloader.stop()
    assert ear.decks[-1].edited == "a"


def test_ending_twice_or_without_a_beginning_is_harmless(folder: Path, qtbot: QtBot) -> None:
    reloader = Reloader(folder)
    reloader.stop()
    reloader.start()
    reloader.stop()
    reloader.stop()


def test_a_deck_that_began_with_a_fault_can_be_edited_but_not_broken_further(
    folder: Path,
) -> None:
    (folder / "b.yaml").write_text("titel: Falsch\n", "utf-8")
    reader = DeckReader(folder, None, ManualClock(datetime(2018, 11, 26, tzinfo=UTC)))
    ear = Ear(reader)
    reader.reload()
    assert (len(ear.decks), len(ear.faults)) == (0, 1)
    reader.reload(tolerant=True)
    (folder / "b.yaml").write_text("# verschoben\ntitel: Falsch\n", "utf-8")
    (folder / "a.yaml").write_text(f"title: Neu\n{GOOD}", "utf-8")
    reader.reload()
    assert [slide.name for slide in ear.decks[-1].deck.slides] == ["a"]
    assert ear.decks[-1].deck.slide("a").spec.title == "Neu"
    (folder / "b.yaml").write_text(GOOD, "utf-8")
    reader.reload()
    assert len(ear.decks) == 3
    (folder / "b.yaml").write_text("titel: Falsch\n", "utf-8")
    reader.reload()
    assert (len(ear.decks), len(ear.faults)) == (3, 2)
