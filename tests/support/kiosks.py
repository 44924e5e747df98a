"""A supervised kiosk as a test sees it: the player under the supervisor, and its signs of life."""

import math
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
from x11 import Program, Screen, Start, quiet_environment, wait_until

from kjc_desktop.show.board import Board, Sign

SABOTEUR = Path(__file__).parent / "saboteur"


class Kiosk:
    """A running `kjc kiosk`."""

    def __init__(self, program: Program, home: Path) -> None:
        self.program = program
        self._home = home

    def boards(self) -> list[Path]:
        return sorted(self._home.rglob(f"*-{self.program.pid}.board"))

    def players(self) -> list[int]:
        """Return the players that live, the oldest first."""
        return [each.pid for each in self._children()]

    def _children(self) -> Iterator[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            for each in psutil.Process(self.program.pid).children():
                with suppress(psutil.NoSuchProcess):
                    if each.status() != psutil.STATUS_ZOMBIE:
                        yield each

    def sign(self) -> Sign:
        """Return the last sign of life of the first player."""
        for file in self.boards()[:1]:
            with suppress(OSError, ValueError), Board(file) as board:
                return board.sign()
        return Sign()

    def wait_for_player(self, *, after: int | None = None, seconds: float = 30.0) -> int:
        """Wait until a player has painted, another than one before it; return its number."""

        def there() -> bool:
            return (
                self.players()[:1] not in ([], [after])
                and self.sign().painted > 0
                and self.sign().at > -math.inf
            )

        wait_until(
            lambda: there() or not self.program.alive, "a player has painted", seconds
        )  # fmt: skip
        assert self.program.alive, self.program.said
        return self.players()[0]

    def ctl(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Ask the show something from a terminal beside it."""
        environment = {
            **quiet_environment(self._home),
            "XDG_STATE_HOME": str(self._home / "state"),
            "XDG_RUNTIME_DIR": str(self._home),
        }
        return subprocess.run(
            [sys.executable, "-m", "kjc_desktop", "ctl", *words],
            env=environment, capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip

    def back_after(self, player: int) -> float:
        """Wait until another player has painted; return the seconds that took."""
        began = time.monotonic()
        self.wait_for_player(after=player)
        return time.monotonic() - began


def begin(
    start: Start,
    home: Path,
    deck: Path,
    *options: str,
    pipe: Path | str = "",
    slide: str = "",
    on: Screen | None = None,
    board: bool = True,
    packages: Path = SABOTEUR,
) -> Kiosk:
    """Start a kiosk with a memory of its own, whose players can be broken from inside."""
    home.mkdir(mode=0o700, exist_ok=True)
    program = start(
        "kiosk",
        deck,
        *options,
        on=on,
        XDG_STATE_HOME=str(home / "state"),
        XDG_RUNTIME_DIR=str(home),
        PYTHONPATH=str(packages),
        SABOTAGE=str(pipe),
        SABOTAGE_SLIDE=slide,
    )
    kiosk = Kiosk(program, home)
    if board:
        kiosk.wait_for_player()
    return kiosk
