"""Opens JSON files of a deck; a service's answers are read the same way."""

from collections.abc import Callable
from functools import partial

from kjc_desktop.data.files.reader import FileReader
from kjc_desktop.data.json.rows import parse
from kjc_desktop.data.reader import Reader, Surroundings
from kjc_desktop.deck.models import Source


def open_json(source: Source, around: Surroundings, wake: Callable[[], None]) -> Reader:
    """Return the reader of a JSON file."""
    del wake  # the show watches files
    read = partial(parse, rows=source.rows, encoding=source.encoding)
    return FileReader(source.json_ or "", around, read)
