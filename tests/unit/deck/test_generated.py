"""What is written from the models is as they are: `make docs` makes it so."""

import json

import pytest

from kjc_desktop.deck.reference import reference_markdown
from kjc_desktop.deck.schema import schemas
from kjc_desktop.resources import campaign_deck, resource

ROOT = campaign_deck().parent


@pytest.mark.parametrize("kind", schemas())
def test_schema_files_are_up_to_date(kind: str) -> None:
    written = json.loads(resource("schema", f"{kind}.json").read_text("utf-8"))
    assert written == schemas()[kind]


def test_the_reference_is_up_to_date() -> None:
    assert (ROOT / "docs" / "format.md").read_text("utf-8") == reference_markdown()


FILES = {path.name: path for path in campaign_deck().rglob("*.yaml")}


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_campaign_names_its_schemas(name: str) -> None:
    path = FILES[name]
    first = path.read_text("utf-8").splitlines()[0]
    prefix = "# yaml-language-server: $schema="
    assert first.startswith(prefix)
    assert (path.parent / first.removeprefix(prefix)).resolve().is_file()
