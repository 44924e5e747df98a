"""Plays a deck for as long as asked, in as little time as the machine needs, and keeps count."""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize

from kjc_desktop.shells.soak_census import Costs, Samples, census
from kjc_desktop.shells.soak_drift import Drift, Screen, drift_of_loop, drift_of_screens
from kjc_desktop.shells.soak_player import Material, Player
from kjc_desktop.show.clock import ManualClock, stopwatch
from kjc_desktop.show.garbage import Sweeper

_MOST_SAMPLES = 300
Track = Callable[[range], Iterable[int]]
"""Passes a range on, and shows people how far it has come."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a soak has found.

    `began` and `seconds` are of the show's own time, `took` are the seconds that passed meanwhile;
    `lap` are those of one loop. `pictures` were looked at, `blank` of them, by slide, had one
    colour only. `loop` is None where dates move the loop as well.
    """

    began: datetime
    lap: float
    seconds: float
    took: float
    changes: int
    shown: dict[str, int]
    samples: Samples
    costs: Costs
    built: dict[str, float]
    pictures: int
    blank: dict[str, int]
    loop: Drift | None
    screens: Drift


class Soak:
    """One long run; there must be an application."""

    def __init__(self, material: Material, size: QSize, began: datetime) -> None:
        """Open the window.

        Args:
            material: what is played.
            size: of the window.
            began: time of day at the beginning, aware.
        """
        self._material, self._began = material, began
        self._clock = ManualClock(began)
        self._sweeper = Sweeper(self._clock)
        self._sweeper.start()
        self.player = Player(material, self._clock, size)
        self._other = Screen(material, self._clock)
        self._costs, self._blank, self._pictures = Costs(), Counter[str](), 0
        timeline = self.player.show.playback.timeline
        self.lap = sum(timeline.script(name).duration for name in timeline.names)
        """Seconds of one loop, as it is at the beginning."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to be seen."""
        return self.player.slide is None

    def run(self, seconds: float, track: Track = lambda parts: parts) -> Outcome:
        """Play for so many seconds of the show's time, and to the end of the first slide then."""
        laps = max(1, math.ceil(seconds / self.lap))
        parts = min(laps, _MOST_SAMPLES)
        samples, began = Samples(parts), stopwatch()
        for part in track(range(1, parts + 1)):
            if self._play(seconds * part / parts):
                counted = census(self._clock.waiting)
                samples.add(self._clock.monotonic(), self.player.changes, counted)
        return self._outcome(samples, stopwatch() - began)

    def _play(self, until: float) -> bool:
        """Play until a time, and on to where the first slide gives way: always the same place.

        Returns:
            Whether that came within two loops; where the show is closed it does not.
        """
        while self._clock.monotonic() < until:
            self._step()
        latest = until + 2 * self.lap
        while not self._at_the_place() and self._clock.monotonic() < latest:
            self._step()
        return self._at_the_place()

    def _at_the_place(self) -> bool:
        names = self.player.show.playback.timeline.names
        return self.player.slide == next(iter(names), None) and self.player.parting

    def _step(self) -> None:
        took = self.player.step(self.player.piece())
        if took is None:
            return
        self._costs.add(took)
        self._pictures += 1
        blank = self.player.blank()
        if blank is not None:
            self._blank[blank] += 1

    def _outcome(self, samples: Samples, took: float) -> Outcome:
        player = self.player
        loop = drift_of_loop(player.show, self._clock, self._material)
        return Outcome(
            self._began, self.lap, self._clock.monotonic(), took, player.changes,
            dict(player.shown), samples, self._costs, player.built, self._pictures,
            dict(self._blank), loop, drift_of_screens(self._other, self._material),
        )  # fmt: skip

    def close(self) -> None:
        """End: nothing of it is left."""
        self.player.close()
        self._other.show.stop()
        self._sweeper.stop()
