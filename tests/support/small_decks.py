"""A small deck without findings, and the same deck with one thing changed."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kjc_desktop.checks import check
from kjc_desktop.deck import load_deck
from kjc_desktop.deck.diagnostics import Diagnostic

NOW = datetime(2018, 11, 26, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))
MARK = "‸"
"""Stands in a changed line where the finding is expected; it is not part of the file."""

GOOD = {
    "deck.yaml": """\
title: Test
theme: kampagne
slides: [eins, zwei]
""",
    "figures.yaml": """\
sources:
  dlt: {publisher: Landkreistag, date: 2018-11-26}
figures:
  kommunale: {value: 104, unit: Jobcenter, source: dlt}
  gemeinsame: {value: 303, unit: Einrichtungen, source: dlt}
  jobcenter: {formula: kommunale + gemeinsame, unit: Jobcenter}
  anteil: {formula: kommunale / jobcenter, format: percent}
  viele: {value: 250_000, qualifier: mehr als, source: dlt}
series:
  verlauf: {x: [2017, 2018], y: [1, 2], source: dlt}
claims:
  viertel: {text: ein Viertel, holds: "abs(anteil - 1/4) < 0.01"}
""",
    "eins.yaml": """\
title: Was {kommunale} leisten
duration: 20 s
content:
  - number: viele
  - line: verlauf
  - text: "{claim.viertel} von {jobcenter}"
""",
    "zwei.yaml": """\
title: Anteile
duration: 20 s
content:
  - share: {parts: [kommunale, gemeinsame]}
  - list: [eins, zwei]
""",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """A deck's files, and where the finding is expected: `file:line:column`."""

    files: dict[str, str]
    place: str


def changed(file: str, old: str, new: str) -> Changed:
    """Return the good deck with one text replaced; the new one has a mark where it hurts."""
    assert GOOD[file].count(old) == 1
    text = GOOD[file].replace(old, new)
    before, _, after = text.partition(MARK)
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return Changed({**GOOD, file: before + after}, f"{file}:{line}:{column}")


def findings(folder: Path, files: dict[str, str]) -> tuple[Diagnostic, ...]:
    """Write a deck, load it without a complaint, and return what the checks find."""
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    loaded = load_deck(folder)
    assert loaded.diagnostics == ()
    assert loaded.deck is not None
    return check(loaded.deck, NOW)
