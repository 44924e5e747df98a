"""One running show in one window: ties deck, clock, window, keys, reload and screens together."""

import logging
import sys
from dataclasses import replace
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, Signal

from kjc_desktop import RELEASED
from kjc_desktop.deck.diagnostics import errors
from kjc_desktop.deck.fields import TextMark
from kjc_desktop.deck.marks import marked
from kjc_desktop.deck.models import Deck
from kjc_desktop.deck.notice import Notice
from kjc_desktop.deck.notice_files import Notices
from kjc_desktop.figures import resolve
from kjc_desktop.scene.text import learn_words
from kjc_desktop.show.application import application
from kjc_desktop.show.aside import under_care
from kjc_desktop.show.awake import Awake
from kjc_desktop.show.board import Board
from kjc_desktop.show.clock import Call
from kjc_desktop.show.control import Order
from kjc_desktop.show.controller import Show
from kjc_desktop.show.keys import WindowAction, Wish
from kjc_desktop.show.lifeline import Lifeline
from kjc_desktop.show.opening import Opening
from kjc_desktop.show.options import ALL_SCREENS, Options
from kjc_desktop.show.orders import wish_of
from kjc_desktop.show.screens import ScreenKeeper, WrongScreen, choose, place, screens
from kjc_desktop.show.timers import SystemClock
from kjc_desktop.show.window import AudienceWindow
from kjc_desktop.texts import language_of, say
from kjc_desktop.timeline.commands import Action, Command

_WINDOW = QSize(1280, 720)
"""Size of a show that does not fill its screen."""
_OVERLAYS = {Action.BLACK, Action.WHITE, Action.HELP, Action.ESCAPE}
"""What can be asked of a show of which only the first slide is known."""

if TYPE_CHECKING:
    from kjc_desktop.data.live import LiveData
    from kjc_desktop.show.data_log import DataLog
    from kjc_desktop.show.feed import Feed
    from kjc_desktop.show.guard import Guard
    from kjc_desktop.show.lock import Lock
    from kjc_desktop.show.reload import Loaded, Reloader


def _learn_words(deck: Deck) -> None:
    """Divide the long words of slides and figures, so that no slide waits for it."""
    models = [slide.spec for slide in deck.slides] + list(deck.figures.values())
    texts = (
        text for model in models for _, mark, text in marked(model) if isinstance(mark, TextMark)
    )
    learn_words(texts, deck.head.language)


