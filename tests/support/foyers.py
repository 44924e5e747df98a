"""A loop in a foyer on a clock that is moved by hand, and what somebody sees who watches it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from decks import write
from kjc_desktop.deck.loader import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import resolve
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.controller import Show
from kjc_desktop.timeline.frame import Frame

BERLIN = ZoneInfo("Europe/Berlin")
RELEASED = datetime(2018, 11, 1, tzinfo=UTC)
"""The day of the program in these tests."""
DURATION = 10.0
HEAD = "title: Probe\ndefaults: {{duration: 10 s}}\nslides: [{names}]\n{more}"
FIGURES = (
    "sources: {s: {publisher: Amt, date: 2018-11-26}}\n"
    "figures:\n  geheim: {value: 7, unit: Tage, source: s, embargo_until: 2018-11-26 12:00}\n"
)


def berlin(text: str, fold: int = 0) -> datetime:
    """Return a moment by the clocks of Berlin; `fold` 1 is the second of two that read alike."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold).astimezone(UTC)


def foyer_deck(folder: Path, slides: Mapping[str, str], opening: str = "") -> Deck:
    """Return a deck with slides as their files say, 10 s each, and a line on opening hours."""
    head = HEAD.format(names=", ".join(slides), more=opening)
    files = {f"{name}.yaml": text for name, text in slides.items()}
    result = load_deck(write(folder, {"deck.yaml": head, "figures.yaml": FIGURES, **files}))
    assert result.diagnostics == ()
    assert result.deck is not None
    return result.deck


class SleepyClock(ManualClock):
    """A clock of a machine that can be put to sleep."""

    def sleep(self, seconds: float) -> None:
        """Let time pass without any call, which all come when the machine wakes up."""
        self._monotonic += seconds
        for due in self._waiting:
            due.at = max(due.at, self._monotonic)


class Foyer:
    """A screen that keeps the hours of its deck."""

    def __init__(
        self, deck: Deck, now: datetime, *, first: str | None = None, sync: bool = False
    ) -> None:
        self.deck, self.clock = deck, SleepyClock(now, 5000.0)
        table = resolve(deck, now)
        self.show = Show(deck, table, self.clock, mode="loop", first=first, sync=sync)
        self.show.keep_hours(RELEASED)
        self.pictures: list[tuple[float, Frame | None]] = []
        self.trust: list[bool] = []
        self.show.changed.connect(self._look)
        self.show.trusted.connect(self.trust.append)
        self._look()

    def _look(self) -> None:
        self.pictures.append((self.clock.monotonic(), self.show.frame()))

    @property
    def frame(self) -> Frame:
        frame = self.show.frame()
        assert frame is not None
        return frame

    def dark(self) -> bool:
        return self.frame.cover == "black"

    @property
    def slide(self) -> str:
        return self.frame.current.slide

    @property
    def names(self) -> tuple[str, ...]:
        return self.show.playback.timeline.names

    def longest(self) -> float:
        """Return for how many seconds the slide stood that stood longest, the present one too."""
        shown = [(at, None if each is None else each.current.slide) for at, each in self.pictures]
        begun = [
            at
            for place, (at, slide) in enumerate(shown)
            if place == 0 or slide != shown[place - 1][1]
        ]
        ends = [*begun[1:], self.clock.monotonic()]
        return max(end - begin for begin, end in zip(begun, ends, strict=True))
