"""The report of a soak: Markdown that can be published as it is, and the same as plain values."""

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QSize, qVersion
from PySide6.QtGui import QGuiApplication

from kjc_desktop import __version__
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures.dates import date_text
from kjc_desktop.figures.formats import NBSP, NumberFormat, locale
from kjc_desktop.shells.soak_census import Census
from kjc_desktop.shells.soak_run import Outcome
from kjc_desktop.shells.soak_verdict import Finding, passed
from kjc_desktop.texts import say

_VERDICTS = {True: "held", False: "missed", None: "open"}
_DIGITS = {"MB": 2, "KiB": 3, "ms": 1, "": 0}


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is to be said about one soak.

    `measured` is the day and time of the machine, in the zone of the deck.
    """

    deck: Deck
    variant: str | None
    size: QSize
    measured: datetime
    outcome: Outcome
    found: tuple[Finding, ...]
    language: str

    def markdown(self) -> str:
        """Return the whole report."""
        title = self._deck().replace("|", "\\|")
        rows = [self.titles(), *self.rows()]
        slides = [self._texts("slide", "times", "built", "of_blank"), *self._slides()]
        parts = [
            f"# {self._say('title', deck=title)}",
            f"**{self.verdict()}**",
            self._say("played", **self._played()),
            _table(rows),
            f"## {self._say('how')}",
            self._say("how_text"),
            f"## {self._say('machine')}",
            _table([self._texts("what", "which"), *self._machine()]),
            f"## {self._say('slides')}",
            _table(slides),
        ]
        return "\n\n".join(parts) + "\n"

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values; samples too, so that they can be drawn."""
        samples = self.outcome.samples
        names = ("seconds", "changes", *(each.name for each in fields(Census)))
        outcome = {
            name: getattr(self.outcome, name)
            for name in ("lap", "seconds", "took", "changes", "shown", "built", "pictures", "blank")
        }
        return {
            "passed": passed(self.found),
            "deck": {"title": self.deck.head.title, "variant": self.variant},
            "measured": self.measured.isoformat(),
            "began": self.outcome.began.isoformat(),
            "window": list(self.size.toTuple()),
            "machine": _machine(),
            **outcome,
            "findings": [asdict(each) for each in self.found],
            "samples": {name: samples.of(name) for name in names},
        }

    def verdict(self) -> str:
        """Return in one sentence how it went."""
        missed = [self._name(each) for each in self.found if each.held is False]
        if missed:
            return self._say("failed", names="; ".join(missed))
        short = any(each.held is None and each.limit is not None for each in self.found)
        return self._say("passed_mostly" if short else "passed")

    def titles(self) -> Sequence[str]:
        """Return the columns of what was found."""
        return self._texts("measure", "found", "bar", "verdict")

    def rows(self) -> list[Sequence[str]]:
        """Return what was found, a row each."""
        return [
            (self._name(each), self._value(each), self._bar(each), self._verdict(each))
            for each in self.found
        ]

    def _say(self, key: str, **values: object) -> str:
        return say(f"kiosk.soak_{key}", self.language, **values)

    def _texts(self, *keys: str) -> Sequence[str]:
        return [self._say(key) for key in keys]

    def _name(self, finding: Finding) -> str:
        return self._say(f"of_{finding.name}")

    def _number(self, value: float, digits: int = 0) -> str:
        form = NumberFormat("decimal" if digits else "integer", digits, language=self.language)
        return form.text(value)

    def _value(self, finding: Finding) -> str:
        if finding.value is None:
            return "–"
        value = self._number(finding.value, _DIGITS[finding.unit])
        if finding.first is not None:
            return f"{self._number(finding.first)} → {value}"
        return f"{value}{NBSP}{finding.unit}" if finding.unit else value

    def _bar(self, finding: Finding) -> str:
        limit = finding.limit
        if limit is None:
            return "–"
        if finding.name == "objects":
            return f"±{NBSP}{self._number(100 * limit)}{NBSP}%"
        if not finding.unit:
            return self._say("none" if finding.name == "blank" else "equal")
        digits = 0 if limit == int(limit) else 1
        return self._say("below", limit=f"{self._number(limit, digits)}{NBSP}{finding.unit}")

    def _verdict(self, finding: Finding) -> str:
        return "–" if finding.limit is None else self._say(_VERDICTS[finding.held])

    def _deck(self) -> str:
        title = self.deck.head.title.replace("\n", " ")
        return title if self.variant is None else f"{title} ({self.variant})"

    def _played(self) -> dict[str, str]:
        outcome = self.outcome
        return {
            "hours": self._number(outcome.seconds / 3600, 1),
            "took": self._span(outcome.took),
            "changes": self._number(outcome.changes),
            "loops": self._number(outcome.seconds / outcome.lap),
            "pictures": self._number(outcome.pictures),
        }

    def _span(self, seconds: float) -> str:
        from babel.dates import format_timedelta

        return format_timedelta(timedelta(seconds=seconds), locale=locale(self.language))

    def _machine(self) -> Iterator[Sequence[str]]:
        machine = _machine()
        cores = self._say("cores", count=machine["cores"])
        window = f"{self.size.width()} × {self.size.height()}, {machine['platform']}"
        yield self._say("measured"), date_text(self.measured, self.language)
        yield self._say("began"), date_text(self.outcome.began, self.language)
        yield self._say("system"), f"{machine['system']}, {cores}"
        yield self._say("window"), window
        yield (
            self._say("versions"),
            "kjc-desktop {version}, Python {python}, Qt {qt}".format(**machine),
        )

    def _slides(self) -> Iterator[Sequence[str]]:
        built = self.outcome.built
        for name, times in sorted(self.outcome.shown.items(), key=lambda each: -each[1]):
            cost = f"{self._number(built[name])}{NBSP}ms" if name in built else "–"
            yield name, self._number(times), cost, self._number(self.outcome.blank.get(name, 0))


def _machine() -> dict[str, Any]:
    """Return what tells this machine from others, and not whose it is."""
    return {
        "system": platform.platform(),
        "cores": os.cpu_count() or 1,
        "platform": QGuiApplication.platformName(),
        "version": __version__,
        "python": platform.python_version(),
        "qt": qVersion(),
    }


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; the first row are the titles."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, f"|{' --- |' * len(rows[0])}")
    return "\n".join(lines)
