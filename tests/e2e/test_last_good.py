"""What is left of a deck that somebody broke, deleted or unplugged: all of it, as it last was."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from kiosks import Kiosk, begin
from PySide6.QtGui import QColor, QImage
from walls import STILL, slide_picture
from x11 import Screen, Start, wait_until

from decks import write


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A deck with a picture on its first slide."""
    folder = write(
        tmp_path / "deck",
        STILL,
        {"rot.yaml": "title: Bild\ncontent:\n  - image: {file: media/a.png, alt: Bild}\n"},
    )
    (folder / "media").mkdir()
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor("#12306E"))
    assert image.save(str(folder / "media" / "a.png"))
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def copied(home: Path) -> bool:
    return any(home.rglob("spare.json"))


def end(kiosk: Kiosk) -> None:
    os.kill(kiosk.program.pid, signal.SIGTERM)
    assert kiosk.program.code() == 0


@pytest.mark.parametrize("fault", ["head", "slide", "picture", "folder"])
def test_after_a_restart_the_last_good_deck_is_shown(
    fault: str, deck: Path, home: Path, screen: Screen, start: Start
) -> None:
    good = slide_picture(deck, "rot")
    kiosk = begin(start, home, deck)
    screen.wait_for(good, "the slide", kiosk.program)
    wait_until(lambda: copied(home), "there is a copy")
    end(kiosk)
    if fault == "head":
        (deck / "deck.yaml").write_text("title: [")
    elif fault == "slide":
        (deck / "rot.yaml").write_text("titel: Bild")
    elif fault == "picture":
        (deck / "media" / "a.png").unlink()
    else:
        shutil.rmtree(deck)
    again = begin(start, home, deck)
    screen.wait_for(good, "the last good slide", again.program)


def test_a_deck_that_is_deleted_while_it_runs_goes_on_and_comes_back(
    deck: Path, home: Path, screen: Screen, start: Start, tmp_path: Path
) -> None:
    good = slide_picture(deck, "rot")
    kiosk = begin(start, home, deck)
    screen.wait_for(good, "the slide", kiosk.program)
    wait_until(lambda: copied(home), "there is a copy")
    deck.rename(tmp_path / "away")
    player = kiosk.players()[0]
    os.kill(player, signal.SIGKILL)
    kiosk.back_after(player)
    screen.wait_for(good, "the slide from the copy", kiosk.program)
    (tmp_path / "away").rename(deck)
    write(deck, {"rot.yaml": STILL["rot.yaml"]})
    screen.wait_for(slide_picture(deck, "rot"), "what was edited afterwards", kiosk.program)
