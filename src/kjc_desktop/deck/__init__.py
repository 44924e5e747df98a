"""What organizers write: a folder of YAML, read with places into a frozen deck or findings.

Everything is imported when somebody asks for it: schema and reference never by a show, and of a
supervisor nothing but what a notice is.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kjc_desktop.deck.cache import FileCache
    from kjc_desktop.deck.folder import variant_names
    from kjc_desktop.deck.loader import LoadResult, list_slides, load_deck
    from kjc_desktop.deck.reference import reference_markdown
    from kjc_desktop.deck.report import line_reader, render_text, to_json
    from kjc_desktop.deck.schema import deck_schema, schemas

__all__ = [
    "FileCache",
    "LoadResult",
    "deck_schema",
    "line_reader",
    "list_slides",
    "load_deck",
    "reference_markdown",
    "render_text",
    "schemas",
    "to_json",
    "variant_names",
]

_LATE = {
    "FileCache": "cache",
    "LoadResult": "loader",
    "deck_schema": "schema",
    "line_reader": "report",
    "list_slides": "loader",
    "load_deck": "loader",
    "reference_markdown": "reference",
    "render_text": "report",
    "schemas": "schema",
    "to_json": "report",
    "variant_names": "folder",
}
"""Name → module."""


def __getattr__(name: str) -> object:
    """Return what is imported only when it is used."""
    if name not in _LATE:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
