"""The running show: holds deck, figures and playback, and knows when the picture changes next.

It paints nothing. A window asks for `frame()` when `changed` says that there is a new one, and
between two changes nothing happens: no timer runs while a picture stays for ever, one single
shot waits for the next slide, the next full second or the next date, and only while something
moves is there a frame timer.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from kjc_desktop.data.live import NOTHING, LiveData
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.show.clock import Call, Clock
from kjc_desktop.timeline.commands import Action, Command, reduce
from kjc_desktop.timeline.frame import Data, Frame
from kjc_desktop.timeline.loop import retimed, shown_at_once
from kjc_desktop.timeline.picture import frame_at, next_change
from kjc_desktop.timeline.playback import Mode, Playback, begin
from kjc_desktop.timeline.schedule import Playlist, timeline_of
from kjc_desktop.timeline.sync import Moment, moment_at

FRAME = 0.016
"""Seconds between two pictures while something moves."""
RUN = 0.8
"""Seconds a number takes to run to a new value."""
RUN_FRAME = 0.04
"""Seconds between two pictures while a number runs: it may do so all the time."""
_AT_LEAST = 30.0
"""Seconds after which dates are looked at again, as somebody may set the machine's clock."""
_SHORTEST = 0.001
"""Seconds to wait at least: a shorter wait would end before the time it waits for."""
_TICK = Command(Action.TICK)
_BACKWARDS = timedelta(seconds=1)


