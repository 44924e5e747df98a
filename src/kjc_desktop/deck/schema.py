"""JSON schemas of a deck's files, made from the models, for editors that complete and check.

They describe what organizers write: the short forms of widgets, `~` for a field that is not set,
numbers and dates where text is meant.
"""

from typing import Any

from pydantic import BaseModel, Field

from kjc_desktop.deck.merging import SECTIONS
from kjc_desktop.deck.models import (
    Claim,
    DeckFile,
    Figure,
    Series,
    SlideFile,
    Source,
    VariantFile,
)
from kjc_desktop.deck.themes import Theme
from kjc_desktop.deck.widgets import WIDGETS, Model, WidgetBase
from kjc_desktop.texts import has, say

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_NUMBER_IN_WORDS = {"type": "string", "pattern": r"^[-+]?[0-9]+(_[0-9]+)*(\.[0-9]+)?$"}
"""`1_500_000`, which most editors read as text."""

_NOTHING: Json = {"type": "null"}
_REFERENCE = "#/$defs/"


class _Sections(Model):
    """figures.yaml."""

    sources: dict[str, Source] = Field(default_factory=dict)
    figures: dict[str, Figure] = Field(default_factory=dict)
    series: dict[str, Series] = Field(default_factory=dict)
    claims: dict[str, Claim] = Field(default_factory=dict)


def schemas(language: str = "de") -> dict[str, Json]:
    """Return the schema of each kind of file: deck, figures, slide, variant and theme."""
    figures = _schema(_Sections, language)
    figures["$defs"]["Figure"]["oneOf"] = [
        {"required": [name]} for name in ("value", "formula", "from")
    ]
    variant = _schema(VariantFile, language)
    for section in SECTIONS:
        _optional(variant, section)
    return {
        "deck": _schema(DeckFile, language),
        "figures": figures,
        "slide": _slide_schema(language),
        "variant": variant,
        "theme": _schema(Theme, language),
    }


def deck_schema(language: str = "de") -> Json:
    """Return one schema for all files of a deck, each kind under its name in `$defs`."""
    each = schemas(language)
    return {
        "$schema": DIALECT,
        "title": "kjc-desktop",
        "$defs": {name: {**schema, "$id": f"urn:kjc:{name}"} for name, schema in each.items()},
        "anyOf": [{"$ref": f"urn:kjc:{name}"} for name in each],
    }


def _schema(model: type[BaseModel], language: str) -> Json:
    """Return the schema of a model as organizers write it."""
    schema: Json = {"$schema": DIALECT, **model.model_json_schema(by_alias=True)}
    _describe(schema, model.__name__, language)
    for name, inner in schema.setdefault("$defs", {}).items():
        _describe(inner, name, language)
    loose: Json = _loosened(schema)
    return loose


def _describe(schema: Json, model: str, language: str) -> None:
    """Put the catalogue's words for a model and its fields in place of the program's own."""
    schema.pop("title", None)
    schema.pop("description", None)
    if has(f"format.about_{model}", language):
        schema["description"] = say(f"format.about_{model}", language)
    for name, field in schema.get("properties", {}).items():
        field.pop("title", None)
        field["description"] = say(f"format.{field_key(model, name, language)}", language)


def field_key(model: str, name: str, language: str) -> str:
    """Return the catalogue's name of a field: its own for this model, or that of all models."""
    own = f"{model}_{name}"
    return own if has(f"format.{own}", language) else f"field_{name}"


def _loosened(schema: Any) -> Any:  # noqa: ANN401 - a schema is a tree of anything
    """Return a schema that takes what the loader takes: text in words, `~`, `1_500_000`."""
    if isinstance(schema, list):
        return [_loosened(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    loose = {key: _loosened(each) for key, each in schema.items() if key != "format"}
    properties = schema.get("properties")
    if isinstance(properties, dict):
        required = schema.get("required", [])
        loose["properties"] = {
            name: _field(each, required=name in required) for name, each in properties.items()
        }
    if loose.get("type") in ("number", "integer") and "anyOf" not in loose:
        return _either(loose, _NUMBER_IN_WORDS)
    is_free_text = loose.get("type") == "string" and not {"enum", "pattern", "const"} & loose.keys()
    return {**loose, "type": ["string", "number"]} if is_free_text else loose


def _field(schema: Json, *, required: bool) -> Json:
    """Return the schema of a field, which may also be `~` where it need not be given."""
    loose: Json = _loosened(schema)
    if required or _NOTHING in loose.get("anyOf", ()):
        return loose
    return _either(loose, _NOTHING)


def _either(schema: Json, other: Json) -> Json:
    """Return a schema that takes another form as well and keeps its description and default."""
    about: Json = {key: schema[key] for key in ("description", "default") if key in schema}
    rest = {key: each for key, each in schema.items() if key not in about}
    return {**about, "anyOf": [rest, other]}


def _optional(schema: Json, section: str) -> None:
    """Let a variant give only some fields of an entry, or `~` to take it out."""
    values = schema["properties"][section]
    forms = values.get("anyOf", [values])
    reference = forms[0]["additionalProperties"]
    schema["$defs"][reference["$ref"].removeprefix(_REFERENCE)].pop("required", None)
    forms[0]["additionalProperties"] = {"anyOf": [reference, _NOTHING]}


def _slide_schema(language: str) -> Json:
    schema = _schema(SlideFile, language)
    definitions = schema["$defs"]
    for name, model in WIDGETS.items():
        definitions.setdefault(model.__name__, _schema(model, language))
        definitions[model.__name__]["properties"].pop("kind", None)
        definitions[f"widget-{name}"] = _forms(model, definitions[model.__name__])
    definitions["widget"] = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": {name: {"$ref": f"{_REFERENCE}widget-{name}"} for name in WIDGETS},
    }
    widget = {"$ref": f"{_REFERENCE}widget"}
    schema["properties"]["content"] = {
        "description": schema["properties"]["content"]["description"],
        "anyOf": [
            {"type": "array", "items": widget},
            {"type": "object", "additionalProperties": widget},
            _NOTHING,
        ],
    }
    lines = {"type": "array", "items": {"type": "string"}}
    schema["properties"]["areas"]["anyOf"] = [lines, {"type": "string"}, _NOTHING]
    return schema


def _forms(model: type[WidgetBase], fields: Json) -> Json:
    """Return the forms of a widget: its fields, its main field alone, or nothing at all."""
    main = {key: each for key, each in fields["properties"][model.MAIN].items() if key != "default"}
    about: Json = {"description": fields["description"]} if "description" in fields else {}
    forms: list[Json] = [{"$ref": f"{_REFERENCE}{model.__name__}"}, main]
    if not fields.get("required"):
        forms.append(_NOTHING)
    return {**about, "anyOf": forms}
