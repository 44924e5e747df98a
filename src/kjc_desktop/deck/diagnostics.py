"""What is wrong with a deck, as values: nothing an organizer writes may raise.

A diagnostic knows its code and the words to fill in; the sentence itself comes from the catalogue
when it is shown, so one diagnostic can be read in German and in English.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from kjc_desktop.deck.spans import Span
from kjc_desktop.texts import has, say


class Severity(StrEnum):
    """How bad it is: an error cannot be shown as meant, a warning can but should not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


AREAS = MappingProxyType({"1": "deck", "2": "deck", "3": "figures", "4": "checks", "5": "checks"})
"""Catalogue area of a code, by its first digit: KJC1xx files and YAML, KJC2xx structure and
references, KJC3xx figures and claims, KJC4xx rules that can be ignored by name, KJC5xx layout."""


@runtime_checkable
class Sayable(Protocol):
    """Something that is said in the language of whoever reads it."""

    def text(self, language: str, /) -> str:
        """Return it as a sentence."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: `values` fill the placeholders of message and hint; `rule` names its lint."""

    code: str
    severity: Severity
    span: Span
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    suggestion: str | None = None
    rule: str | None = None

    def message(self, language: str) -> str:
        """Return the sentence that says what is wrong."""
        return say(f"{AREAS[self.code[3]]}.{self.code}", language, **self._worded(language))

    def hint(self, language: str) -> str | None:
        """Return what to do about it: the nearest word, or the catalogue's advice."""
        if self.suggestion is not None:
            return say("deck.did_you_mean", language, word=self.suggestion)
        key = f"{AREAS[self.code[3]]}.{self.code}_hint"
        return say(key, language, **self._worded(language)) if has(key, language) else None

    def _worded(self, language: str) -> dict[str, object]:
        """Return the values, those that are sentences themselves in the language."""
        return {
            name: value.text(language) if isinstance(value, Sayable) else value
            for name, value in self.values.items()
        }


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that was probably meant, or None where none is near."""
    by_lower = {choice.lower(): choice for choice in choices}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those that keep a deck from being shown as meant."""
    return [each for each in diagnostics if each.severity is Severity.ERROR]
