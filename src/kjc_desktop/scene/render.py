"""The one painter: for screen, previews, thumbnails, PNG and PDF.

A `Picture` is one scene at one size in pixels. What does not move lies in an image of its own; what
moves is painted over it, and either only where it changed.
"""

from collections import OrderedDict
from collections.abc import Hashable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QRegion, QTransform

from kjc_desktop.deck.models import Deck
from kjc_desktop.deck.notice import Notice
from kjc_desktop.figures import FigureTable
from kjc_desktop.scene.canvas import Canvas
from kjc_desktop.scene.paint import fill, rects
from kjc_desktop.scene.slide_scene import SlideScene
from kjc_desktop.timeline.frame import Frame, SlideFrame

if TYPE_CHECKING:
    from kjc_desktop.scene.notice import NoticeCard

_KEPT = 2
"""Pictures kept at one time: the one shown, and the one it replaces or that comes next."""


def prepare(painter: QPainter) -> None:
    """Set the painter to the quality that every picture has."""
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing
        | QPainter.RenderHint.TextAntialiasing
        | QPainter.RenderHint.SmoothPixmapTransform
    )


class Picture:
    """A scene at a size in pixels; `seek` moves it, `paint` paints it."""

    def __init__(self, scene: SlideScene, size: QSize) -> None:
        self.scene = scene
        self.scale = scene.canvas.scale_into(size)
        self.size = scene.canvas.pixels_in(size)
        self._base: QImage | None = None
        self._keys: tuple[Hashable, ...] | None = None
        self._still: tuple[tuple[Hashable, ...] | None, QImage] | None = None

    def seek(self, frame: SlideFrame) -> QRegion:
        """Go to a moment; return the region, in pixels, that looks different from before."""
        before = self._keys
        changed = QRegion()
        for area in self.scene.seek(frame):
            changed = changed.united(self._pixels(area))
        if not changed.isEmpty():
            self._patch(changed)
        self._keys = self.scene.keys()
        if before is None:
            return QRegion(self._rect)
        for index, (old, new) in enumerate(zip(before, self._keys, strict=True)):
            if old != new:
                changed = changed.united(self._pixels(self.scene.changed(index, old)))
        return changed.intersected(self._rect)

    @property
    def _rect(self) -> QRect:
        return QRect(QPoint(), self.size)

    def _patch(self, region: QRegion) -> None:
        """Paint the part that does not move anew where other figures have changed it."""
        self._still = None
        if self._base is not None:
            self._paint_base(self._base, region)

    def _pixels(self, area: QRectF) -> QRect:
        k = self.scale
        left, top = int(area.left() * k) - 1, int(area.top() * k) - 1
        right, bottom = int(area.right() * k) + 2, int(area.bottom() * k) + 2
        return QRect(left, top, right - left, bottom - top)

    def base(self) -> QImage:
        """Return the part that does not move, painted once, and anew where figures change it."""
        if self._base is None:
            self._base = QImage(self.size, QImage.Format.Format_RGB32)
            self._paint_base(self._base, QRegion(self._rect))
        return self._base

    def _paint_base(self, image: QImage, region: QRegion) -> None:
        painter = QPainter(image)
        try:
            painter.setClipRegion(region)
            # The canvas may end within the last row or column of pixels.
            fill(painter, QRectF(image.rect()), self.scene.ground)
            prepare(painter)
            painter.scale(self.scale, self.scale)
            self.scene.paint_static(painter, self._canvas(region))
        finally:
            painter.end()

    def _canvas(self, region: QRegion) -> QRectF:
        """Return what a region touches, in canvas units."""
        within = QRectF(region.boundingRect().adjusted(-1, -1, 1, 1))
        return QTransform.fromScale(1 / self.scale, 1 / self.scale).mapRect(within)

    def paint(self, painter: QPainter, region: QRegion) -> None:
        """Paint a region, in pixels of this picture, as it looks at the moment last sought."""
        painter.save()
        prepare(painter)
        painter.setClipRegion(region)
        base = self.base()
        for rect in rects(region):
            painter.drawImage(rect, base, rect)
        painter.scale(self.scale, self.scale)
        self.scene.paint_live(painter, self._canvas(region))
        painter.restore()

    def still(self) -> QImage:
        """Return the whole picture at the moment last sought; kept for the length of a fade."""
        if self._still is None or self._still[0] != self._keys:
            image = QImage(self.size, QImage.Format.Format_RGB32)
            painter = QPainter(image)
            try:
                self.paint(painter, QRegion(image.rect()))
            finally:
                painter.end()
            self._still = (self._keys, image)
        return self._still[1]

    def forget_still(self) -> None:
        """Give back the memory of the last still picture."""
        self._still = None


