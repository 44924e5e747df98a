"""Which module reads which kind of source; only those that a deck needs are imported."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from kjc_desktop.data.reader import Opener, Reader, Surroundings
from kjc_desktop.deck.models import Source, SourceKind

_OPENERS: dict[SourceKind | None, tuple[str, str]] = {
    "csv": ("files", "open_csv"),
    "xlsx": ("files", "open_xlsx"),
    "json": ("json", "open_json"),
    "http": ("http", "open_http"),
    "sql": ("sql", "open_sql"),
    "mqtt": ("mqtt", "open_mqtt"),
}


def open_reader(source: Source, around: Surroundings, wake: Callable[[], None]) -> Reader:
    """Return the reader of a live source; nothing is opened before it is read.

    Raises:
        KeyError: the source is not live.
    """
    module, name = _OPENERS[source.kind]
    opener = cast("Opener", getattr(import_module(f"kjc_desktop.data.{module}.reader"), name))
    return opener(source, around, wake)
