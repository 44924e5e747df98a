import os
from pathlib import Path

import pytest
from elements import colour_at, context, deck, element, picture
from PySide6.QtCore import QBuffer, QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageIOHandler, QImageWriter, QPainter

from kjc_desktop.deck.models import PictureBackground
from kjc_desktop.scene import pictures
from kjc_desktop.scene.pictures import fitted, load, paint_background

RED, BLUE = "#c80000", "#0000c8"
LEFT, RIGHT = QPointF(300, 500), QPointF(1600, 500)


@pytest.fixture(autouse=True)
def _application(qapp: QGuiApplication) -> None:
    """Painting needs one."""


def two_halves(width: int = 400, height: int = 200) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(RED))
    painter = QPainter(image)
    painter.fillRect(width // 2, 0, width, height, QColor(BLUE))
    painter.end()
    return image


def encoded(image: QImage, kind: str, *, turned: bool = False) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind.encode())
    writer.setQuality(95)
    if turned:
        writer.setTransformation(QImageIOHandler.Transformation.TransformationRotate90)
    assert writer.write(image)
    return bytes(buffer.data().data())


def near(found: str, wanted: str) -> bool:
    one, other = QColor(found), QColor(wanted)
    parts = ("red", "green", "blue")
    return all(abs(getattr(one, part)() - getattr(other, part)()) < 12 for part in parts)


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
def test_a_picture_is_painted(tmp_path: Path, kind: str) -> None:
    (tmp_path / f"a.{kind}").write_bytes(encoded(two_halves(), kind))
    slide = context(deck(tmp_path))
    shown = picture(slide, [element(slide, "image", slide.canvas.rect, file=f"a.{kind}")])
    assert near(colour_at(shown, slide, LEFT), RED)
    assert near(colour_at(shown, slide, RIGHT), BLUE)
    assert colour_at(shown, slide, QPointF(960, 20)) == slide.palette.ground.name()


def test_a_photo_taken_upright_stands_upright(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(encoded(two_halves(), "jpg", turned=True))
    art = load(deck(tmp_path), "a.jpg")
    assert art is not None
    assert art.size == QSizeF(200, 400)


@pytest.mark.parametrize(
    "content",
    [
        encoded(two_halves(), "png")[:200],
        encoded(two_halves(), "jpg")[:-40],
        encoded(two_halves(), "jpg")[:100],
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff\xe0\x00\x00",
        b"kein Bild",
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="b.png"/></svg>',
    ],
)
@pytest.mark.qt_log_ignore("libpng error", "Corrupt JPEG", "QSvg")
def test_a_damaged_picture_is_a_quiet_tile_with_its_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.png").write_bytes(content)
    assert load(deck(tmp_path), "a.png") is None
    slide = context(deck(tmp_path))
    plain = picture(slide, [element(slide, "image", file="a.png")])
    told = picture(slide, [element(slide, "image", file="a.png", alt="Das Haus")])
    assert colour_at(plain, slide, QPointF(120, 300)) == slide.palette.rest.name()
    assert told != plain
    assert not slide.findings


def test_only_files_of_the_deck_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "deck"
    folder.mkdir()
    data = encoded(two_halves(), "png")
    (tmp_path / "outside.png").write_bytes(data)
    (folder / "inside.png").write_bytes(data)
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "dir.png").mkdir()
    os.mkfifo(folder / "pipe.png")
    made = deck(folder)
    assert load(made, "inside.png") is not None
    names = ["../outside.png", str(tmp_path / "outside.png"), "link.png", "dir.png", "pipe.png"]
    for name in [*names, "missing.png", "file:inside.png", "a\0b.png"]:
        assert load(made, name) is None, name


def test_too_many_bytes_or_pixels_are_refused_or_made_smaller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "large.jpg").write_bytes(encoded(two_halves(8000, 4000), "jpg"))
    art = load(deck(tmp_path), "large.jpg")
    assert art is not None
    assert art.size == QSizeF(4320, 2160)
    monkeypatch.setattr(pictures, "MOST_BYTES", 1000)
    (tmp_path / "heavy.jpg").write_bytes(encoded(two_halves(800, 400), "jpg"))
    assert load(deck(tmp_path), "heavy.jpg") is None


def test_a_picture_is_read_once_until_its_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(encoded(two_halves(), "png"))
    made = deck(tmp_path)
    first = load(made, "a.png")
    assert load(made, "a.png") is first
    path.write_bytes(encoded(two_halves(100, 100), "png"))
    again = load(made, "a.png")
    assert again is not None
    assert again.size == QSizeF(100, 100)


def test_contain_shows_all_and_cover_fills_all() -> None:
    place, size = QRectF(0, 0, 100, 100), QSizeF(QSize(200, 100))
    assert fitted(size, place, "contain") == QRectF(0, 25, 100, 50)
    assert fitted(size, place, "contain", centred=False) == QRectF(0, 0, 100, 50)
    assert fitted(size, place, "cover", centred=False) == QRectF(-50, 0, 200, 100)


def test_a_logo_is_never_cropped_and_a_film_shows_its_poster(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded(two_halves(), "png"))
    slide = context(deck(tmp_path))
    square = QRectF(100, 100, 400, 400)
    logo = picture(slide, [element(slide, "logo", square, file="a.png", fit="cover")])
    assert colour_at(logo, slide, QPointF(300, 130)) == slide.palette.ground.name()
    film = picture(slide, [element(slide, "video", square, file="f.mp4", poster="a.png")])
    assert near(colour_at(film, slide, QPointF(150, 150)), RED)
    without = picture(slide, [element(slide, "video", square, file="f.mp4")])
    assert colour_at(without, slide, QPointF(150, 150)) == slide.palette.rest.name()


def test_a_credit_stands_on_a_picture_that_leaves_no_room_for_a_footer(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded(two_halves(), "png"))
    slide = context(deck(tmp_path))

    def shown(rect: QRectF, **fields: object) -> QImage:
        return picture(slide, [element(slide, "image", rect, file="a.png", fit="cover", **fields)])

    full, part = slide.canvas.rect, QRectF(96, 96, 800, 800)
    assert shown(full, credit="Foto: A") != shown(full)
    assert shown(part, credit="Foto: A") == shown(part)


def test_a_background_is_darkened_and_a_missing_one_is_dark(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded(two_halves(), "png"))
    slide = context(deck(tmp_path), "#000000")
    for name, dim, colour in (
        ("a.png", 0.5, "#640000"),
        ("a.png", 0.0, RED),
        ("a.png", 1.0, "#000000"),
        ("gibt-es-nicht.png", 0.4, slide.palette.rest.name()),
    ):
        image = QImage(320, 180, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.scale(1 / 6, 1 / 6)
        paint_background(painter, slide, PictureBackground(image=name, dim=dim))
        painter.end()
        assert near(image.pixelColor(2, 2).name(), colour)
