"""Whatever happens to the files while the loop runs: the last good slide stays on the screen."""

from pathlib import Path

import pytest
from corruption import corrupt, restore
from walls import STILL, ink, slide_picture
from x11 import Screen, Start, wait_until

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


def torture(rounds: int, deck: Path, screen: Screen, start: Start) -> None:
    program = start("kiosk", write(deck, LOOP))
    program.wait_for("Die Schau läuft")
    wait_until(lambda: ink(screen.see()) > 0, "the first slide")

    def answers() -> int:
        return sum(program.said.count(words) for words in ANSWERS)

    def wait_for_an_answer(before: int, done: str) -> None:
        wait_until(lambda: answers() > before or not program.alive, f"an answer to {done}")

    for number in range(rounds):
        before = answers()
        done = corrupt(deck, LOOP, number)
        wait_for_an_answer(before, done)
        assert program.alive, f"{done}: {program.said[-2000:]}"
        # A damage may leave a valid slide with hardly a word on it, but never a blank screen.
        assert ink(screen.see()) > 0, done
        assert len(screen.windows()) == 1, done
    assert "Traceback" not in program.said
    restore(deck, LOOP)
    # One slide is left, so that it is seen wherever the loop was.
    head = STILL["deck.yaml"].partition("slides:")[0]
    write(
        deck,
        {"deck.yaml": f"{head}slides: [gruen]\n", "gruen.yaml": STILL["gruen.yaml"]},
    )
    screen.wait_for(slide_picture(deck, "gruen"), "a good edit in the end", program)


def test_a_loop_survives_what_happens_to_its_files(
    tmp_path: Path, screen: Screen, start: Start
) -> None:
    torture(60, tmp_path, screen, start)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_loop_survives_a_thousand_damages(tmp_path: Path, screen: Screen, start: Start) -> None:
    torture(1000, tmp_path, screen, start)
