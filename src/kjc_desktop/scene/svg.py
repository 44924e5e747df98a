"""SVG pictures of a deck made harmless: what they need must be inside them.

QtSvg would read local files that a picture names, and draw what repeats itself for ever. So a
picture is copied element by element; what could name anything outside it, run or move stays behind,
and what would take seconds to paint is refused (`svg_cost`).
"""

import re

from PySide6.QtCore import QBuffer, QByteArray, QXmlStreamReader, QXmlStreamWriter

from kjc_desktop.scene.svg_cost import MOST_UNITS, Cost

MOST_BYTES = 5_000_000
_LEFT_OUT = frozenset({
    "image", "feimage", "script", "foreignobject", "iframe", "audio", "video", "animate",
    "animatecolor", "animatemotion", "animatetransform", "set", "metadata", "filter",
})  # fmt: skip
"""A filter, such as a shadow, may take a second each."""
_OUTSIDE = re.compile(r"""url\(\s*["']?\s*(?!["'#\s])|@import|\\""", re.IGNORECASE)
"""Signs of a style that names something outside, or hides what it names behind a backslash."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FILTER = re.compile(r"(?<![\w-])filter\s*:[^;}]*", re.IGNORECASE)

_Token = QXmlStreamReader.TokenType
_INSIDE = QXmlStreamReader.ReadElementTextBehaviour.IncludeChildElements


def harmless(data: bytes) -> QByteArray | None:
    """Return an SVG without anything from outside; None where it is none or cannot be read."""
    if len(data) > MOST_BYTES:
        return None
    source = QBuffer()
    source.setData(data)
    source.open(QBuffer.OpenModeFlag.ReadOnly)
    copy = _Copy(QXmlStreamReader(source))
    return copy.out if copy.run() and copy.cost.units <= MOST_UNITS else None


class _Copy:
    """One walk over a picture; `cost` counts what stays."""

    def __init__(self, reader: QXmlStreamReader) -> None:
        reader.setNamespaceProcessing(False)
        self._reader = reader
        self.out = QByteArray()
        self._writer = QXmlStreamWriter(self.out)
        self._open: list[str] = []
        self.cost = Cost()

    def run(self) -> bool:
        """Copy everything that may stay; tell whether it was a whole SVG that can be borne."""
        while not self._reader.atEnd() and self.cost.bearable:
            token = self._reader.readNext()
            if token == _Token.StartElement:
                self._start()
            elif token == _Token.EndElement:
                self._open.pop()
                self.cost.end()
                self._writer.writeEndElement()
            elif token == _Token.Characters:
                self._writer.writeCharacters(self._reader.text())
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
        if name == "style":
            self._style()
            return
        self._open.append(name)
        self.cost.start(name, {_local(key): value for key, value in attributes.items()})

    def _attributes(self) -> dict[str, str]:
        """Return the attributes of the current element that stay inside the picture."""
        found = self._reader.attributes()
        pairs = (found.at(index) for index in range(found.size()))
        values = {each.qualifiedName(): each.value().strip() for each in pairs}
        kept = {name: value for name, value in values.items() if _stays_inside(name, value)}
        if "style" in kept:
            kept["style"] = _FILTER.sub("", _COMMENT.sub("", kept["style"]))
        return kept

    def _style(self) -> None:
        """Copy a style sheet, all of it at once: a word of it may be cut in two by a comment."""
        text = _COMMENT.sub("", self._reader.readElementText(_INSIDE))
        text = "" if _OUTSIDE.search(text) else _FILTER.sub("", text)
        self.cost.style(text)
        self._writer.writeCharacters(text)
        self._writer.writeEndElement()


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _stays_inside(name: str, value: str) -> bool:
    local = _local(name)
    if local in {"href", "src"} and not value.startswith("#"):
        return False
    named = local in {"base", "filter"} or local.startswith("on")
    return not named and not _OUTSIDE.search(value)
