"""How long an SVG would take to paint, from its structure alone, before anything is painted.

Painting cannot be broken off, and a few hundred bytes that repeat one another can ask for hours of
it. So everything that is drawn is counted with how often it is drawn: by `use`, as a pattern, as a
marker at every point of a line, or in a mask. One unit is a shape as large as the canvas, about a
quarter of a millisecond on a plain machine at Full HD.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf

MOST_UNITS = 8_000
MOST_ELEMENTS = 20_000
MOST_NUMBERS = 300_000
"""Coordinates of all lines together."""
MOST_STYLES = 5_000_000
"""Elements times rules of style sheets, each of which is held against each."""
MOST_DEPTH = 200
"""Elements within one another; the chain of what repeats what is no longer either."""

_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_TEXTS = frozenset({"text", "tspan", "textarea"})
_TEXT, _LAYER, _FADE = 5, 40, 8
"""Units of a text, a mask, and of what is faded as a whole: both need a canvas of their own."""
_USED_POINTS = 1_000
"""Points taken for granted of lines that `use` puts below a marker."""

_KINDS = {
    "fill": "paint", "stroke": "paint", "mask": "layer", "opacity": "fade",
    "marker": "mark", "marker-start": "mark", "marker-mid": "mark", "marker-end": "mark",
}  # fmt: skip
_INHERITED = frozenset({"paint", "mark"})
_ID = re.compile(r"""url\(\s*["']?\s*#\s*([^\s"')]+)""", re.IGNORECASE)
_NUMBER = re.compile(r"\d*\.?\d+")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_CLASS = re.compile(r"\s*\.([\w-]+)\s*")

_Asked = frozenset[tuple[str, str]]
"""What styles ask for: pairs of a kind of `_KINDS` and the id that it names, if any."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One element: its own units, how many points it has, what it repeats and what it asks for."""

    units: int
    points: int
    used: tuple[str, ...]
    asked: _Asked


class Cost:
    """Counts while a picture is read; elements are told in the order of the file."""

    def __init__(self) -> None:
        self._elements = self._numbers = self._rules = 0
        self._open: list[tuple[str, _Asked]] = []
        self._parts: dict[str, list[_Part]] = {}
        self._by_class: dict[str, _Asked] = {}
        self._by_other: _Asked = frozenset()
        self._known: dict[str, float] = {}

    @property
    def bearable(self) -> bool:
        """Whether what was read so far is worth reading on."""
        return (
            self._elements <= MOST_ELEMENTS
            and self._numbers <= MOST_NUMBERS
            and self._elements * self._rules <= MOST_STYLES
            and len(self._open) <= MOST_DEPTH
        )

    @property
    def units(self) -> float:
        """How much is painted; without end where something repeats itself."""
        self._known.clear()
        return self._content("", ())

    def style(self, sheet: str) -> None:
        """Take in the rules of a style sheet; they hold for what comes after it."""
        for selectors, body in _RULE.findall(sheet):
            asked = _asked(_declared(body))
            for selector in selectors.split(","):
                self._rules += 1
                if (named := _CLASS.fullmatch(selector)) is None:
                    self._by_other |= asked
                else:
                    known = self._by_class.get(named[1], frozenset())
                    self._by_class[named[1]] = known | asked

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in the start of an element.

        Args:
            name: without a prefix, in small letters.
            attributes: by name, likewise.
        """
        own = self._by_other | _asked(attributes.items())
        own |= _asked(_declared(attributes.get("style", "")))
        for each in attributes.get("class", "").split():
            own |= self._by_class.get(each, frozenset())
        above = self._open[-1][1] if self._open else frozenset()
        passed = above | frozenset(pair for pair in own if pair[0] in _INHERITED)
        line = attributes.get("d", "") + attributes.get("points", "")
        points = len(_NUMBER.findall(line))
        self._open.append((attributes.get("id", ""), passed))
        self._elements += 1
        self._numbers += points
        used = (attributes["href"].lstrip("#"),) if name == "use" and "href" in attributes else ()
        units = _own_units(name, own)
        if units or used:
            part = _Part(units, _USED_POINTS if used else points, used, own | passed)
            for owner in {"", *(owner for owner, _ in self._open)}:
                self._parts.setdefault(owner, []).append(part)

    def end(self) -> None:
        """Take in the end of the element that was started last."""
        self._open.pop()

    def _content(self, owner: str, within: tuple[str, ...]) -> float:
        """Return the units of all that stands in the element with an id."""
        if owner in within or len(within) > MOST_DEPTH:
            return inf
        if owner not in self._known:
            chain = (*within, owner)
            parts = self._parts.get(owner, ())
            self._known[owner] = sum(self._painted(part, chain) for part in parts)
        return self._known[owner]

    def _painted(self, part: _Part, within: tuple[str, ...]) -> float:
        repeated = sum(self._content(each, within) for each in part.used)
        asked = {"paint": 0.0, "mark": 0.0, "layer": 0.0, "fade": 0.0}
        for kind, named in part.asked:
            asked[kind] += self._content(named, within) if named else 0.0
        whole = (part.units + repeated) * (1 + asked["paint"])
        return whole + part.points * asked["mark"] + asked["layer"]


def _own_units(name: str, asked: _Asked) -> int:
    """Return the units of an element without what it repeats or contains."""
    shape = name in _SHAPES or name in _TEXTS
    units = _TEXT if name in _TEXTS else int(shape)
    kinds = [kind for kind, _ in asked]
    return units + _LAYER * kinds.count("layer") + (_FADE if "fade" in kinds and not shape else 0)


def _declared(text: str) -> Iterator[tuple[str, str]]:
    """Yield the properties that a style declares."""
    for declaration in text.split(";"):
        key, _, value = declaration.partition(":")
        yield key.strip().lower(), value


def _asked(properties: Iterable[tuple[str, str]]) -> _Asked:
    return frozenset(
        (_KINDS[key], named)
        for key, value in properties
        if key in _KINDS
        for named in ([""] if key == "opacity" else _ID.findall(value))
    )