class Show(QObject):
    """One running show."""

    changed = Signal()
    """There is a new picture, or something else to show: digits typed, the help page."""
    rested = Signal()
    """Nothing moves any more, or nothing did on this slide; time for what would make it stutter."""
    replaced = Signal()
    """Deck or figures are others now; what was built from them must be built anew."""

    def __init__(
        self,
        deck: Deck,
        table: FigureTable,
        clock: Clock,
        *,
        mode: Mode = "manual",
        first: int | str | None = None,
        sync: bool = False,
    ) -> None:
        """Begin.

        Args:
            deck: what is shown.
            table: its figures, resolved at the wall time of the clock.
            clock: all the time there is.
            mode: `loop` plays by itself, `manual` waits for commands.
            first: number or name of the slide to begin with.
            sync: let the time of day move the loop, so that several screens show the same; then
                commands that move the show do nothing.
        """
        super().__init__()
        self._deck, self._table, self._clock, self._sync = deck, table, clock, sync
        self._live = NOTHING
        self._lifted: datetime | None = None
        self._before: dict[str, float] = {}
        self._refigured = clock.monotonic()
        self._resolved = clock.wall()
        timeline, self._playlist = timeline_of(deck, table, self._resolved)
        self._playback = begin(timeline, mode, clock.monotonic(), first)
        self._due = self._next_dates()
        self._held: Frame | None = None
        self._pending: tuple[Deck, FigureTable] | None = None
        self._told = self.frame()
        self._frames: Call | None = None
        self._wake: Call | None = None
        self._rested_on: str | None = None
        self._arm()

    @property
    def deck(self) -> Deck:
        """The deck that is shown."""
        return self._deck

    @property
    def table(self) -> FigureTable:
        """Its figures as they are shown."""
        return self._table

    @property
    def playback(self) -> Playback:
        """Where the show stands, and what lies over the slide."""
        return self._playback

    @property
    def playlist(self) -> Playlist:
        """What plays now; `fallback` says that nothing is meant to be shown."""
        return self._playlist

    def frame(self) -> Frame | None:
        """Return the picture now; None only while every slide is under embargo."""
        if self._held is not None:
            return self._held
        moment = self._moment()
        if moment is None:
            return None
        playback = self._playback
        return frame_at(
            playback.timeline,
            moment.position,
            self._clock.wall(),
            leaving=moment.leaving,
            cover=playback.cover,
            data=self._data(),
        )

    def command(self, command: Command) -> None:
        """Do what is asked, and show it at once."""
        now, before = self._clock.monotonic(), self.frame()
        caught_up = reduce(self._playback, _TICK, now)
        self._playback = reduce(caught_up, command, now)
        if self._playback.slide != caught_up.slide:
            # The first picture of a fade is the last of the old slide: a key shows at once.
            self._playback = replace(self._playback, entered=self._playback.entered - FRAME)
        self._hold(before)
        self._tell(always=True)

    def follow(self, slide: str) -> None:
        """Show a slide complete and at once, because somebody edits it; stay if it is shown."""
        self._playback = shown_at_once(self._playback, slide, self._clock.monotonic())
        self._tell()

    def update(self, live: LiveData) -> None:
        """Show what the sources give now; numbers run to their new values, all else is there."""
        self._live = live
        self._refigure(self._resolve(self._deck))

    def replace(self, deck: Deck, table: FigureTable, live: LiveData = NOTHING) -> None:
        """Show another version of the deck, on the same slide; while the picture is held, later."""
        if self._held is not None:
            self._pending, self._live = (deck, table), live
            return
        self._deck, self._table, self._live = deck, table, live
        self._before = {}
        self._resolved = self._clock.wall()
        self._retime()
        self._rested_on = None
        self.replaced.emit()
        self._tell(always=True)

    def stop(self) -> None:
        """End: nothing happens any more."""
        for call in (self._frames, self._wake):
            if call is not None:
                call.cancel()
        self._frames = self._wake = None

    def preview(self, lifted: datetime) -> None:
        """Judge embargoes by a moment, whatever the clock of this show says."""
        self._lifted = lifted

    def _resolve(self, deck: Deck) -> FigureTable:
        """Return the figures of a deck at this moment."""
        now = self._clock.wall()
        lifted = now if self._lifted is None else min(now, self._lifted)
        return resolve(deck, now, self._live, lifted=lifted)

    def _data(self) -> Data | None:
        """Return the figures of this moment, where they can change."""
        if not self._deck.live:
            return None
        share = min(1.0, (self._clock.monotonic() - self._refigured) / RUN)
        if share >= 1.0:
            self._before = {}
        return Data(self._table, self._before, share if self._before else 1.0)

    def _refigure(self, table: FigureTable) -> None:
        """Show other figures of the same deck."""
        shown = self._data() or Data(self._table)
        self._before = {
            name: before
            for name, figure in table.items()
            if figure.value is not None
            and (before := shown.value(name)) is not None
            and before != figure.value
        }
        same = table.kept_back() == self._table.kept_back()
        self._table, self._refigured = table, self._clock.monotonic()
        self._resolved = self._clock.wall()
        if same:
            self._due = self._next_dates()
        else:
            self._retime()
        self._tell()

    def _moment(self) -> Moment | None:
        """Return where the show stands: by the time of day, or by what was asked of it."""
        playback, now = self._playback, self._clock.monotonic()
        if self._sync:
            return moment_at(playback.timeline, self._clock.wall().timestamp())
        position = playback.position(now)
        if position is None:
            return None
        return Moment(position, playback.leaving, playback.remaining(now))

    def _hold(self, picture: Frame | None) -> None:
        """Hold the picture that was there when asked to; let it go, and catch up with edits."""
        if self._playback.frozen and self._held is None:
            self._held = picture
        elif not self._playback.frozen and self._held is not None:
            self._held, pending, self._pending = None, self._pending, None
            if pending is not None:
                deck, table = pending
                # Sources have gone on meanwhile; the figures of the edit may be old already.
                table = self._resolve(deck) if deck.live else table
                self.replace(deck, table, self._live)

    def _retime(self) -> None:
        """Work out again what plays at this time of day."""
        timeline, self._playlist = timeline_of(self._deck, self._table, self._clock.wall())
        self._due = self._next_dates()
        if timeline != self._playback.timeline:
            self._playback = retimed(self._playback, timeline, self._clock.monotonic())

    def _reschedule(self) -> None:
        """Look at the dates when they are due, and at the figures if an embargo may have ended."""
        if self._due is None or self._clock.monotonic() < self._due or self._held is not None:
            return
        now = self._clock.wall()
        if self._outdated(now) and self._deck.live:
            self._refigure(self._resolve(self._deck))
        elif self._outdated(now):
            self.replace(self._deck, self._resolve(self._deck))
        else:
            self._retime()

    def _outdated(self, now: datetime) -> bool:
        """Tell whether the figures may be others now, or the clock was set back."""
        change = self._table.next_change
        ended = change is not None and now.timestamp() >= change.timestamp()
        return ended or now < self._resolved - _BACKWARDS

    def _waken(self) -> None:
        """Something is due: a frame, a slide, a step, a second, a date; see what, and show it."""
        self._playback = reduce(self._playback, _TICK, self._clock.monotonic())
        self._reschedule()
        self._tell()

    def _tell(self, *, always: bool = False) -> None:
        """Say that there is a new picture, if there is one, and wait for the next."""
        picture = self.frame()
        if always or picture != self._told:
            self._told = picture
            self.changed.emit()
        self._arm()

    def _waits(self) -> list[float]:
        """Return after how many seconds something may change, for each thing that may."""
        moment, waits = self._moment(), []
        if moment is not None and moment.remaining is not None:
            waits.append(moment.remaining)
        if moment is not None and self._held is None and self._playback.cover is None:
            timeline, now = self._playback.timeline, self._clock.wall()
            wait = next_change(timeline, moment.position, now, leaving=moment.leaving)
            waits += [] if wait is None else [wait]
            waits += [RUN_FRAME] if self._before else []
        if self._due is not None and self._held is None:
            waits.append(max(_SHORTEST, self._due - self._clock.monotonic()))
        return waits

    def _next_dates(self) -> float | None:
        """Return when dates are to be looked at again, in monotonic seconds; None for never."""
        if not self._playlist.dated:
            return None
        changes = (self._playlist.next_change, self._table.next_change)
        now = self._clock.wall().timestamp()
        waits = [max(_SHORTEST, each.timestamp() - now) for each in changes if each is not None]
        return self._clock.monotonic() + min([_AT_LEAST, *waits])

    def _arm(self) -> None:
        """Set the one timer that is needed, or none."""
        wait = min(self._waits(), default=None)
        if self._wake is not None:
            self._wake.cancel()
            self._wake = None
        if wait == 0.0:
            if self._frames is None:
                self._frames = self._clock.call_every(FRAME, self._waken)
            return
        last = self.frame()
        if last != self._told:
            # Time went on since the picture was told: this is the one that stays.
            self._told = last
            self.changed.emit()
        moved = self._frames is not None
        if self._frames is not None:
            self._frames.cancel()
            self._frames = None
        if moved or self._rested_on != self._playback.slide:
            self._rested_on = self._playback.slide
            self.rested.emit()
        if wait is not None:
            self._wake = self._clock.call_later(max(wait, _SHORTEST), self._waken)
