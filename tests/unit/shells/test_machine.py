"""What the doctor makes of the graphics of a machine, and how it says it."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from walls import STILL

from decks import write
from kjc_desktop.deck import load_deck
from kjc_desktop.deck.models import Deck
from kjc_desktop.machine.finding import Finding
from kjc_desktop.shells.doctor import machine_lines
from kjc_desktop.shells.machine import font, machine, screens
from kjc_desktop.shells.probe import Probed, Seen, read_probed

FULL_HD = Seen("HDMI-1", "DELL U2415", 1920, 1080, 59.95)


def probed(*screens: Seen, font: str | None = "Source Sans 3") -> Probed:
    return Probed("xcb", screens, font, font or "Helvetica")


def deck(folder: Path, canvas: str) -> Deck:
    folder.mkdir()
    head = f"{STILL['deck.yaml']}canvas: {canvas}\n"
    made = load_deck(write(folder, STILL, {"deck.yaml": head})).deck
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("width", "height", "rate", "canvas", "names"),
    [
        (1920, 1080, 59.95, '"16:9"', ["screen"]),
        (3840, 2160, 50.0, '"16:9"', ["screen"]),
        (1366, 768, 60.0, '"16:9"', ["screen"]),
        (3840, 2160, 29.97, '"16:9"', ["screen_slow"]),
        (1920, 1080, 0.0, '"16:9"', ["screen"]),
        (1024, 768, 60.0, '"16:9"', ["screen_small", "screen_shape"]),
        (1920, 1200, 60.0, '"16:9"', ["screen_shape"]),
        (1080, 1920, 60.0, '"16:9"', ["screen_shape"]),
        (1080, 1920, 60.0, '"9:16"', ["screen"]),
        (1024, 768, 24.0, '"4:3"', ["screen_slow", "screen_small"]),
    ],
)
def test_screens(
    width: int, height: int, rate: float, canvas: str, names: list[str], tmp_path: Path
) -> None:
    seen = probed(Seen("DP-1", "", width, height, rate))
    found = list(screens(seen, deck(tmp_path / "deck", canvas)))
    assert [each.name for each in found] == names
    assert {each.state for each in found} == {"well" if names == ["screen"] else "warning"}


def test_every_screen_is_told_by_its_name() -> None:
    found = list(screens(probed(FULL_HD, Seen("", "", 1280, 720, 60.0)), None))
    assert [each.text("en") for each in found] == [
        "Screen DELL U2415 (HDMI-1): 1920 × 1080, 60 Hz",
        "Screen 2: 1280 × 720, 60 Hz",
    ]


def test_no_screen_is_trouble() -> None:
    assert [each.state for each in screens(probed(), None)] == ["trouble"]


def test_the_font() -> None:
    assert font(probed()).state == "well"
    assert font(probed(font=None)).name == "font_missing"
    assert font(Probed("xcb", (), "Source Sans 3", "DejaVu Sans")).name == "font_other"


def test_what_the_probe_writes_is_read() -> None:
    assert read_probed(json.dumps(asdict(probed(FULL_HD)))) == probed(FULL_HD)


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{}", '{"screens": [{}]}', "Segmentation fault"]
)
def test_what_no_probe_writes_is_not_read(text: str) -> None:
    assert read_probed(text) is None


def test_a_machine_without_a_display_is_told_of_all_the_same() -> None:
    found = {each.name: each.state for each in machine(None, display=False)}
    assert found["graphics_none"] == "warning"
    assert found["font"] == "well"
    assert found["versions"] == "well"


def test_advice_stands_below_what_is_so() -> None:
    little = Finding("disk", "warning", "disk_little", {"free": 512, "folder": "/var"})
    well = Finding("user", "well", "user")
    assert list(machine_lines([well, little], "en")) == [
        "This machine:",
        "  well     User: without special rights",
        "  warning  Disk: only 512 MB free in /var",
        f"           → {little.advice('en')}",
    ]
