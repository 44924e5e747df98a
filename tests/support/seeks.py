"""A wall on which a slide is painted bit by bit, compared with one that knows no before."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable
from kjc_desktop.scene.element import Finding
from kjc_desktop.scene.render import Picture
from kjc_desktop.scene.slide_scene import SlideScene
from kjc_desktop.timeline.frame import SlideFrame
from kjc_desktop.timeline.picture import slide_frame
from kjc_desktop.timeline.position import entered, playing, settled
from kjc_desktop.timeline.script import SlideScript, script_of

NOON = datetime(2018, 11, 26, 11, 0, tzinfo=UTC)
SIZES = (QSize(531, 299), QSize(400, 260))
"""Odd ones, at which the edges of elements lie within pixels."""


class Wall:
    """A picture that is only repainted where it says that it changed."""

    def __init__(self, deck: Deck, table: FigureTable, name: str, size: QSize) -> None:
        self._deck, self._table, self._name, self._size = deck, table, name, size
        self.picture = self._made(table)
        self._image = QImage(self.picture.size, QImage.Format.Format_RGB32)
        self._image.fill(QColor("magenta"))

    @property
    def script(self) -> SlideScript:
        return script_of(self._deck, self._deck.slide(self._name))

    def _made(self, table: FigureTable) -> Picture:
        return Picture(SlideScene(self._deck, table, self._deck.slide(self._name)), self._size)

    def show(self, frame: SlideFrame) -> QImage:
        """Go to a moment, painting no more than what changes."""
        _paint(self.picture, self._image, self.picture.seek(frame))
        return self._image

    def fresh(self, frame: SlideFrame) -> QImage:
        """Return the moment as a scene shows it that knew no other, nor other figures."""
        picture = self._made(frame.data.table if frame.data else self._table)
        image = QImage(picture.size, QImage.Format.Format_RGB32)
        image.fill(QColor("lime"))
        picture.seek(frame)
        _paint(picture, image, QRegion(QRect(0, 0, image.width(), image.height())))
        picture.scene.dispose()
        return image

    def findings(self, frame: SlideFrame) -> tuple[Finding, ...]:
        """Return what does not fit in a scene that knew no other figures."""
        scene = self._made(frame.data.table if frame.data else self._table).scene
        return scene.findings


def _paint(picture: Picture, image: QImage, region: QRegion) -> None:
    painter = QPainter(image)
    try:
        picture.paint(painter, region)
    finally:
        painter.end()


@st.composite
def frames(draw: st.DrawFn, script: SlideScript) -> SlideFrame:
    """Draw a moment of a slide: of its loop, of a talk, or complete up to a step."""
    elapsed = draw(
        st.floats(0, script.duration, allow_subnormal=False) | st.sampled_from([0.0, 0.4, 1.0])
    )
    step = draw(st.integers(0, script.steps))
    position = draw(
        st.sampled_from(
            [playing(script, elapsed), entered(script, elapsed), settled(script, step, elapsed)]
        )
    )
    seconds = draw(st.integers(0, 6 * 3600))
    return slide_frame(script, position, NOON + timedelta(seconds=seconds))
