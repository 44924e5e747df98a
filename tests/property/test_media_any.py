"""Whatever lies in a picture's file: it is shown or a quiet tile, soon, and it alone is read."""

import os
import random
from pathlib import Path
from time import process_time

import psutil
import pytest
from corruption import flipped
from drawings import BOMBS
from elements import colour_at, context, deck, element, picture
from hypothesis import example, given, settings
from hypothesis import strategies as st
from media import GOOD, LARGE, lengths, png
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from kjc_desktop.deck.paths import find_file
from kjc_desktop.scene.pictures import Artwork, load

pytestmark = pytest.mark.qt_log_ignore(".")
"""What Qt says about each damaged file."""
MOST_SECONDS = 2.0
"""Of computing for one file on a plain machine, painting included."""


@pytest.fixture(autouse=True)
def _application(qapp: QGuiApplication) -> None:
    """Painting needs one."""


def painted(art: Artwork) -> QImage:
    """Return a picture at Full HD."""
    image = QImage(1920, 1080, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    art.paint(painter, QRectF(0, 0, 1920, 1080))
    painter.end()
    return image


def looked_at(folder: Path, name: str, data: bytes) -> bool:
    """Read a file and paint it; tell whether there was anything to see."""
    fresh = folder / "fresh"
    fresh.write_bytes(data)
    fresh.replace(folder / name)
    begin = process_time()
    art = load(deck(folder), name)
    if art is not None:
        assert not painted(art).isNull()
    assert process_time() - begin < MOST_SECONDS
    return art is not None


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_whole_picture_is_shown_and_one_cut_off_anywhere_is_not(
    name: str, tmp_path: Path
) -> None:
    data = GOOD[name]()
    assert looked_at(tmp_path, name, data)
    whole = len(data) - 1 if name == "a.gif" else len(data)
    shown = [
        each for each in lengths(data) if each < whole and looked_at(tmp_path, name, data[:each])
    ]
    assert shown == []


@pytest.mark.parametrize("name", sorted(GOOD))
def test_flipped_bytes_do_no_harm(name: str, tmp_path: Path) -> None:
    data = GOOD[name]()
    for number in range(250):
        chance = random.Random(number)  # noqa: S311 - a seeded chance, not a secret
        looked_at(tmp_path, name, flipped(bytearray(data), chance))
    for place in range(min(len(data), 64)):
        for value in (0, 1, 0x7F, 0xFF):
            looked_at(tmp_path, name, data[:place] + bytes([value]) + data[place + 1 :])


@settings(deadline=None, max_examples=200)
@given(
    start=st.sampled_from(
        [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"BM", b"II*\0", b"MM\0*",
         b"RIFF\x40\0\0\0WEBPVP8L", b"RIFF\x40\0\0\0WEBPVP8X", b"<svg>", b"<?xml", b""]
    ),
    rest=st.binary(max_size=200),
    ending=st.sampled_from(["png", "jpg", "svg", "gif", "pdf", "xpm"]),
)  # fmt: skip
@example(b"/* XPM */\nstatic char *a[] = {\n", b'"9999999 9999999 1 1", "a c #000"', "xpm")
@example(b"P6 9999999 9999999 255\n", b"", "ppm")
def test_any_bytes_are_a_picture_or_none(
    tmp_path_factory: pytest.TempPathFactory, start: bytes, rest: bytes, ending: str
) -> None:
    looked_at(tmp_path_factory.getbasetemp(), f"any.{ending}", start + rest)


def test_the_content_decides_and_not_the_ending(tmp_path: Path) -> None:
    made = {name: each() for name, each in GOOD.items()}
    for name, data in made.items():
        drawing = name == "a.svg"
        assert looked_at(tmp_path, "b.png", data) is not drawing, name
        assert looked_at(tmp_path, "b.svg", data) is drawing, name


@pytest.mark.parametrize("name", sorted(LARGE))
def test_a_small_file_of_a_large_picture_costs_little(name: str, tmp_path: Path) -> None:
    data, process = LARGE[name](), psutil.Process()
    assert len(data) < 1_000_000
    before = process.memory_info().rss
    looked_at(tmp_path, "a.png", data)
    assert process.memory_info().rss - before < 300_000_000


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_a_quiet_tile(name: str, tmp_path: Path) -> None:
    assert not looked_at(tmp_path, "a.svg", BOMBS[name])


@pytest.mark.parametrize(
    "data", [BOMBS["uses of uses"], GOOD["a.png"]()[:-20], png(30_000, 30_000, 1, 0), b"Text"]
)
def test_what_cannot_be_shown_looks_like_a_missing_file(data: bytes, tmp_path: Path) -> None:
    slide = context(deck(tmp_path))
    missing = picture(slide, [element(slide, "image", file="gibt-es-nicht.svg", alt="Das Haus")])
    (tmp_path / "a.svg").write_bytes(data)
    (tmp_path / "a.png").write_bytes(data)
    for name in ("a.svg", "a.png"):
        assert picture(slide, [element(slide, "image", file=name, alt="Das Haus")]) == missing
    assert colour_at(missing, slide, QPointF(120, 300)) == slide.palette.rest.name()


NAMES = {
    "KJC261": [
        "//server/share/a.png", r"\\server\share\a.png", r"\\?\C:\a.png", "C:/a.png", "c:a.png",
        "/a.png", "~/a.png", "file:///etc/passwd", "http://a/a.png", "../a.png",
        "media/../../a.png", "out.png", "out/a.png", "loop/../../a.png",
    ],
    "KJC262": [r"media\a.png", r"media\..\..\a.png"],
    "KJC263": ["CON", "con.png", "media/NUL.tar.png", "aux /a.png", "Lpt1.png", "COM¹", "conin$"],
    "KJC264": ["media", "pipe.png", "."],
    "KJC260": [
        "a\0.png", "loop", "loop/a.png", "a.png/b.png", "x" * 5_000, "fehlt.png", "\udcff.png",
    ],
}  # fmt: skip


@pytest.mark.timeout(20)
@pytest.mark.skipif(os.name != "posix", reason="links and pipes need no permission here")
@pytest.mark.parametrize(
    ("code", "name"), [(c, name) for c, names in NAMES.items() for name in names]
)
def test_no_name_leads_out_or_holds_anything_up(code: str, name: str, tmp_path: Path) -> None:
    folder = tmp_path / "deck"
    (folder / "media").mkdir(parents=True)
    for place in (tmp_path, folder, folder / "media"):
        (place / "a.png").write_bytes(png(4, 4))
    (folder / "out.png").symlink_to(tmp_path / "a.png")
    (folder / "out").symlink_to(tmp_path)
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "pipe.png")
    assert find_file(folder, name) == code
    assert load(deck(folder), name) is None


def test_a_picture_that_vanishes_while_it_is_shown_stays(tmp_path: Path) -> None:
    slide = context(deck(tmp_path))
    (tmp_path / "a.png").write_bytes(GOOD["a.png"]())
    shown = element(slide, "image", file="a.png")
    before = picture(slide, [shown])
    for change in (b"Text", png(4, 4)):
        (tmp_path / "a.png").write_bytes(change)
        assert picture(slide, [shown]) == before
    (tmp_path / "a.png").unlink()
    assert picture(slide, [shown]) == before


def test_a_file_that_was_locked_is_shown_when_it_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.png").write_bytes(GOOD["a.png"]())

    def locked(_: Path) -> None:
        raise PermissionError(13, "a virus scanner looks into it")

    with monkeypatch.context() as patch:
        patch.setattr("kjc_desktop.scene.pictures.open_ordinary", locked)
        assert load(deck(tmp_path), "a.png") is None
    assert load(deck(tmp_path), "a.png") is not None
