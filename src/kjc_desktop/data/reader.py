"""What every kind of live source is to the rest: something that can be read again and again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from kjc_desktop.data.snapshot import Problem, Snapshot
from kjc_desktop.deck.models import Source


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a source is read with.

    Attributes:
        folder: of the deck; paths of sources are relative to it.
        roots: further folders that data may lie in, as deck.yaml says them.
        hosts: that http may ask, in lower case.
        environment: variables that `${NAME}` in addresses and headers stands for.
        wall: returns the time of day, aware.
        monotonic: returns seconds that never jump.
    """

    folder: Path
    roots: tuple[str, ...]
    hosts: tuple[str, ...]
    environment: Mapping[str, str]
    wall: Callable[[], datetime]
    monotonic: Callable[[], float]


class Reader(Protocol):
    """Reads one source; used by one thread at a time."""

    @property
    def refresh(self) -> float | None:
        """Seconds after which to read again where the deck does not say; None: when woken."""

    @property
    def path(self) -> Path | None:
        """The file that is read; None where there is none."""

    def read(self, last: Snapshot | None) -> Snapshot | Problem:
        """Return what the source says now, or why nothing can be known.

        Never raises for what the source, the network or the deck does wrong. Ends within about ten
        seconds, whatever the other side does.

        Args:
            last: what was last read; where nothing has changed its table is handed on as it is,
                so that `is` tells a change.
        """

    def close(self) -> None:
        """Let go of connections and threads; doing it again changes nothing."""


class Opener(Protocol):
    """Makes the reader of one kind of source."""

    def __call__(self, source: Source, around: Surroundings, wake: Callable[[], None]) -> Reader:
        """Return a reader; nothing is opened before it is read.

        Args:
            source: as the deck describes it.
            around: what it is read with.
            wake: to be called, from any thread, when there is something new to read.
        """
