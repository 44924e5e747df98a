"""Text set on lines: breaking, hyphenation, fitting. Pure arithmetic over a measurer.

The order is the format's: a word longer than its line is hyphenated, then the text shrinks down to
the theme's smallest size, and what still does not fit is reported, never hidden. Words are painted
as plain text, so no text of a deck is ever able to name a file or an address.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from threading import Lock
from typing import Protocol

from kjc_desktop.scene.markup import Paragraph, Run

_PIECES = re.compile(r"[^ ]+|[ ]+")
_AFTER = re.compile(r"(?<=\w[-–/])(?=\w)")
_SOFT_HYPHEN = "\u00ad"
CAP_HEIGHT = 0.66
"""Height of a capital letter as a share of the size, for the bundled family."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: sizes in canvas units, `leading` as a multiple of the size."""

    size: int
    weight: int = 400
    bold_weight: int = 700
    leading: float = 1.22
    tabular: bool = False
    italic: bool = False

    def at(self, size: int) -> "Style":
        """Return the same style at another size."""
        return replace(self, size=size)


class Measurer(Protocol):
    """Tells how wide words are; Qt's metrics in the program."""

    def __call__(self, text: str, style: Style, *, bold: bool, italic: bool) -> float:
        """Return the advance of a text in canvas units."""
        ...


@dataclass(frozen=True, slots=True)
class Placed:
    """Words of one style on a line, `x` from the left edge of the block."""

    text: str
    x: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, its width and its baseline below the top of the block."""

    words: tuple[Placed, ...]
    width: float
    baseline: float
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A text that has been set."""

    lines: tuple[Line, ...]
    style: Style
    width: float
    height: float
    fits: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """Runs without a place to break between them."""

    runs: tuple[Run, ...]
    space_before: bool


def _words(line: Sequence[Run]) -> list[_Word]:
    words: list[list[Run]] = []
    spaces: list[bool] = []
    joined, space = False, False
    for run in line:
        for piece in _PIECES.findall(run.text.replace(_SOFT_HYPHEN, "")):
            if piece.isspace() and "\u00a0" not in piece and "\u202f" not in piece:
                joined, space = False, True
                continue
            for index, part in enumerate(_parts(piece)):
                if joined and index == 0:
                    words[-1].append(replace(run, text=part))
                else:
                    words.append([replace(run, text=part)])
                    spaces.append(space)
                joined, space = True, False
    return [_Word(tuple(runs), gap) for runs, gap in zip(words, spaces, strict=True)]


