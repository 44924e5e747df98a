"""The program by a clock that somebody else sets: from 1970, over the evening, into the morning."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from walls import STILL, plain, slide_picture
from x11 import Program, Screen, Start, wait_until

from decks import write
from kjc_desktop import RELEASED

SMALL = (640, 360)
BERLIN = ZoneInfo("Europe/Berlin")
DATED = STILL["rot.yaml"] + "valid_from: 2018-11-26\n"
TURN = STILL["deck.yaml"].replace("24 h", "1 s")


@pytest.fixture(scope="module")
def library() -> str:
    """What gives a program another clock."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    if not found and not os.environ.get("CI"):
        pytest.skip("not installed: faketime")
    return str(found[0])


class Hands:
    """The clock of one program, by the time in Berlin; it goes on from where it is set."""

    def __init__(self, folder: Path, library: str) -> None:
        self._file = folder / "clock"
        self.environment = {
            "LD_PRELOAD": library,
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            "TZ": "UTC",
        }

    def set(self, time: datetime) -> None:
        away = time.timestamp() - datetime.now(BERLIN).timestamp()
        new = self._file.with_suffix(".new")
        new.write_text(f"{away:+.3f}\n", "ascii")
        new.replace(self._file)


@pytest.fixture
def hands(tmp_path: Path, library: str) -> Hands:
    return Hands(tmp_path, library)


@pytest.fixture
def wall(make_screen: Callable[[int, int], Screen]) -> Screen:
    return make_screen(*SMALL)


def seen_until(wall: Screen, deck: Path, wanted: str, program: Program) -> set[str]:
    """Return which slides are seen until a certain one is, that one included."""
    pictures = {name: slide_picture(deck, name, SMALL) for name in ("rot", "gruen", "blau", "grau")}
    seen: set[str] = set()

    def look() -> bool:
        picture = wall.see()
        seen.update(name for name, each in pictures.items() if each == picture)
        return wanted in seen

    with suppress(AssertionError):
        wait_until(look)
    assert wanted in seen, f"seen: {seen}; {program.said}"
    return seen


def test_a_clock_from_1970_that_is_set_while_the_show_runs(
    tmp_path: Path, wall: Screen, start: Start, hands: Hands
) -> None:
    deck = write(tmp_path / "deck", STILL, {"deck.yaml": TURN, "rot.yaml": DATED})
    hands.set(datetime(1970, 1, 1, 2, 0, tzinfo=BERLIN))
    program = start("kiosk", deck, on=wall, **hands.environment)
    program.wait_for("Die Uhr dieses Rechners geht falsch (01.01.1970, 02:0")
    assert seen_until(wall, deck, "grau", program) <= {"gruen", "blau", "grau"}
    assert "rot" not in seen_until(wall, deck, "gruen", program)
    hands.set(RELEASED.replace(year=RELEASED.year + 1))
    seen_until(wall, deck, "rot", program)
    assert program.said.count("geht falsch") == 1
    assert program.said.count("Die Uhr ist gestellt") == 1
    assert program.alive


def test_a_screen_that_starts_in_the_evening_and_opens_when_the_clock_is_set(
    tmp_path: Path, wall: Screen, start: Start, hands: Hands
) -> None:
    opening = "opening: {from: 8:00, to: 18:00}\n"
    deck = write(tmp_path / "deck", STILL, {"deck.yaml": TURN + opening})
    day = datetime(RELEASED.year + 1, 10, 20, tzinfo=BERLIN)
    hands.set(day.replace(hour=20))
    program = start("kiosk", deck, on=wall, **hands.environment)
    program.wait_for("Die Schau läuft")
    wall.wait_for(plain("black", SMALL), "a dark screen in the evening", program)
    hands.set(day.replace(day=21, hour=9))
    seen_until(wall, deck, "gruen", program)
    assert "geht falsch" not in program.said
