"""The rule against numbers written out by hand where the deck has a figure for them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kjc_desktop.checks.context import Context
from kjc_desktop.deck.diagnostics import Diagnostic, Severity
from kjc_desktop.deck.models import Slide, SlideFile
from kjc_desktop.deck.widgets import ListWidget, TextWidget
from kjc_desktop.figures.usage import Path, slide_texts
from kjc_desktop.texts import language_of

_MONTHS = (
    "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|"
    "January|February|March|May|June|July|October|December|"
    r"Jan\b|Feb\b|Mär\b|Mar\b|Apr\b|Jun\b|Jul\b|Aug\b|Sept?\b|Okt\b|Oct\b|Nov\b|Dez\b|Dec\b"
)
_NOT_FIGURES = re.compile(
    r"\{[^{}]*\}"  # placeholders
    r"|„[^“”]*[“”]|“[^”]*”|»[^«]*«|\"[^\"]*\""  # quotes
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4}\b)?|\b\d{1,2}\./\s?\d{1,2}\.\S*"
    rf"|\b\d{{1,2}}\.?\s+(?:{_MONTHS})(?:\s+\d{{4}}\b)?|\b(?:{_MONTHS})\s+\d{{1,2}}\b"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,2}(?:\.\d{2})?\s*(?:Uhr|[ap]\.?m\b\.?|o’clock)"
    r"|§+\s*\d+\w*(?:\s*(?:Abs\.|Absatz|Satz|Nr\.|Nummer|und|bis|,|–)\s*\d+\w*)*"
)
_NUMBERS: Mapping[str, re.Pattern[str]] = {
    language: re.compile(
        rf"(?<![\w.,:/§])(?:(?<!\S)[-−–])?(?P<digits>\d{{1,3}}(?:[{group}\u00a0\u202f]\d{{3}})+"
        rf"(?:{point}\d+)?|\d+(?:{point}\d+)?)"
        r"(?P<word>\s?(?:%|(?i:Prozent|percent|Mio\b\.?|Million(?:en|s)?|Mrd\b\.?"
        r"|Milliarden?|billion)(?!\w))|[MB]\b)?(?!\w|[.,:]\d)"
    )
    for language, group, point in (("de", r"\.", ","), ("en", ",", r"\."))
}
_POWERS = {
    "": 0, "%": -2, "prozent": -2, "percent": -2, "mio": 6, "m": 6, "million": 6, "millions": 6,
    "millionen": 6, "mrd": 9, "b": 9, "billion": 9, "milliarde": 9, "milliarden": 9,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A number in a text: where it is, its unit sign included, and what it is worth."""

    start: int
    length: int
    value: Decimal


def digits(context: Context, slide: Slide) -> Iterator[Diagnostic]:
    """Yield numbers in title, subtitle, text and list that equal a figure."""
    language = language_of(context.deck.head.language)
    for path, text in slide_texts(slide):
        if not _looked_at(slide.spec, path[2:]):
            continue
        for number in numbers(text, language):
            name = context.figure_of.get(number.value)
            if name is not None:
                span = context.deck.origins.text_span(path, number.start, number.length)
                shown = text[number.start : number.start + number.length]
                values = {"number": shown, "name": name}
                yield Diagnostic(
                    "KJC401", Severity.WARNING, span, values, f"{{{name}}}", rule="digits"
                )


def numbers(text: str, language: str) -> Iterator[Written]:
    """Yield the numbers of a text that are not years, dates, times, paragraphs or quotes.

    Args:
        text: as the deck says it, placeholders not filled.
        language: `de` or `en`, which says what a comma is.
    """
    masked = _NOT_FIGURES.sub(lambda match: "\x00" * len(match[0]), text)
    for match in _NUMBERS[language].finditer(masked):
        value = _value(match["digits"], language)
        word = (match["word"] or "").strip()
        if not word and _is_no_amount(match["digits"], value):
            continue
        start = match.start("digits")
        yield Written(start, match.end() - start, value.scaleb(_POWERS[word.lower().rstrip(".")]))


def _is_no_amount(written: str, value: Decimal) -> bool:
    """Tell whether plain digits are a year, or a number such as an AGS that begins with 0."""
    year = 1900 <= value < 2100
    return written.isdigit() and (year or (len(written) > 1 and written[0] == "0"))


def _looked_at(slide: SlideFile, path: Path) -> bool:
    if path[0] != "content":
        return path[0] in ("title", "subtitle")
    content = slide.content
    widget = content.get(str(path[1])) if isinstance(content, dict) else content[int(path[1])]
    return (isinstance(widget, TextWidget) and path[2] == "text") or (
        isinstance(widget, ListWidget) and path[2] == "items"
    )


def _value(written: str, language: str) -> Decimal:
    point = "," if language == "de" else "."
    whole, _, part = written.partition(point)
    return Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{part or 0}")
