"""What was shown when: every slide on every screen, with its figures as they were written there.

It answers for a show afterwards, so it says only what is known: where a show was ended by a loss
of power, the end of its last slide stays open. No Qt: the supervisor writes, `kjc ctl` reads.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from kjc_desktop.machine.ring import Ring
from kjc_desktop.show.status import read_moment
from kjc_desktop.texts import say

_BYTES, _FILES = 2_000_000, 16
"""Two screens with a new slide every ten seconds are kept for a week and more."""
_LONGEST = 4_000
"""Characters of a text that are kept."""
_COLUMNS = ("screen", "slide", "from", "to", "seconds", "from_utc", "to_utc", "figures")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a program for tables take a text for a formula."""

Figures = Sequence[Mapping[str, object]]
"""`name`, `text` and `as_of` of each, as `figures_on` has them."""


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure as it was written; `as_of` is an ISO date, None where it has none."""

    name: str
    text: str
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One slide on one screen.

    `since` and `until` are aware, in the zone of the deck. `until` is None where the slide is
    still there, or nobody knows when it went.
    """

    screen: str
    slide: str
    since: datetime
    until: datetime | None = None
    figures: tuple[ShownFigure, ...] = field(default=())


class PlayLog:
    """The play log of one show, in a folder."""

    def __init__(self, folder: Path, failed: Callable[[OSError], None] = lambda _: None) -> None:
        """Use a folder; nothing is made before the first slide.

        Args:
            folder: of what the show remembers.
            failed: is told that the disk takes no more; once until it works again.
        """
        self._ring = Ring(folder / "played.jsonl", _BYTES, _FILES, failed)
        self._open: dict[str, tuple[str, Figures]] = {}
        self._first = True

    def shown(self, screen: str, slide: str, at: datetime, figures: Figures = ()) -> None:
        """Note that a slide came, or that its figures changed; the one before it ends with that.

        Args:
            screen: where.
            slide: its name.
            at: aware, in the zone in which it is to be read later.
            figures: that it shows.
        """
        if self._open.get(screen) == (slide, figures):
            return
        self._open[screen] = slide, figures
        line: dict[str, object] = {"screen": screen, "slide": slide, "from": at.isoformat()}
        if figures:
            line["figures"] = [dict(each) for each in figures]
        if self._first:
            # What an earlier life of this program has left open, ended nobody knows when.
            line["first"], self._first = True, False
        self._add(line)

    def ended(self, screen: str, at: datetime) -> None:
        """Note that a screen shows nothing any more."""
        if self._open.pop(screen, None) is not None:
            self._add({"screen": screen, "to": at.isoformat()})

    def _add(self, line: Mapping[str, object]) -> None:
        self._ring.add(json.dumps(line, ensure_ascii=False, default=str))

    def entries(self, since: datetime | None = None) -> Iterator[Entry]:
        """Yield what was shown, in the order in which it came; what cannot be read is left out.

        Args:
            since: aware; leaves out what was over by then.
        """
        for entry in _entries(self._ring.lines()):
            if since is None or entry.until is None or entry.until > since:
                yield entry


def _entries(lines: Iterable[str]) -> Iterator[Entry]:
    """Yield entries in the order of their beginnings, each when it and all before it are over."""
    waiting: list[_Begun] = []
    last: dict[str, _Begun] = {}
    for text in lines:
        line = _line(text)
        screen = line.get("screen")
        begin, end = read_moment(line.get("from")), read_moment(line.get("to"))
        if not isinstance(screen, str) or (begin is None and end is None):
            continue
        if line.get("first") is True:
            last.clear()
        before = last.pop(screen, None)
        if before is not None:
            before.until = end or begin
        if begin is not None:
            last[screen] = _Begun(screen, str(line.get("slide", "")), begin, _figures(line))
            waiting.append(last[screen])
        while waiting and waiting[0] not in last.values():
            yield waiting.pop(0).entry()
    yield from (each.entry() for each in waiting)


@dataclass(eq=False, slots=True)
class _Begun:
    """An entry that is being read."""

    screen: str
    slide: str
    since: datetime
    figures: tuple[ShownFigure, ...]
    until: datetime | None = None

    def entry(self) -> Entry:
        return Entry(self.screen, self.slide, self.since, self.until, self.figures)


def _line(text: str) -> dict[str, object]:
    """Return what a line says; nothing for one that was torn."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _figures(line: Mapping[str, object]) -> tuple[ShownFigure, ...]:
    said = line.get("figures")
    return tuple(
        ShownFigure(
            str(each.get("name", "")),
            str(each.get("text", ""))[:_LONGEST],
            None if each.get("as_of") is None else str(each["as_of"]),
        )
        for each in (said if isinstance(said, list) else ())
        if isinstance(each, dict)
    )


def write_csv(entries: Iterable[Entry], file: TextIO, language: str) -> int:
    """Write entries as a table with semicolons, as German programs for tables want it.

    Moments are in the zone of the deck, and in UTC beside it; both without a zone, as programs for
    tables know none.

    Args:
        entries: of a play log.
        file: opened with `newline=""`.
        language: of the headings, `de` or `en`.

    Returns:
        How many rows there are.
    """
    import csv

    writer = csv.writer(file, delimiter=";")
    writer.writerow([say(f"kiosk.playlog_{column}", language) for column in _COLUMNS])
    rows = 0
    for entry in entries:
        writer.writerow([_cell(each) for each in _row(entry)])
        rows += 1
    return rows


def _row(entry: Entry) -> Iterator[str]:
    since, until = entry.since, entry.until
    yield from (entry.screen, entry.slide, _written(since), _written(until))
    # A clock may have been set back meanwhile.
    yield "" if until is None else str(max(0, round((until - since).total_seconds())))
    yield _written(since.astimezone(UTC))
    yield _written(None if until is None else until.astimezone(UTC))
    yield "; ".join(
        f"{each.name}={each.text}" + (f" ({each.as_of})" if each.as_of else "")
        for each in entry.figures
    )


def _written(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M:%S}"


def _cell(text: str) -> str:
    """Return a text that no program takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
