"""Pictures without their end are told from whole ones."""

import pytest
from media import GOOD, chunk, encoded, gif, png_of

from kjc_desktop.scene.truncation import is_truncated


@pytest.mark.parametrize("name", sorted(GOOD))
def test_whole_pictures_are_whole(name: str) -> None:
    data = GOOD[name]()
    assert not is_truncated(data)
    assert not is_truncated(data + b"\r\n und noch etwas")


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "progressive.jpg", "a.gif", "a.bmp"])
def test_a_picture_without_its_end_is_truncated(name: str) -> None:
    data = GOOD[name]()
    # Of a GIF only the sign after its last picture may be missing, as no other one is shown.
    last = len(data) - 1 if name == "a.gif" else len(data)
    assert all(is_truncated(data[:length]) for length in range(10, last))


def test_a_preview_inside_is_not_the_end_of_a_photo() -> None:
    preview = encoded("jpg")
    marked = b"\xff\xd8\xff\xe1" + (len(preview) + 2).to_bytes(2, "big") + preview
    assert is_truncated(marked + encoded("jpg")[2:-2])
    assert not is_truncated(marked + encoded("jpg")[2:])


def test_strange_ends_are_no_trouble() -> None:
    for data in (b"", b"\xff\xd8", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"BM\0\0\0\0xyz"):
        assert is_truncated(data) is (data not in (b"", b"BM", b"BM\0\0\0\0xyz"))
    assert not is_truncated(png_of(chunk(b"IDAT", b"")))
    assert is_truncated(gif(9, 9)[:-2] + b"\x01a" * 1_100_000 + b"\0;")
