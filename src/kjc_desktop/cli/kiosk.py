"""The loop of a foyer, `kjc kiosk [DECK]`, and what is done about it, `kjc kiosk install`.

Whoever starts the loop names a deck and nothing else, so `kiosk` is a group of commands that falls
back to the loop where the first word names none of them.
"""

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kjc_desktop.cli.app import app
from kjc_desktop.cli.common import (
    DeckArgument,
    FollowOption,
    LanguageOption,
    Sync,
    VariantOption,
    deck_folder,
    end,
    has_display,
    help_text,
)
from kjc_desktop.machine.notify import managed
from kjc_desktop.texts import message_language, say

LOOP = "[DECK]"
"""The name of the command for every other first word; no folder is called like this."""


class Kiosk(TyperGroup):
    """A group whose first word is a command, or belongs to the loop."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: Any = None,  # noqa: ANN401 - typer has carried two classes under this name
        **extra: Any,  # noqa: ANN401 - passed on
    ) -> Any:  # noqa: ANN401
        """Return the context of the loop, unless another command was named."""
        if args and args[0] in self.commands:
            return super().make_context(info_name, args, parent, **extra)
        return self.commands[LOOP].make_context(info_name, args, parent, **extra)


kiosk_app = typer.Typer(cls=Kiosk, help=help_text("kiosk"))
app.add_typer(kiosk_app, name="kiosk")

ScreensOption = Annotated[
    list[str] | None, typer.Option("--screen", "-S", help=help_text("screens"))
]
HealthOption = Annotated[
    int | None, typer.Option("--health", min=1, max=65535, help=help_text("health"))
]
SyncOption = Annotated[Sync, typer.Option("--sync", help=help_text("sync"))]
TouchOption = Annotated[bool, typer.Option("--touch", help=help_text("kiosk_touch"))]
RemoveOption = Annotated[bool, typer.Option("--remove", help=help_text("kiosk_pin_remove"))]


@kiosk_app.command(LOOP, help=help_text("kiosk"), epilog=help_text("kiosk_more"))
def kiosk(
    deck: DeckArgument = None,
    screens: ScreensOption = None,
    sync: SyncOption = Sync.OFF,
    health: HealthOption = None,
    touch: TouchOption = False,
    follow: FollowOption = False,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Play a deck as a loop for ever; without a display, once into a contact sheet."""
    from kjc_desktop.supervisor.run import is_remembered

    if deck is not None and is_remembered(deck, variant, screens or ()):
        folder = deck
    else:
        folder = deck_folder(deck, language)
    if not has_display():
        if managed(os.environ):
            sys.stderr.write(say("cli.no_display", language or message_language()) + "\n")
            raise typer.Exit(1)
        from kjc_desktop.shells import export

        end(export.contact_sheet(folder, variant=variant, language=language))
    from kjc_desktop.machine.settings import read_settings, settings_file
    from kjc_desktop.show.options import Options
    from kjc_desktop.supervisor.run import supervise

    settings = read_settings(settings_file())
    options = Options(
        folder, variant=variant, language=language, sync=sync is Sync.CLOCK, follow=follow,
        way_out=settings.way_out, touch=touch or settings.touch, idle=settings.idle,
        settings=settings_file(),
    )  # fmt: skip
    findings = [fault.message(language or message_language()) for fault in settings.faults]
    end(supervise(options, screens or (), health, findings))


@kiosk_app.command("pin", help=help_text("kiosk_pin"))
def pin(remove: RemoveOption = False, language: LanguageOption = None) -> None:
    """Set the PIN that is asked for when a show of this machine is left, or remove it."""
    from kjc_desktop.shells.pin import remove_pin, set_pin

    spoken = language or message_language()
    raise typer.Exit(remove_pin(spoken) if remove else set_pin(_unseen, spoken))


def _unseen(words: str) -> str:
    """Ask for something that nobody sees while it is typed."""
    return str(typer.prompt(words, hide_input=True, default="", show_default=False))
