"""What starts the show by itself: each system reads exactly the command that was meant."""

import os
import plistlib
import re
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from x11 import wait_until

from kjc_desktop.machine.service import Kind, Service
from kjc_desktop.machine.services import installed, service, usual_kind

NASTY = 'it\'s 100% "Grün" $HOME'
WORDS = ["-m", "kjc_desktop", "--screen", "HDMI %n ${HOME} `id` \\x41 \\n", "a\tb", "; rm", "", "ü"]
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"

paths = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20
).map(lambda name: f"/{name.replace('/', '_')}")
words = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])), max_size=4)


def need(tool: str) -> None:
    if shutil.which(tool) is None and not os.environ.get("CI"):
        pytest.skip(f"not installed: {tool}")


def meant(command: Sequence[str], read: Sequence[str]) -> bool:
    """Tell whether a command is what was meant, or a shell that does nothing but start it."""
    return list(read) in (list(command), ["/bin/sh", "-c", 'exec "$0" "$@"', *command])


def systemd_words(line: str) -> list[str]:
    """Read a command line as systemd.syntax(7) and systemd.service(5) have it, `:` before it."""
    signs = {"n": "\n", "t": "\t", "\\": "\\", '"': '"'}
    found = []
    for quoted in re.findall(r'"((?:[^"\\]|\\.)*)"(?: |$)', line):
        plain = re.sub(r"\\(.)", lambda match: signs[match[1]], quoted)
        assert "%" not in plain.replace("%%", "")
        found.append(plain.replace("%%", "%"))
    return found


def line_of(text: str, key: str) -> str:
    (line,) = [each for each in text.splitlines() if each.startswith(f"{key}=")]
    return line.removeprefix(f"{key}=")


@given(paths, words)
def test_a_unit_starts_what_was_meant(program: str, arguments: list[str]) -> None:
    line = line_of(service("unit", [program, *arguments]).text, "ExecStart")
    assert line[0] == ":"
    assert meant([program, *arguments], systemd_words(line[1:]))


def desktop_words(value: str) -> list[str]:
    """Read a command as the Desktop Entry Specification has it: first the value, then its words."""
    plain = re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t", "\\": "\\"}[match[1]], value)
    found = re.findall(r'"((?:[^"\\`$]|\\["`$\\])*)"(?: |$)', plain)
    return [re.sub(r'\\(["`$\\])', r"\1", each).replace("%%", "%") for each in found]


@given(paths, words)
def test_an_entry_starts_what_was_meant(program: str, arguments: list[str]) -> None:
    line = line_of(service("autostart", [program, *arguments]).text, "Exec")
    assert meant([program, *arguments], desktop_words(line))


@given(paths, words)
def test_an_agent_starts_what_was_meant(program: str, arguments: list[str]) -> None:
    said = plistlib.loads(service("agent", [program, *arguments]).body)
    assert said["ProgramArguments"] == [program, *arguments]
    assert said["KeepAlive"] == {"SuccessfulExit": False}
    assert said["RunAtLoad"] is True


def windows_words(line: str) -> list[str]:
    """Read a command line as Microsoft's C runtime does."""
    found, word, quoted, begun = [], "", False, False
    for slashes, sign in re.findall(r"(\\*)([^\\]|$)", line):
        word += slashes if sign != '"' else "\\" * (len(slashes) // 2)
        begun = begun or bool(slashes)
        if sign == '"' and len(slashes) % 2 == 0:
            quoted, begun = not quoted, True
        elif sign in {" ", "\t", ""} and not quoted:
            found += [word] if begun else []
            word, begun = "", False
        else:
            word, begun = word + sign, True
    return found


@pytest.mark.parametrize("deck", [r"C:\Schöne Schau", "C:\\Ende\\", 'a "b" <c> & d', "100% $x"])
def test_a_task_starts_what_was_meant(deck: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USERDOMAIN", "FOYER")
    monkeypatch.setenv("USERNAME", "Bühne & Co")
    program = r"C:\Program Files\Python & mehr\python.exe"
    made = service("task", [program, "-m", "kjc_desktop", "", deck])
    assert made.body.startswith(b"\xff\xfe")
    root = ET.fromstring(made.body)  # noqa: S314 - our own
    exe, arguments = (root.find(f".//{TASK}{name}") for name in ("Command", "Arguments"))
    assert exe is not None
    assert arguments is not None
    assert exe.text == program
    assert windows_words(arguments.text or "") == ["-m", "kjc_desktop", "", deck]
    users = [each.text for each in root.iter(f"{TASK}UserId")]
    assert users == ["FOYER\\Bühne & Co"] * 2


def told(root: ET.Element, name: str) -> str | None:
    return root.findtext(f".//{TASK}{name}")


def test_a_task_is_never_ended_by_windows() -> None:
    root = ET.fromstring(service("task", ["python.exe"]).body)  # noqa: S314 - our own
    assert told(root, "ExecutionTimeLimit") == "PT0S"
    assert told(root, "StopIfGoingOnBatteries") == "false"
    assert told(root, "DisallowStartIfOnBatteries") == "false"
    assert told(root, "MultipleInstancesPolicy") == "IgnoreNew"
    assert told(root, "Interval") == "PT1M"


def program_that_tells(program: Path, heard: Path) -> None:
    """Write a program that writes down how it was called."""
    program.parent.mkdir(exist_ok=True)
    told_to = shlex.quote(f"{heard}.new")
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\0" "$0" "$@" > {told_to}\nmv {told_to} {shlex.quote(str(heard))}\n'
    )
    program.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="entries of Linux desktops")
