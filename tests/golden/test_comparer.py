from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from comparer import Golden, compare, is_blank, pixels
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter


def drawn(*, second: bool = True) -> QImage:
    image = QImage(160, 90, QImage.Format.Format_RGB32)
    image.fill(QColor("#FBFAF7"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor("#0A4D5C"))
    painter.drawEllipse(QRect(20, 20, 40, 40))
    if second:
        painter.fillRect(QRect(90, 30, 40, 6), QColor("#D9472B"))
    painter.end()
    return image


def filled(colour: str) -> QImage:
    image = drawn()
    image.fill(QColor(colour))
    return image


def shifted() -> QImage:
    image = filled("#FBFAF7")
    painter = QPainter(image)
    painter.drawImage(QPoint(3, 0), drawn())
    painter.end()
    return image


def noisy() -> QImage:
    noise = np.random.default_rng(1).integers(-9, 10, size=(90, 160, 3))
    data = np.clip(pixels(drawn()) + noise, 0, 255).astype(np.uint8)
    return QImage(data.tobytes(), 160, 90, 480, QImage.Format.Format_RGB888).copy()


MUTANTS: dict[str, Callable[[], QImage]] = {
    "black": lambda: filled("black"),
    "white": lambda: filled("white"),
    "ground": lambda: filled("#FBFAF7"),
    "null": QImage,
    "shifted": shifted,
    "swapped": lambda: drawn().rgbSwapped(),
    "mirrored": lambda: drawn().flipped(),
    "missing": lambda: drawn(second=False),
    "smaller": lambda: drawn().scaled(150, 90),
}


@pytest.fixture(autouse=True)
def _application(qapp: QGuiApplication) -> None:
    """Painting needs one."""


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_refused_whichever_side_it_is_on(name: str, exact: bool) -> None:
    mutant = MUTANTS[name]()
    assert not compare(mutant, drawn(), exact=exact).matches
    assert not compare(drawn(), mutant, exact=exact).matches


@pytest.mark.parametrize("exact", [True, False])
def test_a_blank_picture_does_not_even_match_itself(exact: bool) -> None:
    assert not compare(filled("white"), filled("white"), exact=exact).matches


@pytest.mark.parametrize("exact", [True, False])
def test_the_same_picture_matches(exact: bool) -> None:
    assert compare(drawn(), drawn(), exact=exact).matches


def test_slight_noise_is_tolerated_only_where_qt_is_another() -> None:
    assert compare(noisy(), drawn(), exact=False).matches
    assert not compare(noisy(), drawn(), exact=True).matches


def test_a_failure_leaves_result_golden_and_difference(tmp_path: Path) -> None:
    folder = tmp_path / "expected"
    Golden(update=True, reports=tmp_path, folder=folder).assert_matches(drawn(), "a/b")
    again = Golden(update=False, reports=tmp_path, folder=folder)
    again.assert_matches(drawn(), "a/b")
    with pytest.raises(AssertionError, match=r"a-b\.png"):
        again.assert_matches(drawn(second=False), "a/b")
    sheet = QImage(str(tmp_path / "a-b.png"))
    assert sheet.width() == 3 * 160
    assert not is_blank(sheet)


def test_a_missing_golden_is_a_failure_and_a_blank_one_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="missing"):
        Golden(update=False, reports=tmp_path, folder=tmp_path).assert_matches(drawn(), "none")
    with pytest.raises(AssertionError, match="blank"):
        Golden(update=True, reports=tmp_path, folder=tmp_path).assert_matches(
            filled("white"), "none"
        )
    assert not (tmp_path / "none.png").exists()
