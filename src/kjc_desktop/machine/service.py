"""What makes a machine start the unattended show by itself, as a value.

It is one file, and what the system is told about it. So it can be shown before anything is
written, and removing it needs no more than its kind.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["unit", "autostart", "agent", "task"]
"""A unit of systemd, a desktop's entry, a launch agent of macOS, a task of Windows."""
NAME = "kjc-kiosk"
Words = tuple[str, ...]
_PLAIN = re.compile(r"[\w ./+-]+")


@dataclass(frozen=True, slots=True)
class Service:
    """A file that makes a system start something.

    `enable` are the commands that make the written file count, `disable` those that are given
    before it is removed, `forget` those after. `now` starts it without a new login.
    """

    kind: Kind
    path: Path
    body: bytes
    enable: tuple[Words, ...] = ()
    disable: tuple[Words, ...] = ()
    forget: tuple[Words, ...] = ()
    now: Words | None = None

    @property
    def text(self) -> str:
        """The content as people read it."""
        return self.body.decode("utf-16" if self.kind == "task" else "utf-8")


def user_config_folder() -> Path:
    """Return where Linux desktops and systemd look for what belongs to this user."""
    given = os.environ.get("XDG_CONFIG_HOME", "")
    return Path(given) if given.startswith("/") else Path.home() / ".config"


def plainly(command: Sequence[str]) -> Sequence[str]:
    """Return a command whose program has a name without signs that need care.

    Neither systemd nor the desktops accept every name for a program, however it is written; as an
    argument of the shell they do.
    """
    if _PLAIN.fullmatch(command[0]):
        return command
    return ("/bin/sh", "-c", 'exec "$0" "$@"', *command)
