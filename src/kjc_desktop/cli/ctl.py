"""The commands for a show that runs unattended: `kjc ctl …`."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kjc_desktop.cli.app import app
from kjc_desktop.cli.common import Format, FormatOption, LanguageOption, end, help_text
from kjc_desktop.texts import message_language

if TYPE_CHECKING:
    from kjc_desktop.shells.ctl import Remote
    from kjc_desktop.show.control import Do

ctl_app = typer.Typer(help=help_text("ctl"), no_args_is_help=True)
app.add_typer(ctl_app, name="ctl")

KioskOption = Annotated[
    str | None, typer.Option("--kiosk", metavar="NAME", help=help_text("ctl_kiosk"))
]


def _remote(kiosk: str | None, language: str | None) -> "Remote":
    from kjc_desktop.shells.ctl import Remote

    return Remote(kiosk, language or message_language())


def _plain(do: "Do") -> Callable[..., None]:
    """Return the command of an order that needs nothing more to be said."""

    def command(kiosk: KioskOption = None, language: LanguageOption = None) -> None:
        from kjc_desktop.show.control import Order

        end(_remote(kiosk, language).order(Order(do)))

    return command


_PLAIN: tuple["Do", ...] = (
    "next", "prev", "black", "white", "freeze", "pause", "reload", "clear", "quit",
)  # fmt: skip
for _do in _PLAIN:
    ctl_app.command(_do, help=help_text(f"ctl_{_do}"))(_plain(_do))


@ctl_app.command("goto", help=help_text("ctl_goto"))
def goto(
    target: Annotated[str, typer.Argument(metavar="N|NAME", help=help_text("ctl_target"))],
    kiosk: KioskOption = None,
    language: LanguageOption = None,
) -> None:
    """Go to a slide."""
    from kjc_desktop.show.control import Order

    end(_remote(kiosk, language).order(Order("goto", target=target)))


@ctl_app.command("notice", help=help_text("ctl_notice"))
def notice(
    text: Annotated[str, typer.Argument(metavar="TEXT", help=help_text("ctl_text"))],
    instead: Annotated[bool, typer.Option("--instead", help=help_text("ctl_instead"))] = False,
    kiosk: KioskOption = None,
    language: LanguageOption = None,
) -> None:
    """Say something to everybody."""
    from kjc_desktop.show.control import Order

    order = Order("notice", text=text, kind="instead" if instead else "over")
    end(_remote(kiosk, language).order(order))


@ctl_app.command("emergency", help=help_text("ctl_emergency"))
def emergency(
    text: Annotated[
        str, typer.Argument(metavar="[TEXT]", help=help_text("ctl_emergency_text"))
    ] = "",
    kiosk: KioskOption = None,
    language: LanguageOption = None,
) -> None:
    """Show the emergency card."""
    from kjc_desktop.show.control import Order

    end(_remote(kiosk, language).order(Order("notice", text=text, kind="emergency")))


@ctl_app.command("release", help=help_text("ctl_release"))
def release(
    slide: Annotated[
        str | None, typer.Argument(metavar="SLIDE", help=help_text("ctl_slide"))
    ] = None,
    kiosk: KioskOption = None,
    language: LanguageOption = None,
) -> None:
    """Give slides that were set aside another chance."""
    end(_remote(kiosk, language).release(slide))


@ctl_app.command("status", help=help_text("ctl_status"))
def status(
    form: FormatOption = Format.TEXT,
    kiosk: KioskOption = None,
    language: LanguageOption = None,
) -> None:
    """Tell how the show is."""
    end(_remote(kiosk, language).status(as_json=form is Format.JSON))


@ctl_app.command("playlog", help=help_text("ctl_playlog"))
def playlog(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=help_text("ctl_output"))
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since",
            help=help_text("ctl_since"),
            formats=["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"],
        ),
    ] = None,
    kiosk: KioskOption = None,
    language: LanguageOption = None,
) -> None:
    """Write down what was shown when."""
    end(_remote(kiosk, language).playlog(output, since))
