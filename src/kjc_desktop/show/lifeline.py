"""What ties a player to its supervisor: signs of life, orders that come in, messages that go out.

The sign of life is a painted frame, and nothing else: a program whose timers run while its picture
is frozen must not pass for well. Where nothing moves, one pixel is painted anew now and then. Only
a window that has no surface to paint on, because its screen is gone, says so by the clock.
"""

import json
import math
import os
import sys
from threading import Thread

from PySide6.QtCore import QObject, QRect, Signal

from kjc_desktop.deck.models import Deck
from kjc_desktop.show.aside import mark_of_slide
from kjc_desktop.show.board import Board, Mark
from kjc_desktop.show.clock import Call, Clock
from kjc_desktop.show.control import read_order
from kjc_desktop.show.controller import Show
from kjc_desktop.show.stage import Stage
from kjc_desktop.show.telling import Teller

PULSE = 1.0
"""Seconds after which a picture that stands still is asked for a sign of life."""
_OUT = 1
"""Standard output, which belongs to the supervisor."""


class Lifeline(QObject):
    """The player's end."""

    ordered = Signal(object)
    """`Order`: somebody outside asks for something; emitted in the thread of the window."""
    dismissed = Signal()
    """Another supervisor has taken over; this player is to go."""
    _came = Signal(object)

    def __init__(self, board: Board, clock: Clock, show: Show, stage: Stage) -> None:
        super().__init__()
        self._board, self._clock, self._show, self._stage = board, clock, show, stage
        self.teller = Teller(show, stage, clock, self.tell)
        self._marks: dict[str, Mark] = {}
        self._marked: Deck | None = None
        self._painted = False
        self._slide: str | None = None
        self._pulse: Call | None = None
        self._came.connect(self.ordered)

    def start(self) -> None:
        """Begin to show signs of life; called before the window opens."""
        self._stage.painted.connect(self._on_painted)
        self._stage.worked.connect(self._on_worked)
        self._show.changed.connect(self._on_changed)
        self._on_changed()
        self._pulse = self._clock.call_every(PULSE, self._beat)

    def listen(self) -> None:
        """Begin to take orders and to send messages; what came before waits in the pipe."""
        if os.name == "posix":
            # A supervisor that is stopped must not stop the player by not reading.
            os.set_blocking(_OUT, False)
        self.teller.start()
        Thread(target=self._take_orders, name="orders", daemon=True).start()

    def stop(self) -> None:
        """End; the thread that waits for orders goes with the program."""
        self.teller.stop()
        if self._pulse is not None:
            self._pulse.cancel()

    def tell(self, kind: str, what: object) -> None:
        """Send a message to the supervisor; without one, or when it does not listen, it is lost."""
        line = json.dumps({kind: what}, ensure_ascii=False, default=str) + "\n"
        try:
            os.write(_OUT, line.encode())
        except OSError:
            return

    def _take_orders(self) -> None:
        for line in sys.stdin:
            order = read_order(line)
            if order is not None:
                self._came.emit(order)

    def _on_painted(self) -> None:
        self._painted = True
        self._board.painted(self._clock.monotonic())

    def _on_changed(self) -> None:
        frame, remaining = self._show.frame(), self._show.remaining()
        self._slide = None if frame is None else frame.current.slide
        due = math.inf if remaining is None else self._clock.monotonic() + remaining
        self._board.shows(self._mark(self._slide) if self._slide else None, due)

    def _on_worked(self, slide: str) -> None:
        self._board.works(self._mark(slide) if slide else None)

    def _beat(self) -> None:
        """Ask for a frame where none was painted since the last time."""
        if self._board.told_to_leave:
            self.dismissed.emit()
        handle = self._stage.windowHandle()
        if handle is None or not handle.isExposed():
            self._board.hidden(self._clock.monotonic())
        elif not self._painted:
            self._stage.update(QRect(0, 0, 1, 1))
        self._painted = False
        self._look_at_the_time()

    def _look_at_the_time(self) -> None:
        """Tell when the slide is due if that has changed; a show that is stuck tells nothing."""
        frame, remaining = self._show.frame(), self._show.remaining()
        same = frame is not None and frame.current.slide == self._slide
        if same and (remaining is None or remaining > PULSE):
            self._on_changed()

    def _mark(self, name: str) -> Mark:
        """Return what tells a slide from others and from other versions of itself."""
        deck = self._show.deck
        if deck is not self._marked:
            self._marked, self._marks = deck, {}
        if name not in self._marks:
            self._marks[name] = mark_of_slide(deck.slide(name))
        return self._marks[name]
