"""Every key of the table, pressed on a real keyboard at a real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from walls import STILL, plain, slide_picture
from x11 import Program, Screen, Start, wait_until

from decks import write

NAMES = ("rot", "gruen", "blau", "grau")
NEXT = ("Right", "Down", "space", "Next", "n", "N", "Return", "KP_Enter", "shift+Next")
BACK = ("Left", "Up", "Prior", "BackSpace", "p", "shift+space", "shift+Prior")
DEAD = ("F5", "q", "Tab", "x", "Delete", "F4", "ctrl+w", "ctrl+c", "ctrl+z", "Menu", "Super_L")


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("deck"), STILL)


@pytest.fixture
def pictures(deck: Path) -> dict[str, QImage]:
    return {name: slide_picture(deck, name) for name in NAMES}


@pytest.fixture(scope="module")
def hall(_server: Screen) -> Iterator[Screen]:
    """A screen for the one talk, where no other window takes its keys."""
    made = Screen()
    yield made
    made.close()


@pytest.fixture(scope="module")
def running(
    hall: Screen, home: Path, deck: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Program]:
    """One talk for all keys: starting it takes longer than a key."""
    folder = tmp_path_factory.mktemp("talk")
    program = Program(["present", deck], hall.environment(home), folder)
    program.wait_for("Die Schau läuft")
    yield program
    program.kill()


@pytest.fixture
def talk(running: Program, hall: Screen, pictures: dict[str, QImage]) -> Screen:
    """The screen of a talk that stands at its first slide with nothing over it."""
    assert running.alive, running.said
    hall.press("Escape", "Escape", "Escape", "Home")
    hall.wait_for(pictures["rot"], "the first slide", running)
    return hall


@pytest.mark.parametrize("key", NEXT)
def test_next(talk: Screen, pictures: dict[str, QImage], key: str) -> None:
    talk.press(key)
    talk.wait_for(pictures["gruen"], f"{key}: the second slide")


@pytest.mark.parametrize("key", BACK)
def test_back(talk: Screen, pictures: dict[str, QImage], key: str) -> None:
    talk.press("End", key)
    talk.wait_for(pictures["blau"], f"{key}: the last slide but one")


def test_the_ends_are_ends(talk: Screen, pictures: dict[str, QImage]) -> None:
    talk.press("End", "Right", "Right", "Left")
    talk.wait_for(pictures["blau"], "back from the last slide")
    talk.press("Home", "Left", "Left", "Right")
    talk.wait_for(pictures["gruen"], "on from the first slide")


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (["End"], "grau"),
        (["3", "Return"], "blau"),
        (["KP_4", "KP_Enter"], "grau"),
        (["2", "g"], "gruen"),
        (["0", "0", "3", "G"], "blau"),
        (["9", "9", "Return", "Right"], "gruen"),
        (["4", "Escape", "Return"], "gruen"),
    ],
)
def test_going_to_a_slide(
    talk: Screen, pictures: dict[str, QImage], keys: list[str], name: str
) -> None:
    talk.press(*keys)
    talk.wait_for(pictures[name], f"{keys}: {name}")


@pytest.mark.parametrize(
    ("key", "colour"), [("b", "black"), ("period", "black"), ("w", "white"), ("comma", "white")]
)
def test_black_and_white(talk: Screen, pictures: dict[str, QImage], key: str, colour: str) -> None:
    talk.press(key)
    talk.wait_for(plain(colour), colour)
    talk.press(key)
    talk.wait_for(pictures["rot"], "the slide again")
    talk.press(key)
    talk.wait_for(plain(colour), colour)
    talk.press("Right")
    talk.wait_for(pictures["rot"], "the slide again, and not the next one")
    talk.press(key, "Escape")
    talk.wait_for(pictures["rot"], "the slide after Escape")


@pytest.mark.parametrize("key", ["F1", "question"])
def test_help_lies_over_the_slide_until_it_is_closed(
    talk: Screen, pictures: dict[str, QImage], key: str
) -> None:
    talk.press(key)
    wait_until(lambda: _is_help(talk.see()), "the page of keys")
    talk.press("Escape")
    talk.wait_for(pictures["rot"], "the slide under it")
    talk.press(key)
    wait_until(lambda: _is_help(talk.see()), "the page of keys")
    talk.press(key)
    talk.wait_for(pictures["rot"], "the slide under it")


def test_a_frozen_picture_stays_until_it_is_released(
    talk: Screen, pictures: dict[str, QImage]
) -> None:
    talk.press("z", "End", "F1")
    wait_until(lambda: _is_help(talk.see()), "the page of keys")
    talk.press("Escape")
    talk.wait_for(pictures["rot"], "the frozen slide")
    talk.press("z")
    talk.wait_for(pictures["grau"], "what was gone to meanwhile")


def test_other_keys_do_nothing_and_escape_never_leaves(
    talk: Screen, running: Program, pictures: dict[str, QImage]
) -> None:
    talk.press(*DEAD, "Escape", "Escape", "Escape")
    talk.press("Right")
    talk.wait_for(pictures["gruen"], "the second slide")
    assert running.alive


def test_reload_reads_the_deck_although_nothing_changed(talk: Screen, running: Program) -> None:
    before = running.said.count("Geändert und geladen.")
    talk.press("ctrl+r")
    running.wait_for("Geändert und geladen.", before + 1)


def test_the_cursor_is_hidden(talk: Screen) -> None:
    assert talk.see(cursor=True) == talk.see()


def test_pause_lets_a_talk_play_by_itself(tmp_path: Path, screen: Screen, start: Start) -> None:
    quick = STILL["deck.yaml"].replace("24 h", "1 s")
    deck = write(tmp_path, STILL, {"deck.yaml": quick})
    program = start("present", deck)
    program.wait_for("Die Schau läuft")
    screen.wait_for(slide_picture(deck, "rot"), "the first slide", program)
    screen.press("a")
    screen.wait_for(slide_picture(deck, "gruen"), "the second slide by itself", program)
    screen.wait_for(slide_picture(deck, "rot"), "the first slide again", program)


def test_the_steps_of_a_slide_come_one_by_one(tmp_path: Path, screen: Screen, start: Start) -> None:
    steps = "content:\n  - list: {items: [Eins, Zwei, Drei], one_by_one: true}\n"
    deck = write(tmp_path, STILL, {"rot.yaml": f"transition: none\n{steps}"})
    program = start("present", deck)
    program.wait_for("Die Schau läuft")
    for step in range(4):
        screen.wait_for(slide_picture(deck, "rot", step=step), f"step {step}", program)
        screen.press("Right")
    screen.wait_for(slide_picture(deck, "gruen"), "the next slide", program)
    screen.press("Left")
    screen.wait_for(slide_picture(deck, "rot", step=3), "the whole slide", program)
    screen.press("Left")
    screen.wait_for(slide_picture(deck, "rot", step=2), "without its last step", program)


@pytest.mark.parametrize("command", ["present", "kiosk"])
def test_the_way_out(command: str, deck: Path, screen: Screen, start: Start) -> None:
    program = start(command, deck)
    program.wait_for("Die Schau läuft")
    screen.press("ctrl+q")
    assert program.code(5) == 0
    wait_until(lambda: not screen.windows(), "no window")


def test_a_kiosk_swallows_every_other_key(tmp_path: Path, screen: Screen, start: Start) -> None:
    deck = write(tmp_path, STILL)
    program = start("kiosk", deck)
    program.wait_for("Die Schau läuft")
    screen.press(
        *NEXT, *BACK, *DEAD, *"bwzafgo?0123456789".replace("?", ""), "F1", "question", "period",
        "comma", "Escape", "Escape", "F11", "Home", "End", "ctrl+r", "alt+F4", "ctrl+shift+q",
    )  # fmt: skip
    text = STILL["figures.yaml"].replace("104", "105")
    (deck / "figures.yaml").write_text(text, "utf-8")
    screen.wait_for(slide_picture(deck, "rot"), "the same slide, edited", program)
    assert program.said.count("Geändert und geladen.") == 1
    assert screen.see(cursor=True) == screen.see()


def _is_help(seen: QImage) -> bool:
    """The page is almost black, with a line of yellow names of keys at its left edge."""
    return seen.pixelColor(1900, 1070).lightness() < 40 and any(
        seen.pixelColor(x, y).name() == "#ffb81c"
        for y in range(180, 260, 2)
        for x in range(96, 400)
    )
