"""`kjc doctor` as a process: on a screen, without one, and where the screen does not answer."""

import json
import sys
from pathlib import Path

import pytest
from walls import STILL
from x11 import Screen, Start, quiet_environment

from decks import write


def told(answer: str) -> dict[str, tuple[str, str]]:
    return {each["check"]: (each["state"], each["text"]) for each in json.loads(answer)["machine"]}


def test_a_screen_is_found(start: Start, tmp_path: Path) -> None:
    program = start("doctor", write(tmp_path, STILL), "--format", "json", "--language", "en")
    assert program.code() == 0, program.said
    answer = json.loads(program.answer)
    assert answer["sources"] == []
    found = told(program.answer)
    assert found["graphics"] == ("well", "Graphics: X11")
    assert found["screens"][0] == "well"
    assert "1920 × 1080" in found["screens"][1]
    assert found["fonts"] == ("well", "Font: Source Sans 3")
    assert {"clock", "disk", "memory", "screensaver", "sleep", "user", "versions"} <= set(found)
    assert all(each["advice"] for each in answer["machine"] if each["state"] == "trouble")


def test_a_screen_of_another_shape_is_a_warning(start: Start, tmp_path: Path) -> None:
    head = STILL["deck.yaml"] + 'canvas: "4:3"\n'
    program = start("doctor", write(tmp_path, STILL, {"deck.yaml": head}))
    assert program.code() == 0, program.said
    assert "hat eine andere Form als die Folien" in program.answer


def test_graphics_that_do_not_answer_are_trouble(start: Start, tmp_path: Path) -> None:
    program = start("doctor", write(tmp_path, STILL), DISPLAY=":4711")
    assert program.code() == 1
    assert "Fehler" in program.answer
    assert "could not connect to display :4711" in program.answer
    assert "Diese Präsentation liest keine Quellen." in program.answer


def test_without_a_display_it_works_too(start: Start, tmp_path: Path) -> None:
    program = start("doctor", write(tmp_path, STILL), DISPLAY="")
    assert program.code() == 0, program.said
    assert "Hier ist kein Bildschirm zu sehen." in program.answer


def test_a_deck_that_cannot_be_read_hides_nothing_of_the_machine(
    start: Start, tmp_path: Path
) -> None:
    program = start("doctor", write(tmp_path, {"deck.yaml": "title: [\n"}), "--format", "json")
    assert program.code() == 1
    assert told(program.answer)["graphics"][0] == "well"
    assert "deck.yaml" in program.said


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="there this pair is none")
@pytest.mark.parametrize("command", ["present", "kiosk"])
def test_versions_that_would_crash_begin_no_show(
    command: str, start: Start, tmp_path: Path
) -> None:
    info = tmp_path / "pyside6_essentials-6.12.0.dist-info"
    info.mkdir()
    described = "Metadata-Version: 2.1\nName: PySide6_Essentials\nVersion: 6.12.0\n"
    (info / "METADATA").write_text(described)
    (tmp_path / "deck").mkdir()
    deck = write(tmp_path / "deck", STILL)
    program = start(command, deck, PYTHONPATH=str(tmp_path))
    assert program.code() == 1
    assert "PySide6 6.12.0 stürzt mit Python 3.11" in program.said
    assert "Python 3.12 oder neuer" in program.said
    assert "Traceback" not in program.said
    doctor = start("doctor", deck, PYTHONPATH=str(tmp_path))
    assert doctor.code() == 1
    assert "PySide6 6.12.0 stürzt" in doctor.answer


def test_it_does_not_wait_for_tools_that_hang(start: Start, screen: Screen, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("timedatectl", "chronyc", "xset", "busctl", "gsettings"):
        (tools / name).write_text("#!/bin/sh\nexec sleep 60\n")
        (tools / name).chmod(0o755)
    (tmp_path / "deck").mkdir()
    path = f"{tools}:{quiet_environment(tmp_path / 'home')['PATH']}"
    program = start("doctor", write(tmp_path / "deck", STILL), "--format", "json", PATH=path)
    assert program.code(12) == 0, program.said
    found = told(program.answer)
    assert {found[name][0] for name in ("clock", "screensaver", "sleep")} <= {"unknown"}
