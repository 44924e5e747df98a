"""Whatever happens to the files while the loop runs: the last good slide stays on the screen."""

import os
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from corruption import corrupt, heal, restore, spoil
from media import GOOD
from walls import STILL, ink, slide_picture
from x11 import Program, Screen, Start, wait_until

from decks import Files, write

LOOP: Files = {
    **STILL,
    "deck.yaml": STILL["deck.yaml"].replace("24 h, transition: none", "1 s")
    + "footer: Probe, die immer zu sehen ist\n",
    "figures.yaml": STILL["figures.yaml"]
    + "series:\n  r: {x: [1, 2, 3], y: [4, 9, 6], label: Reihe, source: s}\n",
    "gruen.yaml": "title: Zahl\ncontent:\n  - number: a\n",
    "blau.yaml": "title: Säulen\ncontent:\n  - bars: r\n  - list: [Eins, Zwei]\n",
}
ANSWERS = ("Geändert und geladen.", "bleibt die letzte gute Fassung")


def torture(rounds: int, damage: Callable[[int], str], screen: Screen, program: Program) -> None:
    """Do damages one by one; after each the same program shows something in its one window."""
    program.wait_for("Die Schau läuft")
    wait_until(lambda: ink(screen.see()) > 0, "the first slide")
    processes = running(program)

    def answers() -> int:
        return sum(program.said.count(words) for words in ANSWERS)

    def wait_for_an_answer(before: int, done: str) -> None:
        wait_until(lambda: answers() > before or not program.alive, f"an answer to {done}")

    for number in range(rounds):
        before = answers()
        done = damage(number)
        wait_for_an_answer(before, done)
        # A damage may leave a valid slide with hardly a word on it, but never a blank screen.
        assert ink(screen.see()) > 0, done
        assert len(screen.windows()) == 1, done
        assert running(program) == processes, f"{done}: {program.said[-2000:]}"
    assert "Traceback" not in program.said


def running(program: Program) -> set[int]:
    """Return the processes of a kiosk; one that had to be started again would be another."""
    return {program.pid, *(each.pid for each in psutil.Process(program.pid).children(True))}


def good_again(deck: Path, files: Files, screen: Screen, program: Program) -> None:
    """Leave one slide, so that it is seen wherever the loop was."""
    head = STILL["deck.yaml"].partition("slides:")[0]
    write(deck, {"deck.yaml": f"{head}slides: [gruen]\n", "gruen.yaml": files["gruen.yaml"]})
    screen.wait_for(slide_picture(deck, "gruen"), "a good edit in the end", program)


def torture_texts(rounds: int, deck: Path, screen: Screen, start: Start) -> None:
    program = start("kiosk", write(deck, LOOP))
    torture(rounds, lambda number: corrupt(deck, LOOP, number), screen, program)
    restore(deck, LOOP)
    good_again(deck, STILL, screen, program)


def test_a_loop_survives_what_happens_to_its_files(
    tmp_path: Path, screen: Screen, start: Start
) -> None:
    torture_texts(60, tmp_path, screen, start)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_loop_survives_a_thousand_damages(tmp_path: Path, screen: Screen, start: Start) -> None:
    torture_texts(1000, tmp_path, screen, start)


PICTURES = {name: GOOD[name]() for name in ("a.png", "a.jpg", "a.gif", "a.svg")}
SHOWING: Files = {
    **LOOP,
    **{
        f"{slide}.yaml": f"title: Bild\ncontent:\n  - image: {picture}\n"
        for slide, picture in zip(("rot", "gruen", "blau", "grau"), PICTURES, strict=True)
    },
}


def torture_pictures(rounds: int, deck: Path, screen: Screen, start: Start) -> None:
    for name, data in PICTURES.items():
        heal(deck / name, data)
    program = start("kiosk", write(deck, SHOWING))
    torture(rounds, lambda number: spoil(deck, PICTURES, number), screen, program)
    for name, data in PICTURES.items():
        heal(deck / name, data)
    good_again(deck, SHOWING, screen, program)


@pytest.mark.skipif(os.name != "posix", reason="no pipes among its files")
def test_a_loop_survives_what_happens_to_its_pictures(
    tmp_path: Path, screen: Screen, start: Start
) -> None:
    torture_pictures(40, tmp_path, screen, start)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.skipif(os.name != "posix", reason="no pipes among its files")
def test_a_loop_survives_a_thousand_damages_to_its_pictures(
    tmp_path: Path, screen: Screen, start: Start
) -> None:
    torture_pictures(1000, tmp_path, screen, start)
