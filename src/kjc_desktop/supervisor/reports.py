"""What the players of a show have told: for the status, the play log and the log."""

import logging
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from kjc_desktop.show.log import Log, tell
from kjc_desktop.show.playlog import PlayLog
from kjc_desktop.show.status import (
    PlayerState,
    PlayerStatus,
    SourceStatus,
    read_moment,
    read_sources,
)
from kjc_desktop.supervisor.screen import Loss, ScreenWatch
from kjc_desktop.texts import say

_QUIET = 5.0
"""Seconds without a sign of life after which a player hangs, for whoever asks."""
_log = logging.getLogger(__name__)


class Reports:
    """What is known from the messages of the players; used in one thread."""

    def __init__(self, memory: Path, log: Log) -> None:
        """Prepare.

        Args:
            memory: folder for the play log.
            log: of the whole show.
        """
        self.played = PlayLog(memory, lambda error: _disk_trouble(log, error))
        self._log = log
        self._said: dict[str, dict[str, object]] = {}
        self._since: dict[str, datetime] = {}

    def hear(self, screen: str, kind: str, what: object) -> None:
        """Take note of a message of the player of a screen."""
        if kind == "log" and isinstance(what, dict):
            self._log.take({**what, "screen": self.name(screen)})
        elif kind == "shown" and isinstance(what, dict):
            self._shown(screen, what)
        else:
            self._said.setdefault(screen, {})[kind] = what

    def lost(self, screen: str, at: datetime) -> None:
        """Note that the player of a screen shows nothing any more."""
        since = self._since.get(screen, at)
        self.played.ended(self.name(screen), at.astimezone(since.tzinfo))

    def died(self, screen: str, loss: Loss, language: str) -> None:
        """Say that a player has died, and write down where it was then."""
        death = loss.death
        slide = death.work or death.shown
        values = {"screen": self.name(screen), "slide": "–" if slide is None else slide.name}
        tell(say(f"kiosk.run_{death.cause}", language, **values), level=logging.ERROR)
        if loss.trace:
            _log.error("trace of %s:\n%s", values["screen"], loss.trace)

    def name(self, screen: str) -> str:
        """Return what a screen is called: as the system does, or as it was asked for."""
        return str(self._said.get(screen, {}).get("screen") or screen or "1")

    def screens(self, screen: str) -> list[str]:
        """Return the screens that a player sees."""
        return _texts(self._said.get(screen, {}).get("screens"))

    def slides(self) -> list[str]:
        """Return the names of the slides of the deck; none while nobody has told them."""
        return next(
            (_texts(said["slides"]) for said in self._said.values() if "slides" in said), []
        )

    @property
    def clock_trusted(self) -> bool:
        """Whether the clock of this machine can be right."""
        return all(said.get("clock", True) is True for said in self._said.values())

    def sources(self) -> tuple[SourceStatus, ...]:
        """Return how the live sources are, as one player sees them."""
        said = next((each["sources"] for each in self._said.values() if "sources" in each), None)
        return read_sources(said)

    def player(self, screen: str, watch: ScreenWatch, now: float) -> PlayerStatus:
        """Return how the player of a screen is.

        Args:
            screen: as the supervisor names it.
            watch: that looks after it.
            now: monotonic seconds.
        """
        sign = watch.sign()
        state: PlayerState = "dead"
        if sign is not None and not sign.painted:
            state = "waiting" if sign.hidden else "starting"
        elif sign is not None:
            state = "waiting" if sign.hidden else "playing"
            state = "hanging" if now - sign.at > _QUIET else state
        if sign is None or not sign.painted:
            return PlayerStatus(self.name(screen), state, restarts=watch.restarts, pid=watch.pid)
        memory = self._said.get(screen, {}).get("memory")
        return PlayerStatus(
            self.name(screen),
            state,
            slide=None if sign.shown is None else sign.shown.name,
            since=self._since.get(screen),
            painted_age=max(0.0, now - sign.at),
            painted=sign.painted,
            restarts=watch.restarts,
            pid=watch.pid,
            memory=memory if isinstance(memory, int) else None,
        )

    def _shown(self, screen: str, what: Mapping[str, object]) -> None:
        at, slide, figures = read_moment(what.get("at")), what.get("slide"), what.get("figures")
        if at is None:
            return
        self._since[screen] = at
        if slide is None:
            self.played.ended(self.name(screen), at)
        else:
            self.played.shown(self.name(screen), str(slide), at, _objects(figures))


def _texts(said: object) -> list[str]:
    return [str(each) for each in said] if isinstance(said, list) else []


def _objects(said: object) -> list[dict[str, object]]:
    return [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []


def _disk_trouble(log: Log, error: OSError) -> None:
    text = f"play log: {error.strerror}"
    log.take({"level": "warning", "logger": __name__, "text": text})
