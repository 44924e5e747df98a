"""Fingers and mice on a window: what they do becomes strokes, and strokes browse.

A mouse does what a finger does. Only one finger counts: a second one, a hand that leans on the
glass, ends the stroke.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

from kjc_desktop.show.clock import Call, Clock
from kjc_desktop.show.controller import Show
from kjc_desktop.show.overview import OverviewPage
from kjc_desktop.show.stage import Stage
from kjc_desktop.timeline.browsing import Stroke, command_of
from kjc_desktop.timeline.commands import Action, Command

_POINTING = 3.0
"""Seconds for which a mouse that was moved can be seen."""
_TOUCH_BEGIN, _TOUCH_UPDATE, _TOUCH_END, _TOUCH_CANCEL = (
    QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel
)  # fmt: skip


class Touch(QObject):
    """Turns what is done on a window into strokes.

    Signals:
        began: something touches the window.
        stroked: with a `Stroke` in pixels of the window, when a finger or button is lifted.
    """

    began = Signal()
    stroked = Signal(object)

    def __init__(self, window: QWidget, clock: Clock) -> None:
        super().__init__(window)
        self._window, self._clock = window, clock
        self._start: tuple[QPointF, float] | None = None
        self._pointing: Call | None = None
        window.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        window.setMouseTracking(True)
        window.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take what fingers and mice do; everything else goes its way."""
        if isinstance(event, QTouchEvent):
            self._on_touch(event)
        elif isinstance(event, QMouseEvent):
            self._on_mouse(event)
        else:
            return False
        event.accept()
        return True

    def _on_touch(self, event: QTouchEvent) -> None:
        points = event.points()
        if event.type() == _TOUCH_CANCEL or len(points) != 1:
            self._start = None
        elif event.type() == _TOUCH_BEGIN:
            self._begin(points[0].position())
        elif event.type() == _TOUCH_END:
            self._end(points[0].position())

    def _on_mouse(self, event: QMouseEvent) -> None:
        if event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}:
            pressed = event.button() == Qt.MouseButton.LeftButton
            if pressed:
                self._begin(event.position())
        elif event.type() == QEvent.Type.MouseButtonRelease:
            if event.button() == Qt.MouseButton.LeftButton:
                self._end(event.position())
        else:
            self._point()

    def _begin(self, at: QPointF) -> None:
        self._start = at, self._clock.monotonic()
        self.began.emit()

    def _end(self, at: QPointF) -> None:
        if self._start is None:
            return
        (start, since), self._start = self._start, None
        seconds = self._clock.monotonic() - since
        size = (float(self._window.width()), float(self._window.height()))
        ends = (start.x(), start.y()), (at.x(), at.y())
        self.stroked.emit(Stroke(*ends, size, seconds))

    def _point(self) -> None:
        """Show the cursor for a while: whoever has no touch screen has to see where it is."""
        if self._pointing is not None:
            self._pointing.cancel()
        self._window.setCursor(Qt.CursorShape.ArrowCursor)
        self._pointing = self._clock.call_later(_POINTING, self._hide_cursor)

    def _hide_cursor(self) -> None:
        self._pointing = None
        self._window.setCursor(Qt.CursorShape.BlankCursor)


class Browser(QObject):
    """Lets visitors browse a show in its window: turn pages, see all slides, pick one."""

    def __init__(
        self, show: Show, window: Stage, clock: Clock, idle: float,
        first: Callable[[Stroke], bool],
    ) -> None:  # fmt: skip
        """Begin.

        Args:
            show: what is browsed.
            window: where it is seen.
            clock: its time.
            idle: seconds after the last touch at which the show goes on by itself.
            first: is asked about each stroke before it counts, and tells whether it takes it.
        """
        super().__init__(window)
        self._show, self._window, self._clock, self._idle = show, window, clock, idle
        self._first = first
        self._page: OverviewPage | None = None
        self._touch = Touch(window, clock)
        self._touch.began.connect(self._on_touch)
        self._touch.stroked.connect(self._on_stroke)
        show.changed.connect(self._on_changed)
        show.replaced.connect(self._on_changed)

    @property
    def page(self) -> OverviewPage:
        """The overview, made when it is first asked for."""
        if self._page is None:
            self._page = OverviewPage(self._window, self._clock)
            self._page.thumbnails.worked.connect(self._window.worked)
            self._page.chosen.connect(self._on_chosen)
            self._page.closed.connect(self._on_closed)
        return self._page

    def _on_touch(self) -> None:
        self._show.browse(None, self._idle)

    def _on_stroke(self, stroke: Stroke) -> None:
        if self._first(stroke):
            return
        if self._page is not None and self._page.isVisible():
            self._page.take(stroke)
            return
        command = command_of(stroke)
        if command is not None:
            self._show.browse(command, self._idle)

    def _on_chosen(self, name: str) -> None:
        self._show.browse(Command(Action.GOTO, name), self._idle)

    def _on_closed(self) -> None:
        self._show.browse(Command(Action.OVERVIEW), self._idle)

    def _on_changed(self) -> None:
        """Show the overview while it is asked for and there is anything to see."""
        show = self._show
        if show.playback.overview and show.browsable:
            frame = show.frame()
            current = None if frame is None else frame.current.slide
            self.page.open(show.deck, show.table, show.playback.timeline, current)
        elif self._page is not None and self._page.isVisible():
            self._page.close_page()
