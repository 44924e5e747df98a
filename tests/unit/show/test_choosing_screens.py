"""Which screen is meant by a number, a name or a part of one."""

import pytest

from kjc_desktop.show.screens import ScreenInfo, WrongScreen, choose, listing, ordered

LAPTOP = ScreenInfo("eDP-1", 0, 0, 1920, 1200, "Color LCD", main=True)
BEAMER = ScreenInfo("HDMI-1", -1920, 0, 1920, 1080, "EPSON PJ")
WALL = ScreenInfo("HDMI-2", 1920, 0, 3840, 2160, "LED Wall")
ALL = (LAPTOP, BEAMER, WALL)


def test_screens_are_numbered_from_left_to_right() -> None:
    assert ordered(ALL) == ordered(reversed_all()) == (BEAMER, LAPTOP, WALL)


def reversed_all() -> tuple[ScreenInfo, ...]:
    return tuple(reversed(ALL))


@pytest.mark.parametrize(
    ("wanted", "screen"),
    [
        ("1", BEAMER),
        (" 3 ", WALL),
        ("HDMI-1", BEAMER),
        ("hdmi-2", WALL),
        ("epson", BEAMER),
        ("led wall", WALL),
        ("eDP", LAPTOP),
    ],
)
def test_a_screen_is_found(wanted: str, screen: ScreenInfo) -> None:
    assert choose(ALL, wanted) == screen


def test_the_usual_screen_is_the_main_one_or_the_one_beside_it() -> None:
    assert choose(ALL) == LAPTOP
    assert choose(ALL, beside=True) == BEAMER
    assert choose([LAPTOP], beside=True) == LAPTOP
    assert choose([BEAMER]) == BEAMER


@pytest.mark.parametrize(
    ("wanted", "problem"), [("4", "unknown"), ("0", "unknown"), ("", "unknown"), ("²", "unknown"),
                            ("sony", "unknown"), ("hdmi", "ambiguous")],
)  # fmt: skip
def test_a_wrong_screen_is_told_with_those_there_are(wanted: str, problem: str) -> None:
    wrong = choose(ALL, wanted)
    assert isinstance(wrong, WrongScreen)
    assert wrong.problem == problem
    for language in ("de", "en"):
        message = wrong.message(language)
        assert f"{wanted}" in message
        assert all(f"{number}  {each.model}" in message for number, each in
                   enumerate(ordered(ALL), 1))  # fmt: skip


def test_no_screen_at_all_is_told() -> None:
    wrong = choose([], "1")
    assert isinstance(wrong, WrongScreen)
    assert wrong.message("de") == "Es ist kein Bildschirm angeschlossen."


def test_the_list_names_the_main_screen() -> None:
    lines = listing(ALL, "de").splitlines()
    assert [("Hauptbildschirm" in line) for line in lines] == [False, True, False]
    assert lines[2] == "  3  LED Wall (HDMI-2), 3840\u00a0×\u00a02160"