class Session(QObject):
    """A show on the screen, from its first slide to its end."""

    loaded = Signal(object)
    """`Loaded`: the whole deck has been read, or an edit is on the screen."""
    failed = Signal(object)
    """tuple of `Diagnostic`: an edit is not shown because of these."""

    def __init__(self, options: Options, opening: Opening, clock: SystemClock) -> None:
        super().__init__()
        deck = opening.deck
        self._options, self._clock = options, clock
        self._reloader: Reloader | None = None
        self._hub = opening.hub
        self._feed: Feed | None = None
        self._data_log: DataLog | None = None
        self._language = language_of(options.language or deck.head.language)
        self._settled = False
        self._known = opening.whole
        self._closed = False
        self._early: list[Command] = []
        first = options.first
        self._show = Show(
            deck,
            opening.table,
            clock,
            mode="loop" if options.place == "kiosk" else "manual",
            first=int(first) if first is not None and first.isdecimal() else first,
            sync=options.sync,
        )
        if options.place == "kiosk":
            self._show.keep_hours(RELEASED)
        if opening.hub is not None:
            self._show.update(opening.live)
        title = deck.head.title.replace("\n", " ")
        self._window = AudienceWindow(title, options.place, self._language, options.way_out)
        if options.place == "kiosk":
            self._window.new_lock = self._new_lock
        self._life = self._under_care()
        self._idle: Call | None = None
        self._warmed = False
        self._guard: Guard | None = None
        self._awake = Awake()
        self._connect()

    def _connect(self) -> None:
        self._show.changed.connect(self._on_changed)
        self._show.replaced.connect(self._on_replaced)
        self._show.rested.connect(self._on_rested)
        self._show.trusted.connect(self._on_trusted)
        self._window.wished.connect(self._on_wish)
        self._window.closing.connect(self._on_closing)
        self._window.painted.connect(self._on_first_paint)

    def _under_care(self) -> Lifeline | None:
        """Return what ties this show to its supervisor, where it has one."""
        care = self._options.care
        if care is None:
            return None
        life = Lifeline(Board(care.board), self._clock, self._show, self._window)
        life.dismissed.connect(_leave)
        life.ordered.connect(self.obey)
        if care.notice is not None:
            self._show.notice(care.notice)
        return life

    def _new_lock(self) -> "Lock":
        """Return what the way out of a kiosk is locked with."""
        from kjc_desktop.show.lock import Lock

        options = self._options
        lock = Lock(
            self._window, self._clock, options.settings, self._language, touch=options.touch
        )  # fmt: skip
        lock.opened.connect(_leave)
        return lock

    def open(self) -> None:
        """Put the first slide on the screen."""
        if self._life is not None:
            self._life.start()
        self._on_replaced()
        if self._options.windowed:
            self._window.resize(_WINDOW)
            self._window.show()
            return
        if self._options.place == "kiosk":
            self._window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self._keeper = ScreenKeeper(self._window, self._clock, self._options.screen)
        if not place(self._window, self._options.screen):
            self._window.showFullScreen()

    def _on_first_paint(self) -> None:
        """Do everything that could wait for the first slide."""
        self._window.painted.disconnect(self._on_first_paint)
        self._clock.call_later(0, self._begin_rest)

    def _begin_rest(self) -> None:
        from kjc_desktop.show.log import log_uncaught, start_log, tell
        from kjc_desktop.show.reload import Reloader

        log_uncaught()
        start_log(None if self._life is None else partial(self._life.tell, "log"))
        tell(say("show.started", self._language, folder=self._options.folder), level=logging.INFO)
        if not self._show.trusts_clock:
            self._on_trusted(trusted=False)
        care = self._options.care
        spare = None if care is None else care.spare
        self._reloader = Reloader(self._options.folder, self._options.variant, spare)
        self._reloader.loaded.connect(self._on_loaded)
        self._reloader.failed.connect(self._on_failed)
        self._reloader.data_changed.connect(self._on_data_file)
        self._reloader.noticed.connect(self._on_noticed)
        self._reloader.start()
        self._reloader.request(tolerant=True)
        self._awake.start()
        if self._options.place == "kiosk":
            self._keep_watch()
        if self._life is not None:
            self._life.listen()
        if self._show.deck.live:
            self._on_live(self._fed(self._show.deck))

    def _keep_watch(self) -> None:
        """See to a window in a foyer: that it stays in front, and that visitors may browse."""
        if not self._options.windowed:
            from kjc_desktop.show.guard import Guard

            self._guard = Guard(self._window, self._clock, self._keeper.put_back)
        lock = self._window.lock
        if self._options.touch and lock is not None:
            from kjc_desktop.show.touch import Browser

            idle = self._options.idle
            self._browser = Browser(self._show, self._window, self._clock, idle, lock.take)

    def _fed(self, deck: Deck) -> "LiveData":
        """Read the sources of a deck from now on; return what is known of them already."""
        if self._feed is None:
            from kjc_desktop.show.data_log import DataLog
            from kjc_desktop.show.feed import Feed
            from kjc_desktop.show.sources import new_hub

            self._feed = Feed(self._hub or new_hub(self._language), self._clock, self)
            self._feed.changed.connect(self._on_live)
            self._data_log = DataLog(self._language)
        return self._feed.use(deck)

    def _on_live(self, live: "LiveData") -> None:
        """Show what the sources give now."""
        if self._closed:
            return
        self._show.update(live)
        if self._life is not None:
            self._life.teller.data(live)
        if self._data_log is not None:
            self._data_log.tell(self._show.deck, live, self._show.table)

    def _on_data_file(self, names: object) -> None:
        if self._feed is not None and isinstance(names, frozenset):
            self._feed.look(names)

    def _on_changed(self) -> None:
        frame = self._show.frame()
        if frame is not None:
            self._window.show_frame(frame)
        noticed = frame is not None and frame.hidden
        self._window.show_help(visible=self._show.playback.help and not noticed)

    def _on_replaced(self) -> None:
        frame = self._show.frame()
        if frame is not None:
            # With the first answer nothing has changed but how much of the deck is known.
            self._window.use(self._show.deck, self._show.table, frame, keep=not self._settled)

    def _on_trusted(self, trusted: bool) -> None:
        """Say once that the clock is wrong, or right again: nobody sees why slides are missing."""
        from kjc_desktop.figures.dates import date_text
        from kjc_desktop.show.log import tell

        key, level = ("right", logging.INFO) if trusted else ("wrong", logging.WARNING)
        date = date_text(self._clock.wall().astimezone(self._show.deck.zone), self._language)
        tell(say(f"kiosk.time_{key}", self._language, date=date), level=level)

    def _on_rested(self) -> None:
        """Build the next slide while nothing moves, so that its entry is smooth."""
        if self._settled and not self._warmed:
            self._warmed = True
            deck = self._show.deck
            Thread(target=_learn_words, args=(deck,), name="hyphens", daemon=True).start()
        if self._idle is not None:
            self._idle.cancel()
        self._idle = self._clock.call_later(0.05, self._prepare_next)

    def _prepare_next(self) -> None:
        name = self._show.playback.neighbour(1)
        if name is not None:
            self._window.prepare(name)

    def _on_loaded(self, loaded: "Loaded") -> None:
        from kjc_desktop.show.log import report, tell

        if self._closed:
            return  # it was on its way when the show ended
        report(loaded.diagnostics, self._options.folder, self._language)
        deck = under_care(loaded.deck, self._options.care)
        if deck.live or self._feed is not None:
            live = self._fed(deck)
            self._show.replace(deck, resolve(deck, self._clock.wall(), live), live)
        else:
            self._show.replace(deck, loaded.table)
        self._catch_up()
        if self._settled:
            tell(say("show.reloaded", self._language), level=logging.INFO)
        self._settled = True
        if self._life is not None and not errors(loaded.diagnostics):
            self._life.teller.good()
        if self._options.follow and loaded.edited is not None:
            self._show.follow(loaded.edited)
        self.loaded.emit(loaded)

    def _on_failed(self, diagnostics: object) -> None:
        from kjc_desktop.show.log import report, tell

        if isinstance(diagnostics, tuple):
            report(diagnostics, self._options.folder, self._language)
        tell(say("show.kept", self._language), level=logging.WARNING)
        self._catch_up()
        self.failed.emit(diagnostics)

    def obey(self, order: Order) -> None:
        """Do what somebody outside asks, as if it had been asked at the window."""
        wish = wish_of(order)
        if order.do == "notice":
            self._show.notice(Notice(order.kind, order.text))
        elif order.do == "clear":
            self._show.notice(None)
        elif wish is not None:
            self._on_wish(wish)

    def _on_noticed(self, notices: object) -> None:
        """Tell everybody what a file of the deck says; what is wrong with it, those who run it."""
        from kjc_desktop.show.log import report

        if isinstance(notices, Notices) and not self._closed:
            self._show.notice_of_deck(notices.notice)
            report(notices.findings, self._options.folder, self._language)

    def _on_wish(self, wish: Wish) -> None:
        if isinstance(wish, Command):
            self._command(wish)
        elif wish is WindowAction.RELOAD:
            self._reload()
        elif wish is WindowAction.QUIT:
            _leave()
        elif self._window.isFullScreen():
            self._window.showNormal()
            self._window.resize(_WINDOW)
        else:
            place(self._window, self._options.screen)

    def _command(self, command: Command) -> None:
        """Do what is asked; what needs the whole deck waits for it, and what comes after that."""
        if self._known or (not self._early and command.action in _OVERLAYS):
            self._show.command(command)
        else:
            self._early.append(command)

    def _catch_up(self) -> None:
        """Do what was asked before the whole deck was known."""
        self._known = True
        early, self._early = self._early, []
        for command in early:
            self._show.command(command)

    def _reload(self) -> None:
        if self._reloader is not None:
            self._reloader.request()
        if self._feed is not None:
            self._feed.look()

    def _on_closing(self) -> None:
        """A window that is closed ends a talk; in a foyer nobody closes anything."""
        if self._options.place == "present":
            _leave()

    def close(self) -> None:
        """End: timers, threads, windows."""
        self._closed = True
        self._show.stop()
        if self._guard is not None:
            self._guard.stop()
        if self._life is not None:
            self._life.stop()
        if self._idle is not None:
            self._idle.cancel()
        if self._reloader is not None:
            self._reloader.stop()
        if self._feed is not None:
            self._feed.stop()
        self._awake.stop()
        self._window.hide()


def _leave() -> None:
    """End the show; quit() would ask the window, which never agrees."""
    QCoreApplication.exit(0)


def launch(options: Options, opening: Opening) -> int:
    """Run a show until it is left.

    Returns:
        The exit code: 0 for a show that was left, 2 where the screen does not exist.
    """
    qt = application()
    language = language_of(options.language or opening.deck.head.language)
    there = screens()
    if options.screen == ALL_SCREENS:
        usual = choose(there)
        name = None if isinstance(usual, WrongScreen) else usual.name
        options = replace(options, screen=name)
    asked = options.screen is not None and not options.unattended
    chosen = choose(there, options.screen) if asked else None
    if isinstance(chosen, WrongScreen):
        sys.stderr.write(f"{chosen.message(language)}\n")
        return 2
    session = Session(options, opening, SystemClock())
    session.open()
    code = qt.exec()
    session.close()
    logging.shutdown()
    return code
