"""How an unattended show is: for people, for programs, and for whoever asks over the network.

No Qt: the supervisor knows it, `kjc ctl status` reads it from its answer.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pydantic import TypeAdapter

PlayerState = Literal["playing", "starting", "waiting", "hanging", "dead"]
"""Paints; has not painted yet; waits for its screen; gives no sign of life; is started again."""

LATE = 15.0
"""Seconds after which a picture that was not painted anew is a frozen one."""


@dataclass(frozen=True, slots=True)
class PlayerStatus:
    """One screen.

    `since` is when its slide came, `painted_age` the seconds since its last picture, `painted` how
    many there were; `memory` in bytes. None: not known, or there is none.
    """

    screen: str
    state: PlayerState
    slide: str | None = None
    since: datetime | None = None
    painted_age: float | None = None
    painted: int = 0
    restarts: int = 0
    pid: int | None = None
    memory: int | None = None

    @property
    def well(self) -> bool:
        """Whether there is something to see that is alive."""
        fresh = self.painted_age is not None and self.painted_age <= LATE
        return self.state == "playing" and fresh


@dataclass(frozen=True, slots=True)
class SetAside:
    """A slide that is left out because the show has died of it."""

    slide: str
    reason: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One live source; `as_of` is the date of its last good answer."""

    name: str
    well: bool
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoticeStatus:
    """What is said to everybody now."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Status:
    """One show on all its screens; moments are aware."""

    deck: str
    started: datetime
    players: tuple[PlayerStatus, ...]
    variant: str | None = None
    version: str = ""
    notice: NoticeStatus | None = None
    quarantine: tuple[SetAside, ...] = ()
    sources: tuple[SourceStatus, ...] = ()
    clock_trusted: bool = True

    @property
    def well(self) -> bool:
        """Whether there is nothing that somebody should look after."""
        return (
            bool(self.players)
            and self.clock_trusted
            and not self.quarantine
            and all(player.well for player in self.players)
            and all(source.well for source in self.sources)
        )

    def as_json(self) -> dict[str, object]:
        """Return it as plain values for JSON; moments in ISO form."""
        plain = _plain(asdict(self))
        return {"well": self.well, **plain} if isinstance(plain, dict) else {}


def read_status(plain: Mapping[str, object]) -> Status | None:
    """Return the status of plain values; None where they are those of another version."""
    try:
        return _adapter().validate_python(plain)
    except ValueError:
        return None


def read_sources(plain: object) -> tuple[SourceStatus, ...]:
    """Return the sources of which a player has told, as far as it makes sense."""
    return tuple(
        SourceStatus(
            str(each.get("name")), each.get("well") is True, read_moment(each.get("as_of"))
        )
        for each in (plain if isinstance(plain, list) else ())
        if isinstance(each, dict)
    )


def read_moment(text: object) -> datetime | None:
    """Return the moment that a text means; None where it means none, or not of which zone."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


@cache
def _adapter() -> "TypeAdapter[Status]":
    # Only whoever reads needs it: the supervisor is to stay small.
    from pydantic import TypeAdapter

    return TypeAdapter(Status)
