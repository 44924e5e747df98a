"""Makes a table of the rows of a file or a sheet: what is its header, which rows are its own.

What the deck says (`header`, `rows`, `decimal`, `types`) holds; the rest is found out, and where
it could be doubted, told.
"""

from collections.abc import Sequence
from dataclasses import replace

from kjc_desktop.data.numbers import Evidence, decided, evidence
from kjc_desktop.data.snapshot import Cell, DecimalSign, Notice, Problem, Table
from kjc_desktop.data.table.blocks import best_block, blocks, least_cells
from kjc_desktop.data.table.cells import Kind, Row, empty, kind, words
from kjc_desktop.data.table.column_types import with_types
from kjc_desktop.data.table.heading import Parts, body_end, first_column, parts
from kjc_desktop.data.table.region import Region
from kjc_desktop.deck.models import Source

_MOST_NOTICES = 12


def laid_out(
    rows: Sequence[Row], source: Source, part: Region, sheet: str = ""
) -> tuple[Table, tuple[Notice, ...]] | Problem:
    """Return the table among rows.

    Args:
        rows: of a file or a sheet, blank ones included.
        source: what the deck says about it.
        part: the part of it that `rows` of the source names.
        sheet: that the rows are from; "" without one.
    """
    found = _parts(part.of(rows), source.header, whole=part.rows is not None)
    if isinstance(found, Problem):
        return found
    if not found.body:
        return Problem("table_none")
    table = _table(found, sheet)
    table, typed = with_types(table, source.types or {})
    table, doubts = _with_decimals(table, source.decimal)
    return table, (*typed, *_too_wide(found), *doubts)


def _parts(
    rows: Sequence[Row], header: int | tuple[int, int] | None, *, whole: bool
) -> Parts | Problem:
    """Return the header and the body; `whole` means that all rows are the table's own."""
    full = [row for row in rows if row.first is not None]
    if header is None:
        block = full if whole else best_block(blocks(rows), least_cells(full))
        return parts(block, notes=not whole)
    first, last = sorted(header) if isinstance(header, tuple) else (header, header)
    named = tuple(row for row in full if first <= row.line <= last)
    if not named:
        return Problem("table_header", {"row": first})
    below = [row for row in rows if row.line > last]
    body = [row for row in below if row.first is not None]
    if not whole:
        body = next(iter(blocks(below)), body)
        body = body[: body_end(body, 0)]
    left = first_column([*named, *body], least_cells(full))
    return Parts(named, tuple(body), left)


def _table(found: Parts, sheet: str) -> Table:
    width = max(row.extent for row in (*found.header, *found.body)) - found.left
    columns = _names([_cut(row, found.left, width) for row in found.header], width)
    rows = tuple(_cut(row, found.left, width) for row in found.body)
    lines = tuple(row.line for row in found.body)
    levels = max(1, len(found.header))
    return Table(columns, rows, sheet=sheet, lines=lines, left=found.left, levels=levels)


def _cut(row: Row, left: int, width: int) -> tuple[Cell, ...]:
    cells = row.cells[left : left + width]
    cells = tuple(None if cell == "" else cell for cell in cells)
    return cells + (None,) * (width - len(cells))


def _names(header: Sequence[tuple[Cell, ...]], width: int) -> tuple[str, ...]:
    """Return the names of columns: the cells of the header rows, from top to bottom.

    A name that spans several columns stands in the first of them only, so it is carried on to the
    right; the last row has a name for each column.
    """
    rows = [_carried(cells) for cells in header[:-1]] + [list(cells) for cells in header[-1:]]
    return tuple(_joined([words(cells[i]) for cells in rows]) for i in range(width))


def _carried(cells: Sequence[Cell]) -> list[Cell]:
    carried: list[Cell] = []
    for cell in cells:
        carried.append(carried[-1] if empty(cell) and carried else cell)
    return carried


def _joined(names: Sequence[str]) -> str:
    """Return names joined by a blank; one that is repeated below itself is one merged cell."""
    once = [name for i, name in enumerate(names) if name and (not i or name != names[i - 1])]
    return " ".join(once)


def _too_wide(found: Parts) -> tuple[Notice, ...]:
    """Return a notice where a row has more cells than the header, as stray separators make."""
    if not found.header:
        return ()
    width = max(len(row.cells) for row in found.header)
    wide = next((row for row in found.body if row.extent > width), None)
    return () if wide is None else (Notice("table_wide", {"line": wide.line}),)


def _with_decimals(table: Table, said: DecimalSign | None) -> tuple[Table, tuple[Notice, ...]]:
    """Return the table with the decimal sign of each column, and where that could be doubted."""
    if said is not None:
        return _signed(table, (said,) * len(table.columns)), ()
    told = [evidence(row[i] for row in table.rows) for i in range(len(table.columns))]
    signs = decided(told, _numbering(table))
    point = next((each.point for each in told if each.point), "")
    doubts = [
        _doubt(name or str(i + 1), column, sign, point)
        for i, (name, column, sign) in enumerate(zip(table.columns, told, signs, strict=True))
    ]
    return _signed(table, signs), tuple(each for each in doubts if each)[:_MOST_NOTICES]


def _signed(table: Table, signs: tuple[DecimalSign, ...]) -> Table:
    return replace(table, decimals=signs)


def _numbering(table: Table) -> int:
    """Return how many columns number the rows, as `1.1` does left of a name: 1 or 0."""
    named = any(kind(row[1]) is Kind.NAME for row in table.rows if len(row) > 2)
    return 1 if named else 0


def _doubt(column: str, told: Evidence, sign: DecimalSign, point: str) -> Notice | None:
    """Return how a text that could be read in two ways is read, where its column leaves a doubt.

    Args:
        column: its name.
        told: what its texts tell.
        sign: how it is read.
        point: a text of the table with a decimal point, "" without.
    """
    if sign == "?" and not told.comma:
        return Notice("decimal_doubtful", {"column": column, "text": told.dot, "point": point})
    if sign == "?":
        values = {"column": column, "comma": told.comma, "point": told.point}
        return Notice("decimal_two_ways", values)
    example = told.dot or told.both
    if not example or (sign == "," and told.comma):
        return None
    keys = {(",", True): "decimal_grouped", (",", False): "decimal_comma",
            (".", True): "decimal_point", (".", False): "decimal_grouped_comma"}  # fmt: skip
    key = keys[sign, "." in example]
    read = example.translate(str.maketrans("", "", ".," if "grouped" in key else ""))
    return Notice(key, {"column": column, "text": example, "read": read})
