"""What a supervisor sees of a player: always the last of it, never half of a name."""

import math
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.show.board import Board, Mark, Sign, mark_of

SLIDE = Mark("straße-der-jobcenter", "0123456789ab")


def test_a_new_board_shows_nothing(tmp_path: Path) -> None:
    with Board(tmp_path / "b", new=True) as board:
        assert board.sign() == Sign()


def test_what_a_player_shows_is_seen_from_outside(tmp_path: Path) -> None:
    with Board(tmp_path / "b", new=True) as outside, Board(tmp_path / "b") as player:
        player.shows(SLIDE, 20.0)
        assert outside.sign() == Sign()
        player.painted(10.0)
        assert outside.sign() == Sign(1, 10.0, 20.0, hidden=False, shown=SLIDE)
        player.works(SLIDE)
        assert outside.sign().work == SLIDE
        player.works(None)
        assert outside.sign().work is None
        player.hidden(11.0)
        assert outside.sign() == Sign(1, 11.0, 20.0, hidden=True, shown=SLIDE)
        player.shows(None, math.inf)
        player.painted(12.0)
        assert outside.sign() == Sign(2, 12.0)


def test_a_player_is_told_to_leave_through_the_same_file(tmp_path: Path) -> None:
    with Board(tmp_path / "b", new=True) as outside, Board(tmp_path / "b") as player:
        assert not player.told_to_leave
        outside.tell_to_leave()
        assert player.told_to_leave


def test_a_new_player_begins_with_a_clean_board(tmp_path: Path) -> None:
    with Board(tmp_path / "b", new=True) as board:
        board.shows(SLIDE, 1.0)
        board.painted(1.0)
        board.tell_to_leave()
    with Board(tmp_path / "b", new=True) as board:
        assert board.sign() == Sign()
        assert not board.told_to_leave


def test_what_is_no_board_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gibt-es-nicht"):
        Board(tmp_path / "gibt-es-nicht")
    (tmp_path / "kurz").write_bytes(b"x")
    with pytest.raises(ValueError, match="length"):
        Board(tmp_path / "kurz")


@given(st.text(max_size=300), st.text(max_size=20))
def test_any_name_is_seen_as_far_as_there_is_room(
    tmp_path_factory: pytest.TempPathFactory, name: str, other: str
) -> None:
    clean = name.encode(errors="ignore").decode()
    with Board(tmp_path_factory.mktemp("b") / "b", new=True) as board:
        board.works(Mark(other.encode(errors="ignore").decode(), "d"))
        board.works(Mark(clean, "d"))
        seen = board.sign().work
    assert seen is not None
    assert seen.digest == "d"
    assert clean.startswith(seen.name)
    assert seen.name == clean or len(clean.encode()) > 230


def test_marks_are_read_back_as_they_were_written() -> None:
    assert mark_of(SLIDE.text()) == SLIDE
    assert mark_of("") is None


WRITER = """
import sys
from itertools import cycle
from pathlib import Path
from kjc_desktop.show.board import Board, Mark
board = Board(Path(sys.argv[1]))
for number, name in enumerate(cycle("abc"), 1):
    board.works(Mark(name * 40, "d"))
    board.shows(Mark(name * 40, "d"), number)
    board.painted(number)
    if number == 1000:
        print("los", flush=True)
"""


def test_a_player_killed_at_any_instant_leaves_a_name_that_is_one(tmp_path: Path) -> None:
    file = tmp_path / "b"
    whole = {Mark(name * 40, "d") for name in "abc"}
    for _ in range(5):
        with Board(file, new=True) as board:
            writer = subprocess.Popen(
                [sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE
            )
            with writer:
                assert writer.stdout is not None
                assert writer.stdout.readline() == b"los\n"
                os.kill(writer.pid, signal.SIGKILL)
            sign = board.sign()
            assert sign.painted >= 999
            assert {sign.shown, sign.work} <= {*whole, None}
