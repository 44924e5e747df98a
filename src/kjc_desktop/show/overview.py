"""All slides at a glance, over the stage: whoever picks one goes there.

Fingers, mouse and keys do the same here, so that visitors and presenters use one page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRect, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kjc_desktop.deck.models import Deck
from kjc_desktop.deck.widgets import QuoteWidget, TextWidget
from kjc_desktop.figures import FigureTable
from kjc_desktop.scene.canvas import Canvas
from kjc_desktop.scene.markup import parse_line
from kjc_desktop.scene.palette import Palette
from kjc_desktop.scene.render import prepare
from kjc_desktop.show.clock import Clock
from kjc_desktop.show.overview_paint import Ink
from kjc_desktop.show.overview_plan import Plan, plan
from kjc_desktop.show.thumbnails import Thumbnails
from kjc_desktop.texts import language_of, say
from kjc_desktop.timeline.browsing import Stroke, gesture_of
from kjc_desktop.timeline.script import Timeline


@dataclass(frozen=True, slots=True)
class Entry:
    """A slide as the overview names it; without a title it has only its number."""

    name: str
    number: int
    title: str


def entries(deck: Deck, table: FigureTable, timeline: Timeline) -> tuple[Entry, ...]:
    """Return the slides that next and back go through, with their numbers and titles."""
    return tuple(
        Entry(name, timeline.numbers.index(name) + 1, _title(deck, table, name))
        for name in timeline.names
        if name in timeline.numbers
    )


def _title(deck: Deck, table: FigureTable, name: str) -> str:
    """Return what a slide is headed by; a quotation heads itself."""
    slide = deck.slide(name)
    said = (each.text for each in slide.widgets if isinstance(each, QuoteWidget | TextWidget))
    words = slide.spec.title or slide.spec.subtitle or next(said, "")
    return " ".join(parse_line(table.expand(words)).plain.split())


_TURNS: Mapping[str, int] = MappingProxyType({"left": 1, "right": -1})


class OverviewPage(QWidget):
    """The overview; shown and hidden by whoever owns it.

    Signals:
        chosen: with the name of a slide.
        closed: somebody does not want to go anywhere.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget, clock: Clock) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setVisible(False)
        self.thumbnails = Thumbnails(clock, self)
        self.thumbnails.made.connect(self._on_made)
        self._deck: tuple[Deck, FigureTable] | None = None
        self._entries: tuple[Entry, ...] = ()
        self._current: str | None = None
        self._at = 0
        self._plan: Plan | None = None

    def open(
        self, deck: Deck, table: FigureTable, timeline: Timeline, current: str | None
    ) -> None:  # fmt: skip
        """Show the slides that may be shown now; while it is open, what has changed of them.

        Args:
            deck: has the slides.
            table: its figures.
            timeline: says which slides there are.
            current: the slide that is chosen in the beginning.
        """
        known = tuple(each.name for each in self._entries)
        self._deck, self._entries = (deck, table), entries(deck, table, timeline)
        names = tuple(each.name for each in self._entries)
        if not self.isVisible():
            self._at = names.index(current) if current in names else 0
        elif names != known:
            chosen = known[self._at] if self._at < len(known) else current
            self._at = names.index(chosen) if chosen in names else 0
        self._current = current
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self._arrange()
        self.show()
        self.update()

    def close_page(self) -> None:
        """Take it away; pictures are kept for the next time."""
        self.thumbnails.stop()
        self.hide()

    def take(self, stroke: Stroke) -> None:
        """Do what a finger or the mouse asks: choose, turn the page, close."""
        made, gesture = self._plan, gesture_of(stroke)
        if made is None or gesture is None:
            return
        if gesture in _TURNS:
            self._turn(_TURNS[gesture])
        elif gesture == "down":
            self.closed.emit()
        elif gesture == "tap":
            self._tapped(made, QPointF(*stroke.end))

    def press(self, key: Qt.Key) -> bool:
        """Do what a key asks; tell whether it asks for anything here."""
        made = self._plan
        if made is None or not self._entries:
            return False
        last = len(self._entries) - 1
        aims: Mapping[Qt.Key, int] = {
            Qt.Key.Key_Right: self._at + 1, Qt.Key.Key_Left: self._at - 1,
            Qt.Key.Key_Down: self._at + made.columns, Qt.Key.Key_Up: self._at - made.columns,
            Qt.Key.Key_PageDown: self._at + made.capacity,
            Qt.Key.Key_PageUp: self._at - made.capacity,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }  # fmt: skip
        if key in aims:
            self._choose(min(max(aims[key], 0), last))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self._entries[self._at].name)
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            return False
        return True

    @property
    def _page(self) -> int:
        return 0 if self._plan is None else self._at // self._plan.capacity

    def _on_page(self) -> Sequence[Entry]:
        if self._plan is None:
            return ()
        begin = self._page * self._plan.capacity
        return self._entries[begin : begin + self._plan.capacity]

    def _arrange(self) -> None:
        """Work out places, and let the pictures of this page be made."""
        if self._deck is None or not self._entries or self.size().isEmpty():
            return
        deck, table = self._deck
        canvas = Canvas.of(deck.head, deck.theme.spacing)
        shape = QSizeF(canvas.width, canvas.height)
        made = self._plan = plan(len(self._entries), shape, QSizeF(self.size()))
        begin = self._page * made.capacity
        nearest = [*self._entries[begin:], *reversed(self._entries[:begin])]
        names = [each.name for each in nearest[: 2 * made.capacity]]
        size = (made.thumb * self.devicePixelRatioF()).toSize()
        self.thumbnails.want(deck, table, names, canvas.pixels_in(size))

    def _choose(self, place: int) -> None:
        self._at = place
        self._arrange()
        self.update()

    def _turn(self, step: int) -> None:
        """Go a page on or back; at the ends nothing happens."""
        made = self._plan
        if made is not None and 0 <= self._page + step < made.pages:
            self._choose((self._page + step) * made.capacity)

    def _tapped(self, made: Plan, point: QPointF) -> None:
        place, page = made.place_at(point), self._on_page()
        if made.close.contains(point):
            self.closed.emit()
        elif made.pages > 1 and made.back.contains(point):
            self._turn(-1)
        elif made.pages > 1 and made.forward.contains(point):
            self._turn(1)
        elif place is not None and place < len(page):
            self.chosen.emit(page[place].name)

    def _on_made(self, name: str) -> None:
        """Paint one picture as soon as it is there."""
        if self._plan is not None and self.isVisible():
            for place, entry in enumerate(self._on_page()):
                if entry.name == name:
                    self.update(self._plan.cell(place).toAlignedRect())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange everything anew."""
        super().resizeEvent(event)
        self._arrange()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what a region has of the page."""
        painter = QPainter(self)
        try:
            prepare(painter)
            painter.setClipRegion(event.region())
            self._paint(painter, event.rect())
        finally:
            painter.end()

    def _paint(self, painter: QPainter, area: QRect) -> None:
        if self._deck is None or self._plan is None:
            return
        deck, made = self._deck[0], self._plan
        theme, language = deck.theme, language_of(deck.head.language)
        palette = Palette.on(theme, theme.backgrounds.get("title", theme.background))
        painter.fillRect(area, palette.ground)
        ink = Ink(painter, palette, made)
        ink.header(say("kiosk.overview_title", language))
        if made.pages > 1:
            page, pages = self._page + 1, made.pages
            words = say("kiosk.overview_page", language, page=page, pages=pages)
            ink.pager(words, back=page > 1, forward=page < pages)
        for place, entry in enumerate(self._on_page()):
            if made.cell(place).toAlignedRect().intersects(area):
                chosen = entry is self._entries[self._at]
                image = self.thumbnails.image(entry.name)
                ink.slide(made.cell(place), str(entry.number), entry.title, image, chosen=chosen)
