"""Where a show writes what happened: the terminal, and JSON lines in a small ring of files.

What is told again and again is written once, and later how often it was told: an unattended screen
must not wash away the reason of Monday's crash by Friday. A line is an object with `time`, `level`,
`logger` and `text`, where there is one the `trace` of an exception, and `times` for a repetition.
"""

import logging
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING

from kjc_desktop.machine.folders import log_folder
from kjc_desktop.machine.ring import Ring
from kjc_desktop.show.clock import monotonic
from kjc_desktop.texts import say

if TYPE_CHECKING:
    # A supervisor logs too, and knows nothing of decks.
    from kjc_desktop.deck.diagnostics import Diagnostic

Record = Mapping[str, object]
Sink = Callable[[dict[str, object]], None]
"""Takes a record away: to the supervisor, which writes for its players too."""

_BYTES, _FILES = 1_000_000, 6
_MOST = 20
"""Findings that are told at once; `kjc check` tells all."""
_AGAIN = 3600.0
"""Seconds within which the same line is counted and not written again."""
_MOST_COUNTED = 500
_LONGEST = 20_000
"""Characters of a text or a trace that are kept."""
_log = logging.getLogger("kjc_desktop")
# Without a log, words go to the terminal once, and not a second time by way of logging.
_log.addHandler(logging.NullHandler())


class Repeats:
    """Lets a record through once, and when an hour is over how often it came again."""

    def __init__(self) -> None:
        self._counted: dict[tuple[object, ...], tuple[float, int, Record]] = {}

    def through(self, record: Record, now: float) -> Iterator[Record]:
        """Yield what is to be written when a record comes.

        Args:
            record: with `level`, `logger`, `text` and `trace`, where they tell it from others.
            now: monotonic seconds.
        """
        yield from self._over(now)
        key = tuple(record.get(each) for each in ("level", "logger", "text", "trace"))
        since, times, _ = self._counted.get(key, (now, -1, record))
        self._counted[key] = (since, times + 1, record)
        if times < 0:
            yield record
        if len(self._counted) > _MOST_COUNTED:
            yield from self._told(next(iter(self._counted)))

    def rest(self) -> Iterator[Record]:
        """Yield what was counted and not told yet, at the end."""
        for key in list(self._counted):
            yield from self._told(key)

    def _over(self, now: float) -> Iterator[Record]:
        for key, (since, _, _) in list(self._counted.items()):
            if now - since < _AGAIN:
                return  # they stand in the order in which they came
            yield from self._told(key)

    def _told(self, key: tuple[object, ...]) -> Iterator[Record]:
        _, times, record = self._counted.pop(key)
        if times:
            yield {**record, "times": times}


class Log(logging.Handler):
    """A log that has been started; writes until it is closed."""

    def __init__(self, sink: Sink | None) -> None:
        """Prepare.

        Args:
            sink: takes the records; without one they go to the user's log folder.
        """
        super().__init__()
        self.path = None if sink is not None else log_folder() / "kjc.jsonl"
        self._sink = sink
        self._ring = Ring(self.path, _BYTES, _FILES) if self.path is not None else None
        self._repeats, self._counting = Repeats(), Lock()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; never raises, whatever the disk or the sink does."""
        try:
            self.take(_plain(record))
        except Exception:  # noqa: BLE001 - the way of logging: nobody is ended by what it tells
            self.handleError(record)

    def take(self, record: Record) -> None:
        """Write a record, also one of another process of the same show."""
        if self._sink is not None:
            self._sink(dict(record))
            return
        with self._counting:
            self._write(self._repeats.through(record, monotonic()))

    def close(self) -> None:
        """Tell what was only counted so far, and write no more."""
        _log.removeHandler(self)
        with self._counting:
            self._write(self._repeats.rest())
        super().close()

    def _write(self, records: Iterator[Record]) -> None:
        import json

        for each in records:
            if self._ring is not None:
                self._ring.add(json.dumps(each, ensure_ascii=False, default=str))


def start_log(sink: Sink | None = None) -> Log:
    """Begin to write what happens; a log that was started before ends.

    Args:
        sink: takes the records, in any thread; without one they go to a file of the user's log
            folder. A disk that does not let us costs nothing but the log.
    """
    # A disk that takes no more must not fill the terminal with tracebacks.
    logging.raiseExceptions = False
    for handler in list(_log.handlers):
        if isinstance(handler, Log):
            handler.close()
    log = Log(sink)
    _log.addHandler(log)
    _log.setLevel(logging.INFO)
    return log


def log_uncaught() -> None:
    """Write exceptions that nobody caught to the log too; the show goes on, as it does anyway."""

    def in_window(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        _log.error("uncaught", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)

    def in_thread(found: threading.ExceptHookArgs) -> None:
        error = found.exc_value or found.exc_type()
        _log.error("uncaught", exc_info=(found.exc_type, error, found.exc_traceback))
        threading.__excepthook__(found)

    sys.excepthook, threading.excepthook = in_window, in_thread


def report(diagnostics: "Sequence[Diagnostic]", folder: Path, language: str) -> None:
    """Tell the terminal and the log what was found in a deck, errors first.

    Not all of a thousand findings: they are written in the thread that paints.
    """
    from kjc_desktop.deck.diagnostics import Severity
    from kjc_desktop.deck.report import line_reader, render_text

    ordered = sorted(diagnostics, key=lambda each: each.severity is not Severity.ERROR)
    text = render_text(ordered[:_MOST], line_reader(folder), language)
    if text:
        tell(text, level=logging.WARNING)
    if len(ordered) > _MOST:
        tell(say("show.more_findings", language, count=len(ordered) - _MOST))


def tell(text: str, *, level: int = logging.INFO) -> None:
    """Write something for people to the terminal, where there is one, and to the log."""
    # A terminal that was closed, or one that cannot write the text, must not end the show.
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    _log.log(level, "%s", text)


def _plain(record: logging.LogRecord) -> dict[str, object]:
    """Return a record as plain values."""
    moment = datetime.fromtimestamp(record.created, UTC).astimezone()
    plain: dict[str, object] = {
        "time": moment.isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "text": record.getMessage()[:_LONGEST],
    }
    if record.exc_info:
        plain["trace"] = logging.Formatter().formatException(record.exc_info)[-_LONGEST:]
    return plain
