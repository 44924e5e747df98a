"""The door to pyqtgraph: axes and curves, drawn by it in canvas units.

Importing this module costs half a second, so it is imported when a line is painted first. The view
of pyqtgraph gets a range equal to its size in canvas units: what lies in it needs no mapping, and
pens keep their width at every scale. pyqtgraph asks the first view of a scene for the size of a
pixel; a view that is never shown answers that one pixel is one canvas unit, so that axes and curves
look the same on every screen and in every export.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView
from typing_extensions import override

_GRID = 2.0
_AXIS = 3.0
_TICK = 10
_EDGE = 0.01


@dataclass(frozen=True, slots=True)
class Stroke:
    """A curve in canvas units; None is a gap."""

    points: Sequence[tuple[float, float] | None]
    color: QColor
    width: float


@dataclass(frozen=True, slots=True)
class Axes:
    """Where the marks lie, in canvas units, and the colours of grid and axis."""

    plot: QRectF
    x: tuple[float, ...]
    y: tuple[float, ...]
    grid: QColor
    line: QColor


class _ReferenceView(QGraphicsView):
    """Answers pyqtgraph's questions about pixels; never shown."""

    sigDeviceRangeChanged = Signal(object, object)  # noqa: N815 - pyqtgraph's name
    sigDeviceTransformChanged = Signal(object)  # noqa: N815 - pyqtgraph's name

    def viewRect(self) -> QRectF:  # noqa: N802 - pyqtgraph's name
        """Return what the view would show: the whole scene."""
        return self.scene().sceneRect()

    @override
    def viewportTransform(self) -> QTransform:
        """Return that a pixel is a canvas unit."""
        return QTransform()


class LineChart:
    """A plot of pyqtgraph in a scene of its own; `dispose` it when it is not needed any more."""

    def __init__(self, area: QRectF, axes: Axes) -> None:
        self._area, self._axes = QRectF(area), axes
        self._scene = pg.GraphicsScene()
        # Few items that change with every value: an index of places would only go out of date.
        self._scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._scene.setSceneRect(self._area)
        self._view = _ReferenceView(self._scene)
        self._plot = _plot()
        self._scene.addItem(self._plot)
        self._curves: list[pg.PlotCurveItem] = []
        self._set_axes()

    def move(self, area: QRectF, axes: Axes) -> None:
        """Go to another place or other marks; nothing is made anew."""
        if (area, axes) == (self._area, self._axes):
            return
        self._area, self._axes = QRectF(area), axes
        self._scene.setSceneRect(self._area)
        self._set_axes()

    def _set_axes(self) -> None:
        plot, origin, size = self._plot, self._axes.plot.topLeft(), self._axes.plot.size()
        plot.setGeometry(self._axes.plot)
        plot.layout.activate()
        plot.setXRange(0, size.width(), padding=0)
        plot.setYRange(0, size.height(), padding=0)
        for name, places, start, extent in (
            ("left", self._axes.y, origin.y(), size.height()),
            ("bottom", self._axes.x, origin.x(), size.width()),
        ):
            ticks = [(_inside(place - start, extent), "") for place in places]
            plot.getAxis(name).setTicks([ticks])

    def paint_axes(self, painter: QPainter) -> None:
        """Paint grid lines, the x axis and its marks."""
        for name, pen in (
            ("left", _pen(self._axes.grid, _GRID)),
            ("bottom", _pen(self._axes.line, _AXIS)),
        ):
            axis = self._plot.getAxis(name)
            painter.save()
            painter.setTransform(axis.sceneTransform(), combine=True)
            # AxisItem paints by way of a QPicture, which a printer replays at another scale.
            specification = axis.generateDrawSpecs(painter)
            if specification:
                line, ticks, _texts = specification
                painter.setPen(pen)
                for _own, start, end in ticks if name == "left" else [line, *ticks]:
                    painter.drawLine(start, end)
            painter.restore()

    def paint_curves(self, painter: QPainter, strokes: Sequence[Stroke]) -> None:
        """Paint the curves, the last one on top."""
        while len(self._curves) < len(strokes):
            self._curves.append(_curve())
            self._plot.addItem(self._curves[-1])
        # Taking a curve out of its scene crashes Qt when the scene is painted next.
        for curve in self._curves[len(strokes) :]:
            curve.setData([], [])
        origin = self._axes.plot.topLeft()
        for curve, stroke in zip(self._curves, strokes, strict=False):
            points = [each or (np.nan, np.nan) for each in stroke.points]
            flat = np.asarray(points, dtype=float).reshape(-1, 2)
            curve.setPen(_pen(stroke.color, stroke.width))
            curve.setData(flat[:, 0] - origin.x(), flat[:, 1] - origin.y())
        self._scene.prepareForPaint()
        QGraphicsScene.render(self._scene, painter, self._area, self._area)

    def dispose(self) -> None:
        """Take the scene apart, in the order that Qt and pyqtgraph survive."""
        self._curves.clear()
        self._view.setScene(None)
        self._scene.clear()
        self._scene.deleteLater()
        self._view.deleteLater()


def _plot() -> pg.PlotItem:
    plot = pg.PlotItem(enableMenu=False)
    plot.hideButtons()
    plot.setMouseEnabled(x=False, y=False)
    plot.disableAutoRange()
    plot.layout.setContentsMargins(0, 0, 0, 0)
    plot.layout.setSpacing(0)
    box = plot.getViewBox()
    # The pen of a point on the edge reaches over it; who paints clips what lies outside.
    box.setFlag(box.GraphicsItemFlag.ItemClipsChildrenToShape, enabled=False)
    box.invertY(True)
    for name in ("left", "bottom"):
        axis = plot.getAxis(name)
        axis.setStyle(showValues=False, tickLength=_TICK)
        axis.setOpacity(0)
    plot.getAxis("left").setWidth(0)
    plot.getAxis("left").setGrid(255)
    plot.getAxis("bottom").setHeight(0)
    return plot


def _inside(place: float, extent: float) -> float:
    """Return a place held so far inside that rounding does not make AxisItem leave it out."""
    return min(max(place, _EDGE), extent - _EDGE)


def _curve() -> pg.PlotCurveItem:
    return pg.PlotCurveItem(connect="finite", antialias=True, segmentedLineMode="off")


def _pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if width > _AXIS else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
