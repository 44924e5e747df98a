"""Looks after the players of one show until it is told to end.

One thread decides everything. What others have to say, players, signals, `kjc ctl`, waits in one
queue; four times a second all players are looked at, and nothing here can keep that from happening.
"""

import logging
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeVar

from kjc_desktop import RELEASED, __version__
from kjc_desktop.machine.notify import notify
from kjc_desktop.show.board import Board, Mark
from kjc_desktop.show.clock import monotonic, wall
from kjc_desktop.show.control import Order
from kjc_desktop.show.log import Log, tell
from kjc_desktop.show.options import ALL_SCREENS, Care, Options
from kjc_desktop.show.status import NoticeStatus, SetAside, Status
from kjc_desktop.supervisor.copying import Copier
from kjc_desktop.supervisor.memory import Memory
from kjc_desktop.supervisor.player import trace_file
from kjc_desktop.supervisor.reports import Reports
from kjc_desktop.supervisor.screen import Loss, ScreenWatch
from kjc_desktop.texts import message_language, say
from kjc_desktop.timeline.notice import Notice

_TICK = 0.25
"""Seconds between two looks at the players."""
_ANSWER = 4.0
"""Seconds in which whoever asks is answered."""
SPARE = "spare"
"""Folder of the copies of the deck, in that of the show."""
T = TypeVar("T")
_log = logging.getLogger(__name__)


