"""`kjc kiosk install` and `uninstall`: lets this machine start the show by itself, or no longer.

What is written is shown before, whole: nobody should have to trust a program with the start of
their machine.
"""

import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from kjc_desktop.machine.service import Service, Words
from kjc_desktop.machine.services import installed, service, usual_kind
from kjc_desktop.machine.tools import is_done
from kjc_desktop.texts import say


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is done: after showing and asking, without asking, or shown only."""

    language: str
    ask: bool = True
    do: bool = True


def install(arguments: Sequence[str], manner: Manner) -> int:
    """Show what would start the kiosk after each login, ask, and write it.

    Args:
        arguments: of `kjc kiosk`, with absolute paths.
        manner: how.

    Returns:
        0 where it was written or only shown, 1 where nobody agreed or the system refuses.
    """
    command = (sys.executable, "-m", "kjc_desktop", "kiosk", *arguments)
    wanted = service(usual_kind(), command)
    # One start of the show is enough: what an earlier installation left in another place goes.
    others = [each for each in installed() if each.kind != wanted.kind]
    _show(wanted, manner.language)
    for other in others:
        _tell("install_replaces", manner.language, path=other.path)
    if not manner.do:
        return 0
    if not _agreed("install_ask", manner):
        return 1
    try:
        for other in others:
            _remove(other)
        wanted.path.parent.mkdir(parents=True, exist_ok=True)
        wanted.path.write_bytes(wanted.body)
    except OSError as error:
        return _refused(error, manner.language)
    if not _taken(wanted.enable, manner.language):
        return 1
    _tell("install_done", manner.language)
    if wanted.now is not None:
        _tell("install_now", manner.language, command=_spelt(wanted.now))
    return 0


def uninstall(manner: Manner) -> int:
    """Show what starts the kiosk, ask, and remove it.

    Returns:
        0 where nothing is left or it was only shown, 1 where nobody agreed or it must not be done.
    """
    found = installed()
    if not found:
        _tell("install_nothing", manner.language)
        return 0
    for each in found:
        _show(each, manner.language, there=True)
    if not manner.do:
        return 0
    if not _agreed("install_ask_remove", manner):
        return 1
    try:
        for each in found:
            _remove(each)
    except OSError as error:
        return _refused(error, manner.language)
    _tell("install_removed", manner.language)
    return 0


def _show(one: Service, language: str, *, there: bool = False) -> None:
    key = "install_there" if there else f"install_{one.kind}"
    _tell(key, language, path=one.path)
    text = one.path.read_bytes() if there else one.body
    shown = text.decode("utf-16" if one.kind == "task" else "utf-8", errors="replace")
    sys.stdout.write("\n" + "".join(f"    {line}\n" for line in shown.splitlines()) + "\n")
    commands = (*one.disable, *one.forget) if there else one.enable
    if commands:
        _tell("install_commands", language)
        sys.stdout.write("".join(f"    {_spelt(each)}\n" for each in commands) + "\n")


def _remove(one: Service) -> None:
    for command in one.disable:
        is_done(*command)
    one.path.unlink(missing_ok=True)
    for command in one.forget:
        is_done(*command)


def _taken(commands: Sequence[Words], language: str) -> bool:
    """Give commands to the system; tell which it does not take, and whether it took all."""
    refused = [command for command in commands if not is_done(*command)]
    for command in refused:
        _tell("install_not_taken", language, command=_spelt(command))
    return not refused


def _spelt(command: Words) -> str:
    """Return a command as people type it on this system."""
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)


def _agreed(question: str, manner: Manner) -> bool:
    """Ask whoever sits there; nobody is no."""
    if not manner.ask:
        return True
    sys.stdout.write(say(f"kiosk.{question}", manner.language) + " ")
    sys.stdout.flush()
    answer = sys.stdin.readline().strip().casefold()
    if answer in {"j", "ja", "y", "yes"}:
        return True
    _tell("install_left", manner.language)
    return False


def _refused(error: OSError, language: str) -> int:
    words = say("kiosk.install_cannot", language, path=error.filename, reason=error.strerror)
    sys.stderr.write(f"{words}\n")
    return 1


def _tell(name: str, language: str, **values: object) -> None:
    sys.stdout.write(say(f"kiosk.{name}", language, **values) + "\n")
