"""Pictures of every format, and what is wrong with pictures that people or programs make."""

import struct
import zlib
from collections.abc import Callable, Iterator

from drawings import DRAWING
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QImage, QImageWriter


def speckled(width: int = 60, height: int = 40) -> QImage:
    """Return a picture without two equal rows, so that nothing of it can be lost unseen."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for y in range(height):
        for x in range(width):
            image.setPixelColor(x, y, QColor((x * 7 + y * 13) % 256, (x * y) % 256, (x ^ y) % 256))
    return image


def encoded(kind: str, *, progressive: bool = False) -> bytes:
    """Return a picture as a file of a format that Qt can write."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind.encode())
    writer.setProgressiveScanWrite(progressive)
    assert writer.write(speckled()), kind
    return bytes(buffer.data().data())


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    """Return a black PNG.

    Args:
        width: in pixels.
        height: in pixels.
        depth: bits of a channel.
        colour: 0 for grey, 2 for red, green and blue, 6 for these with alpha.
    """
    row = (width * depth * {0: 1, 2: 3, 6: 4}[colour] + 7) // 8 + 1
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return png_of(chunk(b"IHDR", head), chunk(b"IDAT", _packed(row * height)))


def png_of(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + chunk(b"IEND", b"")


def _packed(zeros: int) -> bytes:
    """Return so many zeros packed, without having them all in memory."""
    packer, piece = zlib.compressobj(9), bytes(1 << 20)
    packed = [packer.compress(piece[: zeros - at]) for at in range(0, zeros, len(piece))]
    return b"".join([*packed, packer.flush()])


def gif(width: int, height: int, frames: int = 1, part: tuple[int, int] | None = None) -> bytes:
    """Return a GIF whose frames announce a size and give one pixel.

    Args:
        width: of the whole in pixels.
        height: likewise.
        frames: how many.
        part: width and height of each frame, if not of the whole.
    """
    head = struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    comment = b"!\xfe\x05Probe\0"
    frame = (
        b"," + struct.pack("<HHHHB", 0, 0, *(part or (width, height)), 0) + b"\x02\x02\x44\x01\0"
    )
    return b"GIF89a" + head + comment + frame * frames + b";"


def _jpeg_of_size(width: int, height: int, *, progressive: bool) -> bytes:
    """Return a JPEG that announces another size than it has."""
    data, place = encoded("jpg", progressive=progressive), 2
    while data[place + 1] not in (0xC0, 0xC2):
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return data[: place + 5] + struct.pack(">HH", height, width) + data[place + 9 :]


def _bmp_of_size(width: int, height: int) -> bytes:
    data = encoded("bmp")
    return data[:18] + struct.pack("<ii", width, height) + data[26:]


GOOD: dict[str, Callable[[], bytes]] = {
    "a.png": lambda: encoded("png"),
    "a.jpg": lambda: encoded("jpg"),
    "progressive.jpg": lambda: encoded("jpg", progressive=True),
    "a.webp": lambda: encoded("webp"),
    "a.gif": lambda: gif(60, 40),
    "a.bmp": lambda: encoded("bmp"),
    "a.tiff": lambda: encoded("tiff"),
    "a.svg": lambda: DRAWING,
}
"""A picture of each format by its file name."""

LARGE: dict[str, Callable[[], bytes]] = {
    "30,000 × 30,000 in one bit": lambda: png(30_000, 30_000, 1, 0),
    "as many pixels as may be": lambda: png(5_700, 5_700, 8, 6),
    "sixteen bits a channel": lambda: png(4_000, 4_000, 16, 6),
    "one long row": lambda: png(900_000, 30, 1, 0),
    "one long column": lambda: png(30, 900_000, 1, 0),
    "words that unpack to half a gigabyte": lambda: png_of(
        chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)),
        chunk(b"zTXt", b"a\0\0" + _packed(500_000_000)),
        chunk(b"IDAT", _packed(72)),
    ),
    "a profile that unpacks to half a gigabyte": lambda: png_of(
        chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)),
        chunk(b"iCCP", b"a\0\0" + _packed(500_000_000)),
        chunk(b"IDAT", _packed(72)),
    ),
    "65,500 × 65,500 JPEG": lambda: _jpeg_of_size(65_500, 65_500, progressive=False),
    "65,500 × 65,500 progressive JPEG": lambda: _jpeg_of_size(65_500, 65_500, progressive=True),
    "60,000 × 60,000 BMP": lambda: _bmp_of_size(60_000, 60_000),
    "65,535 × 65,535 GIF": lambda: gif(65_535, 65_535),
    "frames without end": lambda: gif(2_000, 2_000, frames=50_000),
    "a frame larger than its GIF": lambda: gif(1, 1, part=(65_535, 65_535)),
}
"""Small files of pictures that would be large, by what they are."""


def lengths(data: bytes, most: int = 400) -> Iterator[int]:
    """Yield lengths at which a file may be cut off: all of a short one, else evenly many."""
    yield from range(0, len(data), max(1, len(data) // most))
