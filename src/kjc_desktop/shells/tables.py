"""Tables on the terminal: folded where people read, in full lines where a program does."""

from collections.abc import Sequence

_WIDE = 400
"""Columns of a line in a file or a pipe, where nothing is gained by folding."""


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table to standard output; without titles only its rows."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_edge=False, show_header=bool(titles))
    for title in titles:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(markup=False, highlight=False)
    if not console.is_terminal:
        console.width = _WIDE
    console.print(table)
