"""One player: the process that shows a loop on a screen, seen from outside."""

import json
import math
import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

from kjc_desktop.machine.processes import PLAYER, ask_for_trace, ended_from_outside, start_python
from kjc_desktop.show.board import Board, Sign
from kjc_desktop.show.control import Order
from kjc_desktop.show.options import Options, write_options
from kjc_desktop.supervisor.policy import Cause, Death

_SILENCE = 9.0
"""Seconds without a sign of life after which a player hangs."""
_BIRTH = 25.0
"""Seconds that a player may take to its first picture, on a slow machine that is just starting."""
_OVERDUE = 10.0
"""Seconds after which a slide that should have given way is stuck."""
_DYING = 0.4
"""Seconds in which a player that hangs may still say where."""
_PARTING = 3.0
"""Seconds in which a player may leave in its own way."""
_REFUSALS = {1, 2}
"""Exit codes of a first start that cannot be: somebody is there to read why."""
_MOST_TRACE = 20_000
_LINE = 1_000_000

Listener = Callable[[str, object], None]
"""Is told the kind and the content of each message, in a thread of its own."""


class Player:
    """A running player."""

    def __init__(self, options: Options, now: float, listener: Listener) -> None:
        """Start it.

        Args:
            options: with `care`, whose board is wiped.
            now: monotonic seconds.
            listener: for its messages.

        Raises:
            OSError: the system cannot start it, or there is no room for its board.
        """
        if options.care is None:
            raise ValueError("a player needs a board")
        self._again = options.care.again
        self._board = Board(options.care.board, new=True)
        self._trace = trace_file(options.care.board)
        self._started, self._born = now, math.inf
        self._hanging: Cause | None = None
        self._kill_at = math.inf
        self._process = start_python(PLAYER)
        if self._process.stdin is not None:
            self._process.stdin.write(write_options(options).encode() + b"\n")
        self._listener = listener
        Thread(target=self._listen, name="player", daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def sign(self) -> Sign:
        """Return what it last let be seen."""
        return self._board.sign()

    def look(self, now: float) -> Death | int | None:
        """See how it is: None while it lives, its exit code when it left, its death when it died.

        One that hangs is killed on the way; its death is told when it is dead.
        """
        sign = self.sign()
        if sign.painted and self._born == math.inf:
            self._born = sign.at
        code = self._process.poll()
        if code is not None:
            return self._ended(code, sign, now)
        if self._hanging is None:
            self._hanging = self._trouble(sign, now)
            if self._hanging is not None:
                ask_for_trace(self._process)
                self._kill_at = now + _DYING
        if now >= self._kill_at:
            self._process.kill()
        return None

    def _trouble(self, sign: Sign, now: float) -> Cause | None:
        """Return what is wrong with a process that runs."""
        if sign.at == -math.inf:
            return "hang" if now - self._started > _BIRTH else None
        if now - sign.at > _SILENCE:
            return "hang"
        return "stuck" if now - sign.due > _OVERDUE else None

    def _ended(self, code: int, sign: Sign, now: float) -> Death | int:
        # Nobody can have left a show that was never seen.
        seen = self._born < math.inf
        if (code == 0 and seen) or (code in _REFUSALS and not self._again and not seen):
            return code
        cause: Cause = self._hanging or ("killed" if ended_from_outside(code) else "crash")
        lived = None if self._born == math.inf else now - self._born
        return Death(now, cause, lived, sign.shown, sign.work)

    def order(self, order: Order) -> bool:
        """Pass an order on; tell whether the player can hear it."""
        pipe = self._process.stdin
        # Before its first picture it does not listen, and a full pipe would stop us.
        deaf = self._hanging is not None or not self.sign().painted
        if pipe is None or deaf or self._process.poll() is not None:
            return False
        try:
            pipe.write(order.line().encode())
        except OSError:
            return False
        return True

    def part(self) -> None:
        """Let it leave; one that does not is killed."""
        self.order(Order("quit"))
        try:
            self._process.wait(_PARTING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._board.close()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def trace(self) -> str:
        """Return what it wrote down when it died: where each of its threads was."""
        with suppress(OSError):
            return self._trace.read_text("utf-8", "replace")[-_MOST_TRACE:]
        return ""

    def _listen(self) -> None:
        """Pass its messages on; whatever else it writes there is nobody's business."""
        pipe = self._process.stdout
        if pipe is None:
            return
        with suppress(OSError, ValueError), os.fdopen(os.dup(pipe.fileno()), "rb") as lines:
            for line in iter(lambda: lines.readline(_LINE), b""):
                with suppress(ValueError, RecursionError):
                    for kind, what in dict(json.loads(line)).items():
                        self._listener(str(kind), what)
        self._listener("ended", None)


def trace_file(board: Path) -> Path:
    """Return where a player writes down where it was when it died."""
    return board.with_suffix(".trace")
