"""Every finding of figures and checks has its words in both languages, with the same blanks."""

import re
from pathlib import Path
from string import Formatter

import pytest

import kjc_desktop
from kjc_desktop.texts import LANGUAGES, area

_CODE = re.compile(r"KJC[345]\d\d")
_USED = re.compile(r"""["']figures\.([a-z_]+)["']""")
_PACKAGE = Path(kjc_desktop.__file__).parent


def sources() -> str:
    files = [*(_PACKAGE / "figures").glob("*.py"), *(_PACKAGE / "checks").glob("*.py")]
    return "\n".join(file.read_text("utf-8") for file in files)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", ["figures", "checks"])
def test_both_languages_say_the_same(name: str) -> None:
    german, english = (area(name, language) for language in LANGUAGES)
    assert german.keys() == english.keys()
    assert {key: blanks(text) for key, text in german.items()} == {
        key: blanks(text) for key, text in english.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_and_word_in_use_is_there_and_no_other(language: str) -> None:
    text = sources()
    known = {**area("figures", language), **area("checks", language)}
    codes = {key.removesuffix("_hint") for key in known if key.startswith("KJC")}
    assert codes == set(_CODE.findall(text))
    words = {key for key in known if not key.startswith("KJC")}
    assert words == set(_USED.findall(text))
