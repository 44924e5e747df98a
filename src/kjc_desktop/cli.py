"""The commands: one function each; a shell is imported only when its command was chosen."""

import gc
import os
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from kjc_desktop import __version__
from kjc_desktop.resources import campaign_deck
from kjc_desktop.texts import interface_language, message_language, say

_LANGUAGE = interface_language()


def _help(name: str) -> str:
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


DeckArgument = Annotated[Path | None, typer.Argument(metavar="DECK", help=_help("deck"))]
VariantOption = Annotated[str | None, typer.Option("--variant", help=_help("variant"))]
LanguageOption = Annotated[Language | None, typer.Option("--language", help=_help("language"))]
ScreenOption = Annotated[str | None, typer.Option("--screen", "-S", help=_help("screen"))]
FormatOption = Annotated[Format, typer.Option("--format", help=_help("format"))]
AtOption = Annotated[
    datetime | None,
    typer.Option(
        "--at",
        help=_help("at"),
        formats=["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    ),
]
FollowOption = Annotated[bool, typer.Option("--follow", help=_help("follow"))]

app = typer.Typer(
    help=_help("app"),
    invoke_without_command=True,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _program(
    version: Annotated[bool, typer.Option("--version", help=_help("version"))] = False,
) -> None:
    """Answer what is asked of the program and not of a command."""
    if version:
        sys.stdout.write(f"kjc-desktop {__version__}\n")
        raise typer.Exit


figures_app = typer.Typer(help=_help("figures"), no_args_is_help=True)
app.add_typer(figures_app, name="figures")


def _folder(deck: Path | None, language: str | None = None) -> Path:
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


def _has_display() -> bool:
    """Tell whether there is a screen; only systems with X or Wayland may be without one."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _end(code: int) -> NoReturn:
    """End the process here: Qt's own teardown crashes where pyqtgraph was used."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


@app.command(help=_help("present"))
def present(
    deck: DeckArgument = None,
    screen: ScreenOption = None,
    windowed: Annotated[bool, typer.Option("--windowed", help=_help("windowed"))] = False,
    start_at: Annotated[str | None, typer.Option("--start-at", help=_help("start_at"))] = None,
    follow: FollowOption = False,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Present a deck with keys and clicker."""
    folder = _folder(deck, language)
    if not _has_display():
        sys.stderr.write(say("cli.no_display", language or message_language()) + "\n")
        raise typer.Exit(1)
    from kjc_desktop.shells import presenter
    from kjc_desktop.show.options import Options

    options = Options(
        folder, variant=variant, language=language, screen=screen, windowed=windowed,
        first=start_at, follow=follow,
    )  # fmt: skip
    _end(presenter.run(options))


@app.command(help=_help("kiosk"))
def kiosk(
    deck: DeckArgument = None,
    screen: ScreenOption = None,
    sync: Annotated[Sync, typer.Option("--sync", help=_help("sync"))] = Sync.OFF,
    follow: FollowOption = False,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Play a deck as a loop for ever; without a display, once into a contact sheet."""
    folder = _folder(deck, language)
    if not _has_display():
        from kjc_desktop.shells import export

        _end(export.contact_sheet(folder, variant=variant, language=language))
    from kjc_desktop.shells import kiosk as shell
    from kjc_desktop.show.options import Options

    options = Options(
        folder, variant=variant, language=language, screen=screen, sync=sync is Sync.CLOCK,
        follow=follow,
    )  # fmt: skip
    _end(shell.run(options))


@app.command(help=_help("check"))
def check(
    deck: DeckArgument = None,
    strict: Annotated[bool, typer.Option("--strict", help=_help("strict"))] = False,
    form: FormatOption = Format.TEXT,
    only: Annotated[str | None, typer.Option("--only", help=_help("only"))] = None,
    at: AtOption = None,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Report every problem of a deck, with file and line."""
    folder = _folder(deck, language)
    from kjc_desktop.shells import reports

    asked = reports.Asked(variant, language, at, as_json=form is Format.JSON)
    _end(reports.check(folder, asked, strict=strict, only=only))


@app.command(help=_help("export"))
def export(
    output: Annotated[Path, typer.Option("--output", "-o", help=_help("output"))],
    deck: DeckArgument = None,
    pages: Annotated[str | None, typer.Option("--range", help=_help("range"))] = None,
    with_steps: Annotated[bool, typer.Option("--with-steps", help=_help("with_steps"))] = False,
    scale: Annotated[float, typer.Option("--scale", min=0.1, max=8, help=_help("scale"))] = 1.0,
    at: AtOption = None,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Write a deck as PDF or as a folder of PNG pictures."""
    folder = _folder(deck, language)
    from kjc_desktop.shells import export as shell

    wish = shell.Wish(output, pages=pages, with_steps=with_steps, scale=scale, at=at)
    _end(shell.export(folder, wish, variant=variant, language=language))


@figures_app.command("list", help=_help("figures_list"))
def figures_list(
    deck: DeckArgument = None,
    form: FormatOption = Format.TEXT,
    at: AtOption = None,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """List every figure with value, source, date and where it is shown."""
    folder = _folder(deck, language)
    from kjc_desktop.shells import reports

    asked = reports.Asked(variant, language, at, as_json=form is Format.JSON)
    _end(reports.figures(folder, asked))


@figures_app.command("diff", help=_help("figures_diff"))
def figures_diff(
    old: Annotated[Path, typer.Argument(help=_help("old"))],
    new: Annotated[Path, typer.Argument(help=_help("new"))],
    form: FormatOption = Format.TEXT,
    at: AtOption = None,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Tell which figures differ between two decks."""
    from kjc_desktop.shells import reports

    asked = reports.Asked(variant, language, at, as_json=form is Format.JSON)
    _end(reports.difference(_folder(old, language), _folder(new, language), asked))


@app.command(help=_help("doctor"))
def doctor(
    deck: DeckArgument = None,
    form: FormatOption = Format.TEXT,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Tell of each live source whether it can be read, and what was read from which cell."""
    folder = _folder(deck, language)
    from kjc_desktop.shells import sources

    _end(sources.doctor(folder, variant, language, as_json=form is Format.JSON))


@app.command(help=_help("demo"))
def demo(
    loop: Annotated[bool, typer.Option("--loop", help=_help("demo_loop"))] = False,
    language: LanguageOption = None,
) -> None:
    """Show live figures with sources that change."""
    from kjc_desktop.shells import demo as shell

    display = _has_display()
    _end(shell.run(loop=loop or not display, language=language or message_language()))


@app.command(help=_help("schema"))
def schema(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_help("schema_kind"))] = "slide",
    output: Annotated[Path | None, typer.Option("--output", "-o", help=_help("schema_out"))] = None,
    reference: Annotated[Path | None, typer.Option("--reference", help=_help("reference"))] = None,
) -> None:
    """Write the JSON schema that editors complete and check with."""
    from kjc_desktop.shells import reports

    raise typer.Exit(reports.schema(kind, output, reference))


def main() -> None:
    """Run the command line."""
    # Nothing that is made at the start is garbage, and looking for it costs a tenth of the start.
    gc.set_threshold(100_000, 20, 20)
    app(prog_name="kjc")
