"""A disk that takes nothing more costs the memory of a show, and never the show."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from kiosks import begin
from walls import STILL, slide_picture
from x11 import Screen, Start, wait_until

from decks import write


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return write(tmp_path / "deck", STILL)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few kilobytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k,mode=0700", "tmpfs", str(folder)],
        capture_output=True, check=False,
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> None:
    with pytest.raises(OSError, match="space"):
        (disk / "filler").write_bytes(bytes(1_000_000))


def test_a_show_begins_and_comes_back_on_a_full_disk(
    deck: Path, disk: Path, screen: Screen, start: Start
) -> None:
    fill(disk)
    kiosk = begin(start, disk, deck, board=False)
    slide = slide_picture(deck, "rot")
    screen.wait_for(slide, "the slide", kiosk.program)
    (player,) = kiosk.players()
    os.kill(player, signal.SIGKILL)
    wait_until(lambda: kiosk.players() not in ([], [player]), "another player")
    screen.wait_for(slide, "the slide again", kiosk.program)


def test_a_disk_that_fills_up_while_a_show_runs(
    deck: Path, disk: Path, screen: Screen, start: Start
) -> None:
    kiosk = begin(start, disk, deck)
    screen.wait_for(slide_picture(deck, "rot"), "the slide", kiosk.program)
    fill(disk)
    assert kiosk.ctl("next").returncode == 0
    screen.wait_for(slide_picture(deck, "gruen"), "the next", kiosk.program)
    player = kiosk.players()[0]
    os.kill(player, signal.SIGKILL)
    kiosk.back_after(player)
    screen.wait_for(slide_picture(deck, "gruen"), "where it was", kiosk.program)


def test_a_home_in_which_nothing_can_be_made(deck: Path, screen: Screen, start: Start) -> None:
    nowhere = "/proc/self/nirgends"
    program = start("kiosk", deck, XDG_STATE_HOME=nowhere, XDG_RUNTIME_DIR=nowhere)
    screen.wait_for(slide_picture(deck, "rot"), "the slide", program)
    os.kill(program.pid, signal.SIGTERM)
    assert program.code() == 0
