"""`kjc soak` as people and programs run it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from busy_decks import BUSY
from sourced_decks import COUNTER
from walls import STILL

from decks import Files, write

MOVING: Files = {
    "deck.yaml": 'title: "Zwei | Folien"\ndefaults: {duration: 2 s}\nslides: [a, b]\n',
    "figures.yaml": STILL["figures.yaml"],
    "a.yaml": "title: Zahl\ncontent:\n  - number: a\n",
    "b.yaml": "title: Text\n",
}
WATCHED = """
import sys
def heard(event, arguments):
    if event.startswith("socket."):
        sys.stderr.write(f"{event} {arguments}\\n")
sys.addaudithook(heard)
from kjc_desktop.cli import main
main()
"""
"""The program, which tells of every socket it makes."""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path, home: Path) -> Run:
    def run(*arguments: str | Path, **more: str) -> "subprocess.CompletedProcess[str]":
        environment: Mapping[str, str] = {
            **{name: value for name, value in os.environ.items() if name != "DISPLAY"},
            "HOME": str(home), "XDG_STATE_HOME": str(tmp_path / "state"), **more,
        }  # fmt: skip
        command = [sys.executable, "-c", WATCHED, "soak", *map(str, arguments)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, cwd=tmp_path
        )

    return run


def test_a_report_for_people_and_one_for_programs(tmp_path: Path, run: Run) -> None:
    deck = write(tmp_path / "deck", MOVING)
    done = run(
        deck, "--loops", "12", "--size", "192x108", "--language", "de",
        "-o", "bericht.md", "-o", "bericht.json",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "Bestanden, soweit es sich sagen lässt" in done.stdout
    report = (tmp_path / "bericht.md").read_text("utf-8")
    assert report.startswith("# Dauerlauf: Zwei \\| Folien\n\n**Bestanden")
    rows = [line for line in report.splitlines() if line.startswith("| ")]
    assert any(
        re.fullmatch(r"\| Qt-Objekte \| (\d+) → \1 \| gleich \| gut \|", row) for row in rows
    )
    assert "| leere Bilder | 0 | keine | gut |" in rows
    assert any(row.startswith("| a | 13 |") for row in rows), rows
    said = json.loads((tmp_path / "bericht.json").read_text("utf-8"))
    assert said["passed"] is True
    assert (said["shown"], said["changes"]) == ({"a": 13, "b": 12}, 24)
    assert {len(each) for each in said["samples"].values()} == {12}


def test_five_hundred_slides_leave_nothing_behind(tmp_path: Path, run: Run) -> None:
    deck = write(tmp_path / "deck", BUSY)
    done = run(deck, "--loops", "75", "--size", "192x108", "--format", "json")
    said = json.loads(done.stdout)
    by_name = {each["name"]: each for each in said["findings"]}
    assert by_name["memory_change"]["held"], by_name
    assert by_name["memory_again"]["held"], by_name
    open_yet = {each["name"] for each in said["findings"] if each["limit"] and each["held"] is None}
    assert open_yet == {"memory_hour"}, "of less than an hour nothing is said"
    assert said["passed"], by_name
    assert done.returncode == 0


def test_the_same_in_english_and_for_programs_on_the_terminal(tmp_path: Path, run: Run) -> None:
    deck = write(tmp_path / "deck", MOVING)
    spoken = run(deck, "--loops", "1", "--size", "192x108", "--language", "en")
    assert "Passed as far as can be told." in spoken.stdout
    done = run(deck, "--hours", "0.01", "--size", "192x108", "--format", "json")
    said: dict[str, Any] = json.loads(done.stdout)
    assert 36.0 <= said["seconds"] <= 44.0
    assert said["window"] == [192, 108]
    by_name = {each["name"]: each for each in said["findings"]}
    assert by_name["screens_drift"]["held"]
    assert by_name["memory_change"]["held"] is None


def test_what_is_missed_is_said_and_ends_with_one(tmp_path: Path, run: Run) -> None:
    deck = write(tmp_path / "deck", {**MOVING, "b.yaml": "layout: blank\n"})
    done = run(deck, "--loops", "2", "--size", "192x108")
    assert done.returncode == 1
    assert done.stdout.endswith("\nNicht bestanden: leere Bilder.\n")


def test_no_socket_is_opened_whatever_the_deck_reads(tmp_path: Path, run: Run) -> None:
    figures = COUNTER.replace("csv: zahlen.csv", 'http: "http://127.0.0.1:9/zahlen.json"')
    head = MOVING["deck.yaml"] + "hosts: [127.0.0.1]\n"
    number = {"a.yaml": "title: Zahl\ncontent:\n  - number: n\n"}
    deck = write(
        tmp_path / "deck", {**MOVING, "deck.yaml": head, "figures.yaml": figures, **number}
    )
    done = run(deck, "--loops", "2", "--size", "192x108")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--size", "breit"], 2, "960x540"),
        (["--size", "0x540"], 2, "960x540"),
        (["-o", "bericht.pdf"], 2, "name.json"),
        (["--loops", "1", "--size", "192x108", "-o", "fehlt/bericht.md"], 1, "fehlt/bericht.md"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_with_what_does(
    tmp_path: Path, run: Run, arguments: list[str], code: int, words: str
) -> None:
    done = run(write(tmp_path / "deck", MOVING), *arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_deck_that_cannot_be_played_says_why(tmp_path: Path, run: Run) -> None:
    done = run(write(tmp_path / "deck", {**MOVING, "a.yaml": "titel: Zahl\n"}))
    assert done.returncode == 1
    assert "a.yaml" in done.stderr
    embargo = STILL["figures.yaml"].replace("source: s}", "source: s, embargo_until: 2999-01-01}")
    one = {"deck.yaml": "title: Probe\nslides: [a]\n", "figures.yaml": embargo}
    done = run(write(tmp_path / "gesperrt", {**one, "a.yaml": MOVING["a.yaml"]}))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
