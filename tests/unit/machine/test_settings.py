"""What a machine's settings say, and what is told of those that say it wrongly."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.machine.pin import kept
from kjc_desktop.machine.settings import Settings, read_settings, settings_file
from kjc_desktop.texts import LANGUAGES


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    assert read_settings(file) == Settings("Ctrl+Q", None, touch=False, idle=60.0, faults=())


def test_everything_can_be_set(file: Path) -> None:
    stored = kept("4711")
    file.write_text(
        f'# Foyer\n[kiosk]\nway_out = "Ctrl+Alt+K"\npin = "{stored}"\ntouch = true\nidle = "90 s"\n'
    )
    assert read_settings(file) == Settings("Ctrl+Alt+K", stored, touch=True, idle=90.0)


@pytest.mark.parametrize(
    ("written", "chord"),
    [
        ("ctrl + q", "Ctrl+Q"),
        ("Strg+Umschalt+F12", "Ctrl+Shift+F12"),
        ("Shift+Alt+Del", "Alt+Shift+Del"),
        ("Meta+pgup", "Meta+PgUp"),
        ("Alt+7", "Alt+7"),
    ],
)
def test_chords(file: Path, written: str, chord: str) -> None:
    file.write_text(f'[kiosk]\nway_out = "{written}"\n')
    assert read_settings(file).way_out == chord


@pytest.mark.parametrize(
    ("written", "seconds"), [('"60 s"', 60), ('"2 min"', 120), ('"1h"', 3600), ("45", 45)]
)
def test_pauses(file: Path, written: str, seconds: float) -> None:
    file.write_text(f"[kiosk]\nidle = {written}\n")
    assert read_settings(file).idle == seconds


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('[kiosk]\nway_out = "Q"\n', 2, "way_out"),
        ('[kiosk]\nway_out = "Shift+A"\n', 2, "way_out"),
        ('[kiosk]\nway_out = "Ctrl+Ctrl+A"\n', 2, "way_out"),
        ('[kiosk]\nway_out = "Ctrl+Wurst"\n', 2, "way_out"),
        ('[kiosk]\nway_out = "Ctrl+"\n', 2, "way_out"),
        ('[kiosk]\nway_out = ["Ctrl+Q"]\n', 2, "way_out"),
        ("[kiosk]\n\npin = 1234\n", 3, "pin"),
        ('[kiosk]\npin = "1234"\n', 2, "pin"),
        ('[kiosk]\ntouch = "ja"\n', 2, "touch"),
        ("[kiosk]\ntouch = 1\n", 2, "touch"),
        ('[kiosk]\nidle = "bald"\n', 2, "idle"),
        ('[kiosk]\nidle = "2 s"\n', 2, "idle"),
        ('[kiosk]\nidle = "2 h"\n', 2, "idle"),
        ("[kiosk]\nidle = true\n", 2, "idle"),
        ("[kiosk]\ntuch = true\n", 2, "unknown"),
        ("\n[foyer]\ntouch = true\n", 2, "unknown"),
        ("touch = true\n", 1, "unknown"),
        ("kiosk = true\n", 1, "unknown"),
        ("[kiosk]\ntouch = ja\n", 2, "syntax"),
        ("[kiosk]\ntouch = true\ntouch = true\n", 3, "syntax"),
        ("[kiosk\n", 1, "syntax"),
        ('[kiosk]\nway_out = "Ctrl+Q', 2, "syntax"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_its_default_holds(
    file: Path, text: str, line: int, what: str
) -> None:
    file.write_text(text)
    read = read_settings(file)
    assert [(each.line, each.what) for each in read.faults] == [(line, what)]
    assert (read.way_out, read.pin, read.touch, read.idle) == ("Ctrl+Q", None, False, 60.0)
    for language in LANGUAGES:
        assert read.faults[0].message(language).startswith(f"{file}:{line}: ")


def test_one_fault_leaves_everything_else_as_it_is_set(file: Path) -> None:
    file.write_text('[kiosk]\ntouch = true\nidle = "nie"\nway_out = "Alt+X"\n')
    read = read_settings(file)
    assert (read.touch, read.way_out, len(read.faults)) == (True, "Alt+X", 1)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ("[kiosk]\n# Für\n".encode("cp1252"), "encoding"),
        (b"#" * 200_000, "unreadable"),
        (b"\xef\xbb\xbf[kiosk]\r\ntouch = true\r\n", None),
        (b"[" * 90_000, "syntax"),
    ],
)
def test_files_of_all_kinds(file: Path, raw: bytes, what: str | None) -> None:
    file.write_bytes(raw)
    assert [each.what for each in read_settings(file).faults] == ([what] if what else [])


def test_a_folder_and_a_pipe_are_no_settings(file: Path, tmp_path: Path) -> None:
    file.mkdir()
    assert [each.what for each in read_settings(file).faults] == ["unreadable"]
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert [each.what for each in read_settings(pipe).faults] == ["unreadable"]


@given(st.binary(max_size=300))
def test_no_file_stops_a_show(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(raw)
    read = read_settings(file)
    assert all(each.message("de") for each in read.faults)


def test_they_are_in_the_folder_for_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_file().name == "settings.toml"
    assert settings_file().is_relative_to(tmp_path)
