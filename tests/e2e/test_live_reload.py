"""An edit is on the screen; a broken one never is."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from walls import STILL, slide_picture
from x11 import Program, Screen, Start

from decks import write

FIGURES = STILL["figures.yaml"]
EDITED = FIGURES.replace("104", "105")
KEPT = "bleibt die letzte gute Fassung"


def atomically(file: Path, text: str) -> None:
    """Save as most editors do: a new file takes the place of the old one."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, "utf-8")
    new.replace(file)


def in_place(file: Path, text: str) -> None:
    with file.open("r+b") as stream:
        stream.write(text.encode())
        stream.truncate()


def deleted_and_made(file: Path, text: str) -> None:
    file.unlink()
    file.write_text(text, "utf-8")


def in_two_halves(file: Path, text: str) -> None:
    """Save as a slow network does; the half is no valid file."""
    data = text.encode()
    with file.open("wb") as stream:
        stream.write(data[: len(data) // 2])
        stream.flush()
        os.fsync(stream.fileno())
        stream.write(data[len(data) // 2 :])


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return write(tmp_path / "deck", STILL)


def begin(deck: Path, screen: Screen, start: Start, name: str, *options: str) -> Program:
    """Start a talk at a slide and wait until the whole deck is read and watched."""
    program = start("present", deck, "--start-at", name, *options)
    screen.wait_for(slide_picture(deck, name), f"the slide {name}", program)
    program.wait_for("Die Schau läuft")
    screen.press("ctrl+r")
    program.wait_for("Geändert und geladen.")
    return program


@pytest.mark.parametrize("save", [atomically, in_place, deleted_and_made, in_two_halves])
def test_a_saved_number_is_on_the_screen_and_the_slide_stays(
    save: Callable[[Path, str], None], deck: Path, screen: Screen, start: Start
) -> None:
    program = begin(deck, screen, start, "gruen")
    for number in ("105", "98", "1234567"):
        save(deck / "figures.yaml", FIGURES.replace("104", number))
        screen.wait_for(slide_picture(deck, "gruen"), f"the slide with {number}", program)
    assert "KJC" not in program.said


def test_a_kiosk_shows_an_edit_in_the_middle_of_its_loop(
    deck: Path, screen: Screen, start: Start
) -> None:
    program = start("kiosk", deck)
    screen.wait_for(slide_picture(deck, "rot"), "the first slide", program)
    program.wait_for("Die Schau läuft")
    atomically(deck / "figures.yaml", EDITED)
    screen.wait_for(slide_picture(deck, "rot"), "the edited slide", program)


def test_following_goes_to_the_slide_that_is_edited(
    deck: Path, screen: Screen, start: Start
) -> None:
    program = begin(deck, screen, start, "rot", "--follow")
    atomically(deck / "blau.yaml", STILL["blau.yaml"].replace("Blau", "Azur"))
    screen.wait_for(slide_picture(deck, "blau"), "the edited slide", program)
    atomically(deck / "figures.yaml", EDITED)
    screen.wait_for(slide_picture(deck, "blau"), "the same slide with another number", program)


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        ("gruen.yaml:2:15: KJC", "{a}", "{aa}"),
        ("gruen.yaml:2:1: KJC", "title:", "titel:"),
        ("figures.yaml:3:", "104", "[104"),
        ("deck.yaml:3:15: KJC", "gruen", "gelb"),
    ],
)
def test_a_broken_edit_is_told_and_not_shown(
    place: str, old: str, new: str, deck: Path, screen: Screen, start: Start
) -> None:
    file = place.partition(":")[0]
    program = begin(deck, screen, start, "gruen")
    before = screen.see()
    atomically(deck / file, STILL[file].replace(old, new))
    program.wait_for(KEPT)
    assert screen.see() == before
    assert place in program.said
    atomically(deck / file, STILL[file])
    atomically(deck / "figures.yaml", EDITED)
    screen.wait_for(slide_picture(deck, "gruen"), "the repaired deck", program)


def test_a_slide_that_is_removed_gives_way_to_its_neighbour(
    deck: Path, screen: Screen, start: Start
) -> None:
    program = begin(deck, screen, start, "gruen")
    order = STILL["deck.yaml"]
    atomically(deck / "deck.yaml", order.replace("gruen, ", ""))
    screen.wait_for(slide_picture(deck, "blau"), "the slide behind it", program)
    atomically(deck / "deck.yaml", order.replace("gruen, blau, grau", ""))
    screen.wait_for(slide_picture(deck, "rot"), "the only slide left", program)


def test_a_deck_that_is_moved_away_and_back_goes_on(
    deck: Path, screen: Screen, start: Start
) -> None:
    program = begin(deck, screen, start, "gruen")
    before = screen.see()
    away = deck.rename(deck.with_name("woanders"))
    program.wait_for(KEPT)
    assert screen.see() == before
    away.rename(deck)
    program.wait_for("Geändert und geladen.", 2)
    in_place(deck / "figures.yaml", EDITED)
    screen.wait_for(slide_picture(deck, "gruen"), "an edit after it came back", program)
