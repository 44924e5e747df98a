"""The reference of the deck format in German, made from the same models that read decks."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from kjc_desktop.deck.binding import keys_of
from kjc_desktop.deck.models import (
    Claim,
    DeckFile,
    Defaults,
    Figure,
    Opening,
    PictureBackground,
    Series,
    Size,
    SlideFile,
    Source,
    VariantFile,
    Venue,
)
from kjc_desktop.deck.schema import Json, field_key, schemas
from kjc_desktop.deck.themes import Motion, Roles, Spacing, Theme, TypeScale
from kjc_desktop.deck.widgets import WIDGETS, AgendaItem, Part
from kjc_desktop.texts import say

_LANGUAGE = "de"

_CHAPTERS: dict[str, dict[str, type[BaseModel]]] = {
    "deck": {
        "deck.yaml": DeckFile,
        "`canvas` mit eigener Größe": Size,
        "`defaults`": Defaults,
        "`venue`": Venue,
        "`opening`": Opening,
    },
    "figures": {
        "figures.yaml: `sources`": Source,
        "`figures`": Figure,
        "`series`": Series,
        "`claims`": Claim,
    },
    "slide": {
        "Eine Folie": SlideFile,
        "`background` mit Bild": PictureBackground,
        **{f"Element `{name}`": model for name, model in WIDGETS.items()},
        "Figur in `bars` und `share`": Part,
        "Eintrag in `agenda`": AgendaItem,
    },
    "variant": {"variants/NAME.yaml": VariantFile},
    "theme": {
        "themes/NAME.yaml": Theme,
        "`light` und `dark`": Roles,
        "`type`": TypeScale,
        "`spacing`": Spacing,
        "`motion`": Motion,
    },
}
"""Kind of file → headings and the models they are about."""

_TYPES = {
    "string": "Text",
    "number": "Zahl",
    "integer": "ganze Zahl",
    "boolean": "true oder false",
    "array": "Liste",
    "object": "Felder",
}


def reference_markdown() -> str:
    """Return the fields of every file of a deck as Markdown tables."""
    described = schemas(_LANGUAGE)
    lines = [say("format.reference_head", _LANGUAGE) + "\n"]
    for kind, models in _CHAPTERS.items():
        schema = described[kind]
        for position, (heading, model) in enumerate(models.items()):
            fields = schema["$defs"].get(model.__name__, schema)
            lines += _section(f"{'###' if position else '##'} {heading}", model, fields)
    return "\n".join(lines)


def _section(heading: str, model: type[BaseModel], schema: Json) -> Iterable[str]:
    yield f"{heading}\n"
    yield say(f"format.about_{model.__name__}", _LANGUAGE) + "\n"
    yield "| Feld | Bedeutung | Art | Vorgabe |"
    yield "|---|---|---|---|"
    yield from _rows(model, schema)
    yield ""


def _rows(model: type[BaseModel], schema: Json) -> Iterator[str]:
    by_key = {field.alias or name: field for name, field in model.model_fields.items()}
    for key in keys_of(model):
        meaning = say(f"format.{field_key(model.__name__, key, _LANGUAGE)}", _LANGUAGE)
        field = by_key[key]
        default = "**nötig**" if field.is_required() else _default(field.default)
        kind = " oder ".join(dict.fromkeys(_kinds(schema["properties"][key])))
        yield f"| `{key}` | {meaning} | {kind} | {default} |"


def _default(value: object) -> str:
    """Return a default as organizers would write it; nothing for what is simply not set."""
    if value is None or value is PydanticUndefined or value == () or isinstance(value, BaseModel):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, float):
        return f"`{value:g}`"
    return f"`{value}`"


def _kinds(schema: Any) -> Iterator[str]:  # noqa: ANN401 - a schema is a tree of anything
    """Yield what kinds of value a field takes, in words."""
    if "anyOf" in schema:
        for each in schema["anyOf"]:
            yield from _kinds(each)
    elif "enum" in schema:
        yield ", ".join(f"`{each}`" for each in schema["enum"])
    elif "$ref" in schema:
        yield _TYPES["object"]
    elif "pattern" not in schema:
        kind = schema.get("type", "null")
        words = _TYPES["string"] if isinstance(kind, list) else _TYPES.get(kind)
        yield from [words] if words else []
