"""The commands that show something, and what looks after it: present, kiosk, demo, doctor."""

import sys
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
    Sync,
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


@app.command(help=help_text("kiosk"))
def kiosk(
    deck: DeckArgument = None,
    screen: ScreenOption = None,
    sync: Annotated[Sync, typer.Option("--sync", help=help_text("sync"))] = Sync.OFF,
    follow: FollowOption = False,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Play a deck as a loop for ever; without a display, once into a contact sheet."""
    folder = deck_folder(deck, language)
    if not has_display():
        from kjc_desktop.shells import export

        end(export.contact_sheet(folder, variant=variant, language=language))
    from kjc_desktop.shells import kiosk as shell
    from kjc_desktop.show.options import Options

    options = Options(
        folder, variant=variant, language=language, screen=screen, sync=sync is Sync.CLOCK,
        follow=follow,
    )  # fmt: skip
    end(shell.run(options))


@app.command(help=help_text("doctor"))
def doctor(
    deck: DeckArgument = None,
    form: FormatOption = Format.TEXT,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Tell of each live source whether it can be read, and what was read from which cell."""
    folder = deck_folder(deck, language)
    from kjc_desktop.shells import sources

    end(sources.doctor(folder, variant, language, as_json=form is Format.JSON))


@app.command(help=help_text("demo"))
def demo(
    loop: Annotated[bool, typer.Option("--loop", help=help_text("demo_loop"))] = False,
    language: LanguageOption = None,
) -> None:
    """Show live figures with sources that change."""
    from kjc_desktop.shells import demo as shell

    display = has_display()
    end(shell.run(loop=loop or not display, language=language or message_language()))
