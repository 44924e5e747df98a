"""Keeps one screen alive: a player is there, or another is about to be."""

import math
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kjc_desktop.machine.folders import short_private_folder
from kjc_desktop.machine.processes import PLAYER, prepare_python
from kjc_desktop.show.board import Mark, Sign
from kjc_desktop.show.control import Order
from kjc_desktop.show.options import Care, Options
from kjc_desktop.supervisor.player import Listener, Player
from kjc_desktop.supervisor.policy import Death, Plan, plan

_REMEMBERED = 40
"""Deaths that are looked back on."""
_UNSTARTED = 5.0
"""Seconds to wait where the system could not even start a player."""

Given = Callable[[], Care]
"""What all players of a show are told at this moment, whatever their screen."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A player that has died, and how the screen goes on."""

    death: Death
    plan: Plan
    trace: str


class ScreenWatch:
    """One screen of a show."""

    def __init__(
        self,
        options: Options,
        board: Path,
        given: Given,
        listener: Listener,
        first: Mark | None,
        *,
        again: bool = False,
    ) -> None:
        """Prepare; nothing is started before the first look.

        Args:
            options: of the players; `first` is what was asked for on the command line.
            board: where each player shows its signs of life.
            given: what players are told besides.
            listener: for their messages.
            first: the slide that was shown before the machine was restarted.
            again: the show runs already, so that nobody is there who could be told of a fault.
        """
        self.options = options
        self.restarts = 0
        self.started: float | None = None
        self._board, self._given, self._listener = board, given, listener
        self._elsewhere: Path | None = None
        self._again = again
        self._player: Player | None = None
        self._deaths: list[Death] = []
        self._plan = Plan(begin=first)
        self._start_at = -math.inf

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return None if self._player is None else self._player.pid

    def sign(self) -> Sign | None:
        """Return the last sign of life; None while there is no player."""
        return None if self._player is None else self._player.sign()

    @property
    def position(self) -> Mark | None:
        """The slide to go on with, were the player to end now."""
        sign = self.sign()
        shown = None if sign is None else sign.shown
        return shown or self._plan.begin

    def step(self, now: float, aside: tuple[Mark, ...]) -> Loss | int | None:
        """Look after the screen.

        Args:
            now: monotonic seconds.
            aside: slides that are set aside already.

        Returns:
            The loss of a player, or the exit code of one that was left; else None.
        """
        if self._player is None:
            if now >= self._start_at:
                self._start(now)
            return None
        seen = self._player.look(now)
        if not isinstance(seen, Death):
            return seen
        trace = self._player.trace()
        self._player.part()
        self._player = None
        if seen.shown is None:
            seen = replace(seen, shown=self._plan.begin)
        self._deaths = [*self._deaths[-_REMEMBERED:], seen]
        self._plan = plan(self._deaths, aside)
        self._start_at = now + self._plan.wait
        if self._plan.wait:
            with suppress(OSError):
                prepare_python(PLAYER)
        self.restarts += 1
        return Loss(seen, self._plan, trace)

    def _start(self, now: float) -> None:
        begin, again = self._plan.begin, self._again or bool(self._deaths)
        first = begin.name if begin is not None else self.options.first
        for board in self._boards():
            care = replace(self._given(), board=board, again=again, behind=self._plan.behind)
            options = replace(self.options, first=first, care=care)
            with suppress(OSError):
                self._player = Player(options, now, self._listener)
                self._board, self.started = board, now
                return
        self._start_at = now + _UNSTARTED

    def _boards(self) -> Iterator[Path]:
        """Yield where the signs of life may stand; elsewhere too, where the disk is full."""
        yield self._board
        with suppress(OSError):
            self._elsewhere = self._elsewhere or short_private_folder()
            yield self._elsewhere / self._board.name

    def order(self, order: Order) -> bool:
        """Pass an order on; tell whether somebody heard it."""
        return self._player is not None and self._player.order(order)

    def renew(self) -> None:
        """Start the player anew, on the slide where it is, with what players are told now."""
        begin = self.position
        self.end()
        self._again = True
        self._plan, self._start_at = Plan(begin=begin), -math.inf

    def end(self) -> None:
        """Let the player leave."""
        if self._player is not None:
            self._player.part()
            self._player = None
