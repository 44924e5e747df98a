"""A programme that knows what is on now and what is next."""

from collections.abc import Hashable
from datetime import datetime, time, timedelta

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from kjc_desktop.deck.widgets import AgendaItem, AgendaWidget
from kjc_desktop.scene.element import Context, Element
from kjc_desktop.scene.fonts import BOLD, SEMIBOLD
from kjc_desktop.scene.paint import draw_block, draw_text, fill, measure
from kjc_desktop.scene.palette import blend
from kjc_desktop.scene.place import Place
from kjc_desktop.scene.text import Block, Style, set_text
from kjc_desktop.texts import language_of, say

_LINE = 3.0


def _time(text: str) -> time:
    hour, _, minute = text.replace(".", ":").partition(":")
    return time(int(hour), int(minute))


class AgendaElement(Element):
    """Times and titles below one another; the line that is on is set off."""

    def __init__(
        self,
        context: Context,
        widget: AgendaWidget,
        place: Place,
        where: tuple[str | int, ...],
    ) -> None:
        super().__init__(place.rect)
        self._items, self._zone = widget.items, context.deck.zone
        self._palette = context.palette
        self._tint = context.palette.pick(widget.color, context.palette.accent)
        self._day = widget.day
        self._ruled = place.ruled
        language = language_of(context.deck.head.language)
        self._words = (say("scene.now", language), say("scene.next", language))
        top = self.rect.top() + (44 if self._ruled else 0)
        self._label = None
        if widget.label:
            style = Style(context.size("body"), SEMIBOLD)
            room = (self.rect.width(), 2 * style.size * style.leading)
            self._label = context.fit(widget.label, style, room, (*where, "label"))
            self._label_top = top
            top += self._label.height + 24
        self._set_rows(context, top, where)

    def _set_rows(self, context: Context, top: float, where: tuple[str | int, ...]) -> None:
        """Set all rows at the one largest size at which the whole programme fits."""
        room = self.rect.bottom() - top
        smallest = context.size("minimum")
        for size in range(round(1.35 * context.size("body")), smallest - 1, -2):
            rows = [self._row(context, item, size) for item in self._items]
            gap = 0.62 * size
            height = sum(self._height(row, size) for row in rows) + gap * (len(rows) - 1)
            if height <= room + 0.5 and all(block.fits for row in rows for block in row):
                break
        else:
            context.note("overflow", (*where, "items"), size=smallest)
        self._rows, self._size = rows, size
        self._gap = gap
        self._top = top
        self.bottom = top + height

    def _left(self, size: int) -> float:
        """Return the width of the column of times."""
        style = Style(size, SEMIBOLD, tabular=True)
        ranges = any(item.end for item in self._items)
        return measure("00:00–00:00" if ranges else "00:00", style) + 1.3 * size

    def _row(self, context: Context, item: AgendaItem, size: int) -> list[Block]:
        width = self.rect.width() - self._left(size) - (0 if self._narrow(size) else 4.4 * size)
        language = context.deck.head.language
        title = set_text(
            (context.line(item.title),), Style(size, bold_weight=BOLD), width, measure, language
        )
        parts = [context.line(text).plain for text in (item.who, item.room) if text]
        if not parts:
            return [title]
        small = Style(max(context.size("minimum"), round(0.84 * size)))
        return [
            title,
            set_text((context.line(" · ".join(parts)),), small, width, measure, language),
        ]

    def _narrow(self, size: int) -> bool:
        """Tell whether „jetzt“ and „gleich“ stand under the time, for want of room beside it."""
        return self.rect.width() < 26 * size

    def _height(self, row: list[Block], size: int) -> float:
        """Return the height of a row; a narrow one has room for a word under the time."""
        return max(_height(row), 2.5 * size if self._narrow(size) else 0.0)

    def _running(self) -> tuple[int | None, int | None]:
        """Return the rows that are on now and next, on the day of the programme."""
        if self.now is None:
            return None, None
        local = self.now.astimezone(self._zone)
        day = self._day or local.date()
        starts = [datetime.combine(day, _time(item.start), self._zone) for item in self._items]
        ends = [
            datetime.combine(day, _time(item.end), self._zone)
            if item.end
            else (starts[index + 1] if index + 1 < len(starts) else start + timedelta(hours=1))
            for index, (item, start) in enumerate(zip(self._items, starts, strict=True))
        ]
        spans = list(zip(starts, ends, strict=True))
        on = [index for index, (start, end) in enumerate(spans) if start <= local < end]
        later = [index for index, start in enumerate(starts) if local < start]
        soon = later[0] if later and later and starts[later[0]].date() == local.date() else None
        return (on[-1] if on else None), soon

    def key(self) -> Hashable:
        """Return which rows are set off."""
        return self._running()

    def paint_static(self, painter: QPainter) -> None:
        """Paint the line above and the heading."""
        left, width = self.rect.left(), self.rect.width()
        if self._ruled:
            place = QRectF(left, self.rect.top(), width, _LINE)
            fill(painter, place, blend(self._palette.ground, self._tint, 0.6))
        if self._label:
            place = QRectF(left, self._label_top, width, self._label.height)
            draw_block(painter, self._label, place, self._palette.muted)

    def paint_live(self, painter: QPainter) -> None:
        """Paint the rows as they stand at the time of the frame."""
        on, soon = self._running()
        y = self._top
        for index, (item, row) in enumerate(zip(self._items, self._rows, strict=True)):
            lit = index == on or (on is None and index == soon)
            self._paint_row(painter, item, row, y, lit=lit)
            if index in {on, soon}:
                word = self._words[0 if index == on else 1]
                style = Style(self._size, SEMIBOLD)
                baseline = y + row[0].lines[0].baseline
                x = self.rect.right() - measure(word, style)
                if self._narrow(self._size):
                    x, baseline = self.rect.left(), baseline + 1.2 * self._size
                color = self._tint if lit else self._palette.muted
                draw_text(painter, word, x, baseline, style, color)
            y += self._height(row, self._size) + self._gap

    def _paint_row(
        self, painter: QPainter, item: AgendaItem, row: list[Block], y: float, *, lit: bool
    ) -> None:
        baseline = y + row[0].lines[0].baseline
        style = Style(self._size, BOLD if lit else 400, tabular=True)
        times = item.start.replace(".", ":") + (
            f"–{item.end.replace('.', ':')}" if item.end else ""
        )
        color = self._tint if lit else self._palette.muted
        draw_text(painter, times, self.rect.left(), baseline, style, color)
        x = self.rect.left() + self._left(self._size)
        for index, block in enumerate(row):
            place = QRectF(x, y, self.rect.width(), block.height)
            draw_block(painter, block, place, self._palette.muted if index else self._palette.text)
            y += block.height


def _height(row: list[Block]) -> float:
    return sum(block.height for block in row)
