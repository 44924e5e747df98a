"""The commands that show something, and what looks after it: present, demo, doctor."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kjc_desktop.cli.app import app
from kjc_desktop.cli.common import (
    DeckArgument,
    FollowOption,
    Format,
    FormatOption,
    LanguageOption,
    ScreenOption,
    VariantOption,
    deck_folder,
    end,
    has_display,
    help_text,
)
from kjc_desktop.texts import message_language, say


@app.command(help=help_text("present"))
def present(
    deck: DeckArgument = None,
    screen: ScreenOption = None,
    windowed: Annotated[bool, typer.Option("--windowed", help=help_text("windowed"))] = False,
    start_at: Annotated[str | None, typer.Option("--start-at", help=help_text("start_at"))] = None,
    follow: FollowOption = False,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Present a deck with keys and clicker."""
    folder = deck_folder(deck, language)
    if not has_display():
        sys.stderr.write(say("cli.no_display", language or message_language()) + "\n")
        raise typer.Exit(1)
    from kjc_desktop.shells import presenter
    from kjc_desktop.show.options import Options

    options = Options(
        folder, variant=variant, language=language, screen=screen, windowed=windowed,
        first=start_at, follow=follow,
    )  # fmt: skip
    end(presenter.run(options))


@app.command(help=help_text("doctor"))
def doctor(
    deck: DeckArgument = None,
    form: FormatOption = Format.TEXT,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Tell whether this machine is ready, and what was read from which cell of each source."""
    folder = deck_folder(deck, language)
    from kjc_desktop.shells import doctor as shell

    as_json = form is Format.JSON
    end(shell.doctor(folder, variant, language, display=has_display(), as_json=as_json))


@app.command(help=help_text("demo"))
def demo(
    loop: Annotated[bool, typer.Option("--loop", help=help_text("demo_loop"))] = False,
    language: LanguageOption = None,
) -> None:
    """Show live figures with sources that change."""
    from kjc_desktop.shells import demo as shell

    display = has_display()
    end(shell.run(loop=loop or not display, language=language or message_language()))


@app.command(help=help_text("soak"))
def soak(
    deck: DeckArgument = None,
    hours: Annotated[float, typer.Option("--hours", min=0.01, help=help_text("soak_hours"))] = 24,
    loops: Annotated[
        int | None, typer.Option("--loops", min=1, help=help_text("soak_loops"))
    ] = None,
    size: Annotated[str, typer.Option("--size", help=help_text("soak_size"))] = "960x540",
    output: Annotated[
        list[Path] | None, typer.Option("--output", "-o", help=help_text("soak_output"))
    ] = None,
    form: FormatOption = Format.TEXT,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Play days in minutes, and tell what grows."""
    folder = deck_folder(deck, language)
    from kjc_desktop.shells import soak as shell

    wish = shell.Wish(
        hours, loops, size, tuple(output or ()), as_json=form is Format.JSON,
        hidden=not has_display(),
    )  # fmt: skip
    end(shell.soak(folder, wish, variant=variant, language=language))
