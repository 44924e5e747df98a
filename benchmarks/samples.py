"""Decks to measure with, written into a folder that goes away afterwards."""

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from processes import CAMPAIGN

FIVE = ("titel", "kennzahlen", "viertel", "karte", "muelheim")
"""The five slides of the loop: a title with a map, numbers, dots, a map with bars, a chart."""


@contextmanager
def folder() -> Iterator[Path]:
    """Yield an empty folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="kjc-bench-") as made:
        yield Path(made)


def campaign(into: Path, slides: Sequence[str], seconds: float) -> Path:
    """Write a deck of some of the campaign's slides, each shown for the same time."""
    shutil.copy(CAMPAIGN / "figures.yaml", into)
    head = (CAMPAIGN / "deck.yaml").read_text("utf-8").partition("slides:")[0]
    (into / "deck.yaml").write_text(f"{head}slides: [{', '.join(slides)}]\n", "utf-8")
    for name in slides:
        text = (CAMPAIGN / f"{name}.yaml").read_text("utf-8")
        timed = re.sub(r"^duration:.*$", f"duration: {seconds:g} s", text, flags=re.MULTILINE)
        (into / f"{name}.yaml").write_text(timed, "utf-8")
    return into


_FIGURES = """\
sources:
  amt: {publisher: Amt, title: Bericht, date: 2018-11-26}
figures:
"""
_SLIDE = """\
layout: columns
title: Folie {number} mit {{f{one}}}
subtitle: Drei Zahlen, die für sich sprechen
duration: 1 h
notes: Die drei Zahlen einzeln nennen.
content:
  - number: {{figure: f{one}, label: in der ersten Spalte}}
  - number: {{figure: f{other}, label: in der zweiten Spalte}}
  - bars: [f{one}, f{other}]
"""


def many(into: Path, slides: int, figures: int) -> Path:
    """Write a deck of any number of slides, which show figures in turn."""
    lines = [
        f"  f{number}: {{value: {1000 + 7 * number}, unit: Menschen, source: amt}}"
        for number in range(1, figures + 1)
    ]
    (into / "figures.yaml").write_text(_FIGURES + "\n".join(lines) + "\n", "utf-8")
    (into / "deck.yaml").write_text("title: Viele Folien\n", "utf-8")
    for number in range(slides):
        one, other = number % figures + 1, (number + 1) % figures + 1
        text = _SLIDE.format(number=number + 1, one=one, other=other)
        (into / f"folie-{number + 1:04}.yaml").write_text(text, "utf-8")
    return into
