"""The one catalogue of everything the program says, in German and English.

A key is `area.name`; the area is a file `resources/messages/<language>/<area>.toml`, read when
the first text of that area is needed, so that a first slide does not wait for words it never says.
"""

import locale
import os
import tomllib
from functools import cache

from kjc_desktop.resources import resource

LANGUAGES = ("de", "en")


def interface_language() -> str:
    """Return the language of help texts: German where the system is German, else English."""
    return "de" if _locale().startswith(("de", "german")) else "en"


def _locale() -> str:
    """Return the name of the locale that the system is set to, in lower case."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((value for value in named if value), locale.getlocale()[0] or "").lower()


def message_language() -> str:
    """Return the language of messages where no deck names one: English only where asked for."""
    return "en" if _locale().startswith("en") else "de"


def language_of(tag: str) -> str:
    """Return the catalogue language for a tag such as `de-DE`; German where there is no match."""
    short = tag.replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else "de"


@cache
def area(name: str, language: str) -> dict[str, str]:
    """Return all texts of one area in one language, key → text with `{placeholders}`."""
    path = resource("messages", language, f"{name}.toml")
    return {key: str(text) for key, text in tomllib.loads(path.read_text("utf-8")).items()}


def say(key: str, language: str, /, **values: object) -> str:
    """Return the text for `area.name` in a language with its placeholders filled.

    Raises:
        KeyError: the catalogue has no such text; a test proves that every key used exists.
    """
    area_name, _, name = key.partition(".")
    return area(area_name, language)[name].format(**values)


def has(key: str, language: str) -> bool:
    """Tell whether the catalogue has a text for `area.name`."""
    area_name, _, name = key.partition(".")
    return name in area(area_name, language)
