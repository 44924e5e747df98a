"""What the documents show is what the program does: examples, commands, output, keys, paths.

`--golden-update` writes anew what comes from the program: output, keys and pictures.
"""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest
from documents import (
    ALL,
    ARCHITECTURE,
    DEPENDENCIES,
    DOCS,
    HANDBOOK,
    README,
    ROOT,
    TALK,
    Files,
    Shown,
    anchors,
    links,
    places,
    read,
    table,
    write_decks,
)
from PySide6.QtWidgets import QApplication
from typer.core import TyperGroup
from typer.main import get_command

from kjc_desktop.checks import check
from kjc_desktop.checks.layout import check_layout
from kjc_desktop.checks.registry import DECK_RULES, SLIDE_RULES
from kjc_desktop.cli.commands import app
from kjc_desktop.deck import list_slides, load_deck, variant_names
from kjc_desktop.deck.diagnostics import Diagnostic, Severity, errors
from kjc_desktop.deck.models import LayoutName
from kjc_desktop.deck.widgets import WIDGETS
from kjc_desktop.show.keys import help_rows

AT = "2018-12-14T10:40"
"""The morning of the event in the handbook."""
PICTURES = DOCS / "pictures" / "handbuch"
MOST_BYTES = 400_000

CONSOLE = [each for path in ALL for each in read(path) if isinstance(each, Shown)]
ANSWERED = [each for each in CONSOLE if each.answered]
EXAMPLES = [each for each in read(HANDBOOK) if not isinstance(each, Shown)]
COMMANDS = sorted({command for each in CONSOLE for command in each.commands})
NAMED = re.compile(r"\(pictures/handbuch/([\w-]+)\.png\)").findall(HANDBOOK.read_text("utf-8"))


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--golden-update"))


def kjc(arguments: list[str], folder: Path) -> str:
    """Run the program as a German reader would, for the first time; return all that it says."""
    german = {"LC_ALL": "", "LC_MESSAGES": "de_DE.UTF-8", "LANG": "C.UTF-8"}
    environment = {**os.environ, **german, "XDG_STATE_HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-m", "kjc_desktop", *arguments],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.parametrize("files", EXAMPLES, ids=lambda files: list(files)[-1])
def test_every_example_loads_with_those_before_it(files: Files, tmp_path: Path) -> None:
    for deck in write_decks(files, tmp_path):
        for variant in (None, *variant_names(deck)):
            faults = errors(load_deck(deck, variant=variant).diagnostics)
            assert [each.message("de") for each in faults] == []


def findings(folder: Path, variant: str | None) -> list[Diagnostic]:
    result = load_deck(folder, variant=variant)
    assert result.deck is not None
    now = result.deck.instant(datetime.fromisoformat(AT))
    return [*result.diagnostics, *check(result.deck, now), *check_layout(result.deck, now)]


def test_the_finished_examples_have_no_warnings(tmp_path: Path, qapp: QApplication) -> None:
    made = write_decks(EXAMPLES[-1], tmp_path)
    assert len(made) == 2
    for deck in made:
        for variant in (None, *variant_names(deck)):
            found = [each for each in findings(deck, variant) if each.severity != Severity.NOTE]
            assert [each.message("de") for each in found] == []


@pytest.mark.parametrize("shown", ANSWERED, ids=lambda shown: f"block {shown.place}")
def test_the_program_says_what_is_shown(shown: Shown, tmp_path: Path, update: bool) -> None:
    write_decks(shown.files, tmp_path)
    (command,) = shown.commands
    answer = f"$ {command}\n{kjc(shlex.split(command)[1:], tmp_path)}"
    if update:
        shown.rewrite(answer)
    else:
        assert shown.body == answer


def program() -> TyperGroup:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return group


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.startswith("kjc ")])
def test_every_command_exists_with_its_options(command: str) -> None:
    group, words = program(), shlex.split(command)[1:]
    chosen = group.commands[words.pop(0)]
    while isinstance(chosen, TyperGroup) and words and words[0] in chosen.commands:
        chosen = chosen.commands[words.pop(0)]
    chosen.make_context("kjc", words)


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.startswith("make ")])
def test_every_make_target_exists(command: str) -> None:
    target = shlex.split(command)[1]
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_the_readme_lists_every_command() -> None:
    groups = {"figures"}
    named = {row[0].split()[1].strip("`") for row in table(README, "Command")}
    assert named == set(program().commands)
    assert groups < named


@pytest.mark.parametrize("document", ALL, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    for link in links(document):
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("document", [README, ARCHITECTURE, DEPENDENCIES], ids=lambda it: it.name)
def test_every_place_named_exists(document: Path) -> None:
    assert places(document)
    assert [place for place in places(document) if not (ROOT / place).exists()] == []


def test_the_keys_are_those_of_the_program(update: bool) -> None:
    rows = [
        f"| {' '.join(f'`{key}`' for key in keys.split('   '))} | {meaning} |"
        for keys, meaning in help_rows("de")
    ]
    wanted = "\n".join(["| Taste | Was sie tut |", "|---|---|", *rows])
    text = TALK.read_text("utf-8")
    head, tail = "„make docs“ aus dem Programm -->\n", "\n<!-- Ende der Tasten -->"
    before, after = text.index(head) + len(head), text.index(tail)
    if update:
        TALK.write_text(f"{text[:before]}\n{wanted}\n{text[after:]}", encoding="utf-8")
    else:
        assert text[before:after].strip() == wanted


def test_the_handbook_names_every_layout_widget_and_rule() -> None:
    layouts, widgets, rules = (
        [row[0].strip("`") for row in table(HANDBOOK, first)]
        for first in ("Layout", "Element", "Regel")
    )
    assert layouts == list(get_args(LayoutName))
    assert widgets == list(WIDGETS)
    assert set(rules) == {*DECK_RULES, *SLIDE_RULES, "overflow", "unlisted"}


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[^a-z0-9-]", each)[0] for each in project["dependencies"]}
    assert {row[0].strip("`") for row in table(DEPENDENCIES, "Library")} == wanted


def test_pictures_show_the_examples_beside_them(tmp_path: Path, update: bool) -> None:
    deck = next(path for path in write_decks(EXAMPLES[-1], tmp_path) if path.name != "probe")
    slides = list_slides(deck)
    assert set(NAMED) <= set(slides)
    if update:
        kjc(["export", str(deck), "-o", "out", "--scale", "0.18", "--at", AT], tmp_path)
        for old in PICTURES.glob("*.png"):
            old.unlink()
        PICTURES.mkdir(parents=True, exist_ok=True)
        for name in NAMED:
            number = slides.index(name) + 1
            made = tmp_path / "out" / f"{number:03}-{name}.png"
            (PICTURES / f"{name}.png").write_bytes(made.read_bytes())
    assert {path.stem for path in PICTURES.glob("*.png")} == set(NAMED)


def test_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in DOCS.rglob("*.png")) < MOST_BYTES
