"""`kjc kiosk install` and `kjc kiosk uninstall`: the loop begins with the machine, or no longer.

`install` takes the options of the loop without naming one of them: they are read by the loop's own
command and written again, so that whatever the loop understands can be installed.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from kjc_desktop.cli.common import LanguageOption, deck_folder, help_text
from kjc_desktop.cli.kiosk import LOOP, kiosk_app
from kjc_desktop.texts import message_language

YesOption = Annotated[bool, typer.Option("--yes", "-y", help=help_text("install_yes"))]
PrintOption = Annotated[bool, typer.Option("--print", help=help_text("install_print"))]
_OF_THE_LOOP = {"ignore_unknown_options": True, "allow_extra_args": True}


@kiosk_app.command("install", help=help_text("install"), context_settings=_OF_THE_LOOP)
def install(context: typer.Context, yes: YesOption = False, only: PrintOption = False) -> None:
    """Let this machine begin the loop after each login."""
    given = _loop_of(context)
    language = given.params["language"] or message_language()
    from kjc_desktop.shells import install as shell

    manner = shell.Manner(str(language), ask=not yes, do=not only)
    raise typer.Exit(shell.install(_words(given), manner))


@kiosk_app.command("uninstall", help=help_text("uninstall"))
def uninstall(
    yes: YesOption = False, only: PrintOption = False, language: LanguageOption = None
) -> None:
    """Let this machine begin without the loop."""
    from kjc_desktop.shells import install as shell

    manner = shell.Manner(str(language or message_language()), ask=not yes, do=not only)
    raise typer.Exit(shell.uninstall(manner))


def _loop_of(context: typer.Context) -> Any:  # noqa: ANN401 - typer has carried two such classes
    """Return what the loop understands of the words that are left.

    Raises:
        typer.Exit: help was asked for, or an option is wrong; said on the terminal.
    """
    above: Any = context.parent
    return above.command.commands[LOOP].make_context(
        context.info_name, list(context.args), parent=above
    )


def _words(given: Any) -> list[str]:  # noqa: ANN401 - a context of typer
    """Return the arguments of the loop anew, with the whole path of its deck.

    Raises:
        typer.Exit: there is no such deck; said on the terminal.
    """
    words = []
    for option in given.command.params:
        source = given.get_parameter_source(option.name)
        if option.param_type_name != "option" or source is None or source.name != "COMMANDLINE":
            continue
        value = given.params[option.name]
        for each in value if isinstance(value, list | tuple) else [value]:
            words += [option.opts[0]] if each is True else [option.opts[0], str(each)]
    deck = given.params["deck"]
    folder = deck_folder(None if deck is None else Path(deck), given.params["language"])
    return [*words, str(folder.absolute())]
