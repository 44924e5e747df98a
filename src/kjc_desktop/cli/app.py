"""The program as a whole: what is asked of it and not of a command."""

import sys
from typing import Annotated

import typer

from kjc_desktop import __version__
from kjc_desktop.cli.common import help_text

app = typer.Typer(
    help=help_text("app"),
    invoke_without_command=True,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _program(
    version: Annotated[bool, typer.Option("--version", help=help_text("version"))] = False,
) -> None:
    """Answer what is asked of the program and not of a command."""
    if version:
        sys.stdout.write(f"kjc-desktop {__version__}\n")
        raise typer.Exit
