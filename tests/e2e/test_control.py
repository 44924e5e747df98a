"""What can be asked of a running show from outside, through the real door of the real program."""

import json
import os
import signal
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from kiosks import Kiosk, begin
from servers import free_port
from walls import STILL, plain, slide_picture
from x11 import Screen, Start, wait_until

from decks import write


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return write(tmp_path / "deck", STILL)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def kiosk(deck: Path, home: Path, start: Start) -> Kiosk:
    return begin(start, home, deck)


def done(kiosk: Kiosk, *words: str) -> None:
    answer = kiosk.ctl(*words)
    assert (answer.returncode, answer.stderr) == (0, ""), answer


def test_slides_are_changed_from_a_terminal(kiosk: Kiosk, deck: Path, screen: Screen) -> None:
    done(kiosk, "next")
    screen.wait_for(slide_picture(deck, "gruen"), "the next", kiosk.program)
    done(kiosk, "goto", "4")
    screen.wait_for(slide_picture(deck, "grau"), "the fourth", kiosk.program)
    done(kiosk, "goto", "blau")
    screen.wait_for(slide_picture(deck, "blau"), "one by name", kiosk.program)
    done(kiosk, "prev")
    screen.wait_for(slide_picture(deck, "gruen"), "the one before", kiosk.program)
    done(kiosk, "black")
    screen.wait_for(plain("black"), "black", kiosk.program)
    done(kiosk, "black")
    screen.wait_for(slide_picture(deck, "gruen"), "the slide again", kiosk.program)
    refused = kiosk.ctl("goto", "quiz")
    assert refused.returncode == 1
    assert "quiz" in refused.stderr


def test_a_notice_is_there_at_once_and_outlives_a_crash(
    kiosk: Kiosk, deck: Path, screen: Screen
) -> None:
    slide = slide_picture(deck, "rot")
    screen.wait_for(slide, "the slide", kiosk.program)
    done(kiosk, "notice", "Die Veranstaltung beginnt 15 Minuten später")
    wait_until(lambda: not screen.shows(slide), "the notice")
    noticed = screen.see()
    player = kiosk.players()[0]
    os.kill(player, signal.SIGKILL)
    kiosk.back_after(player)
    screen.wait_for(noticed, "slide and notice after the crash", kiosk.program)
    done(kiosk, "emergency")
    wait_until(lambda: not screen.shows(noticed), "the emergency card")
    assert screen.see().pixelColor(20, 20).red() > 120
    done(kiosk, "clear")
    screen.wait_for(slide, "the slide again", kiosk.program)


def status(kiosk: Kiosk) -> dict[str, Any]:
    said = json.loads(kiosk.ctl("status", "--format", "json").stdout)
    assert isinstance(said, dict)
    return said


def test_the_status_is_told_also_while_a_player_hangs(kiosk: Kiosk) -> None:
    well = status(kiosk)
    assert well["well"] is True
    player = kiosk.players()[0]
    os.kill(player, signal.SIGSTOP)
    wait_until(lambda: status(kiosk)["well"] is False, "the hang is told of")
    kiosk.back_after(player)
    wait_until(lambda: status(kiosk)["well"] is True, "all is well again")
    (screen,) = status(kiosk)["players"]
    assert (screen["slide"], screen["restarts"]) == ("rot", 1)


def test_what_was_shown_can_be_read_afterwards_with_its_figures(kiosk: Kiosk) -> None:
    done(kiosk, "next")
    wait_until(lambda: "gruen" in kiosk.ctl("playlog").stdout, "the second slide is noted")
    done(kiosk, "quit")
    assert kiosk.program.code() == 0
    rows = kiosk.ctl("playlog").stdout.splitlines()
    assert [row.split(";")[1] for row in rows] == ["Folie", "rot", "gruen"]
    for row in rows[1:]:
        assert "a=104\N{NO-BREAK SPACE}Jobcenter (2018-11-26)" in row
        assert row.split(";")[3] >= row.split(";")[2] > "2018"


def test_a_show_that_was_left_begins_anew_and_one_that_was_stopped_goes_on(
    kiosk: Kiosk, deck: Path, home: Path, screen: Screen, start: Start
) -> None:
    done(kiosk, "next")
    screen.wait_for(slide_picture(deck, "gruen"), "the next", kiosk.program)
    os.kill(kiosk.program.pid, signal.SIGTERM)
    assert kiosk.program.code() == 0
    again = begin(start, home, deck)
    screen.wait_for(slide_picture(deck, "gruen"), "where it was", again.program)
    done(again, "notice", "Pause")
    done(again, "quit")
    assert again.program.code() == 0
    anew = begin(start, home, deck)
    screen.wait_for(slide_picture(deck, "rot"), "the first, without a notice", anew.program)


def test_the_same_show_is_not_started_twice(
    kiosk: Kiosk, deck: Path, home: Path, start: Start
) -> None:
    second = start("kiosk", deck, XDG_STATE_HOME=str(home / "state"), XDG_RUNTIME_DIR=str(home))
    assert second.code() == 1
    assert "läuft schon" in second.said
    assert len(kiosk.players()) == 1


def ports(kiosk: Kiosk) -> list[tuple[str, int]]:
    """Return where the show listens, all its processes together."""
    whole = psutil.Process(kiosk.program.pid)
    return [
        (connection.laddr.ip, connection.laddr.port)
        for each in (whole, *whole.children(recursive=True))
        for connection in each.net_connections("inet")
    ]


def test_health_is_served_to_this_machine_and_only_on_demand(
    deck: Path, home: Path, start: Start
) -> None:
    silent = begin(start, home, deck)
    assert ports(silent) == []
    done(silent, "quit")
    assert silent.program.code() == 0
    port = free_port()
    kiosk = begin(start, home, deck, "--health", str(port))
    wait_until(lambda: ports(kiosk) == [("127.0.0.1", port)], "it listens")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
        assert answer.status == 200
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        text = answer.read().decode()
    assert "kjc_painted_frames_total" in text


def test_every_screen_has_a_player_and_they_show_the_same(
    deck: Path, home: Path, start: Start, make_screen: Callable[[int, int], Screen]
) -> None:
    hall = make_screen(1280, 720)
    hall.run("xrandr", "--setmonitor", "links", "640/200x720/200+0+0", "screen")
    hall.run("xrandr", "--setmonitor", "rechts", "640/200x720/200+640+0", "none")
    kiosk = begin(start, home, deck, "--screen", "all", on=hall)
    wait_until(lambda: len(kiosk.players()) == 2, "two players")

    def halves_agree() -> bool:
        whole = hall.see()
        left, right = whole.copy(0, 0, 640, 720), whole.copy(640, 0, 640, 720)
        return left == right != plain("black", (640, 720))

    wait_until(halves_agree, "both show the same")
    hall.run("xrandr", "--delmonitor", "rechts")
    wait_until(lambda: len(kiosk.players()) == 1, "one player is left")
    hall.run("xrandr", "--setmonitor", "rechts", "640/200x720/200+640+0", "none")
    wait_until(lambda: len(kiosk.players()) == 2 and halves_agree(), "both again")
