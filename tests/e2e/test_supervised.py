"""Whatever happens to the player, the audience sees the same slide again, and soon."""

import os
import signal
import socket
from pathlib import Path

import pytest
from kiosks import begin
from walls import STILL, slide_picture
from x11 import Screen, Start, wait_until

from decks import Files, write

CRASH, HANG = 3.0, 15.0
"""Seconds within which the same slide is back."""
LOOP: Files = {**STILL, "deck.yaml": STILL["deck.yaml"].replace("24 h", "2 s")}


@pytest.fixture
def own_home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    made = tmp_path / "pipe"
    os.mkfifo(made)
    return made


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return write(tmp_path / "deck", STILL)


@pytest.mark.parametrize(
    ("number", "bound"),
    [(signal.SIGKILL, CRASH), (signal.SIGSEGV, CRASH), (signal.SIGSTOP, HANG)],
    ids=str,
)
def test_a_player_that_is_killed_or_stopped_is_back_on_its_slide(
    number: signal.Signals, bound: float, deck: Path, screen: Screen, start: Start, own_home: Path
) -> None:
    kiosk = begin(start, own_home, deck)
    screen.wait_for(slide_picture(deck, "rot"), "the slide", kiosk.program)
    player = kiosk.players()[0]
    os.kill(player, number)
    assert kiosk.back_after(player) <= bound
    screen.wait_for(slide_picture(deck, "rot"), "the slide again", kiosk.program)


@pytest.mark.parametrize("word", ["block", "freeze", "memory"])
def test_a_player_that_hangs_inside_is_back_on_its_slide(
    word: str, deck: Path, screen: Screen, start: Start, own_home: Path, pipe: Path
) -> None:
    kiosk = begin(start, own_home, deck, pipe=pipe)
    player = kiosk.players()[0]
    pipe.write_text(word)
    assert kiosk.back_after(player) <= HANG
    screen.wait_for(slide_picture(deck, "rot"), "the slide again", kiosk.program)


def test_a_fault_in_a_slot_never_stops_the_loop(
    tmp_path: Path, screen: Screen, start: Start, own_home: Path, pipe: Path
) -> None:
    deck = write(tmp_path / "deck", LOOP)
    kiosk = begin(start, own_home, deck, pipe=pipe)
    player = kiosk.players()[0]
    pipe.write_text("slot")
    wait_until(lambda: "sabotage" in kiosk.program.said, "the fault has happened")
    for name in ("blau", "grau", "rot"):
        wait_until(lambda: getattr(kiosk.sign().shown, "name", "") == name, name)  # noqa: B023
    assert kiosk.players() == [player]


def test_a_loop_that_no_longer_goes_on_is_started_again(
    tmp_path: Path, screen: Screen, start: Start, own_home: Path, pipe: Path
) -> None:
    deck = write(tmp_path / "deck", LOOP)
    kiosk = begin(start, own_home, deck, pipe=pipe)
    player = kiosk.players()[0]
    pipe.write_text("stall")
    assert kiosk.back_after(player) <= HANG
    wait_until(lambda: kiosk.sign().due - kiosk.sign().at < 3.0, "the loop goes on")


def test_a_slide_that_kills_is_set_aside_and_the_rest_plays_on(
    tmp_path: Path, screen: Screen, start: Start, own_home: Path
) -> None:
    deck = write(tmp_path / "deck", LOOP)
    kiosk = begin(start, own_home, deck, slide="gruen")
    wait_until(lambda: "kjc ctl release gruen" in kiosk.program.said, "the slide is named")
    for name in ("blau", "grau", "rot", "blau"):
        screen.wait_for(slide_picture(deck, name), name, kiosk.program)


def test_fifty_faults_in_a_row(deck: Path, screen: Screen, start: Start, own_home: Path) -> None:
    """Of every kind that comes from outside; hangs are fewer, as each takes ten seconds."""
    kiosk = begin(start, own_home, deck)
    for number in range(48):
        player = kiosk.players()[0]
        os.kill(player, signal.SIGSEGV if number % 6 == 5 else signal.SIGKILL)
        assert kiosk.back_after(player) <= CRASH
        assert kiosk.sign().shown is not None
    screen.wait_for(slide_picture(deck, "rot"), "the same slide", kiosk.program)


def test_a_player_whose_supervisor_dies_plays_on_until_another_takes_over(
    deck: Path, screen: Screen, start: Start, own_home: Path
) -> None:
    kiosk = begin(start, own_home, deck)
    orphan = kiosk.players()[0]
    os.kill(kiosk.program.pid, signal.SIGKILL)
    painted = kiosk.sign().painted
    wait_until(lambda: kiosk.sign().painted > painted + 1, "the orphan paints")
    screen.wait_for(slide_picture(deck, "rot"), "the slide stays")
    successor = begin(start, own_home, deck)
    wait_until(lambda: not Path(f"/proc/{orphan}").exists(), "the orphan has gone")
    screen.wait_for(slide_picture(deck, "rot"), "the slide again", successor.program)


def test_asked_to_end_both_end(deck: Path, screen: Screen, start: Start, own_home: Path) -> None:
    kiosk = begin(start, own_home, deck)
    player = kiosk.players()[0]
    os.kill(kiosk.program.pid, signal.SIGTERM)
    assert kiosk.program.code() == 0
    assert not Path(f"/proc/{player}").exists()


def test_a_service_manager_is_told_that_the_show_runs_and_is_looked_after(
    deck: Path, start: Start, own_home: Path, tmp_path: Path
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(20)
        own_home.mkdir(mode=0o700)
        program = start(
            "kiosk", deck, NOTIFY_SOCKET=str(tmp_path / "notify"), XDG_STATE_HOME=str(own_home)
        )
        words = [manager.recv(100) for _ in range(5)]
        assert words == [b"READY=1", *[b"WATCHDOG=1"] * 4]
        os.kill(program.pid, signal.SIGTERM)
        assert program.code() == 0
        rest = b""
        while rest != b"STOPPING=1":
            rest = manager.recv(100)


def test_without_a_display_a_service_fails_instead_of_making_a_contact_sheet(
    deck: Path, start: Start
) -> None:
    program = start("kiosk", deck, DISPLAY="", INVOCATION_ID="1")
    assert program.code() == 1
    assert "kein Bildschirm" in program.said
    assert not (program.folder / "kontaktbogen.png").exists()
