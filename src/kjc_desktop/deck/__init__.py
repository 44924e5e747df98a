"""What organizers write: a folder of YAML, read with places into a frozen deck or findings.

Schema and reference are made only when somebody asks for them; a show never does.
"""

from typing import TYPE_CHECKING

from kjc_desktop.deck.cache import FileCache
from kjc_desktop.deck.folder import variant_names
from kjc_desktop.deck.loader import LoadResult, list_slides, load_deck
from kjc_desktop.deck.report import line_reader, render_text, to_json

if TYPE_CHECKING:
    from kjc_desktop.deck.reference import reference_markdown
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

_LATE = {"deck_schema": "schema", "schemas": "schema", "reference_markdown": "reference"}


def __getattr__(name: str) -> object:
    """Return what is imported only when it is used."""
    if name not in _LATE:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
