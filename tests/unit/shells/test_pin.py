"""Setting a PIN on the terminal."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from x11 import quiet_environment

from kjc_desktop.machine.pin import fits
from kjc_desktop.machine.settings import read_settings, settings_file
from kjc_desktop.shells.pin import remove_pin, set_pin


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


def answers(*typed: str) -> Iterator[str]:
    return iter(typed)


def test_a_pin_that_was_typed_twice_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    typed = answers("4711", "4711")
    assert set_pin(lambda _: next(typed), "de") == 0
    assert fits("4711", read_settings(settings_file()).pin or "")
    assert str(settings_file()) in capsys.readouterr().out
    assert remove_pin("de") == 0
    assert read_settings(settings_file()).pin is None


@pytest.mark.parametrize("typed", [("123",), ("12345", "12354"), ("",), ("12a4",)])
def test_a_pin_that_is_none_changes_nothing(
    typed: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    given = answers(*typed)
    assert set_pin(lambda _: next(given), "en") == 1
    assert not settings_file().exists()
    assert "All stays as it was." in capsys.readouterr().err


def test_a_faulty_file_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text("[kiosk\n")
    assert set_pin(lambda _: "4711", "de") == 1
    assert settings_file().read_text() == "[kiosk\n"
    assert str(settings_file()) in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    settings_file().parent.write_text("no folder")
    assert set_pin(lambda _: "4711", "de") == 1
    assert "lässt sich nicht schreiben" in capsys.readouterr().err


def test_on_a_terminal_nobody_sees_what_is_typed(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    environment = quiet_environment(tmp_path / "home")
    program = subprocess.Popen(
        ["setsid", "--ctty", "--wait", sys.executable, "-m", "kjc_desktop", "kiosk", "pin"],
        env=environment, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    # With the space behind the question the terminal has stopped to show what is typed.
    for question in (b"Ziffern): ", b"einmal: "):
        while question not in seen:
            seen += os.read(ours, 1000)
        os.write(ours, b"4711\n")
    assert program.wait(20) == 0
    while b"PIN gilt" not in seen:
        seen += os.read(ours, 1000)
    os.close(ours)
    assert b"4711" not in seen
    kept = read_settings(tmp_path / "home" / "config" / "kjc-desktop" / "settings.toml")
    assert fits("4711", kept.pin or "")
