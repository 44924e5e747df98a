"""A show from its first slide to its end, with real files, a real clock and a window off screen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest
from corruption import corrupt, restore
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sessions import SIZE, Running
from walls import STILL, ink, letterboxed, slide_picture

from decks import Files, write
from kjc_desktop.deck import load_deck
from kjc_desktop.figures import resolve
from kjc_desktop.scene.render import Pictures, render
from kjc_desktop.show.clock import wall
from kjc_desktop.show.options import Options, Place
from kjc_desktop.show.reload import Loaded
from kjc_desktop.show.timers import SystemClock
from kjc_desktop.timeline.frame import Frame
from kjc_desktop.timeline.picture import slide_frame
from kjc_desktop.timeline.position import settled
from kjc_desktop.timeline.script import script_of

NAMES = ("rot", "gruen", "blau", "grau")
TALK = Options(Path(), "present", windowed=True)
LOOP = replace(TALK, place="kiosk")


class Begin(Protocol):
    """Starts a session on the quiet deck, with some files changed."""

    def __call__(
        self, options: Options = ..., changed: Files = ..., early: Sequence[Qt.Key] = ...
    ) -> Running: ...


@pytest.fixture
def begin(tmp_path: Path, qtbot: QtBot) -> Iterator[Begin]:
    made: list[Running] = []

    def start(
        options: Options = TALK, changed: Files = STILL, early: Sequence[Qt.Key] = ()
    ) -> Running:
        folder = write(tmp_path / "deck", STILL, changed)
        made.append(Running(replace(options, folder=folder), qtbot, early))
        return made[-1]

    yield start
    for running in made:
        running.end()


def test_a_talk_goes_where_it_is_told(begin: Begin) -> None:
    talk = begin()
    talk.wait_for("rot")
    talk.press(Qt.Key.Key_Right)
    talk.wait_for("gruen")
    talk.press(Qt.Key.Key_End)
    talk.wait_for("grau")


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ([Qt.Key.Key_Right], "gruen"),
        ([Qt.Key.Key_3, Qt.Key.Key_Return], "blau"),
        ([Qt.Key.Key_B, Qt.Key.Key_B, Qt.Key.Key_End], "grau"),
        ([Qt.Key.Key_Right, Qt.Key.Key_B, Qt.Key.Key_B], "gruen"),
    ],
)
def test_a_key_that_comes_before_the_whole_deck_is_known_is_not_lost(
    begin: Begin, keys: Sequence[Qt.Key], name: str
) -> None:
    begin(early=keys).wait_for(name)


@pytest.mark.parametrize(("first", "name"), [("blau", "blau"), ("3", "blau"), ("99", "rot")])
def test_a_talk_begins_where_it_is_told(begin: Begin, first: str, name: str) -> None:
    begin(replace(TALK, first=first)).wait_for(name)


def test_full_screen_on_and_off(begin: Begin, qtbot: QtBot) -> None:
    talk = begin()
    for key in (Qt.Key.Key_F11, Qt.Key.Key_F):
        talk.press(key)
        qtbot.waitUntil(talk.window.isFullScreen)
        talk.press(key)
        qtbot.waitUntil(lambda: not talk.window.isFullScreen())
        assert talk.window.isVisible()


@pytest.mark.parametrize("place", ["present", "kiosk"])
def test_the_way_out_ends_the_program(begin: Begin, qtbot: QtBot, place: Place) -> None:
    show = begin(replace(TALK, place=place))
    application = QCoreApplication.instance()
    assert application is not None
    clock = SystemClock()
    clock.call_later(0.05, lambda: show.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier))
    rescue = clock.call_later(5.0, lambda: QCoreApplication.exit(9))
    assert application.exec() == 0
    rescue.cancel()


@pytest.mark.parametrize(("place", "code"), [("present", 0), ("kiosk", 9)])
def test_only_a_talk_ends_with_its_window(
    begin: Begin, qtbot: QtBot, place: Place, code: int
) -> None:
    show = begin(replace(TALK, place=place))
    application = QCoreApplication.instance()
    assert application is not None
    clock = SystemClock()
    clock.call_later(0.05, show.closes)
    rescue = clock.call_later(0.4, lambda: QCoreApplication.exit(9))
    assert application.exec() == code
    rescue.cancel()
    assert show.window.isVisible()


def test_following_goes_to_the_edited_slide_and_staying_stays(begin: Begin) -> None:
    for follow, name in ((True, "blau"), (False, "rot")):
        talk = begin(replace(TALK, follow=follow))
        talk.wait_for("rot")
        text = STILL["blau.yaml"].replace("Blau", f"Azur{follow}")
        (talk.folder / "blau.yaml").write_text(text, "utf-8")
        talk.wait_for(name)


def test_asking_for_the_files_again_brings_an_answer(begin: Begin, qtbot: QtBot) -> None:
    talk = begin()
    before = talk.answers
    talk.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: talk.answers == before + 1)


def test_a_deck_that_comes_when_the_show_has_ended_is_not_shown(begin: Begin) -> None:
    talk = begin()
    talk.wait_for("rot")
    before = talk.sees()
    talk.session.close()
    write(talk.folder, {"rot.yaml": "title: Andere\n"})
    result = load_deck(talk.folder)
    assert result.deck is not None
    late = Loaded(result.deck, resolve(result.deck, wall()), ())
    talk.session._on_loaded(late)
    assert talk.sees() == before


def test_a_loop_plays_by_itself(begin: Begin) -> None:
    loop = begin(LOOP, {"deck.yaml": STILL["deck.yaml"].replace("24 h", "1 s")})
    for name in (*NAMES, "rot"):
        loop.wait_for(name)


def test_the_next_slide_is_built_before_it_comes(begin: Begin, qtbot: QtBot) -> None:
    loop = begin(LOOP, {"rot.yaml": "title: Zahl\ncontent:\n  - number: a\n"})
    built: list[str] = []
    loop.window.built.connect(built.append)
    qtbot.waitUntil(lambda: "gruen" in built, timeout=5000)
    loop.wait_for("rot")


def survive(rounds: range, loop: Running, qtbot: QtBot) -> None:
    """Damage the files again and again: what is seen is always a slide of the last good deck."""

    def wait_for_an_answer(before: int) -> None:
        qtbot.waitUntil(lambda: loop.answers > before, timeout=15_000)

    for number in rounds:
        before = loop.answers
        done = corrupt(loop.folder, STILL, number)
        wait_for_an_answer(before)
        QApplication.processEvents()
        picture = loop.sees()
        good = loop.decks[-1]
        known = [_picture(good, slide.name) for slide in good.deck.slides]
        assert picture in known, done
        assert ink(picture) > 0.0 or len({ink(each) for each in known}) > 1, done
    restore(loop.folder, STILL)
    text = STILL["figures.yaml"].replace("104", "105")
    (loop.folder / "figures.yaml").write_text(text, "utf-8")
    good_again = {name: slide_picture(loop.folder, name, SIZE) for name in NAMES}
    qtbot.waitUntil(lambda: loop.sees() in good_again.values(), timeout=15_000)


def _picture(good: Loaded, name: str) -> QImage:
    script = script_of(good.deck, good.deck.slide(name))
    pictures = Pictures(good.deck, good.table, QSize(*SIZE))
    picture = render(pictures, Frame(slide_frame(script, settled(script), wall()))).copy()
    pictures.dispose()
    return letterboxed(picture, SIZE)


def test_the_last_good_deck_stays_whatever_happens_to_the_files(begin: Begin, qtbot: QtBot) -> None:
    survive(range(1000, 1030), begin(LOOP), qtbot)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_the_last_good_deck_stays_through_a_thousand_damages(begin: Begin, qtbot: QtBot) -> None:
    survive(range(1000, 2000), begin(LOOP), qtbot)
