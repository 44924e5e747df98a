"""Tells pictures whose end is missing: half copied, or cut off by a full disk.

Qt shows what is there of some formats and leaves the rest grey, without a word.
"""

_MOST_BLOCKS = 1_000_000
"""Blocks of a GIF; fifty megabytes of it have a fifth of them."""


def is_truncated(data: bytes) -> bool:
    """Tell whether a picture lacks its end; False for what is no picture, or checked by Qt."""
    if data.startswith(b"\xff\xd8"):
        return _jpeg_lacks_its_end(data)
    if data.startswith(b"\x89PNG"):
        return b"IEND\xaeB`\x82" not in data
    if data.startswith(b"GIF8"):
        return _gif_lacks_its_end(data)
    # A BMP says in its head how long it is; 0 from writers that do not know.
    return data.startswith(b"BM") and int.from_bytes(data[2:6], "little") > len(data)


def _jpeg_lacks_its_end(data: bytes) -> bool:
    place = 2
    while data[place : place + 1] == b"\xff" and data[place : place + 2] != b"\xff\xda":
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return data.find(b"\xff\xd9", place) < 0


def _gif_lacks_its_end(data: bytes) -> bool:
    """Tell whether the first picture of a GIF is not all there; no other one is shown."""
    place = 13 + _colours(data[10:11])
    while data[place : place + 1] == b"!":
        place = _behind_blocks(data, place + 2)
    if data[place : place + 1] != b",":
        return True
    return _behind_blocks(data, place + 11 + _colours(data[place + 9 : place + 10])) > len(data)


def _colours(flags: bytes) -> int:
    """Return the bytes of the table of colours that a byte of flags announces."""
    found = int.from_bytes(flags, "big")
    return 3 * 2 ** (found % 8 + 1) if found & 0x80 else 0


def _behind_blocks(data: bytes, place: int) -> int:
    """Return where a row of blocks ends; beyond the data where it does not."""
    for _ in range(_MOST_BLOCKS):
        if place >= len(data):
            break
        length = data[place]
        place += 1 + length
        if not length:
            return place
    return len(data) + 1
