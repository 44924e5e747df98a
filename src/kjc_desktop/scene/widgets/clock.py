"""The time of day, the date, or both."""

from collections.abc import Hashable

from PySide6.QtGui import QPainter

from kjc_desktop.deck.widgets import ClockWidget
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.fonts import BOLD
from kjc_desktop.scene.paint import draw_text, measure
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.text import CAP_HEIGHT, Style


class ClockElement(Element):
    """Large digits that change with the wall clock of the frame."""

    def __init__(
        self,
        context: Context,
        widget: ClockWidget,
        place: Place,
        where: tuple[str | int, ...],  # noqa: ARG002 - the same call builds every widget
    ) -> None:
        super().__init__(place.rect)
        self._show, self._language = widget.show, context.deck.head.language
        self._zone = context.deck.zone
        self._label = context.line(widget.label).plain if widget.label else None
        self._palette = context.palette
        self._tint = context.palette.pick(widget.color, context.palette.text)
        size = round(1.4 * context.size("display"))
        while size > context.size("headline") and (
            measure("00:00", Style(size, BOLD, tabular=True)) > place.rect.width()
            or CAP_HEIGHT * size > 0.6 * place.rect.height()
        ):
            size -= 4
        self._digits = Style(size, BOLD, tabular=True)
        self._words = Style(context.size("body"))
        self.bottom = min(
            place.rect.bottom(), place.rect.top() + CAP_HEIGHT * size + 2.4 * self._words.size
        )

    def key(self) -> Hashable:
        """Return the words shown."""
        return self._lines()

    def _lines(self) -> tuple[str, str]:
        """Return the large line and the small one below it."""
        if self.now is None:
            return "", ""
        from babel.dates import format_date

        local = self.now.astimezone(self._zone)
        time = f"{local:%H:%M}"
        day = format_date(local, "full", locale=self._language.replace("-", "_"))
        large, small = {"time": (time, ""), "date": ("", day), "both": (time, day)}[self._show]
        return large, small or self._label or ""

    def paint_static(self, painter: QPainter) -> None:
        """Paint nothing: all of it follows the time."""

    def paint_live(self, painter: QPainter) -> None:
        """Paint the time of the frame."""
        large, small = self._lines()
        x, y = self.rect.left(), self.rect.top()
        if large:
            y += CAP_HEIGHT * self._digits.size
            draw_text(painter, large, x - 0.05 * self._digits.size, y, self._digits, self._tint)
            y += 0.5 * self._words.size
        if small:
            y += 1.1 * self._words.size
            color = self._palette.muted if large else self._tint
            draw_text(painter, small, x, y, self._words, color)
