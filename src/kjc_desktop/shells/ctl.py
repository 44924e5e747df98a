"""What is asked of an unattended show from the terminal: `kjc ctl`."""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from io import StringIO
from pathlib import Path

from kjc_desktop.machine.asking import NoAnswer, ask, is_open
from kjc_desktop.machine.folders import (
    kiosk_folder,
    known_kiosks,
    memory_folder,
    remembered_kiosks,
)
from kjc_desktop.show.clock import wall
from kjc_desktop.show.control import Order, refusal
from kjc_desktop.show.status import read_status
from kjc_desktop.texts import say

_PATIENCE = 5.0
"""Seconds in which a show answers even where a screen hangs."""


class Remote:
    """A show that runs on this machine, as far as there is one."""

    def __init__(self, name: str | None, language: str) -> None:
        """Take note of which show is meant; nothing is asked yet.

        Args:
            name: of the show; None for the only one that runs.
            language: of what is said, `de` or `en`.
        """
        self._name, self._language = name, language

    def order(self, order: Order) -> int:
        """Ask the show to do something; return the exit code."""
        if order.do == "notice" and order.kind != "emergency" and not order.text.strip():
            self._complain("no_text")
            return 2
        return self._confirmed(asdict(order))

    def release(self, slide: str | None) -> int:
        """Ask the show to give slides that were set aside another chance; None for all."""
        return self._confirmed({"do": "release", "slide": slide})

    def status(self, *, as_json: bool) -> int:
        """Tell how the show is; 1 where somebody should look after it, or nobody answers."""
        answer = self._asked({"do": "status"})
        if isinstance(answer, int):
            return answer
        plain = answer.get("status")
        status = read_status(plain) if isinstance(plain, dict) else None
        if status is None:
            self._complain("failed")
            return 1
        if as_json:
            sys.stdout.write(json.dumps(plain, ensure_ascii=False, indent=2) + "\n")
        else:
            from kjc_desktop.shells.status_text import print_status

            print_status(status, wall().astimezone(), self._language)
        return int(not status.well)

    def playlog(self, output: Path | None, since: datetime | None) -> int:
        """Write down what was shown when; the show does not have to run any more.

        Args:
            output: a file; None for the terminal.
            since: without a zone it is in that of this machine.
        """
        from kjc_desktop.show.playlog import PlayLog, write_csv

        name = self._remembered()
        if isinstance(name, int):
            return name
        after = since.astimezone() if since is not None else None
        table = StringIO(newline="")
        rows = write_csv(PlayLog(memory_folder(name)).entries(after), table, self._language)
        if not rows:
            sys.stderr.write(say("kiosk.playlog_none", self._language) + "\n")
        if output is None:
            sys.stdout.write(table.getvalue().replace("\r\n", "\n"))
            return 0
        try:
            # The mark at its beginning tells programs for tables that it is UTF-8.
            output.write_text(table.getvalue(), "utf-8-sig", newline="")
        except OSError as error:
            self._complain("cannot_write", path=output, reason=error.strerror)
            return 1
        said = say("kiosk.playlog_written", self._language, count=rows, path=output)
        sys.stderr.write(f"{said}\n")
        return 0

    def _confirmed(self, request: dict[str, object]) -> int:
        """Ask, and say that it was done."""
        answer = self._asked(request)
        if isinstance(answer, int):
            return answer
        sys.stdout.write(say("kiosk.ctl_done", self._language) + "\n")
        return 0

    def _asked(self, request: dict[str, object]) -> dict[str, object] | int:
        """Return the answer of the show; where there is none, say why and return the exit code."""
        folder = self._running()
        if isinstance(folder, int):
            return folder
        answer = ask(folder, request, _PATIENCE)
        if answer is NoAnswer.NOBODY:
            self._complain("nobody")
        elif isinstance(answer, NoAnswer):
            key = "late" if answer is NoAnswer.LATE else "not_allowed"
            self._complain(key, name=folder.name)
        elif (reason := refusal(answer, self._language)) is not None:
            sys.stderr.write(f"{reason}\n")
        else:
            return answer
        return 1

    def _running(self) -> Path | int:
        """Return the folder of the show that is meant, or say why there is none."""
        names = _running_names()
        if self._name is not None:
            wanted = kiosk_folder(self._name)
            return wanted if wanted.name in names else self._absent(names)
        if len(names) > 1:
            return self._undecided(names)
        return kiosk_folder(names[0]) if names else self._absent([])

    def _remembered(self) -> str | int:
        """Return the name of the show whose memory is meant, or say why there is none."""
        if self._name is not None:
            return self._name
        names = _running_names() or remembered_kiosks()
        if len(names) > 1:
            return self._undecided(names)
        return names[0] if names else self._absent([])

    def _absent(self, names: list[str]) -> int:
        if names:
            self._complain("nobody_named", name=self._name, names=", ".join(names))
        else:
            self._complain("nobody")
        return 1

    def _undecided(self, names: list[str]) -> int:
        self._complain("several", names=", ".join(names), first=names[0])
        return 2

    def _complain(self, key: str, **values: object) -> None:
        sys.stderr.write(say(f"kiosk.ctl_{key}", self._language, **values) + "\n")


def _running_names() -> list[str]:
    """Return the names of the shows that run on this machine."""
    return [name for name in known_kiosks() if is_open(kiosk_folder(name))]