class Supervisor:
    """Looks after the players of one show."""

    def __init__(
        self,
        options: Options,
        screens: Sequence[str | None],
        folders: tuple[Path, Path],
        log: Log,
    ) -> None:
        """Prepare.

        Args:
            options: of all players.
            screens: what they are to be shown on; None is the usual one.
            folders: of this show alone: for what it remembers, and for as long as it runs.
            log: where all of them write.
        """
        folder, self._running = folders
        self._options = options
        self.language = options.language or message_language()
        self._all = list(screens) == [ALL_SCREENS]
        self._events: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._memory = Memory(folder, monotonic())
        self._reports = Reports(folder, log)
        self._copier = Copier(options.folder, folder / SPARE)
        self._started = wall()
        self._screens: dict[str, ScreenWatch] = {}
        self._numbers = count(1)
        self._code: int | None = None
        self._wishes = tuple(screens)

    def run(self) -> int:
        """Look after the show until somebody leaves it; return the exit code."""
        _dismiss_orphans(self._running)
        for wish in self._wishes:
            self._add_screen(wish)
        # Not when the screens are: one may be switched on hours later.
        notify("READY=1")
        while self._code is None:
            self.step()
            self._obey_until(monotonic() + _TICK)
        notify("STOPPING=1")
        for screen in self._screens.values():
            screen.end()
        for name in self._screens:
            self._reports.lost(name, wall())
        self._memory.keep()
        return self._code

    def soon(self, event: Callable[[], None]) -> None:
        """Let something happen in the thread that decides; from any thread, also in a signal."""
        self._events.put(event)

    def asked(self, request: Callable[[], T]) -> T:
        """Return what the thread that decides has found; called in any other thread.

        Raises:
            Empty: it did not answer in time.
        """
        answers: SimpleQueue[Callable[[], T]] = SimpleQueue()
        self._events.put(lambda: answers.put(_outcome(request)))
        return answers.get(timeout=_ANSWER)()

    def leave(self, code: int = 0) -> None:
        """End the show because somebody wants it: the next one begins with the first slide."""
        self.stop(code)
        self._memory.begin_anew()

    def stop(self, code: int = 0) -> None:
        """End the show because the system does: the next one goes on where this one was."""
        self._code = code
        self._memory.stands(self._positions(), monotonic())

    def order(self, order: Order) -> bool:
        """Pass an order on; a notice holds as well for players that are still to come."""
        if order.do == "quit":
            self.leave()
            return True
        if order.do in {"notice", "clear"}:
            said = Notice(order.kind, order.text) if order.do == "notice" else None
            self._memory.notice(said)
        heard = [screen.order(order) for screen in self._screens.values()]
        return any(heard) or order.do in {"notice", "clear"}

    def release(self, slide: str | None) -> bool:
        """Give a slide, or all that are set aside, another chance; False where none was."""
        if not self._memory.release(slide):
            return False
        for screen in self._screens.values():
            screen.renew()
        return True

    def slides(self) -> list[str]:
        """Return the names of the slides of the deck, as far as they are known."""
        return self._reports.slides()

    def status(self) -> Status:
        """Return how the show is."""
        now, state = monotonic(), self._memory.state
        notice = state.notice
        players = (self._reports.player(*each, now) for each in self._screens.items())
        return Status(
            self._options.folder.name,
            self._started,
            tuple(players),
            self._options.variant,
            __version__,
            None if notice is None else NoticeStatus(notice.kind, notice.text),
            tuple(state.aside.values()),
            self._reports.sources(),
            self._reports.clock_trusted and wall() >= RELEASED,
        )

    def step(self) -> None:
        """Look at every player, and tell the system that somebody looks."""
        now = monotonic()
        for name, screen in self._screens.items():
            seen = screen.step(now, self._memory.aside)
            if isinstance(seen, Loss):
                self._on_loss(name, seen)
            elif seen is not None:
                # Only who leaves by the way out has ended it on purpose.
                self.stop(seen) if seen else self.leave()
                return
        notify("WATCHDOG=1")
        self._memory.stands(self._positions(), now)

    def _positions(self) -> dict[str, Mark]:
        """Return which slide each screen shows, or showed last."""
        return {
            name: mark
            for name, screen in self._screens.items()
            if (mark := screen.position) is not None
        }

    def _obey_until(self, end: float) -> None:
        """Do what is asked until it is time for the next look."""
        while self._code is None and (wait := end - monotonic()) > 0:
            try:
                self._events.get(timeout=wait)()
            except Empty:
                return
            except Exception:  # noqa: BLE001 - whatever it is, somebody looks after the players
                _log.exception("event")

    def _add_screen(self, wish: str | None, *, again: bool = False) -> None:
        name = wish or ""
        options = replace(self._options, screen=wish)
        board = self._running / f"{next(self._numbers)}-{os.getpid()}.board"
        first = self._memory.position(name) if options.first is None else None
        hear = partial(self._on_message, name)
        self._screens[name] = ScreenWatch(options, board, self._care, hear, first, again=again)

    def _care(self) -> Care:
        """Return what a player is told when it starts now."""
        state = self._memory.state
        return Care(
            self._running,
            aside=tuple(state.aside),
            notice=state.notice,
            spare=self._copier.folder(),
        )

    def _on_message(self, screen: str, kind: str, what: object) -> None:
        """Take a message of a player, in the thread that reads it."""
        self.soon(partial(self._heed, screen, kind, what))

    def _heed(self, screen: str, kind: str, what: object) -> None:
        if kind == "ended":
            self.step()
        elif kind == "good":
            self._copier.copy()
        else:
            self._reports.hear(screen, kind, what)
        if kind == "screens" and self._all and screen == ALL_SCREENS:
            self._match_screens(self._reports.screens(screen))

    def _match_screens(self, there: list[str]) -> None:
        """Have a player on each screen; the first one has told which there are, and its own."""
        own = self._reports.name(ALL_SCREENS)
        for name in there:
            if name not in {own, *self._screens}:
                self._add_screen(name, again=True)
        for name in set(self._screens) - {ALL_SCREENS, *there} | {own} & set(self._screens):
            self._screens.pop(name).end()
            self._reports.lost(name, wall())

    def _on_loss(self, screen: str, loss: Loss) -> None:
        """Write down what happened; a slide that is set aside from now on is remembered."""
        death, now = loss.death, wall()
        self._reports.lost(screen, now)
        self._reports.died(screen, loss, self.language)
        fresh = [mark for mark in loss.plan.aside if mark.text() not in self._memory.state.aside]
        if fresh:
            notes = {mark.text(): SetAside(mark.name, death.cause, now) for mark in fresh}
            self._memory.set_aside(notes)
        for mark in fresh:
            tell(say("kiosk.run_aside", self.language, slide=mark.name), level=logging.ERROR)


def _outcome(request: Callable[[], T]) -> Callable[[], T]:
    """Return what gives the answer, or raises what was raised, in the thread that asks."""
    try:
        answer = request()
    except Exception as error:  # noqa: BLE001 - it is for whoever asks, and ends nobody else
        found = error

        def fail() -> T:
            raise found

        return fail
    return lambda: answer


def _dismiss_orphans(folder: Path) -> None:
    """Ask players to go whose supervisor has died: they have played on, and ours take over."""
    for file in folder.glob("*.board"):
        with suppress(OSError, ValueError):
            with Board(file) as board:
                board.tell_to_leave()
            file.unlink()
            trace_file(file).unlink()
