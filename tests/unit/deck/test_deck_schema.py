"""The schemas: valid in themselves, true to what loads and to what is refused."""

from datetime import date, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from decks import EXAMPLE, LIVE, PLAIN, WIDGETS, Files
from kjc_desktop.deck.codes import CODES
from kjc_desktop.deck.folder import HEAD_NAMES
from kjc_desktop.deck.nodes import Node, Scalar, Sequence, SourceText
from kjc_desktop.deck.reference import reference_markdown
from kjc_desktop.deck.schema import deck_schema, schemas
from kjc_desktop.deck.widgets import WIDGETS as MODELS
from kjc_desktop.deck.yaml_reader import read_yaml
from kjc_desktop.resources import resource
from kjc_desktop.texts import LANGUAGES, area


def as_json(node: Node) -> object:
    """Return what an editor makes of a file: dates are text to it, nulls are there."""
    if isinstance(node, Scalar):
        return node.text if isinstance(node.value, (date, datetime)) else node.value
    if isinstance(node, Sequence):
        return [as_json(item) for item in node.items]
    return {key: as_json(entry.node) for key, entry in node.entries.items()}


def parsed(text: str) -> object:
    root = read_yaml(SourceText("a.yaml", text))
    assert isinstance(root, Node)
    return as_json(root)


def kind_of(file: str) -> str:
    stem = Path(file).stem
    if file.startswith("variants/"):
        return "variant"
    return stem if stem in HEAD_NAMES else "slide"


@pytest.mark.parametrize("name", ["deck", "figures", "slide", "variant", "theme"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_schemas_are_schemas(name: str, language: str) -> None:
    Draft202012Validator.check_schema(schemas(language)[name])


def test_one_schema_for_all() -> None:
    Draft202012Validator.check_schema(deck_schema())
    assert Draft202012Validator(deck_schema()).is_valid({"title": "a"})


@pytest.mark.parametrize(
    ("files", "file"),
    [
        (files, file)
        for files in (EXAMPLE, LIVE, WIDGETS, PLAIN)
        for file in files
        if file.endswith(".yaml")
    ],
)
def test_what_loads_is_valid(files: Files, file: str) -> None:
    validator = Draft202012Validator(schemas()[kind_of(file)])
    assert [error.message for error in validator.iter_errors(parsed(files[file]))] == []


@pytest.mark.parametrize(
    "path", sorted(resource("themes").glob("*.yaml")), ids=lambda path: path.stem
)
def test_the_themes_of_the_program_are_valid(path: Path) -> None:
    assert Draft202012Validator(schemas()["theme"]).is_valid(parsed(path.read_text("utf-8")))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("deck", "titel: a"),
        ("deck", "{title: a, canvas: 16:10}"),
        ("figures", "figures: {a: {unit: b}}"),
        ("figures", "figures: {a: {value: 1, formula: b}}"),
        ("slide", "layout: foo"),
        ("slide", "content: [{nummer: a}]"),
        ("slide", "content: [{number: a, text: b}]"),
        ("slide", "content: [{number: {figur: a}}]"),
        ("slide", "content: [{number: {kind: number, figure: a}}]"),
        ("slide", "content: [{number: }]"),
        ("slide", "hidden: ja"),
        ("variant", "figures: {a: {velue: 3}}"),
        ("theme", "name: a"),
    ],
)
def test_what_is_refused_is_not_valid(kind: str, text: str) -> None:
    assert not Draft202012Validator(schemas()[kind]).is_valid(parsed(text))


def test_every_field_is_described() -> None:
    described = schemas("de")["slide"]["properties"]
    assert described["notes"]["description"] == "Notizen für die Bühne"


def test_the_reference_names_every_widget_and_field() -> None:
    text = reference_markdown()
    for name, model in MODELS.items():
        section = text.split(f"### Element `{name}`\n")[1].split("###")[0]
        assert f"| `{model.MAIN}` |" in section
    assert "| `title` | Titel | Text | **nötig** |" in text
    assert "| `digits` | Nachkommastellen | ganze Zahl |  |" in text


@pytest.mark.parametrize("name", ["deck", "format"])
def test_both_languages_say_the_same_things(name: str) -> None:
    assert set(area(name, "de")) == set(area(name, "en"))


def test_every_code_has_its_sentence_and_no_sentence_is_left_over() -> None:
    said = {key.removesuffix("_hint") for key in area("deck", "de")} - {"did_you_mean"}
    assert said == set(CODES)
    assert set(CODES) <= set(area("deck", "de"))
