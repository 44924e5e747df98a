"""Opens JSON files of a deck; a service's answers are read the same way."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kjc_desktop.data.files.reader import FileReader
from kjc_desktop.data.json.rows import parse
from kjc_desktop.data.reader import Reader, Surroundings
from kjc_desktop.data.snapshot import Notice, Problem, Table
from kjc_desktop.deck.models import Source


def open_json(source: Source, around: Surroundings, wake: Callable[[], None]) -> Reader:
    """Return the reader of a JSON file."""
    del wake  # the show watches files
    return FileReader(source.json_ or "", around, partial(parse_json, source=source))


def parse_json(content: bytes, source: Source) -> tuple[Table, tuple[Notice, ...]] | Problem:
    """Return the table of a JSON document as a source of the deck describes it."""
    answer = parse(content, source.rows, source.encoding)
    if isinstance(answer, Problem):
        return answer
    table, notices = answer
    if source.decimal is not None:
        table = replace(table, decimals=tuple(source.decimal for _ in table.columns))
    if source.types:
        from kjc_desktop.data.table.column_types import with_types

        table, unknown = with_types(table, source.types)
        notices = (*notices, *unknown)
    return table, notices
