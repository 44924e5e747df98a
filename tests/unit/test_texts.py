"""The catalogue: whatever is said in one language is said in the other, with the same values."""

from string import Formatter

import pytest

from kjc_desktop.resources import resource
from kjc_desktop.texts import area

AREAS = sorted(path.stem for path in resource("messages", "de").glob("*.toml"))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", AREAS)
def test_both_languages_have_the_same_texts(name: str) -> None:
    german, english = area(name, "de"), area(name, "en")
    assert german.keys() == english.keys()
    different = {key for key in german if placeholders(german[key]) != placeholders(english[key])}
    assert different == set()
