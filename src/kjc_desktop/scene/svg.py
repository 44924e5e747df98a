"""SVG pictures of a deck made harmless: what they need must be inside them.

QtSvg would read local files that a picture names. So a picture is copied element by element, and
what could name anything outside it, run or move stays behind.
"""

import re

from PySide6.QtCore import QBuffer, QByteArray, QXmlStreamReader, QXmlStreamWriter

MOST_BYTES = 5_000_000
_LEFT_OUT = frozenset({
    "image", "feimage", "script", "foreignobject", "iframe", "audio", "video", "animate",
    "animatecolor", "animatemotion", "animatetransform", "set", "metadata",
})  # fmt: skip
_OUTSIDE = re.compile(r"""url\(\s*["']?\s*(?!["'#\s])|@import""", re.IGNORECASE)
_MOST_USES = 1_000

_Token = QXmlStreamReader.TokenType


def harmless(data: bytes) -> QByteArray | None:
    """Return an SVG without anything from outside; None where it is none or cannot be read."""
    if len(data) > MOST_BYTES:
        return None
    source = QBuffer()
    source.setData(data)
    source.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QXmlStreamReader(source)
    reader.setNamespaceProcessing(False)
    out = QByteArray()
    writer = QXmlStreamWriter(out)
    names: list[str] = []
    uses = 0
    while not reader.atEnd():
        token = reader.readNext()
        if token == _Token.StartElement:
            name = _local(reader.qualifiedName())
            if not names and name != "svg":
                return None
            if name in _LEFT_OUT:
                reader.skipCurrentElement()
                continue
            uses += name == "use"
            names.append(name)
            _start(reader, writer)
        elif token == _Token.EndElement:
            names.pop()
            writer.writeEndElement()
        elif token == _Token.Characters and not _foreign_style(names, reader.text()):
            writer.writeCharacters(reader.text())
    whole = not reader.hasError() and bool(out) and uses <= _MOST_USES
    return out if whole else None


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _start(reader: QXmlStreamReader, writer: QXmlStreamWriter) -> None:
    """Copy the start of an element with the attributes that stay inside the picture."""
    writer.writeStartElement(reader.qualifiedName())
    attributes = reader.attributes()
    for attribute in (attributes.at(index) for index in range(attributes.size())):
        name, value = attribute.qualifiedName(), attribute.value()
        local = _local(name)
        named = local in {"href", "src"} and not value.strip().startswith("#")
        if not (named or local == "base" or local.startswith("on") or _OUTSIDE.search(value)):
            writer.writeAttribute(name, value)


def _foreign_style(names: list[str], text: str) -> bool:
    return bool(names) and names[-1] == "style" and bool(_OUTSIDE.search(text))
