"""Scripts: what the widgets of a slide do by themselves."""

from pathlib import Path
from typing import Any

import pytest

from kjc_desktop.deck.models import Deck, DeckFile, Origins, Slide, SlideFile
from kjc_desktop.deck.themes import Theme
from kjc_desktop.timeline.script import ElementMotion, SlideScript, Timeline, script_of

ROLES = dict.fromkeys(["text", "muted", "accent", "accent-2", "accent-3", "rest", "line"], "ink")


def script(content: list[dict[str, Any]], mode: str = "full", **fields: str) -> SlideScript:
    theme = Theme.model_validate(
        {
            "name": "Test",
            "colors": {"ink": "#000000"},
            "light": ROLES,
            "dark": ROLES,
            "background": "ink",
            "motion": {"mode": mode, "number": 1, "chart": 2, "map": 3, "step": 0.5},
        }
    )
    slide = Slide("a", "a.yaml", SlideFile.model_validate({"content": content, **fields}))
    head = DeckFile.model_validate({"title": "T", "defaults": {"duration": 8}})
    deck = Deck(Path(), None, head, theme, {}, {}, {}, {}, (slide,), Origins())
    return script_of(deck, slide)


NUMBER = {"kind": "number", "figure": "a"}
LIST = {"kind": "list", "items": ["x", "y", "z"], "one_by_one": True}


@pytest.mark.parametrize(
    ("widget", "seconds"),
    [
        (NUMBER, 1),
        ({"kind": "bars", "figures": ["a"]}, 2),
        ({"kind": "line", "series": "s"}, 2),
        ({"kind": "share", "parts": "a"}, 2),
        ({"kind": "pictogram", "figure": "a"}, 2),
        ({"kind": "map", "highlight": "zkt104"}, 3),
        ({"kind": "map", "values": "s"}, 3),
        ({"kind": "map"}, 0),
        ({"kind": "text", "text": "a"}, 0),
    ],
)
def test_the_theme_says_how_long_a_widget_moves(widget: dict[str, Any], seconds: float) -> None:
    assert script([widget]).elements == (ElementMotion(0, seconds),)


def test_a_list_takes_a_step_an_item_from_its_own_step_on() -> None:
    assert script([LIST]).elements == (ElementMotion(1, 0, 3),)
    late = script([NUMBER, {**LIST, "step": 2}])
    assert late.elements[1] == ElementMotion(2, 0, 3)
    assert (late.steps, late.elements[1].last_step) == (4, 4)


def test_steps_none_shows_everything_at_once() -> None:
    stepped = [{**NUMBER, "step": 3}, LIST]
    assert script(stepped).steps == 3
    assert script(stepped, steps="none").elements == (ElementMotion(0, 1), ElementMotion())
    assert script(stepped, steps="none").steps == 0


def test_duration_and_fade_fall_back_to_the_deck() -> None:
    assert (script([]).duration, script([]).fade) == (8, 0.4)
    own = script([], duration="3 s", transition="none")
    assert (own.duration, own.fade) == (3, 0)


def test_reduced_motion_keeps_steps_and_drops_every_length() -> None:
    still = script([{**NUMBER, "step": 2}], mode="reduced")
    assert (still.fade, still.step_fade, still.steps) == (0, 0, 2)
    assert still.elements == (ElementMotion(2, 0),)


@pytest.mark.parametrize(
    ("widget", "ticks"),
    [
        ({"kind": "clock"}, 1),
        ({"kind": "clock", "show": "both"}, 1),
        ({"kind": "clock", "show": "date"}, 60),
        ({"kind": "countdown", "to": "2018-11-26T10:30:00"}, 1),
        ({"kind": "agenda", "items": [{"start": "9:30", "title": "A"}]}, 1),
        (NUMBER, None),
    ],
)
def test_only_what_tells_the_time_ticks(widget: dict[str, Any], ticks: float | None) -> None:
    assert script([widget]).ticks == ticks


def test_a_timeline_knows_slides_by_number_and_name() -> None:
    shown = (
        SlideScript("a", 1, 0, ()),
        SlideScript("secret", 1, 0, ()),
        SlideScript("c", 1, 0, ()),
    )
    timeline = Timeline(shown, ("a", "c"), ("a", "embargoed", "c"))
    assert [timeline.aim(target) for target in (1, 3, "secret")] == ["a", "c", "secret"]
    assert [timeline.aim(target) for target in (0, 2, 4, "x", None)] == [None] * 5
    with pytest.raises(KeyError):
        timeline.script("x")
