"""The time that is left until something begins, and what to say when it has."""

from collections.abc import Hashable
from datetime import timedelta

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from kjc_desktop.deck.widgets import CountdownWidget
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.fonts import BOLD
from kjc_desktop.scene.paint import draw_block, draw_text, measure
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.text import CAP_HEIGHT, Style
from kjc_desktop.texts import language_of, say

_DAY = 86_400
_HOUR = 3_600


def remaining(left: timedelta, language: str) -> tuple[str, str]:
    """Return the digits and the words for a time left: days, else hours, else minutes.

    Args:
        left: how long it still is; rounded up to whole seconds, so that zero is the beginning.
        language: of the words, `de` or `en`.
    """
    seconds = max(0, -(-int(left.total_seconds() * 1000) // 1000))
    if seconds >= 2 * _DAY:
        return str(seconds // _DAY), say("scene.days_left", language)
    if seconds >= _HOUR:
        hours, rest = divmod(seconds, _HOUR)
        return f"{hours}:{rest // 60:02}:{rest % 60:02}", say("scene.hours_left", language)
    return f"{seconds // 60:02}:{seconds % 60:02}", say("scene.minutes_left", language)


class CountdownElement(Element):
    """Large digits that run down with the wall clock of the frame."""

    def __init__(
        self,
        context: Context,
        widget: CountdownWidget,
        place: Place,
        where: tuple[str | int, ...],
    ) -> None:
        super().__init__(place.rect)
        self._end = context.deck.instant(widget.to)
        self._language = language_of(context.deck.head.language)
        self._palette = context.palette
        self._label = context.line(widget.label).plain if widget.label else None
        self._tint = context.palette.pick(widget.color, context.palette.accent)
        self._words = Style(context.size("body"))
        room = place.rect.height() - 2.2 * self._words.size
        size = round(min(1.7 * context.size("display"), room / CAP_HEIGHT))
        widest = "00:00:00"
        while size > 76 and measure(widest, Style(size, BOLD, tabular=True)) > place.rect.width():
            size -= 4
        self._digits = Style(size, BOLD, tabular=True)
        text = widget.done or say("scene.begun", self._language)
        done = Style(min(size, context.size("display")), BOLD, leading=1.1)
        self._done = context.fit(
            text, done, (place.rect.width(), place.rect.height()), (*where, "done")
        )
        self.bottom = place.rect.top() + CAP_HEIGHT * size + 2.2 * self._words.size

    def key(self) -> Hashable:
        """Return the digits shown."""
        return self._shown()

    def _shown(self) -> tuple[str, str] | None:
        """Return digits and words, or None when the time has come."""
        if self.now is None or self.now >= self._end:
            return None
        digits, words = remaining(self._end - self.now, self._language)
        return digits, self._label or words

    def paint_static(self, painter: QPainter) -> None:
        """Paint nothing: all of it follows the time."""

    def paint_live(self, painter: QPainter) -> None:
        """Paint the time left at the time of the frame."""
        x, y = self.rect.left(), self.rect.top()
        shown = self._shown()
        if shown is None:
            place = QRectF(x, y, self.rect.width(), self._done.height)
            draw_block(painter, self._done, place, self._tint)
            return
        y += CAP_HEIGHT * self._digits.size
        draw_text(painter, shown[0], x - 0.05 * self._digits.size, y, self._digits, self._tint)
        y += 1.6 * self._words.size
        draw_text(painter, shown[1], x, y, self._words, self._palette.muted)
