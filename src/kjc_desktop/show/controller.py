"""The running show: holds deck, figures and playback, and knows when the picture changes next.

It paints nothing. A window asks for `frame()` when `changed` says that there is a new one, and
between two changes nothing happens: no timer runs while a picture stays for ever, one single
shot waits for the next slide, the next full second or the next date, and only while something
moves is there a frame timer.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal

from kjc_desktop.data.live import NOTHING, LiveData
from kjc_desktop.deck.models import Deck
from kjc_desktop.deck.notice import Notice, sound
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.show.alarm import FRAME, SHORTEST, Alarm
from kjc_desktop.show.clock import Clock
from kjc_desktop.show.daytime import Daytime
from kjc_desktop.show.numbers import RUN_FRAME, Numbers
from kjc_desktop.timeline.browsing import attended, browsed
from kjc_desktop.timeline.commands import Action, Command, reduce
from kjc_desktop.timeline.frame import Data, Frame
from kjc_desktop.timeline.loop import moved_on, retimed, shown_at_once
from kjc_desktop.timeline.night import Night, standby_timeline
from kjc_desktop.timeline.notice import calm, prevailing
from kjc_desktop.timeline.picture import alarmed, frame_at, next_change
from kjc_desktop.timeline.playback import Mode, Playback, begin, enter_at_once
from kjc_desktop.timeline.position import settled
from kjc_desktop.timeline.schedule import Playlist, timeline_of
from kjc_desktop.timeline.script import Timeline
from kjc_desktop.timeline.sync import Moment, moment_at

_AT_LEAST = 30.0
"""Seconds after which dates are looked at again, as somebody may set the machine's clock."""
_AGAIN = 1.0
"""Seconds after which a show looks again that could not find out what is to come."""
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
    trusted = Signal(bool)
    """The machine's clock is plainly wrong from now on, or is no more."""

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
        self._staffed, self._day = deck, Daytime(clock)
        self._ordered: Notice | None = None
        self._written = deck.notice
        self._live = NOTHING
        self._numbers = Numbers(clock)
        self._resolved = clock.wall()
        timeline, self._playlist = timeline_of(deck, table, self._resolved)
        self._playback = begin(timeline, mode, clock.monotonic(), first)
        self._due = self._next_dates()
        self._held: Frame | None = None
        self._pending: tuple[Deck, FigureTable] | None = None
        self._told = self.frame()
        self._alarm = Alarm(clock, self._waken)
        self._rested_on: str | None = None
        self._arm()

    @property
    def deck(self) -> Deck:
        """The deck that is shown, with the slide that stands outside its opening hours."""
        return self._staffed

    @property
    def trusts_clock(self) -> bool:
        """Whether the machine's clock may be right."""
        return self._day.trusted

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
        return alarmed(self._below(), self.said)

    @property
    def said(self) -> Notice | None:
        """What everybody is told now, by command or by a file of the deck."""
        return prevailing(self._ordered, self._written)

    def notice(self, notice: Notice | None) -> None:
        """Tell everybody something at once, by command; None leaves what a file says, if any."""
        self._ordered = sound(notice)
        self._tell()

    def notice_of_deck(self, notice: Notice | None) -> None:
        """Tell everybody at once what a file of the deck says now; None where there is none."""
        self._written = notice
        self._tell()

    def _below(self) -> Frame | None:
        """Return the picture that an emergency would lie over."""
        if self._held is not None:
            return self._held
        night = self._night()
        timeline, moment = self._staged(night)
        if moment is None:
            return None
        picture = frame_at(
            timeline,
            moment.position,
            self._clock.wall(),
            leaving=moment.leaving,
            cover=self._playback.cover,
            data=self._data(),
        )
        return night.over(picture).with_notice(calm(self.said))

    def remaining(self) -> float | None:
        """Return the seconds until the slide gives way by itself; None where it stays."""
        moment = None if self._held is not None else self._staged(self._night())[1]
        return None if moment is None else moment.remaining

    def command(self, command: Command) -> None:
        """Do what is asked, and show it at once."""
        now, before = self._clock.monotonic(), self._below()
        self._ask(partial(reduce, command=command, now=now), now)
        self._hold(before)
        self._tell(always=True)

    def _ask(self, answer: Callable[[Playback], Playback], now: float) -> None:
        caught_up = reduce(self._playback, _TICK, now)
        self._playback = answer(caught_up)
        if self._playback.slide != caught_up.slide:
            # The first picture of a fade is the last of the old slide: a key shows at once.
            self._playback = replace(self._playback, entered=self._playback.entered - FRAME)

    @property
    def browsable(self) -> bool:
        """Whether there is a slide to see that nobody holds, covers or has put to rest."""
        frame = self._below()
        shown = frame is not None and frame.cover is None and not self._night().closed
        return shown and self._held is None and (self.said is None or self.said.kind == "over")

    def browse(self, command: Command | None, idle: float) -> None:
        """Do what a visitor asks, and wait there until nobody has touched it for some seconds.

        Args:
            command: what is asked; None for a touch that asks for nothing.
            idle: the seconds.
        """
        now = self._clock.monotonic()
        if command is None:
            self._playback = attended(self._playback, now, idle)
        elif self.browsable:
            common = self._moment() if self._sync else None
            self._ask(partial(browsed, command=command, now=now, idle=idle, common=common), now)
        self._tell(always=command is not None)

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
        self._live = live
        self._use(deck, table)
        self._numbers.rest()
        self._resolved = self._clock.wall()
        self._retime()
        self._rested_on = None
        self.replaced.emit()
        self._tell(always=True)

    def stop(self) -> None:
        """End: nothing happens any more."""
        self._alarm.stop()

    def keep_hours(self, earliest: datetime) -> None:
        """Keep to the deck's opening hours, as nobody is there to darken the screen.

        Args:
            earliest: an aware moment that has passed for certain; by a clock that is before it only
                slides without dates play.
        """
        self._day.keep_hours(earliest)
        self._use(self._deck, self._table)
        self._retime()
        # After a restart the first slide may be the one that stood there in the night.
        shown, names = self._playback.slide, self._playback.timeline.names
        first = shown if shown in names else self._playback.neighbour(1)
        if first is not None:
            self._playback = enter_at_once(self._playback, first, self._clock.monotonic())
        self._tell()

    def preview(self, lifted: datetime) -> None:
        """Judge embargoes by a moment, whatever the clock of this show says."""
        self._day.preview(lifted)

    def _use(self, deck: Deck, table: FigureTable) -> None:
        """Take a deck; figures that were resolved by a wrong clock may have lifted an embargo."""
        self._deck, self._staffed = deck, self._day.staffed(deck)
        self._table = table if self._day.now() is not None else self._resolve(deck)

    def _resolve(self, deck: Deck) -> FigureTable:
        """Return the figures of a deck at this moment."""
        return resolve(deck, self._clock.wall(), self._live, lifted=self._day.lifted())

    def _night(self) -> Night:
        """Return what the time of day makes of the picture."""
        return self._day.night(self._deck)

    def _staged(self, night: Night) -> tuple[Timeline, Moment | None]:
        """Return what is on the screen and where it stands: the loop, or the standby slide."""
        if not night.closed:
            return self._playback.timeline, self._moment()
        alone = standby_timeline(self._deck, self._playback.timeline)
        return alone, Moment(settled(alone.scripts[0]))

    def _data(self) -> Data | None:
        """Return the figures of this moment, where they can change."""
        return self._numbers.data(self._table) if self._deck.live else None

    def _refigure(self, table: FigureTable) -> None:
        """Show other figures of the same deck."""
        self._numbers.change(self._table, table)
        same = table.kept_back() == self._table.kept_back() and not self._day.doubtful()
        self._table, self._resolved = table, self._clock.wall()
        if same:
            self._due = self._next_dates()
        else:
            self._retime()
        self._tell()

    def _moment(self) -> Moment | None:
        """Return where the show stands: by the time of day, or by what was asked of it."""
        playback, now = self._playback, self._clock.monotonic()
        if self._sync and playback.until is None:
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
        timeline, self._playlist = timeline_of(self._deck, self._table, self._day.now())
        self._due = self._next_dates()
        if self._day.doubtful():
            self._day.trusted = not self._day.trusted
            self.trusted.emit(self._day.trusted)
        before, now = self._playback.timeline, self._clock.monotonic()
        if timeline != before:
            self._playback = moved_on(retimed(self._playback, timeline, now), before, now)

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
        """Tell whether the figures may be others now, or the clock was set back or set right."""
        change = self._table.next_change
        ended = change is not None and now.timestamp() >= change.timestamp()
        return ended or now < self._resolved - _BACKWARDS or self._day.doubtful()

    def _waken(self) -> None:
        """Something is due: a frame, a slide, a step, a second, a date; see what, and show it."""
        self._alarm.at_the_latest(_AGAIN)
        overview = self._playback.overview
        try:
            if not self._night().closed:
                self._playback = reduce(self._playback, _TICK, self._clock.monotonic())
            self._reschedule()
        finally:
            self._tell(always=self._playback.overview != overview)

    def _tell(self, *, always: bool = False) -> None:
        """Say that there is a new picture, if there is one, and wait for the next."""
        picture = self.frame()
        if always or picture != self._told:
            self._told = picture
            self.changed.emit()
        self._arm()

    def _waits(self) -> list[float]:
        """Return after how many seconds something may change, for each thing that may."""
        night, now, waits = self._night(), self._clock.wall(), list[float]()
        timeline, moment = self._staged(night)
        if moment is not None and moment.remaining is not None:
            waits += [moment.remaining, *([_AT_LEAST] if self._sync else [])]
        hidden = self._told is not None and self._told.hidden
        covered = hidden or self._playback.cover is not None or night.look == "dark"
        if moment is not None and self._held is None and not covered:
            wait = next_change(timeline, moment.position, now, leaving=moment.leaving)
            waits += [] if wait is None else [wait]
            waits += [RUN_FRAME] if self._numbers.run else []
        if self._due is not None and self._held is None:
            waits.append(max(SHORTEST, self._due - self._clock.monotonic()))
        if self._playback.until is not None and not night.closed:
            waits.append(max(SHORTEST, self._playback.until - self._clock.monotonic()))
        if night.until is not None and self._held is None:
            waits.append(min(_AT_LEAST, max(SHORTEST, (night.until - now).total_seconds())))
        return waits

    def _next_dates(self) -> float | None:
        """Return when dates are to be looked at again, in monotonic seconds; None for never."""
        if not self._playlist.dated:
            return None
        changes = (self._playlist.next_change, self._table.next_change)
        now = self._clock.wall().timestamp()
        waits = [max(SHORTEST, each.timestamp() - now) for each in changes if each is not None]
        return self._clock.monotonic() + min([_AT_LEAST, *waits])

    def _arm(self) -> None:
        """Set the one timer that is needed, or none."""
        wait = min(self._waits(), default=None)
        if wait == 0.0:
            self._alarm.at_every_frame()
            return
        moved = self._alarm.once(wait)
        last = self.frame()
        if last != self._told:
            # Time went on since the picture was told: this is the one that stays.
            self._told = last
            self.changed.emit()
        if moved or self._rested_on != self._playback.slide:
            self._rested_on = self._playback.slide
            self.rested.emit()
