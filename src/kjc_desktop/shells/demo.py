"""`kjc demo`: live figures that anyone can start, with sources that need nothing from outside.

The sources run here, the show in a process of its own, as it would beside real sources.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread

from kjc_desktop.resources import resource
from kjc_desktop.shells.demo_sources import (
    Broker,
    CsvSource,
    SqliteSource,
    end,
    find_broker,
    http_service,
    ticks,
)
from kjc_desktop.texts import say


def run(*, loop: bool, language: str) -> int:
    """Show the demonstration until its window is closed.

    Args:
        loop: as a full-screen loop, and without a display once into a contact sheet.
        language: of the messages.

    Returns:
        The exit code of the show.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with ExitStack() as stack:
        home = tempfile.TemporaryDirectory(prefix="kjc-demo-", ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(home)) / "deck"
        shutil.copytree(resource("demo"), folder)
        (folder / "data").mkdir()
        sys.stderr.write(say("cli.demo_started", language, folder=folder) + "\n")
        environment, options = _begin(folder, stack, language)
        place = ["kiosk"] if loop else ["present", "--windowed"]
        command = [sys.executable, "-m", "kjc_desktop", *place, str(folder), *options]
        show = subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603 - ourselves
        stack.callback(end, show)
        return show.wait()


def _begin(folder: Path, stack: ExitStack, language: str) -> tuple[dict[str, str], list[str]]:
    """Start all sources; return the variables and options that the show needs for them."""
    service = stack.enter_context(http_service())
    stack.callback(service.shutdown)
    environment = {"KJC_DEMO_PORT": str(service.server_port)}
    table, guests = (
        CsvSource(folder / "data" / "besucher.csv"),
        folder / "data" / "anmeldung.sqlite",
    )
    base = SqliteSource(guests)
    table.step()
    program, options, broker = find_broker(), ["--language", language], None
    if program is None:
        sys.stderr.write(say("cli.demo_without_mqtt", language) + "\n")
    else:
        broker = Broker(folder.parent, program)
        stack.callback(broker.close)
        environment["KJC_DEMO_MQTT_PORT"] = str(broker.port)
        options += ["--variant", "mqtt"]
    stopped = Event()
    worker = Thread(target=_play, args=(table, base, broker, stopped), name="demo", daemon=True)
    worker.start()
    stack.callback(worker.join)
    stack.callback(stopped.set)
    return environment, options


def _play(table: CsvSource, base: SqliteSource, broker: Broker | None, stopped: Event) -> None:
    """Let the sources change: doors twice a second, the file every second, guests now and then."""
    for count in ticks(stopped):
        if broker is not None:
            broker.step()
        if count % 2 == 0:
            table.step()
        if count % 3 == 0:
            base.step()
