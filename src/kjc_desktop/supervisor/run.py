"""Starts an unattended show with all that belongs to it, and ends it."""

import hashlib
import logging
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from kjc_desktop.machine.folders import folder_name, kiosk_folder, make_private, memory_folder
from kjc_desktop.machine.processes import ending_signals
from kjc_desktop.show.clock import wall
from kjc_desktop.show.log import start_log, tell
from kjc_desktop.show.options import ALL_SCREENS, Options
from kjc_desktop.supervisor.spare import Spare
from kjc_desktop.supervisor.watch import SPARE, Supervisor
from kjc_desktop.texts import message_language, say


def supervise(
    options: Options,
    screens: Sequence[str] = (),
    health: int | None = None,
    findings: Sequence[str] = (),
) -> int:
    """Show a deck on one screen or several until somebody leaves it.

    Args:
        options: of the players.
        screens: what to show it on; `all` means every screen, none the usual one.
        health: port of this machine where the state can be asked for.
        findings: what is to be told once at the start.

    Returns:
        The exit code: that of a player that was left or could not begin, 1 where the show runs
        already.
    """
    language = options.language or message_language()
    several = len(screens) > 1 or list(screens) == [ALL_SCREENS]
    options = replace(
        options, place="kiosk", folder=options.folder.absolute(), sync=options.sync or several
    )  # fmt: skip
    name = kiosk_name(options, screens)
    from kjc_desktop.machine.endpoint import AlreadyRunning

    try:
        return _supervised(name, options, screens or (None,), health, findings)
    except AlreadyRunning:
        with suppress(OSError):
            sys.stderr.write(say("kiosk.run_already", language, name=name) + "\n")
        return 1


def _supervised(
    name: str,
    options: Options,
    screens: Sequence[str | None],
    health: int | None,
    findings: Sequence[str],
) -> int:
    memory, running = memory_folder(name), kiosk_folder(name)
    for folder in (memory, running):
        # A disk that is full or must not be written is no reason not to show anything.
        with suppress(OSError):
            make_private(folder)
    log = start_log()
    for words in findings:
        tell(words, level=logging.WARNING)
    with ExitStack() as stack:
        stack.callback(log.close)
        supervisor = Supervisor(options, screens, (memory, running), log)
        _open_doors(stack, supervisor, running, health)
        for each in ending_signals():
            signal.signal(each, lambda number, _: _on_signal(supervisor, number))
        return supervisor.run()


def _open_doors(stack: ExitStack, supervisor: Supervisor, folder: Path, health: int | None) -> None:
    """Let the show be asked from outside; one that cannot be asked is shown nevertheless.

    Raises:
        AlreadyRunning: another one is there.
    """
    from kjc_desktop.machine.endpoint import Endpoint
    from kjc_desktop.supervisor.desk import answer

    try:
        stack.enter_context(
            Endpoint(folder, lambda said: supervisor.asked(partial(answer, supervisor, said)))
        )
        if health is not None:
            from kjc_desktop.supervisor.health import Health

            stack.enter_context(Health(health, partial(supervisor.asked, supervisor.status), wall))
    except OSError as error:
        words = say("kiosk.run_unasked", supervisor.language, reason=error.strerror or "")
        tell(words, level=logging.WARNING)


def _on_signal(supervisor: Supervisor, number: int) -> None:
    """End the show; who presses Ctrl+C wants it, a system that shuts down does not."""
    wanted = number == signal.SIGINT
    supervisor.soon(supervisor.leave if wanted else supervisor.stop)


def kiosk_name(options: Options, screens: Sequence[str] = ()) -> str:
    """Return what a show is called: its deck, variant and screens, and what tells two apart.

    One user may have several displays, and the same show on each.
    """
    words = [options.folder.name, options.variant or "", *screens]
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""
    whole = "\n".join([str(options.folder.absolute()), display, *words])
    digest = hashlib.sha256(whole.encode(errors="replace")).hexdigest()[:4]
    return folder_name("-".join(each for each in (*words, digest) if each))


def is_remembered(deck: Path, variant: str | None, screens: Sequence[str]) -> bool:
    """Tell whether a deck can be shown from its copy although its folder is gone just now."""
    if (deck / "deck.yaml").exists():
        return False
    name = kiosk_name(Options(deck.absolute(), variant=variant), screens)
    return Spare(deck, memory_folder(name) / SPARE).folder() is not None
