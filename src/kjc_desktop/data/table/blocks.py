"""Finds the table among the titles, notes and other tables of a file or a sheet.

Rows without anything in them part a file into stretches. Some belong together: a blank line under
a header or between groups of rows does not end a table.
"""

from collections.abc import Sequence

from kjc_desktop.data.table.cells import Kind, Row, kind

_LOOK = 60
"""Rows of a stretch that are looked at to tell what it is."""


def least_cells(rows: Sequence[Row]) -> int:
    """Return how many filled cells make a row of a table: 2, or 1 for a list of one column."""
    return 2 if any(row.filled > 1 for row in rows) else 1


def blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the stretches of rows that may be a table each, in order, without blank rows."""
    least = least_cells(rows)
    found: list[list[Row]] = []
    waiting: list[Row] = []
    for stretch in _stretches(rows):
        top = next((row for row in stretch if row.filled >= least), None)
        if top is None or all(row.remark for row in stretch if row.filled >= least):
            waiting.extend(stretch)
        elif found and _continues(found[-1], stretch, top, least):
            found[-1].extend([*waiting, *stretch])
            waiting = []
        else:
            found.append([*stretch])
            waiting = []
    return found


def best_block(candidates: Sequence[list[Row]], least: int) -> list[Row]:
    """Return the block with the largest area; the first of several, empty where there is none."""
    return max(candidates, key=lambda rows: area(rows, least), default=[])


def area(rows: Sequence[Row], least: int = 2) -> tuple[int, bool]:
    """Return how large a table would be, in filled cells, and whether there are values in it."""
    counts = [(row.filled, row.describes) for row in rows]
    size = sum(filled for filled, describes in counts if filled >= least and not describes)
    return size, any(row.has_value for row in rows[:_LOOK])


def _stretches(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows between blank rows."""
    found: list[list[Row]] = [[]]
    for row in rows:
        if row.first is not None:
            found[-1].append(row)
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if stretch]


def _continues(block: Sequence[Row], stretch: Sequence[Row], top: Row, least: int) -> bool:
    """Tell whether a stretch belongs to the block above: it has no header of its own."""
    if top.describes:
        return False
    if top.has_value or kind(top.cells[top.first or 0]) is Kind.MOMENT:
        return True
    if any(row.has_value for row in [*stretch[:_LOOK], *block[-_LOOK:]]):
        return False
    last = next((row for row in reversed(block) if row.filled >= least), top)
    return last.filled == top.filled and not last.describes
