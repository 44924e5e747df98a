"""The commands that read a deck and answer: check, export, figures, schema."""

from pathlib import Path
from typing import Annotated

import typer

from kjc_desktop.cli.app import app
from kjc_desktop.cli.common import (
    AtOption,
    DeckArgument,
    Format,
    FormatOption,
    LanguageOption,
    VariantOption,
    deck_folder,
    end,
    help_text,
)

figures_app = typer.Typer(help=help_text("figures"), no_args_is_help=True)
app.add_typer(figures_app, name="figures")


@app.command(help=help_text("check"))
def check(
    deck: DeckArgument = None,
    strict: Annotated[bool, typer.Option("--strict", help=help_text("strict"))] = False,
    form: FormatOption = Format.TEXT,
    only: Annotated[str | None, typer.Option("--only", help=help_text("only"))] = None,
    at: AtOption = None,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Report every problem of a deck, with file and line."""
    folder = deck_folder(deck, language)
    from kjc_desktop.shells import reports

    asked = reports.Asked(variant, language, at, as_json=form is Format.JSON)
    end(reports.check(folder, asked, strict=strict, only=only))


@app.command(help=help_text("export"))
def export(
    output: Annotated[Path, typer.Option("--output", "-o", help=help_text("output"))],
    deck: DeckArgument = None,
    pages: Annotated[str | None, typer.Option("--range", help=help_text("range"))] = None,
    with_steps: Annotated[bool, typer.Option("--with-steps", help=help_text("with_steps"))] = False,
    scale: Annotated[float, typer.Option("--scale", min=0.1, max=8, help=help_text("scale"))] = 1.0,
    at: AtOption = None,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Write a deck as PDF or as a folder of PNG pictures."""
    folder = deck_folder(deck, language)
    from kjc_desktop.shells import export as shell

    wish = shell.Wish(output, pages=pages, with_steps=with_steps, scale=scale, at=at)
    end(shell.export(folder, wish, variant=variant, language=language))


@figures_app.command("list", help=help_text("figures_list"))
def figures_list(
    deck: DeckArgument = None,
    form: FormatOption = Format.TEXT,
    at: AtOption = None,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """List every figure with value, source, date and where it is shown."""
    folder = deck_folder(deck, language)
    from kjc_desktop.shells import reports

    asked = reports.Asked(variant, language, at, as_json=form is Format.JSON)
    end(reports.figures(folder, asked))


@figures_app.command("diff", help=help_text("figures_diff"))
def figures_diff(
    old: Annotated[Path, typer.Argument(help=help_text("old"))],
    new: Annotated[Path, typer.Argument(help=help_text("new"))],
    form: FormatOption = Format.TEXT,
    at: AtOption = None,
    variant: VariantOption = None,
    language: LanguageOption = None,
) -> None:
    """Tell which figures differ between two decks."""
    from kjc_desktop.shells import reports

    asked = reports.Asked(variant, language, at, as_json=form is Format.JSON)
    end(reports.difference(deck_folder(old, language), deck_folder(new, language), asked))


@app.command(help=help_text("schema"))
def schema(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=help_text("schema_kind"))] = "slide",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=help_text("schema_out"))
    ] = None,
    reference: Annotated[
        Path | None, typer.Option("--reference", help=help_text("reference"))
    ] = None,
) -> None:
    """Write the JSON schema that editors complete and check with."""
    from kjc_desktop.shells import reports

    raise typer.Exit(reports.schema(kind, output, reference))