class Pictures:
    """The pictures of one deck at one size, built when needed, a few kept."""

    def __init__(self, deck: Deck, table: FigureTable, size: QSize) -> None:
        self.deck, self.table, self.size = deck, table, size
        self.extent = Canvas.of(deck.head, deck.theme.spacing).pixels_in(size)
        """How large a picture is in it, in pixels."""
        self._card: tuple[Notice, NoticeCard] | None = None
        self._kept: OrderedDict[str, Picture] = OrderedDict()

    def of(self, name: str) -> Picture:
        """Return the picture of a slide.

        Raises:
            KeyError: the deck has no such slide.
        """
        if name not in self._kept:
            scene = SlideScene(self.deck, self.table, self.deck.slide(name))
            self._kept[name] = Picture(scene, self.size)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)[1].scene.dispose()
        self._kept.move_to_end(name)
        return self._kept[name]

    def card(self, notice: Notice | None) -> "NoticeCard | None":
        """Return the picture of a notice; the last one is kept."""
        if notice is None:
            self._card = None
        elif self._card is None or self._card[0] != notice:
            from kjc_desktop.scene.notice import notice_card

            self._card = notice, notice_card(self.deck, self.table, notice, self.size)
        return None if self._card is None else self._card[1]

    def adopt(self, other: "Pictures") -> None:
        """Take over the pictures of slides that look the same in both decks, at the same size."""
        ours, theirs = self.deck, other.deck
        alike = (
            self.size == other.size
            and ours.theme == theirs.theme
            and ours.head == theirs.head
            and (ours.sources, ours.claims) == (theirs.sources, theirs.claims)
            and dict(self.table) == dict(other.table)
            and dict(self.table.series) == dict(other.table.series)
            and dict(self.table.tables) == dict(other.table.tables)
        )
        specs = {slide.name: slide.spec for slide in ours.slides}
        for name in list(other._kept) if alike else ():
            if specs.get(name) == theirs.slide(name).spec:
                self._kept[name] = other._kept.pop(name)

    def has(self, name: str) -> bool:
        """Tell whether the picture of a slide is built."""
        return name in self._kept

    def forget_stills(self) -> None:
        """Give back what only a cross-fade needs."""
        for picture in self._kept.values():
            picture.forget_still()

    def dispose(self) -> None:
        """Give back everything; the pictures cannot be used afterwards."""
        for picture in self._kept.values():
            picture.scene.dispose()
        self._kept.clear()


def render(pictures: Pictures, frame: Frame) -> QImage:
    """Return a frame as an image of the pictures' size: what the screen shows, its cover aside."""
    card = pictures.card(frame.notice)
    image = QImage(card.image) if card is not None and frame.hidden else _slide(pictures, frame)
    if card is not None and not frame.hidden:
        painter = QPainter(image)
        try:
            card.paint(painter, QRegion(image.rect()))
        finally:
            painter.end()
    return image


def _slide(pictures: Pictures, frame: Frame) -> QImage:
    """Return the slide of a frame, or its cross-fade, as an image of its own."""
    current = pictures.of(frame.current.slide)
    current.seek(frame.current)
    image = QImage(current.still())
    if frame.previous is not None and frame.mix < 1:
        previous = pictures.of(frame.previous.slide)
        previous.seek(frame.previous)
        image = mixed(previous.still(), image, frame.mix)
    return image


def mixed(old: QImage, new: QImage, share: float) -> QImage:
    """Return the cross-fade of two images; `share` of the new one, 0 to 1."""
    image = QImage(old)
    painter = QPainter(image)
    try:
        paint_mixed(painter, old, new, share)
    finally:
        painter.end()
    return image


def paint_mixed(painter: QPainter, old: QImage, new: QImage, share: float) -> None:
    """Paint the cross-fade of two images from the origin."""
    painter.drawImage(0, 0, old)
    painter.setOpacity(share)
    painter.drawImage(0, 0, new)
    painter.setOpacity(1.0)


def paint_vector(scene: SlideScene, frame: SlideFrame, painter: QPainter) -> None:
    """Paint a slide as shapes and words onto a painter in canvas units, for PDF."""
    scene.seek(frame)
    prepare(painter)
    scene.paint_static(painter)
    scene.paint_live(painter)