class _Rules(Protocol):
    """The part of pyphen's rules that is used here; pyphen has no types."""

    def iterate(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield the ways to divide a word, longest first part first."""
        ...


_reading = Lock()
_LONG = 12
"""Letters from which on a word may be longer than its line."""


@cache
def _rules(language: str) -> _Rules | None:
    import pyphen

    code = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=code, left=3, right=3) if code else None


@lru_cache(maxsize=16_384)
def hyphenate(word: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the ways to divide a word, longest first part first; without the hyphen itself.

    The first word of a language waits half a second for its rules, unless it was learnt before.
    """
    with _reading:
        rules = _rules(language)
    return tuple(rules.iterate(word)) if rules is not None else ()


def learn_words(texts: Iterable[str], language: str) -> None:
    """Divide the long words of texts beforehand, and let the rules go again: they take 18 MB.

    For a thread of its own: a show divides the words of a deck once, and looks them up from then
    on. A word that was missed costs its reading of the rules when it is set.
    """
    words = {part.strip("*") for text in texts for word in text.split() for part in _parts(word)}
    long = [word for word in words if len(word) >= _LONG]
    for word in long:
        hyphenate(word, language)
    if long:
        import pyphen

        with _reading:
            _rules.cache_clear()
            pyphen.hdcache.clear()


def _parts(word: str) -> list[str]:
    """Return the parts of a word between which a line may end."""
    return _AFTER.split(word)


@dataclass
class _Setter:
    """Breaks one paragraph into lines, greedily."""

    measure: Measurer
    style: Style
    width: float
    language: str
    too_wide: bool = False

    def advance(self, word: _Word) -> float:
        return sum(
            self.measure(run.text, self.style, bold=run.bold, italic=run.italic)
            for run in word.runs
        )

    def lines(self, paragraph: Paragraph) -> list[tuple[tuple[Placed, ...], float]]:
        return [out for line in paragraph.lines for out in self._line(_words(line))]

    def _line(self, words: list[_Word]) -> list[tuple[tuple[Placed, ...], float]]:
        space = self.measure(" ", self.style, bold=False, italic=False)
        done: list[tuple[tuple[Placed, ...], float]] = []
        current: list[Placed] = []
        x = 0.0
        queue = list(words)
        while queue:
            word = queue.pop(0)
            gap = space if word.space_before and current else 0.0
            wide = self.advance(word)
            if x + gap + wide <= self.width + 0.01:
                x = self._put(current, word, x + gap)
                continue
            if wide > self.width and (parts := self._divide(word, self.width - x - gap)):
                x = self._put(current, parts[0], x + gap)
                queue.insert(0, parts[1])
            elif current:
                queue.insert(0, replace(word, space_before=False))
            else:
                self.too_wide = True
                x = self._put(current, word, 0.0)
            done.append((tuple(current), x))
            current, x = [], 0.0
        return [*done, (tuple(current), x)] if current or not done else done

    def _put(self, current: list[Placed], word: _Word, x: float) -> float:
        for run in word.runs:
            current.append(Placed(run.text, x, run.bold, run.italic))
            x += self.measure(run.text, self.style, bold=run.bold, italic=run.italic)
        return x

    def _divide(self, word: _Word, room: float) -> tuple[_Word, _Word] | None:
        if len(word.runs) != 1:
            return None
        run = word.runs[0]
        for first, second in hyphenate(run.text, self.language):
            head = replace(run, text=first + "-")
            if self.measure(head.text, self.style, bold=run.bold, italic=run.italic) <= room:
                rest = _Word((replace(run, text=second),), space_before=False)
                return _Word((head,), word.space_before), rest
        return None


def set_text(
    paragraphs: Sequence[Paragraph],
    style: Style,
    width: float,
    measure: Measurer,
    language: str = "de-DE",
) -> Block:
    """Return the text set at one size; `fits` is False where a word is wider than its line.

    Args:
        paragraphs: what to set; list items are indented behind their markers.
        style: at which size and weights.
        width: of the lines, canvas units.
        measure: tells widths.
        language: for hyphenation, such as `de-DE`.
    """
    step = style.size * style.leading
    indent = _indent(paragraphs, style)
    lines: list[Line] = []
    y, fits = 0.0, True
    for number, paragraph in enumerate(paragraphs):
        y += 0.45 * style.size if number else 0.0
        left = indent if paragraph.marker else 0.0
        setter = _Setter(measure, style, width - left, language)
        marker = paragraph.marker
        for words, wide in setter.lines(paragraph):
            baseline = y + (step + style.size * CAP_HEIGHT) / 2
            moved = tuple(replace(word, x=word.x + left) for word in words) if left else words
            lines.append(Line(moved, wide + left, baseline, marker))
            y, marker = y + step, ""
        fits = fits and not setter.too_wide
    widest = max((line.width for line in lines), default=0.0)
    return Block(tuple(lines), style, widest, y, fits)


def _indent(paragraphs: Sequence[Paragraph], style: Style) -> float:
    """Return how far list items stand in, so that their words line up behind the markers."""
    longest = max((len(each.marker) for each in paragraphs), default=0)
    return style.size * (1.35 if longest > 2 else 0.9)


def fit_text(
    paragraphs: Sequence[Paragraph],
    style: Style,
    size: tuple[float, float],
    smallest: int,
    measure: Measurer,
    language: str = "de-DE",
) -> Block:
    """Return the text at the largest size, from the style's down, at which it fits.

    At the smallest size it is returned as it is, with `fits` False where it does not fit, so that
    the caller can report it.
    """
    width, height = size
    block = set_text(paragraphs, style, width, measure, language)
    for smaller in range(style.size, min(smallest, style.size) - 1, -2):
        block = set_text(paragraphs, style.at(smaller), width, measure, language)
        if block.fits and block.height <= height + 0.5:
            return block
    return replace(block, fits=block.fits and block.height <= height + 0.5)
