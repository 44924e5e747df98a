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
from kjc_desktop.timeline.shift import Shift

_SHIFTED = 1080
"""Height of a picture, in pixels, that moves by one pixel where a frame says one."""
_COVERS = {"black": QColor("black"), "white": QColor("white")}


class Stage(QWidget):
    """Shows frames of one deck at a time.

    Signals:
        painted: a frame has reached the window; the sign of life of the whole show.
        built: with a slide's name, when its picture was built for the first time.
        worked: with the name of the slide that is being built or painted from now on; empty when
            that is done. Whoever looks from outside knows by it which slide is to blame.
    """

    painted = Signal()
    built = Signal(str)
    worked = Signal(str)

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
        if not frame.hidden:
            self.worked.emit(frame.current.slide)
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
        other = before is None or _around(before) != _around(frame)
        if frame.hidden:
            self._pictures.forget_stills()
            if other:
                self.update()
            return
        picture = self._picture(frame.current.slide)
        changed = picture.seek(frame.current)
        whole = (
            other
            or before is None
            or before.current.slide != frame.current.slide
            or frame.previous is not None
            or before.previous is not None
        )
        if frame.previous is not None:
            self._picture(frame.previous.slide).seek(frame.previous)
        elif before is not None and before.previous is not None:
            self._pictures.forget_stills()
        if whole:
            self.update()
        elif frame.cover is None:
            card = self._pictures.card(frame.notice)
            changed = changed if card is None else changed.subtracted(card.rect)
            if not changed.isEmpty():
                self.update(self._logical(changed))
        self.worked.emit("")

    def prepare(self, name: str) -> None:
        """Build the picture of a slide that will soon be shown, so that its entry is smooth."""
        if self._pictures is not None:
            self._picture(name).base()
            self.worked.emit("")

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
        self.worked.emit(name)
        picture = self._pictures.of(name)
        if fresh:
            self.built.emit(name)
        return picture

    def _device_size(self) -> QSize:
        """Return the size of the window in pixels of the screen."""
        return self.size() * self.devicePixelRatioF()

    def _rect_of(self, size: QSize, shift: Shift = (0, 0)) -> QRect:
        """Return where a picture is in the window: in the middle, or so far from it."""
        left, top = (
            (whole - part) // 2 + round(moved * size.height() / _SHIFTED)
            for whole, part, moved in zip(
                self._device_size().toTuple(), size.toTuple(), shift, strict=True
            )
        )
        return QRect(QPoint(left, top), size)

    def _logical(self, region: QRegion) -> QRegion:
        """Return a region of the picture as a region of the window."""
        if self._frame is None or self._pictures is None:
            return QRegion(self.rect())
        place = self._rect_of(self._pictures.extent, self._frame.shift)
        moved = region.translated(place.topLeft())
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
        self.worked.emit("")
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
        rest, place = (self._rect_of(pictures.extent, shift) for shift in ((0, 0), frame.shift))
        _fill(painter, region.subtracted(rest).subtracted(place), QColor("black"))
        painter.save()
        painter.translate(place.topLeft())
        local = region.intersected(place).translated(-place.topLeft())
        card = pictures.card(frame.notice)
        if card is not None:
            card.paint(painter, local)
            local = local.subtracted(card.rect)
        if card is not None and frame.hidden:
            ground = card.ground
        else:
            ground = self._paint_slide(painter, frame, local)
        painter.restore()
        _fill(painter, region.intersected(rest).subtracted(place), ground)
        if frame.brightness < 1:
            _fill(painter, region, QColor.fromRgbF(0, 0, 0, 1 - frame.brightness))

    def _paint_slide(self, painter: QPainter, frame: Frame, local: QRegion) -> QColor:
        """Paint a region of the slide, in pixels of its picture; return what it stands on."""
        picture = self._picture(frame.current.slide)
        if frame.previous is not None and frame.mix < 1:
            old = self._picture(frame.previous.slide).still()
            self.worked.emit(frame.current.slide)
            painter.setClipRegion(local)
            paint_mixed(painter, old, picture.still(), frame.mix)
        else:
            picture.paint(painter, local)
        return picture.scene.ground


def _around(frame: Frame) -> tuple[object, ...]:
    """Return what concerns the whole picture, whatever slide it shows."""
    return frame.cover, frame.brightness, frame.shift, frame.notice


def _fill(painter: QPainter, region: QRegion, color: QColor) -> None:
    for rect in rects(region):
        painter.fillRect(rect, color)
