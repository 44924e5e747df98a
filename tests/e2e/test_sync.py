"""Two screens with the same clock show the same, though they know nothing of one another."""

from collections.abc import Callable
from pathlib import Path

from walls import STILL, slide_picture
from x11 import Screen, Start, wait_until

from decks import write

SMALL = (640, 360)
PROMPT = 0.4
"""Seconds that two busy machines may differ; a slide stays for 2 s."""


def test_two_kiosks_show_the_same_slide_at_the_same_time(
    tmp_path: Path, make_screen: Callable[[int, int], Screen], start: Start
) -> None:
    deck = write(tmp_path, STILL, {"deck.yaml": STILL["deck.yaml"].replace("24 h", "2 s")})
    names = ("rot", "gruen", "blau", "grau")
    pictures = [slide_picture(deck, name, SMALL) for name in names]
    left, right = make_screen(*SMALL), make_screen(*SMALL)

    def shown() -> int:
        seen = left.see()
        return next((index for index, each in enumerate(pictures) if seen == each), -1)

    start("kiosk", deck, "--sync", "clock", on=left)
    wait_until(lambda: shown() >= 0, "a slide on the left")
    began = shown()
    wait_until(lambda: shown() not in {began, -1}, "the next slide on the left")
    start("kiosk", deck, "--sync", "clock", on=right)
    wait_until(lambda: right.see() in pictures, "a slide on the right")

    def wait_for_the_next(last: int) -> int:
        """Wait until the left shows another slide, and the right soon after."""
        wait_until(lambda: shown() not in {last, -1}, "the next slide")
        now = shown()
        wait_until(lambda: right.shows(pictures[now]), "the same slide", PROMPT)
        return now

    last = shown()
    for _ in range(3):
        last = wait_for_the_next(last)
