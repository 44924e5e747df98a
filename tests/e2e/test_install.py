"""`kjc kiosk install` and `uninstall` as processes, in a home that nobody lives in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from walls import STILL
from x11 import quiet_environment

from decks import write

ENTRY = Path("autostart") / "kjc-kiosk.desktop"
UNIT = Path("systemd") / "user" / "kjc-kiosk.service"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="entries and units of Linux")


class Machine:
    """A home and the tools in it."""

    def __init__(self, folder: Path) -> None:
        self.deck = folder / 'Foyer "1" 100%'
        self.deck.mkdir()
        write(self.deck, STILL)
        self.environment = quiet_environment(folder / "home")
        self.config = Path(self.environment["XDG_CONFIG_HOME"])
        self.asked = folder / "asked"
        self._tools = folder / "tools"
        self._tools.mkdir()
        self.environment["PATH"] = f"{self._tools}:{self.environment['PATH']}"
        self.with_systemctl("exit 1")

    def with_systemctl(self, does: str) -> None:
        """Let there be a systemctl that writes down what it is asked."""
        tool = self._tools / "systemctl"
        tool.write_text(f'#!/bin/sh\necho "$*" >> "{self.asked}"\n{does}\n')
        tool.chmod(0o755)

    def kjc(self, *words: str, answer: str = "") -> tuple[int, str]:
        """Run `kjc kiosk`, answer its question, and return how it ended and what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "kjc_desktop", "kiosk", *words],
            env=self.environment, input=answer, cwd=self.deck.parent,
            capture_output=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    def files(self) -> list[Path]:
        """Return what has been written."""
        found = (each for each in self.config.rglob("*") if each.is_file())
        return [each.relative_to(self.config) for each in found]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_it_shows_what_it_will_write_and_asks(machine: Machine) -> None:
    code, said = machine.kjc("install", machine.deck.name, "--sync", "clock", answer="nein\n")
    assert code == 1
    assert str(machine.config / ENTRY) in said
    assert "[Desktop Entry]" in said
    assert "Es bleibt, wie es war." in said
    assert machine.files() == []
    assert machine.kjc("install", machine.deck.name)[0] == 1
    code, said = machine.kjc("install", machine.deck.name, answer="j\n")
    assert code == 0
    assert machine.files() == [ENTRY]


def test_print_only_shows(machine: Machine) -> None:
    assert machine.kjc("install", "--print", machine.deck.name)[0] == 0
    assert machine.files() == []
    machine.kjc("install", "--yes", machine.deck.name)
    code, said = machine.kjc("uninstall", "--print")
    assert code == 0
    assert str(machine.config / ENTRY) in said
    assert machine.files() == [ENTRY]


def test_what_is_installed_is_what_was_asked_for(machine: Machine) -> None:
    code, said = machine.kjc(
        "install", "--yes", "--sync", "clock", "-S", "1", "--screen", "2", "--follow",
        "--variant", "nord", "--language", "en", machine.deck.name,
    )  # fmt: skip
    assert code == 0
    assert "Installed." in said
    text = (machine.config / ENTRY).read_text("utf-8")
    assert f'Exec="{sys.executable}" "-m" "kjc_desktop" "kiosk" ' in text
    assert '"--screen" "1" "--screen" "2"' in text
    for words in ('"--sync" "clock"', '"--follow"', '"--variant" "nord"', '"--language" "en"'):
        assert words in text
    assert '/Foyer \\\\"1\\\\" 100%%"' in text


def test_twice_is_like_once_and_nothing_is_left(machine: Machine) -> None:
    for _ in range(2):
        assert machine.kjc("install", "--yes", machine.deck.name)[0] == 0
        assert machine.files() == [ENTRY]
    for said in ("Entfernt.", "Hier ist nichts eingerichtet."):
        code, words = machine.kjc("uninstall", "--yes")
        assert code == 0
        assert said in words
        assert machine.files() == []


def test_with_systemd_it_is_a_unit_and_the_only_one(machine: Machine) -> None:
    machine.kjc("install", "--yes", machine.deck.name)
    machine.with_systemctl("exit 0")
    machine.asked.unlink()
    code, said = machine.kjc("install", "--yes", machine.deck.name)
    assert code == 0
    assert "systemctl --user restart kjc-kiosk.service" in said
    assert machine.files() == [UNIT]
    asked = machine.asked.read_text().splitlines()
    assert asked[-2:] == ["--user daemon-reload", "--user enable kjc-kiosk.service"]
    assert machine.kjc("uninstall", "--yes")[0] == 0
    assert machine.files() == []
    asked = machine.asked.read_text().splitlines()
    assert asked[-2:] == ["--user disable --now kjc-kiosk.service", "--user daemon-reload"]


def test_a_system_that_refuses_is_told(machine: Machine) -> None:
    machine.with_systemctl('case "$*" in *enable*) exit 1;; esac')
    code, said = machine.kjc("install", "--yes", machine.deck.name)
    assert code == 1
    assert "nicht angenommen: systemctl --user enable kjc-kiosk.service" in said


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc/self").is_dir(), reason="no such folder")
def test_a_folder_that_cannot_be_written_is_told(machine: Machine) -> None:
    machine.environment["XDG_CONFIG_HOME"] = "/proc/self/config"
    code, said = machine.kjc("install", "--yes", machine.deck.name)
    assert code == 1
    assert "Das lässt sich nicht schreiben" in said


def test_wrong_options_and_decks_are_refused_before_anything_is_asked(machine: Machine) -> None:
    assert machine.kjc("install", "--yes", "--sync", "sometimes", machine.deck.name)[0] == 2
    assert machine.kjc("install", "--yes", "--no-such-option")[0] == 2
    assert machine.kjc("install", "--yes", "kein-ordner")[0] == 2
    assert machine.files() == []
