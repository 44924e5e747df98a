"""What is older than allowed says so under the slide, and nothing says so else."""

from dataclasses import replace

import pytest
from elements import NOW, context, deck, widget
from PySide6.QtGui import QGuiApplication

from kjc_desktop.deck.models import Slide, SlideFile
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.scene.chrome import Words, footer

FIGURES = {"a": {"value": 1}, "b": {"value": 2}}
SERIES = {"s": {"x": ["1"], "y": [1], "source": "amt"}}


@pytest.fixture(autouse=True)
def _application(qapp: QGuiApplication) -> None:
    """Measuring needs one."""


def words(change: dict[str, object], language: str = "de-DE") -> tuple[Words, ...]:
    """Return the words under a slide with a number, a line and a table."""
    shown = (
        widget("number", figure="a"),
        widget("line", series="s"),
        widget("table", **{"from": "amt"}),
    )
    spec = SlideFile.model_construct(**{**vars(SlideFile()), "content": shown})
    slide = Slide("probe", "probe.yaml", spec)
    made = replace(
        deck(figures=FIGURES, series=SERIES, language=language, footer="Fuß"), slides=(slide,)
    )
    table: FigureTable = replace(resolve(made, NOW), **change)  # type: ignore[arg-type]
    return footer(context(made, table=table), slide, ())


def said(under: tuple[Words, ...]) -> str:
    return " ".join(word.text for line in under[0].block.lines for word in line.words)


def table() -> FigureTable:
    return resolve(deck(figures=FIGURES, series=SERIES), NOW)


def test_all_is_well_without_a_word() -> None:
    assert "aktuell" not in said(words({}))
    assert not words({})[0].ringed


@pytest.mark.parametrize("kind", ["figures", "series", "sources"])
def test_one_thing_that_is_old_is_enough(kind: str) -> None:
    names = {"figures": "a", "series": "s", "sources": "amt"}
    values = dict(getattr(table(), kind))
    values[names[kind]] = replace(values[names[kind]], stale=True)
    under = words({kind: values})
    assert said(under).endswith("· nicht aktuell")
    assert under[0].ringed
    assert said(words({kind: values}, "en-GB")).endswith("· not up to date")


def test_what_another_slide_shows_does_not_count() -> None:
    values = {**table().figures, "b": replace(table()["b"], stale=True)}
    assert not words({"figures": values})[0].ringed
