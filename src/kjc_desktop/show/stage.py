"""The audience's window: one canvas, letterboxed, repainted only where something changed."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable
from kjc_desktop.scene.paint import rects
from kjc_desktop.scene.render import Picture, Pictures, paint_mixed
from kjc_desktop.timeline.frame import Frame

_COVERS = {"black": QColor("black"), "white": QColor("white")}


class Stage(QWidget):
    """Shows frames of one deck at a time.

    Signals:
        painted: a frame has reached the window; the sign of life of the whole show.
        built: with a slide's name, when its picture was built for the first time.
    """

    painted = Signal()
    built = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setMinimumSize(160, 90)
        self._deck: tuple[Deck, FigureTable] | None = None
        self._pictures: Pictures | None = None
        self._frame: Frame | None = None
        self._buffer = QImage()

    def use(self, deck: Deck, table: FigureTable, frame: Frame, *, keep: bool = False) -> None:
        """Show a frame of another deck, or of the same deck with other figures.

        Args:
            deck: what is shown from now on.
            table: its figures.
            frame: the moment to show.
            keep: keep pictures of slides that say the same in both decks, because no file has
                changed since they were made.
        """
        self._deck = (deck, table)
        self._frame = frame
        if self.isVisible():
            self._rebuild(keep=keep)

    def _rebuild(self, *, keep: bool = False) -> None:
        """Build the picture at the size there is now, and only then let the old one go.

        A window that is not shown yet has no size to build for: its first resize comes with it.
        """
        if self._deck is None or self._frame is None:
            return
        frame, old = self._frame, self._pictures
        pictures = Pictures(*self._deck, self._device_size())
        if keep and old is not None:
            pictures.adopt(old)
        picture = pictures.of(frame.current.slide)
        picture.seek(frame.current)
        picture.base()
        self._pictures, self._frame = pictures, None
        self.show_frame(frame)
        if old is not None:
            old.dispose()

    def show_frame(self, frame: Frame) -> None:
        """Go to a frame and ask for the repaint of what it changes."""
        before, self._frame = self._frame, frame
        if self._pictures is None or frame == before:
            return
        picture = self._picture(frame.current.slide)
        changed = picture.seek(frame.current)
        whole = (
            before is None
            or before.current.slide != frame.current.slide
            or before.cover != frame.cover
            or frame.previous is not None
            or before.previous is not None
        )
        if frame.previous is not None:
            self._picture(frame.previous.slide).seek(frame.previous)
        elif before is not None and before.previous is not None:
            self._pictures.forget_stills()
        if whole:
            self.update()
        elif not changed.isEmpty() and frame.cover is None:
            self.update(self._logical(changed))

    def prepare(self, name: str) -> None:
        """Build the picture of a slide that will soon be shown, so that its entry is smooth."""
        if self._pictures is not None:
            self._picture(name).base()

    def grab_frame(self) -> QImage:
        """Return what the audience sees, in pixels of the screen."""
        image = QImage(self._device_size(), QImage.Format.Format_RGB32)
        painter = QPainter(image)
        try:
            self._paint(painter, QRegion(image.rect()))
        finally:
            painter.end()
        return image

    def _picture(self, name: str) -> Picture:
        if self._pictures is None:
            raise RuntimeError("no deck is shown")
        fresh = not self._pictures.has(name)
        picture = self._pictures.of(name)
        if fresh:
            self.built.emit(name)
        return picture

    def _device_size(self) -> QSize:
        """Return the size of the window in pixels of the screen."""
        return self.size() * self.devicePixelRatioF()

    def _origin(self, picture: Picture) -> QPoint:
        size = self._device_size()
        return QPoint(
            (size.width() - picture.size.width()) // 2, (size.height() - picture.size.height()) // 2
        )

    def _logical(self, region: QRegion) -> QRegion:
        """Return a region of the picture as a region of the window."""
        if self._frame is None or self._pictures is None:
            return QRegion(self.rect())
        moved = region.translated(self._origin(self._picture(self._frame.current.slide)))
        ratio = self.devicePixelRatioF()
        if ratio == 1:
            return moved
        out = QRegion()
        for rect in rects(moved):
            left, top = int(rect.left() / ratio), int(rect.top() / ratio)
            right, bottom = int(rect.right() / ratio) + 2, int(rect.bottom() / ratio) + 2
            out = out.united(QRect(left, top, right - left, bottom - top))
        return out

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Build the pictures anew at the new size."""
        super().resizeEvent(event)
        self._rebuild()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what changed; on a scaled screen by way of an image in its own pixels."""
        painter = QPainter(self)
        try:
            ratio = self.devicePixelRatioF()
            if ratio == 1:
                self._paint(painter, event.region())
            else:
                self._paint_scaled(painter, event.region(), ratio)
        finally:
            painter.end()
        self.painted.emit()

    def _paint_scaled(self, painter: QPainter, region: QRegion, ratio: float) -> None:
        size = self._device_size()
        if self._buffer.size() != size:
            self._buffer = QImage(size, QImage.Format.Format_RGB32)
            region = QRegion(self.rect())
        pixels = QRegion()
        for rect in rects(region):
            left, top = int(rect.left() * ratio), int(rect.top() * ratio)
            right, bottom = (
                int((rect.right() + 1) * ratio) + 1,
                int((rect.bottom() + 1) * ratio) + 1,
            )
            pixels = pixels.united(QRect(left, top, right - left, bottom - top))
        inner = QPainter(self._buffer)
        try:
            self._paint(inner, pixels.intersected(self._buffer.rect()))
        finally:
            inner.end()
        painter.setClipRegion(region)
        painter.scale(1 / ratio, 1 / ratio)
        painter.drawImage(0, 0, self._buffer)

    def _paint(self, painter: QPainter, region: QRegion) -> None:
        """Paint a region, in pixels of the screen."""
        frame, pictures = self._frame, self._pictures
        if frame is None or pictures is None:
            _fill(painter, region, QColor("black"))
            return
        if frame.cover is not None:
            _fill(painter, region, _COVERS[frame.cover])
            return
        picture = self._picture(frame.current.slide)
        origin = self._origin(picture)
        _fill(painter, region.subtracted(QRect(origin, picture.size)), QColor("black"))
        painter.translate(origin)
        local = region.translated(-origin).intersected(QRect(QPoint(), picture.size))
        if frame.previous is not None and frame.mix < 1:
            old = self._picture(frame.previous.slide)
            painter.setClipRegion(local)
            paint_mixed(painter, old.still(), picture.still(), frame.mix)
        else:
            picture.paint(painter, local)


def _fill(painter: QPainter, region: QRegion, color: QColor) -> None:
    for rect in rects(region):
        painter.fillRect(rect, color)