@pytest.mark.parametrize("name", [f"{NASTY}/python", "py thön"])
def test_a_desktop_really_starts_it(name: str, tmp_path: Path) -> None:
    need("gio")
    need("desktop-file-validate")
    program, heard = tmp_path / name, tmp_path / "heard"
    program_that_tells(program, heard)
    made = service("autostart", [str(program), *WORDS, str(tmp_path / NASTY)])
    entry = tmp_path / "kjc.desktop"
    entry.write_bytes(made.body)
    valid = subprocess.run(["desktop-file-validate", entry], capture_output=True, check=False)
    assert (valid.returncode, valid.stdout) == (0, b"")
    subprocess.run(["gio", "launch", entry], check=True, capture_output=True)
    wait_until(heard.exists, "the entry was started")
    assert heard.read_text().split("\0")[:-1] == [str(program), *WORDS, str(tmp_path / NASTY)]


@pytest.mark.skipif(os.name != "posix", reason="units of systemd")
@pytest.mark.parametrize("folder", [NASTY, "ganz einfach"])
def test_systemd_takes_the_unit(folder: str, tmp_path: Path) -> None:
    need("systemd-analyze")
    (tmp_path / folder).mkdir()
    program = tmp_path / folder / "python"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    (tmp_path / "run").mkdir(mode=0o700)
    unit = tmp_path / "kjc-kiosk.service"
    unit.write_bytes(service("unit", [str(program), *WORDS]).body)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", unit],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path / "run")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_a_unit_is_started_again_after_every_failure() -> None:
    text = service("unit", ["/usr/bin/python3"]).text
    said = {key: line_of(text, key) for key in ("Restart", "StartLimitIntervalSec", "WatchdogSec")}
    assert said == {"Restart": "on-failure", "StartLimitIntervalSec": "0", "WatchdogSec": "30"}
    assert (line_of(text, "Type"), line_of(text, "NotifyAccess")) == ("notify", "main")
    assert {line_of(text, key) for key in ("After", "PartOf", "WantedBy")} == {
        "graphical-session.target"
    }


BUS, TARGET = "show-environment", "is-active"


@pytest.mark.parametrize(
    ("platform", "works", "display", "kind"),
    [
        ("win32", set(), "", "task"),
        ("darwin", set(), "", "agent"),
        ("linux", set(), ":0", "autostart"),
        ("linux", {BUS}, ":0", "autostart"),
        ("linux", {BUS}, "", "unit"),
        ("linux", {BUS, TARGET}, ":0", "unit"),
    ],
)
def test_what_suits_a_machine(platform: str, works: set[str], display: str, kind: Kind) -> None:
    def done(tool: str, *arguments: str) -> bool:
        assert (tool, arguments[0]) == ("systemctl", "--user")
        return arguments[1] in works

    assert usual_kind(platform, {"DISPLAY": display}, done) == kind


@pytest.mark.skipif(os.name != "posix", reason="folders of Linux")
def test_what_is_there_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    kinds: list[Kind] = ["unit", "autostart"]
    assert installed() == []
    for number, kind in enumerate(kinds, 1):
        made: Service = service(kind, ["/usr/bin/python3"])
        assert made.path.is_relative_to(tmp_path)
        made.path.parent.mkdir(parents=True)
        made.path.write_bytes(made.body)
        assert [each.kind for each in installed()] == kinds[:number]
