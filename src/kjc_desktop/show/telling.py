"""What a player tells its supervisor of the show: what is seen, on which screens, how the data are.

News only, and never more than the other side can take: data change ten times a second, and are told
of at most once.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kjc_desktop.data.live import LiveData
from kjc_desktop.machine.memory import private_memory
from kjc_desktop.show.clock import Call, Clock
from kjc_desktop.show.controller import Show
from kjc_desktop.show.screens import screens
from kjc_desktop.show.shown import figures_on, sources_now

_SETTLE = 1.0
"""Seconds that news are given to be complete."""
_COUNT = 60.0
"""Seconds between two counts of what the player holds of the machine."""

Tell = Callable[[str, object], None]


class Teller(QObject):
    """Tells of one show."""

    def __init__(self, show: Show, window: QWidget, clock: Clock, tell: Tell) -> None:
        super().__init__()
        self._show, self._window, self._clock, self._tell = show, window, clock, tell
        self._seen: str | None = None
        self._told: dict[str, object] = {}
        self._live: LiveData | None = None
        self._call: Call | None = None
        self._counts: Call | None = None

    def start(self) -> None:
        """Tell how it is, and from now on what changes."""
        self._show.changed.connect(self._on_changed)
        self._show.replaced.connect(self._news)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._soon)
            application.screenRemoved.connect(self._soon)
            application.primaryScreenChanged.connect(self._soon)
        self._counts = self._clock.call_every(_COUNT, self._count)
        self._news()
        self._count()

    def data(self, live: LiveData) -> None:
        """Take note of what the sources say now."""
        self._live = live
        self._soon()

    def good(self) -> None:
        """Tell that the deck on the disk is one without errors."""
        self._tell("good", True)

    def stop(self) -> None:
        """Tell nothing more."""
        for call in (self._call, self._counts):
            if call is not None:
                call.cancel()

    def _on_changed(self) -> None:
        if self._visible() != self._seen:
            self._tell_shown()

    def _soon(self) -> None:
        if self._call is None:
            self._call = self._clock.call_later(_SETTLE, self._news)

    def _news(self) -> None:
        self._call = None
        self._tell_if_new("screen", self._window.screen().name())
        self._tell_shown()
        self._tell_if_new("screens", [each.name for each in screens()])
        self._tell_if_new("slides", [each.name for each in self._show.deck.slides])
        self._tell_if_new("clock", self._show.trusts_clock)
        if self._live is not None:
            self._tell_if_new("sources", sources_now(self._live, self._show.table))

    def _count(self) -> None:
        self._tell("memory", private_memory())

    def _visible(self) -> str | None:
        """Return the slide that can be seen; None where something else is there instead."""
        frame = self._show.frame()
        return None if frame is None or frame.hidden or frame.cover else frame.current.slide

    def _tell_shown(self) -> None:
        deck, slide = self._show.deck, self._visible()
        figures = [] if slide is None else figures_on(deck, self._show.table, slide)
        said: dict[str, object] = {"slide": slide, "figures": figures}
        if self._told.get("shown") != said:
            self._told["shown"], self._seen = said, slide
            at = self._clock.wall().astimezone(deck.zone)
            self._tell("shown", {"at": at.isoformat(timespec="milliseconds"), **said})

    def _tell_if_new(self, kind: str, said: object) -> None:
        if self._told.get(kind) != said:
            self._told[kind] = said
            self._tell(kind, said)
