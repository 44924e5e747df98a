"""Makes a table of the records of a JSON document: objects, lists or single values."""

from collections.abc import Iterator, Sequence

from kjc_desktop.data.snapshot import Cell, Problem, Table

_MOST_ROWS = 20_000
_MOST_CELLS = 2_000_000
_LISTS_NAMED = 5

Row = dict[str, Cell]


def table_of(records: Sequence[object]) -> Table | Problem:
    """Return the table of records of one kind, among which null stands for an empty one.

    Objects come under the union of their keys in order of appearance, objects inside them as
    dotted names (`adresse.ort`), lists inside them left out. Lists come under as many columns
    without names as the longest needs, single values under one.
    """
    if not any(each is not None for each in records):
        return Problem("json_empty")
    if len(records) > _MOST_ROWS:
        return Problem("json_long", {"count": len(records), "most": _MOST_ROWS})
    if all(each is None or isinstance(each, dict) for each in records):
        return _of_objects(records)
    if all(each is None or isinstance(each, list) for each in records):
        return _of_lists(records)
    if any(isinstance(each, (dict, list)) for each in records):
        return Problem("json_mixed")
    return Table(("",), tuple((_cell(each),) for each in records), records=tuple(records))


def _of_objects(records: Sequence[object]) -> Table | Problem:
    rows = [dict(_entries(each)) for each in records]
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    if not columns:
        return _without_columns(records)
    if len(columns) * len(rows) > _MOST_CELLS:
        return Problem("json_wide", {"count": len(columns)})
    cells = tuple(tuple(row.get(name) for name in columns) for row in rows)
    return Table(columns, cells, records=tuple(records))


def _entries(record: object, prefix: str = "") -> Iterator[tuple[str, Cell]]:
    """Yield the cells of an object with their dotted names."""
    for key, value in record.items() if isinstance(record, dict) else ():
        if isinstance(value, dict):
            yield from _entries(value, f"{prefix}{key}.")
        elif not isinstance(value, list):
            yield prefix + key, _cell(value)


def _without_columns(records: Sequence[object]) -> Problem:
    """Return what to do about objects that hold nothing but lists, or nothing at all."""
    first = next(each for each in records if each is not None)
    lists = [key for key, value in first.items() if value] if isinstance(first, dict) else []
    if not lists:
        return Problem("json_empty")
    return Problem("json_rows_needed", {"names": ", ".join(lists[:_LISTS_NAMED])})


def _of_lists(records: Sequence[object]) -> Table | Problem:
    lists = [each if isinstance(each, list) else [] for each in records]
    width = max(map(len, lists))
    if not width:
        return Problem("json_empty")
    if width * len(lists) > _MOST_CELLS:
        return Problem("json_wide", {"count": width})
    filled = ([*each, *[None] * (width - len(each))] for each in lists)
    cells = tuple(tuple(map(_cell, each)) for each in filled)
    return Table(("",) * width, cells, records=tuple(records))


def _cell(value: object) -> Cell:
    return value if isinstance(value, (str, int, float, bool)) else None
