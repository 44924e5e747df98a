"""Compares a picture with the one a person has approved.

Exact where Qt is the version the goldens were made with, on Linux. Elsewhere glyphs and edges may
differ by a pixel, so ink is looked for in both directions: what was there must still be there, and
what is there must have been there. Shares count ink, not ground, as most of a slide is ground.
"""

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import qVersion
from PySide6.QtGui import QImage, QPainter

EXPECTED = Path(__file__).parents[1] / "golden" / "expected"
PINNED_QT = "6.11.3"
EXACT = (
    qVersion() == PINNED_QT
    and sys.platform == "linux"
    and platform.machine() in {"x86_64", "AMD64"}
)
_NEAR = 48
"""Difference of a channel, 0 to 255, up to which two pixels are alike."""
_REACH = 1
"""Pixels by which an edge may have moved."""
_MOST_INK = 0.02
"""Share of the ink that may be missing, and share that may be new."""

Pixels = NDArray[np.int16]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison found; `reason` is empty where the pictures match."""

    reason: str
    difference: Mask | None = None

    @property
    def matches(self) -> bool:
        return not self.reason


def pixels(image: QImage) -> Pixels:
    """Return height × width × (red, green, blue)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), dtype=np.uint8)
    rows = rows.reshape(plain.height(), plain.bytesPerLine())[:, : 3 * plain.width()]
    return rows.reshape(plain.height(), plain.width(), 3).astype(np.int16)


def is_blank(image: QImage) -> bool:
    """Tell whether a picture shows nothing: it is empty or of a single colour."""
    if image.isNull() or not image.width() or not image.height():
        return True
    found = pixels(image)
    return bool((found == found[0, 0]).all())


def compare(actual: QImage, expected: QImage, *, exact: bool) -> Verdict:
    """Return whether two pictures look the same; neither may be blank."""
    for side, image in (("result", actual), ("golden", expected)):
        if is_blank(image):
            return Verdict(f"the {side} is blank")
    if actual.size() != expected.size():
        return Verdict(f"size {actual.size().toTuple()}, expected {expected.size().toTuple()}")
    new, old = pixels(actual), pixels(expected)
    if exact:
        different = (new != old).any(axis=2)
        count = int(different.sum())
        return Verdict(f"{count} pixels differ" if count else "", different)
    return _compare_ink(new, old)


def _compare_ink(new: Pixels, old: Pixels) -> Verdict:
    ink = max(int((old != _ground(old)).any(axis=2).sum()), 1)
    missing, added = _unmatched(old, new), _unmatched(new, old)
    shares = {"missing": missing.sum() / ink, "new": added.sum() / ink}
    told = [
        f"{share:.1%} of the ink is {what}" for what, share in shares.items() if share > _MOST_INK
    ]
    return Verdict(" and ".join(told), missing | added)


def _ground(picture: Pixels) -> Pixels:
    """Return the most frequent colour."""
    colours, counts = np.unique(picture.reshape(-1, 3), axis=0, return_counts=True)
    most: Pixels = colours[counts.argmax()]
    return most


def _unmatched(picture: Pixels, other: Pixels) -> Mask:
    """Return the pixels that have no like one near their place in the other picture."""
    found = np.zeros(picture.shape[:2], dtype=bool)
    for shifted in _shifts(other):
        found |= np.abs(picture - shifted).max(axis=2) <= _NEAR
    missing: Mask = ~found
    return missing


def _shifts(picture: Pixels) -> Iterator[Pixels]:
    height, width = picture.shape[:2]
    padded = np.pad(picture, ((_REACH, _REACH), (_REACH, _REACH), (0, 0)), mode="edge")
    for y in range(2 * _REACH + 1):
        for x in range(2 * _REACH + 1):
            yield padded[y : y + height, x : x + width]


class Golden:
    """The golden pictures of a test; on a mismatch result, golden and difference go to a file."""

    def __init__(self, *, update: bool, reports: Path, folder: Path = EXPECTED) -> None:
        self._update, self._reports, self._folder = update, reports, folder

    def assert_matches(self, image: QImage, name: str) -> None:
        """Compare a picture with `expected/name.png`, or write it there when updating."""
        path = self._folder / f"{name}.png"
        if self._update:
            assert not is_blank(image), f"{name}: a blank picture is no golden"
            path.parent.mkdir(parents=True, exist_ok=True)
            assert image.save(str(path)), f"{path} cannot be written"
            return
        assert path.exists(), f"{path.name} is missing: look at it, then run with --golden-update"
        expected = QImage(str(path))
        verdict = compare(image, expected, exact=EXACT)
        if not verdict.matches:
            report = self._report(image, expected, verdict, name)
            message = f"{name}: {verdict.reason}; result, golden, difference: {report}"
            raise AssertionError(message)

    def _report(self, image: QImage, expected: QImage, verdict: Verdict, name: str) -> Path:
        panels = [image, expected]
        if verdict.difference is not None:
            marks = np.where(verdict.difference, 0, 255).astype(np.uint8)
            high, wide = marks.shape
            panels.append(
                QImage(marks.tobytes(), wide, high, wide, QImage.Format.Format_Grayscale8)
            )
        width = sum(panel.width() for panel in panels)
        height = max(panel.height() for panel in panels)
        sheet = QImage(max(width, 1), max(height, 1), QImage.Format.Format_RGB32)
        sheet.fill(0xFF00FF)
        painter = QPainter(sheet)
        left = 0
        for panel in panels:
            painter.drawImage(left, 0, panel)
            left += panel.width()
        painter.end()
        path = self._reports / f"{name.replace('/', '-')}.png"
        sheet.save(str(path))
        return path
