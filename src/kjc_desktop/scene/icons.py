"""The icons that come with the program, painted in a colour of the theme.

They are painted by QtSvg, which is imported when the first icon is.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from kjc_desktop.resources import resource

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

_VIEW_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


@cache
def _renderer(name: str, color: str) -> "QSvgRenderer":
    from PySide6.QtCore import QByteArray
    from PySide6.QtSvg import QSvgRenderer

    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", color).encode()))


def aspect(name: str) -> float:
    """Return the width of an icon as a share of its height.

    Raises:
        FileNotFoundError: there is no such icon; the loader lets only known names through.
    """
    size = _VIEW_BOX.search(_drawing(name))
    if size is None:
        message = f"icon without a view box: {name}"
        raise ValueError(message)
    return int(size[1]) / int(size[2])


def paint_icon(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Paint an icon as large as a rectangle of its aspect."""
    _renderer(name, color.name()).render(painter, rect)
