"""What several commands have in common: their options, and how they begin and end."""

import os
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from kjc_desktop.resources import campaign_deck
from kjc_desktop.texts import interface_language, message_language, say

_LANGUAGE = interface_language()


def help_text(name: str) -> str:
    """Return the help of a command or option in the language of this system."""
    return say(f"cli.{name}", _LANGUAGE)


class Language(StrEnum):
    """Languages of messages."""

    DE = "de"
    EN = "en"


class Format(StrEnum):
    """Forms of an answer: for people or for programs."""

    TEXT = "text"
    JSON = "json"


class Sync(StrEnum):
    """Whether the wall clock moves the loop."""

    CLOCK = "clock"
    OFF = "off"


DeckArgument = Annotated[Path | None, typer.Argument(metavar="DECK", help=help_text("deck"))]
VariantOption = Annotated[str | None, typer.Option("--variant", help=help_text("variant"))]
LanguageOption = Annotated[Language | None, typer.Option("--language", help=help_text("language"))]
ScreenOption = Annotated[str | None, typer.Option("--screen", "-S", help=help_text("screen"))]
FormatOption = Annotated[Format, typer.Option("--format", help=help_text("format"))]
AtOption = Annotated[
    datetime | None,
    typer.Option(
        "--at",
        help=help_text("at"),
        formats=["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    ),
]
FollowOption = Annotated[bool, typer.Option("--follow", help=help_text("follow"))]


def deck_folder(deck: Path | None, language: str | None = None) -> Path:
    """Return the deck's folder; a file of a deck is as good as its folder.

    Raises:
        typer.Exit: there is nothing to read; said on the terminal, exit code 2.
    """
    folder = deck or campaign_deck()
    if folder.is_file() and (folder.parent / "deck.yaml").exists():
        folder = folder.parent
    if not folder.is_dir():
        sys.stderr.write(say("cli.no_folder", language or message_language(), folder=folder) + "\n")
        raise typer.Exit(2)
    if not (folder / "deck.yaml").exists():
        sys.stderr.write(say("cli.no_deck", language or message_language(), folder=folder) + "\n")
        raise typer.Exit(2)
    return folder


def has_display() -> bool:
    """Tell whether there is a screen; only systems with X or Wayland may be without one."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def end(code: int) -> NoReturn:
    """End the process here: Qt's own teardown crashes where pyqtgraph was used."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
