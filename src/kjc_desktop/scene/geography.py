"""The map of the 401 Kreise as painter paths, read once from the bundled data.

Source and licence of the data: `resources/map/README.md`. Coordinates are already projected,
0…7394 by 0…10000, y down; rings are filled odd-even.
"""

import json
import struct
import sys
from array import array
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from kjc_desktop.resources import resource

SHORT_NAMES = {
    "01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW",
    "09": "BY", "10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH",
}  # fmt: skip
"""Official short names of the Länder by their key, the first two digits of an AGS."""


@dataclass(frozen=True, slots=True)
class Area:
    """A Kreis or Land: key (AGS), name, shape, and whether it is one of the 104."""

    key: str
    name: str
    path: QPainterPath
    commune: bool = False

    @property
    def land(self) -> str:
        """Key of the Land it lies in."""
        return self.key[:2]


@dataclass(frozen=True, slots=True)
class Germany:
    """All Kreise, the Länder, and the size of the map in its own units."""

    size: QSizeF
    kreise: dict[str, Area]
    laender: dict[str, Area]
    borders: QPainterPath
    """The outlines of all Kreise in one path: stroking it once is three times as fast."""

    def highlighted(self, wanted: str | tuple[str, ...] | None) -> list[Area]:
        """Return the Kreise of the set `zkt104`, of one AGS or of several."""
        if wanted == "zkt104":
            return [each for each in self.kreise.values() if each.commune]
        keys = (wanted,) if isinstance(wanted, str) else wanted or ()
        return [self.kreise[key] for key in keys if key in self.kreise]


def _path(rings: list[list[int]]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in rings:
        path.addPolygon(_polygon(ring))
    return path


def _polygon(ring: list[int]) -> QPolygonF:
    """Return a ring x0, y0, x1, y1, … as a polygon.

    By way of Qt's own binary form (count, then big-endian doubles): making 16.780 points one by
    one in Python would cost the first slide three times as much.
    """
    numbers = array("d", ring)
    if sys.byteorder == "little":
        numbers.byteswap()
    stream = QDataStream(QByteArray(struct.pack(">I", len(ring) // 2) + numbers.tobytes()))
    polygon = QPolygonF()
    stream >> polygon
    return polygon


@cache
def germany() -> Germany:
    """Return the map; read once, about 10 ms."""
    data = json.loads(resource("map", "karte2018.json").read_text("utf-8"))
    kreise = {
        each["ags"]: Area(each["ags"], each["name"], _path(each["ringe"]), bool(each["zkt"]))
        for each in data["kreise"]
    }
    laender = {
        each["land"]: Area(each["land"], each["name"], _path(each["ringe"]))
        for each in data["laender"]
    }
    borders = QPainterPath()
    for area in kreise.values():
        borders.addPath(area.path)
    return Germany(QSizeF(data["breite"], data["hoehe"]), kreise, laender, borders)


def placed(size: QSizeF, rect: QRectF) -> tuple[QPointF, float]:
    """Return origin and scale that fit the map into a rectangle, centred."""
    scale = min(rect.width() / size.width(), rect.height() / size.height())
    origin = QPointF(
        rect.center().x() - size.width() * scale / 2, rect.center().y() - size.height() * scale / 2
    )
    return origin, scale
