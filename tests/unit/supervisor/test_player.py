"""A player seen from outside: what is told of one that leaves, refuses, dies or says nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from x11 import wait_until

from kjc_desktop.machine import processes
from kjc_desktop.show.board import Board, Mark
from kjc_desktop.show.control import Order
from kjc_desktop.show.options import Care, Options
from kjc_desktop.supervisor.player import Player
from kjc_desktop.supervisor.policy import Death

PAINT = """
import sys, json
from pathlib import Path
from kjc_desktop.show.board import Board, Mark
board = Board(Path(json.loads(sys.stdin.readline())["care"]["board"]))
def paint():
    board.shows(Mark("karte", "d"), 1e9)
    board.painted(1.0)
"""
Play = Callable[..., Player]


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Starts what stands in for a player: a few lines of Python."""

    def begin(code: str, *, again: bool = False, heard: list[object] | None = None) -> Player:
        (tmp_path / "stand_in.py").write_text(PAINT + code)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr("kjc_desktop.supervisor.player.PLAYER", "stand_in")
        options = Options(tmp_path, care=Care(tmp_path / "1.board", again=again))
        told = [] if heard is None else heard
        return Player(options, 0.0, lambda *said: told.append(said))

    return begin


def end_of(player: Player, now: float = 2.0) -> Death | int:
    """Wait until a player has ended, at a time that stands still; return how."""
    found: list[Death | int] = []

    def over() -> bool:
        seen = player.look(now)
        found.extend([] if seen is None else [seen])
        return bool(found)

    wait_until(over, "the player has ended")
    player.part()
    return found[0]


def test_one_that_was_left_by_somebody_tells_its_exit_code(play: Play) -> None:
    assert end_of(play("paint()")) == 0


def test_one_that_ends_before_anybody_saw_it_has_died(play: Play) -> None:
    assert end_of(play("")) == Death(2.0, "crash")


@pytest.mark.parametrize("code", [1, 2])
def test_a_first_start_that_cannot_be_is_told_to_whoever_tried(play: Play, code: int) -> None:
    assert end_of(play(f"sys.exit({code})")) == code
    assert end_of(play(f"sys.exit({code})", again=True)) == Death(2.0, "crash")


def test_the_slide_of_a_crash_is_known(play: Play) -> None:
    player = play("paint(); board.works(Mark('karte', 'd')); sys.exit(70)")
    assert end_of(player) == Death(2.0, "crash", 1.0, Mark("karte", "d"), Mark("karte", "d"))


def test_one_that_somebody_kills_was_killed(play: Play) -> None:
    death = end_of(play("paint(); import os; os.kill(os.getpid(), 9)"))
    assert isinstance(death, Death)
    assert death.cause == "killed"


def test_silence_is_a_hang_and_ended(play: Play, tmp_path: Path) -> None:
    player = play("paint(); sys.stdin.read()")
    wait_until(lambda: player.sign().painted > 0, "it has painted")
    assert player.look(9.9) is None
    assert player.look(10.1) is None
    death = end_of(player, 10.6)
    assert isinstance(death, Death)
    assert death.cause == "hang"


def test_a_slide_that_is_overdue_is_stuck_although_it_is_painted(
    play: Play, tmp_path: Path
) -> None:
    player = play("paint(); sys.stdin.read()")
    wait_until(lambda: player.sign().painted > 0, "it has painted")
    with Board(tmp_path / "1.board") as board:
        board.shows(Mark("karte", "d"), 50.0)
        board.painted(59.0)
    assert player.look(59.9) is None
    with Board(tmp_path / "1.board") as board:
        board.shows(Mark("karte", "d"), 50.0)
        board.painted(60.0)
    assert player.look(60.1) is None
    death = end_of(player, 60.6)
    assert isinstance(death, Death)
    assert death.cause == "stuck"


def test_one_that_never_begins_is_given_up_in_time(play: Play) -> None:
    player = play("sys.stdin.read()")
    assert player.look(24.9) is None
    assert player.look(25.1) is None
    death = end_of(player, 25.6)
    assert death == Death(25.6, "hang")


def test_orders_reach_it_and_its_words_come_back(play: Play) -> None:
    heard: list[object] = []
    player = play("paint(); print('nonsense'); print(sys.stdin.readline())", heard=heard)
    assert player.sign().painted or not player.order(Order("next"))
    wait_until(lambda: player.sign().painted > 0, "it has painted")
    assert player.order(Order("goto", target="karte"))
    wait_until(lambda: ("ended", None) in heard, "it has ended")
    assert ("do", "goto") in heard
    assert ("target", "karte") in heard
    wait_until(lambda: player.look(1.0) is not None, "its end is seen")
    assert not player.order(Order("next"))
    player.part()


def test_one_that_is_asked_to_part_and_does_not_is_ended(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kjc_desktop.supervisor.player._PARTING", 0.2)
    player = play(
        "paint()\nfor line in sys.stdin: pass\nimport threading; threading.Event().wait()"
    )
    wait_until(lambda: player.sign().painted > 0, "it has painted")
    player.part()
    assert not Path(f"/proc/{player.pid}").exists()


def test_a_process_that_was_prepared_is_taken_once() -> None:
    processes.prepare_python("this")
    prepared = processes.start_python("this")
    other = processes.start_python("this")
    assert prepared.pid != other.pid
    for each in (prepared, other):
        with each:
            assert each.stdin is not None
            each.stdin.close()
