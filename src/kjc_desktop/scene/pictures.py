"""Pictures of a deck: read once, kept small, painted smoothly; anything wrong with one is None."""

from functools import lru_cache
from math import hypot, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import QBuffer, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QColorSpace, QImage, QImageReader, QPaintEngine, QPainter

from kjc_desktop.deck.files import Stamp, stamp
from kjc_desktop.deck.models import Deck, PictureBackground
from kjc_desktop.deck.paths import find_file
from kjc_desktop.machine.reading import open_ordinary
from kjc_desktop.scene.element import Context
from kjc_desktop.scene.paint import fill
from kjc_desktop.scene.svg import harmless
from kjc_desktop.scene.truncation import is_truncated

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

MOST_BYTES = 50_000_000
_MOST_MEGABYTES = 128
_MOST_PIXELS = 24_000_000
_LARGEST = QSize(3840, 2160)
"""What a 4K canvas needs; a larger picture is made smaller when it is read."""
_LONGEST = 16_384
"""Pixels of a side; painting counts in sixteen bits."""
_KEPT = 4
_FORMATS = frozenset({"png", "jpeg", "jpg", "webp", "gif", "bmp", "tiff", "tif"})

Fit = Literal["contain", "cover"]


class Artwork(Protocol):
    """A picture that has been read."""

    @property
    def size(self) -> QSizeF:
        """Its own width and height; only their ratio counts."""
        ...

    def paint(self, painter: QPainter, target: QRectF) -> None:
        """Paint the whole picture into a rectangle of its own shape."""
        ...


class _Photo:
    """Pixels; the last scaled copy is kept, as scaling well costs more than painting."""

    def __init__(self, image: QImage) -> None:
        self._image = image
        self._scaled = image

    @property
    def size(self) -> QSizeF:
        return QSizeF(self._image.size())

    def paint(self, painter: QPainter, target: QRectF) -> None:
        transform = painter.combinedTransform()
        scale = hypot(transform.m11(), transform.m12())
        wanted = QSize(round(target.width() * scale), round(target.height() * scale))
        raster = painter.paintEngine().type() == QPaintEngine.Type.Raster
        if raster and 0 < wanted.width() < self._image.width() and wanted.height() > 0:
            painter.drawImage(target, self._at(wanted))
        else:
            painter.drawImage(target, self._image)

    def _at(self, size: QSize) -> QImage:
        """Return the picture at a smaller size, every pixel of it counted."""
        if self._scaled.size() != size:
            smooth = Qt.TransformationMode.SmoothTransformation
            ratio = Qt.AspectRatioMode.IgnoreAspectRatio
            self._scaled = self._image.scaled(size, ratio, smooth)
        return self._scaled


class _Drawing:
    """An SVG: shapes at every size."""

    def __init__(self, renderer: "QSvgRenderer") -> None:
        self._renderer = renderer

    @property
    def size(self) -> QSizeF:
        box = self._renderer.viewBoxF().size()
        return box if box.isValid() and not box.isEmpty() else QSizeF(100, 100)

    def paint(self, painter: QPainter, target: QRectF) -> None:
        self._renderer.render(painter, target)


def load(deck: Deck, file: str) -> Artwork | None:
    """Return a picture of a deck; None where it is missing, outside, damaged or too large.

    Args:
        deck: in whose folder it lies.
        file: its path inside the folder, with `/`.
    """
    folders = (deck.folder, *deck.spares)
    return next((art for each in folders if (art := _load(each, file)) is not None), None)


def _load(folder: Path, file: str) -> Artwork | None:
    path = find_file(folder, file)
    version = None if isinstance(path, str) else stamp(path)
    if isinstance(path, str) or version is None:
        return None
    try:
        return _read(path, version)
    except OSError:
        return None


@lru_cache(maxsize=_KEPT)
def _read(path: Path, version: Stamp) -> Artwork | None:
    """Read one version of a file; a slide built anew after an edit finds it here.

    Raises:
        OSError: it cannot be opened just now, which says nothing about what is in it.
    """
    if version[1] > MOST_BYTES:
        return None
    with open_ordinary(path) as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return None
    return _drawing(data) if path.suffix.lower() == ".svg" else _photo(data)


def _drawing(data: bytes) -> Artwork | None:
    content = harmless(data)
    if content is None:
        return None
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(content)
    renderer.setAnimationEnabled(False)
    return _Drawing(renderer) if renderer.isValid() else None


def _photo(data: bytes) -> Artwork | None:
    if is_truncated(data):
        return None
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    image = _decoded(buffer)
    if image is None or image.isNull():
        return None
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    alpha = image.hasAlphaChannel()
    kind = QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32
    image.convertTo(kind)
    return None if image.isNull() else _Photo(image)


def _decoded(buffer: QBuffer) -> QImage | None:
    """Return the pixels of a picture, no more than are needed; None where it is none.

    Args:
        buffer: must outlive this call, as the reader of TIFF crashes when it goes after its device.
    """
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    reader = QImageReader(buffer)
    # The plugins also read SVG and PDF, which may name other files.
    if bytes(reader.format().data()).decode() not in _FORMATS:
        return None
    reader.setAutoTransform(True)
    size = reader.size()
    if (scale := _scale(size)) < 1:
        reader.setScaledSize((size * scale).expandedTo(QSize(1, 1)))
    return reader.read()


def _scale(size: QSize) -> float:
    """Return by how much a picture is made smaller when it is read."""
    if not size.isValid() or size.isEmpty():
        return 1.0
    cover = max(_LARGEST.width() / size.width(), _LARGEST.height() / size.height())
    longest = _LONGEST / max(size.width(), size.height())
    return min(cover, longest, sqrt(_MOST_PIXELS / (size.width() * size.height())))


def fitted(size: QSizeF, rect: QRectF, fit: Fit, *, centred: bool = True) -> QRectF:
    """Return where a picture of a size stands in a rectangle; `cover` reaches over its edges.

    Args:
        size: of the picture; only its ratio counts.
        rect: the place.
        fit: whether all of the picture is seen or all of the place is filled.
        centred: False puts a picture that leaves room into the top left corner.
    """
    scales = (rect.width() / size.width(), rect.height() / size.height())
    scale = max(scales) if fit == "cover" else min(scales)
    target = QRectF(rect.topLeft(), size * scale)
    if centred or fit == "cover":
        target.moveCenter(rect.center())
    return target


def paint_artwork(
    painter: QPainter, art: Artwork, rect: QRectF, fit: Fit, *, centred: bool = True
) -> None:
    """Paint a picture into a rectangle; what `cover` reaches over is cut off."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    art.paint(painter, fitted(art.size, rect, fit, centred=centred))
    painter.restore()


def paint_background(painter: QPainter, context: Context, background: PictureBackground) -> None:
    """Paint a picture over the whole canvas, darkened towards black.

    Where it is missing a dark ground takes its place, as the words are in the colours for one.
    """
    art, canvas = load(context.deck, background.image), context.canvas.rect
    if art is None:
        fill(painter, canvas, context.palette.rest)
        return
    paint_artwork(painter, art, canvas, "cover")
    fill(painter, canvas, QColor.fromRgbF(0, 0, 0, float(background.dim)))
