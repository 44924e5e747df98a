"""On which screen a window stands, and how it gets back there when screens come and go.

Screens are numbered from left to right and top to bottom: that is how they stand in a room, while
the system's own order changes from start to start.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from kjc_desktop.show.clock import Call, Clock
from kjc_desktop.texts import say

_SETTLE = 0.3
"""Seconds that screens are given to sort themselves out after one came or went."""


@dataclass(frozen=True, slots=True)
class ScreenInfo:
    """A screen: its names, and where it is, in pixels of the desktop."""

    name: str
    x: int
    y: int
    width: int
    height: int
    model: str = ""
    main: bool = False

    @property
    def title(self) -> str:
        """The name that is told to people."""
        return f"{self.model} ({self.name})" if self.model else self.name


@dataclass(frozen=True, slots=True)
class WrongScreen:
    """Why a wish for a screen cannot be met."""

    problem: Literal["unknown", "ambiguous", "none"]
    wanted: str
    screens: tuple[ScreenInfo, ...]

    def message(self, language: str) -> str:
        """Return what is wrong, and which screens there are."""
        return say(
            f"show.screen_{self.problem}",
            language,
            wanted=self.wanted,
            screens=listing(self.screens, language),
        )


def ordered(screens: Sequence[ScreenInfo]) -> tuple[ScreenInfo, ...]:
    """Return screens as they are numbered."""
    return tuple(sorted(screens, key=lambda each: (each.x, each.y, each.name)))


def listing(screens: Sequence[ScreenInfo], language: str) -> str:
    """Return the screens with their numbers, a line each."""
    return "\n".join(
        say(
            "show.screen_line_main" if screen.main else "show.screen_line",
            language,
            number=number,
            name=screen.title,
            width=screen.width,
            height=screen.height,
        )
        for number, screen in enumerate(ordered(screens), 1)
    )


def _usual(screens: Sequence[ScreenInfo], *, beside: bool) -> ScreenInfo:
    """Return the screen that nobody had to name."""
    return next((each for each in screens if each.main is not beside), screens[0])


def choose(
    screens: Sequence[ScreenInfo], wanted: str | None = None, *, beside: bool = False
) -> ScreenInfo | WrongScreen:
    """Return the screen that is meant.

    Args:
        screens: all there are.
        wanted: a number from 1, a name, or a part of one in any case; None for the usual one.
        beside: the usual one is not the main screen but the first beside it, as for an audience.
    """
    found = ordered(screens)
    if not found:
        return WrongScreen("none", wanted or "", ())
    if wanted is None:
        return _usual(found, beside=beside)
    text = wanted.strip().casefold()
    exact = [each for each in found if text in (each.name.casefold(), each.model.casefold())]
    if not exact and text.isdecimal() and 1 <= int(text) <= len(found):
        exact = [found[int(text) - 1]]
    matches = exact or [each for each in found if text and text in each.title.casefold()]
    if len(matches) == 1:
        return matches[0]
    return WrongScreen("ambiguous" if matches else "unknown", wanted, found)


def info(screen: QScreen) -> ScreenInfo:
    """Return what is known of one of Qt's screens."""
    where = screen.geometry()
    main = screen == QGuiApplication.primaryScreen()
    return ScreenInfo(
        screen.name(), where.x(), where.y(), where.width(), where.height(), screen.model(), main
    )


def screens() -> tuple[ScreenInfo, ...]:
    """Return the screens that are connected; none for a moment while they are switched over."""
    return ordered([info(screen) for screen in QGuiApplication.screens()])


def _meant(wanted: str | None, *, beside: bool) -> QScreen | None:
    """Return Qt's screen for a wish; a usual one while the one wished for is not there."""
    present = {info(screen): screen for screen in QGuiApplication.screens()}
    chosen = choose(tuple(present), wanted, beside=beside)
    if isinstance(chosen, WrongScreen):
        chosen = choose(tuple(present), beside=beside)
    return None if isinstance(chosen, WrongScreen) else present[chosen]


def place(window: QWidget, wanted: str | None = None, *, beside: bool = False) -> bool:
    """Put a window in full screen where it belongs; doing it again changes nothing.

    Returns:
        False while there is no screen at all.
    """
    screen = _meant(wanted, beside=beside)
    if screen is None:
        return False
    if window.screen() != screen or window.geometry() != screen.geometry():
        window.setScreen(screen)
        window.setGeometry(screen.geometry())
    if not (window.isFullScreen() and window.isVisible()):
        window.showFullScreen()
    return True


class ScreenKeeper(QObject):
    """Keeps a window on its screen while screens are plugged, unplugged, and change their size."""

    def __init__(
        self, window: QWidget, clock: Clock, wanted: str | None = None, *, beside: bool = False
    ) -> None:
        super().__init__(window)
        self._window = window
        self._clock = clock
        self._wanted = wanted
        self._beside = beside
        self._full = True
        self._call: Call | None = None
        window.installEventFilter(self)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._came)
            application.screenRemoved.connect(self._changed)
            application.primaryScreenChanged.connect(self._changed)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._changed)

    def _came(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        """Wait until the screens have settled, then put the window where it belongs."""
        if self._call is not None:
            self._call.cancel()
        self._call = self._clock.call_later(_SETTLE, self.put_back)

    def put_back(self) -> None:
        """Put the window where it belongs, unless it was taken out of full screen on purpose."""
        if self._full:
            place(self._window, self._wanted, beside=self._beside)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Learn whether the window is meant to be in full screen.

        Only what the program does counts: a monitor that goes to sleep may shrink the window too.
        """
        if event.type() == QEvent.Type.WindowStateChange and not event.spontaneous():
            self._full = self._window.isFullScreen()
        return False
