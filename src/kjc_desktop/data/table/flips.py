"""Notices where a new delivery of a table would be read with another decimal sign than the last.

`7.125` beside `12.5` has a decimal point; beside `12.375` it would be 7125. What a column said
before is known here, so that such a change is a doubt and not a figure a thousand times as large.
"""

from collections.abc import Container, Iterator
from dataclasses import replace

from kjc_desktop.data.numbers import Evidence, evidence
from kjc_desktop.data.snapshot import DecimalSign, Notice, Snapshot, Table


def flipped(before: Table, after: Table) -> tuple[str, ...]:
    """Return the columns whose decimal sign was decided otherwise than the last time.

    Args:
        before: the last reading, as `steadied` has returned it.
        after: the new one; both without a `decimal:` of the deck.

    Returns:
        Names, for a column without one its number from 1. Columns that prove their sign in both
        readings have been saved in another way, and are none; nor are those without any text that
        could be meant in two ways.
    """
    return tuple(_name(after, new) for _, new in _flips(before, after))


def steadied(before: Snapshot, after: Snapshot) -> Snapshot:
    """Return a new answer with doubtful columns marked `?`, and a notice on each.

    A column without any evidence keeps the sign of the last reading, so that it is still known when
    the next one comes. See `flipped`; kept as the last answer, the result stays in doubt until the
    deck says `decimal:` or a later file proves a sign.
    """
    old, new = before.table, after.table
    if old is new or not (old.decimals and new.decimals):
        return after
    signs: list[DecimalSign] = list(new.decimals)
    for was, now in _pairs(old, new):
        if _told(new, now) == Evidence():
            signs[now] = old.decimals[was]
    doubts: dict[object, Notice] = {}
    for _, now in _flips(old, new):
        signs[now] = "?"
        column, texts = _name(new, now), _told(new, now)
        values = {"column": column, "text": texts.dot or texts.both}
        doubts[column] = Notice("decimal_flipped", values)
    kept = [each for each in after.notices if not _decided_on(each, doubts)]
    notices = (*kept, *doubts.values())
    return replace(after, table=replace(new, decimals=tuple(signs)), notices=notices)


def _decided_on(notice: Notice, columns: Container[object]) -> bool:
    """Tell whether a notice says how one of some columns is read."""
    return notice.key.startswith("decimal_") and notice.values.get("column") in columns


def _flips(before: Table, after: Table) -> Iterator[tuple[int, int]]:
    """Yield where a flipped column stands in both readings."""
    if not (before.decimals and after.decimals):
        return
    for old, new in _pairs(before, after):
        was, now = before.decimals[old], after.decimals[new]
        if now not in ("?", was) and _is_flip(was, _told(before, old), _told(after, new)):
            yield old, new


def _is_flip(was: DecimalSign, told: Evidence, tells: Evidence) -> bool:
    """Tell whether another sign is a doubt, by what the texts of both readings tell."""
    if not (tells.dot or tells.both):
        return False
    if told == Evidence() and was == ",":
        return False  # Nothing was decided: the sign is that of any column without evidence.
    if not (tells.comma or tells.point):
        return True
    if was == "?":
        return bool(told.comma) != bool(told.point)  # Its own texts agree: an earlier flip.
    return not (told.comma or told.point) and told != Evidence()


def _pairs(before: Table, after: Table) -> Iterator[tuple[int, int]]:
    """Yield where the same column stands in both readings."""
    if before.columns == after.columns:
        yield from ((i, i) for i in range(len(after.columns)))
        return
    for new, name in enumerate(after.columns):
        if name and before.columns.count(name) == after.columns.count(name) == 1:
            yield before.columns.index(name), new


def _told(table: Table, column: int) -> Evidence:
    return evidence(row[column] for row in table.rows)


def _name(table: Table, column: int) -> str:
    return table.columns[column] or str(column + 1)
