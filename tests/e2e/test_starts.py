"""How a show begins when something is wrong: a sentence and an exit code, or the rest of it."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from walls import STILL, ink, slide_picture
from x11 import Program, Screen, Start, quiet_environment

from decks import Files, write

EMBARGO = STILL["figures.yaml"].replace("source: s}", "source: s, embargo_until: 2099-01-01}")


def refused(program: Program, screen: Screen, code: int, *words: str) -> None:
    assert program.code() == code, program.said
    for word in words:
        assert word in program.said
    assert "Traceback" not in program.said + program.answer
    assert not screen.windows()


@pytest.mark.parametrize("command", ["kiosk", "present"])
def test_a_folder_that_is_missing(
    command: str, tmp_path: Path, screen: Screen, start: Start
) -> None:
    refused(start(command, tmp_path / "nirgends"), screen, 2, "gibt es nicht", "nirgends")


def test_a_folder_without_a_deck(tmp_path: Path, screen: Screen, start: Start) -> None:
    refused(start("kiosk", tmp_path), screen, 2, "fehlt deck.yaml")


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("deck.yaml", "title: [\n", "deck.yaml:"),
        ("deck.yaml", "titel: Probe\n", "deck.yaml:1:1: KJC"),
        ("deck.yaml", "", "deck.yaml:1:1: KJC"),
        ("deck.yaml", "title: Probe\nslides: []\n", "keine Folie, die gezeigt werden darf"),
    ],
)
def test_a_broken_head(
    file: str, text: str, place: str, tmp_path: Path, screen: Screen, start: Start
) -> None:
    deck = write(tmp_path, STILL, {file: text})
    refused(start("kiosk", deck), screen, 1, place)


def test_an_unknown_variant(tmp_path: Path, screen: Screen, start: Start) -> None:
    deck = write(tmp_path, STILL)
    refused(start("kiosk", deck, "--variant", "atlantis"), screen, 1, "atlantis")


def test_an_unknown_screen(tmp_path: Path, screen: Screen, start: Start) -> None:
    deck = write(tmp_path, STILL)
    program = start("kiosk", deck, "-S", "Leinwand 7")
    refused(
        program,
        screen,
        2,
        "Den Bildschirm „Leinwand 7“ gibt es hier nicht",
        "1920\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}1080",
    )


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        ({"rot.yaml": "titel: Falsch\n"}, "gruen"),
        ({"blau.yaml": "content: [\n"}, "rot"),
        ({"rot.yaml": None}, "gruen"),
    ],
)
def test_the_rest_of_a_deck_with_a_broken_slide_plays(
    changed: dict[str, str | None], shown: str, tmp_path: Path, screen: Screen, start: Start
) -> None:
    deck = write(tmp_path, STILL, changed)
    program = start("kiosk", deck)
    sound = write(tmp_path / "sound", STILL)
    screen.wait_for(slide_picture(sound, shown), f"the slide {shown}", program)
    program.wait_for("KJC")
    assert program.said.count("Die Schau läuft") == 1
    assert "Traceback" not in program.said


def test_a_deck_under_embargo_shows_nothing_of_it(
    tmp_path: Path, screen: Screen, start: Start
) -> None:
    deck = write(tmp_path, STILL, {"figures.yaml": EMBARGO})
    refused(start("kiosk", deck), screen, 1, "keine Folie, die gezeigt werden darf")


@pytest.mark.parametrize(
    "changed",
    [
        {"deck.yaml": STILL["deck.yaml"].replace("gruen, blau, grau", "")},
        {"gruen.yaml": STILL["gruen.yaml"] + "hidden: true\n"},
    ],
    ids=["one slide", "a hidden slide"],
)
def test_unusual_decks_begin_with_their_first_slide(
    changed: Files, tmp_path: Path, screen: Screen, start: Start
) -> None:
    deck = write(tmp_path, STILL, changed)
    program = start("kiosk", deck)
    screen.wait_for(slide_picture(deck, "rot"), "the first slide", program)
    program.wait_for("Die Schau läuft")
    assert program.alive


def test_a_deck_whose_first_slide_is_hidden_begins_with_the_second(
    tmp_path: Path, screen: Screen, start: Start
) -> None:
    deck = write(tmp_path, STILL, {"rot.yaml": STILL["rot.yaml"] + "hidden: true\n"})
    program = start("kiosk", deck)
    screen.wait_for(slide_picture(deck, "gruen"), "the second slide", program)


def test_a_kiosk_without_a_display_leaves_a_contact_sheet(home: Path, tmp_path: Path) -> None:
    deck = write(tmp_path / "deck", STILL, {"deck.yaml": STILL["deck.yaml"].replace("24 h", "2 s")})
    program = Program(["kiosk", deck], quiet_environment(home), tmp_path)
    assert program.code(60) == 0, program.said
    lines = program.answer.splitlines()
    assert "kein Bildschirm" in lines[0]
    sheet = QImage(lines[-1])
    assert Path(lines[-1]).parent == tmp_path
    assert sheet.width() > sheet.height() > 100
    assert ink(sheet) > 0.5
    colours = {sheet.pixelColor(x, 60).name() for x in range(0, sheet.width(), 8)}
    assert {"#7a1020", "#0b4f2a", "#12306e", "#3a3a3a"} <= colours


def test_a_talk_without_a_display_is_refused_in_a_sentence(home: Path, tmp_path: Path) -> None:
    program = Program(["present"], quiet_environment(home), tmp_path)
    assert program.code() == 1
    assert "kein Bildschirm" in program.said
    assert len(program.said.splitlines()) == 1
