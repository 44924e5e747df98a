"""SVG pictures of a deck made harmless: what they need must be inside them.

QtSvg would read local files that a picture names, and draw what repeats itself for ever. So a
picture is copied element by element; what could name anything outside it, run or move stays behind.
"""

import re
from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QXmlStreamReader, QXmlStreamWriter

MOST_BYTES = 5_000_000
_LEFT_OUT = frozenset({
    "image", "feimage", "script", "foreignobject", "iframe", "audio", "video", "animate",
    "animatecolor", "animatemotion", "animatetransform", "set", "metadata",
})  # fmt: skip
_OUTSIDE = re.compile(r"""url\(\s*["']?\s*(?!["'#\s])|@import""", re.IGNORECASE)
_MOST_USES = 300
_MOST_DRAWN = 5_000
"""Repetitions that `use` may add up to, with those inside what is repeated."""

_Token = QXmlStreamReader.TokenType
_ROOT = ""


def harmless(data: bytes) -> QByteArray | None:
    """Return an SVG without anything from outside; None where it is none or cannot be read."""
    if len(data) > MOST_BYTES:
        return None
    source = QBuffer()
    source.setData(data)
    source.open(QBuffer.OpenModeFlag.ReadOnly)
    copy = _Copy(QXmlStreamReader(source))
    return copy.out if copy.run() and _drawn(copy.uses, _ROOT, ()) <= _MOST_DRAWN else None


class _Copy:
    """One walk over a picture; `uses` holds what each element with an id repeats inside it."""

    def __init__(self, reader: QXmlStreamReader) -> None:
        reader.setNamespaceProcessing(False)
        self._reader = reader
        self.out = QByteArray()
        self._writer = QXmlStreamWriter(self.out)
        self._open: list[tuple[str, str]] = []
        self.uses: dict[str, list[str]] = {_ROOT: []}

    def run(self) -> bool:
        """Copy everything that may stay; tell whether it was a whole SVG."""
        while not self._reader.atEnd() and len(self.uses[_ROOT]) <= _MOST_USES:
            token = self._reader.readNext()
            if token == _Token.StartElement:
                self._start()
            elif token == _Token.EndElement:
                self._open.pop()
                self._writer.writeEndElement()
            elif token == _Token.Characters:
                self._characters()
        return self._reader.atEnd() and not self._reader.hasError()

    def _start(self) -> None:
        """Copy the start of an element, or leave out all of it."""
        name = _local(self._reader.qualifiedName())
        if not self._open and name != "svg":
            self._reader.raiseError(name)
            return
        if name in _LEFT_OUT:
            self._reader.skipCurrentElement()
            return
        self._writer.writeStartElement(self._reader.qualifiedName())
        attributes = self._attributes()
        for key, value in attributes.items():
            self._writer.writeAttribute(key, value)
        self._open.append((name, attributes.get("id", _ROOT)))
        if name == "use":
            used = [value[1:] for key, value in attributes.items() if _local(key) == "href"]
            for owner in {_ROOT, *(owner for _, owner in self._open)}:
                self.uses.setdefault(owner, []).extend(used)

    def _attributes(self) -> dict[str, str]:
        """Return the attributes of the current element that stay inside the picture."""
        found = self._reader.attributes()
        pairs = (found.at(index) for index in range(found.size()))
        values = {each.qualifiedName(): each.value().strip() for each in pairs}
        return {name: value for name, value in values.items() if _stays_inside(name, value)}

    def _characters(self) -> None:
        text = self._reader.text()
        style = bool(self._open) and self._open[-1][0] == "style"
        if not (style and _OUTSIDE.search(text)):
            self._writer.writeCharacters(text)


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _stays_inside(name: str, value: str) -> bool:
    local = _local(name)
    if local in {"href", "src"} and not value.startswith("#"):
        return False
    return local != "base" and not local.startswith("on") and not _OUTSIDE.search(value)


def _drawn(uses: Mapping[str, list[str]], owner: str, within: tuple[str, ...]) -> int:
    """Return how often something is drawn again because of `use`; a circle is too often."""
    if owner in within:
        return _MOST_DRAWN + 1
    total = 0
    for used in uses.get(owner, ()):
        total += 1 + _drawn(uses, used, (*within, owner))
        if total > _MOST_DRAWN:
            break
    return total
