"""What everybody is told at once: by order and by file, over whatever is on the screen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from sessions import SIZE, Running
from walls import STILL, plain

from decks import write
from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.deck.notice import Notice
from kjc_desktop.deck.notice_files import Notices
from kjc_desktop.figures import resolve
from kjc_desktop.scene.notice import notice_card
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.control import Order
from kjc_desktop.show.controller import Show
from kjc_desktop.show.options import Options
from kjc_desktop.show.reload import DeckReader
from kjc_desktop.show.stage import Stage
from kjc_desktop.show.timers import SystemClock
from kjc_desktop.timeline.commands import Action, Command
from kjc_desktop.timeline.frame import Frame

NOON = datetime(2018, 11, 26, 11, 0, tzinfo=UTC)
OVER = Notice("over", "Gleich geht es los")
INSTEAD = Notice("instead", "Pause")
ALARM = Notice("emergency", "")
RED = "#a30014"
MOVING = {
    **STILL,
    "deck.yaml": "title: Probe\ndefaults: {duration: 10 s}\nslides: [rot, blau]\n",
    "rot.yaml": "title: Zahl\ncontent:\n  - number: a\n",
}


def loaded(folder: Path) -> Deck:
    deck = load_deck(folder).deck
    assert deck is not None
    return deck


class Told:
    """A show on a clock moved by hand, and how often it had something new to show."""

    def __init__(self, folder: Path) -> None:
        deck = loaded(folder)
        self.clock = ManualClock(NOON, 5000.0)
        self.show = Show(deck, resolve(deck, NOON), self.clock, mode="loop")
        self.changes = 0
        self.show.changed.connect(self._count)

    def _count(self) -> None:
        self.changes += 1

    def press(self, action: Action) -> None:
        self.show.command(Command(action))

    def frame(self) -> Frame:
        frame = self.show.frame()
        assert frame is not None
        return frame


@pytest.fixture
def told(tmp_path: Path, qtbot: QtBot) -> Iterator[Told]:
    made = Told(write(tmp_path, STILL))
    yield made
    made.show.stop()


def test_a_notice_is_told_once_and_goes(told: Told) -> None:
    before = told.frame()
    told.show.notice(OVER)
    told.show.notice(OVER)
    assert (told.changes, told.frame().notice) == (1, OVER)
    told.show.notice(None)
    assert (told.changes, told.frame()) == (2, before)


def test_an_order_wins_over_a_file_and_gives_way_to_it(told: Told) -> None:
    told.show.notice_of_deck(INSTEAD)
    told.show.notice(OVER)
    assert told.show.said == told.frame().notice == OVER
    told.show.notice_of_deck(ALARM)
    assert told.frame().notice == ALARM
    told.show.notice_of_deck(INSTEAD)
    told.show.notice(None)
    assert told.frame().notice == INSTEAD


def test_words_are_tidied_whoever_gives_the_order(told: Told) -> None:
    told.show.notice(Notice("over", " a\x00\n\n\n\nb "))
    assert told.frame().notice == Notice("over", "a\n\nb")
    told.show.notice(Notice("instead", "\t"))
    assert told.frame().notice is None


@pytest.mark.parametrize("action", [Action.BLACK, Action.WHITE])
def test_a_dark_screen_stays_dark_but_for_an_emergency(told: Told, action: Action) -> None:
    told.press(action)
    dark = told.frame()
    for notice in (OVER, INSTEAD):
        told.show.notice(notice)
        assert told.frame() == dark
    told.show.notice(ALARM)
    assert (told.frame().cover, told.frame().notice) == (None, ALARM)
    told.show.notice(None)
    assert told.frame() == dark


def test_a_held_picture_gives_way_to_an_emergency_only(told: Told) -> None:
    told.show.notice(OVER)
    told.press(Action.FREEZE)
    held = told.frame()
    assert held.notice == OVER
    told.show.notice(INSTEAD)
    assert told.frame() == held
    told.show.notice(ALARM)
    assert told.frame().notice == ALARM
    told.show.notice(None)
    assert told.frame() == held
    told.press(Action.FREEZE)
    assert told.frame().notice is None


def test_freezing_in_an_emergency_holds_what_lies_under_it(told: Told) -> None:
    told.press(Action.BLACK)
    told.show.notice(ALARM)
    told.press(Action.FREEZE)
    told.show.notice(None)
    assert (told.frame().cover, told.frame().notice) == ("black", None)


def test_a_deck_begins_with_its_notice(tmp_path: Path, qtbot: QtBot) -> None:
    show = Told(write(tmp_path, STILL, {"notice-instead.txt": "Pause"}))
    assert show.frame().notice == INSTEAD


def test_an_emergency_needs_no_slide(tmp_path: Path, qtbot: QtBot) -> None:
    folder = write(tmp_path, STILL)
    told = Told(folder)
    figures = folder / "figures.yaml"
    text = figures.read_text("utf-8")
    figures.write_text(text.replace("unit:", "embargo_until: 2030-01-01, unit:"), "utf-8")
    secret = loaded(folder)
    told.show.replace(secret, resolve(secret, NOON))
    assert told.show.frame() is None
    told.show.notice(ALARM)
    stage = Stage()
    qtbot.addWidget(stage)
    stage.resize(*SIZE)
    stage.use(secret, told.show.table, told.frame())
    stage.show()
    qtbot.waitExposed(stage)
    assert stage.grab_frame().pixelColor(5, 5).name() == RED


def test_under_a_card_nothing_is_painted_while_the_loop_goes_on(
    tmp_path: Path, qtbot: QtBot
) -> None:
    told = Told(write(tmp_path, MOVING))
    stage = Stage()
    qtbot.addWidget(stage)
    stage.resize(*SIZE)
    told.show.notice(INSTEAD)
    stage.use(told.show.deck, told.show.table, told.frame())
    told.show.changed.connect(lambda: stage.show_frame(told.frame()))
    stage.show()
    qtbot.waitExposed(stage)
    qtbot.wait(10)
    assert told.clock.waiting == 1
    with qtbot.assertNotEmitted(stage.painted, wait=30), qtbot.assertNotEmitted(stage.built):
        told.clock.advance(15.0)
    assert told.frame().current.slide == "blau"
    with qtbot.waitSignal(stage.painted):
        told.show.notice(None)
    assert stage.grab_frame().pixelColor(5, 5) == QColor("#12306E")


def noticed(reader: DeckReader) -> list[Notices]:
    heard: list[Notices] = []
    reader.noticed.connect(heard.append)
    return heard


def test_a_notice_comes_through_a_broken_deck(tmp_path: Path, qtbot: QtBot) -> None:
    folder = write(tmp_path, STILL, {"deck.yaml": "title: [\n", "emergency.txt": "Raus"})
    reader = DeckReader(folder, None, ManualClock(NOON))
    heard = noticed(reader)
    reader.reload()
    assert [each.notice for each in heard] == [Notice("emergency", "Raus")]
    (folder / "emergency.txt").unlink()
    reader.changed(frozenset({"emergency.txt"}))
    assert [each.notice for each in heard[1:]] == [None]


def test_a_notice_reads_no_slide_again(tmp_path: Path, qtbot: QtBot) -> None:
    folder = write(tmp_path, STILL, {"notice.txt": "a"})
    reader = DeckReader(folder, None, ManualClock(NOON))
    with qtbot.assertNotEmitted(reader.loaded), qtbot.waitSignal(reader.noticed):
        reader.changed(frozenset({"notice.txt"}))


def test_a_half_written_notice_is_no_alarm(tmp_path: Path, qtbot: QtBot) -> None:
    folder, clock = write(tmp_path, STILL), ManualClock(NOON)
    reader = DeckReader(folder, None, clock)
    heard = noticed(reader)
    (folder / "notice.txt").write_bytes("Kä".encode()[:-1])
    reader.changed(frozenset({"notice.txt"}))
    (folder / "notice.txt").write_text("Käse", "utf-8")
    reader.changed(frozenset({"notice.txt"}))
    clock.advance(10.0)
    assert [each.notice for each in heard] == [Notice("over", "Käse")]


def test_a_notice_that_stays_wrong_is_shown_and_told(tmp_path: Path, qtbot: QtBot) -> None:
    folder, clock = write(tmp_path, STILL), ManualClock(NOON)
    reader = DeckReader(folder, None, clock)
    heard = noticed(reader)
    (folder / "notice.txt").write_bytes("Käse".encode("cp1252"))
    reader.changed(frozenset({"notice.txt"}))
    assert not heard
    clock.advance(0.2)
    assert [each.notice for each in heard] == [Notice("over", "Käse")]
    assert heard[0].findings[0].code == "KJC140"


def test_a_folder_that_is_gone_takes_no_notice_away(tmp_path: Path, qtbot: QtBot) -> None:
    folder = write(tmp_path / "deck", STILL, {"emergency.txt": "Raus"})
    reader = DeckReader(folder, None, ManualClock(NOON))
    heard = noticed(reader)
    folder.rename(tmp_path / "away")
    reader.changed(frozenset({"emergency.txt", "deck.yaml"}))
    reader.reload()
    assert not heard


@pytest.fixture
def running(tmp_path: Path, qtbot: QtBot) -> Iterator[Running]:
    options = Options(write(tmp_path, STILL), "present", windowed=True)
    made = Running(options, qtbot)
    yield made
    made.end()


def test_a_file_speaks_as_long_as_it_is_there(running: Running, qtbot: QtBot) -> None:
    running.wait_for("rot")
    running.press(Qt.Key.Key_B)
    running.wait_for(plain("black", SIZE))
    (running.folder / "rot.yaml").write_text("title: [\n", "utf-8")
    (running.folder / "emergency.txt").write_text("Bitte gehen", "utf-8")
    deck = replace(loaded(running.folder), notice=None)
    alarm = Notice("emergency", "Bitte gehen")
    card = notice_card(deck, resolve(deck, NOON), alarm, QSize(*SIZE))
    running.wait_for(card.image)
    running.press(Qt.Key.Key_Question)
    (running.folder / "emergency.txt").unlink()
    running.press(Qt.Key.Key_Escape)
    running.wait_for(plain("black", SIZE))


def test_orders_do_what_keys_do(running: Running) -> None:
    running.session.obey(Order("next"))
    running.wait_for("gruen")
    running.session.obey(Order("goto", "blau"))
    running.wait_for("blau")
    running.session.obey(Order("black"))
    running.wait_for(plain("black", SIZE))
    running.session.obey(Order("black"))
    running.session.obey(Order("prev"))
    running.wait_for("gruen")


def test_an_ordered_notice_comes_and_goes(running: Running) -> None:
    running.wait_for("rot")
    running.session.obey(Order("notice", text="Bitte gehen", kind="emergency"))
    assert running.sees().pixelColor(5, 5).name() == RED
    running.session.obey(Order("clear"))
    running.wait_for("rot")


def test_an_order_reads_the_files_again(running: Running, qtbot: QtBot) -> None:
    before = running.answers
    running.session.obey(Order("reload"))
    qtbot.waitUntil(lambda: running.answers == before + 1)


def test_an_order_ends_the_show(running: Running, qtbot: QtBot) -> None:
    application = QCoreApplication.instance()
    assert application is not None
    clock = SystemClock()
    clock.call_later(0.05, lambda: running.session.obey(Order("quit")))
    rescue = clock.call_later(5.0, lambda: QCoreApplication.exit(9))
    assert application.exec() == 0
    rescue.cancel()
