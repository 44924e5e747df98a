"""What unattended shows of this machine keep to, whatever deck they show: `settings.toml`.

A screen must come up whatever somebody has written into that file. So what is wrong in it is a
value with file, line and what to do, and its default holds.
"""

import errno
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kjc_desktop.machine.folders import config_folder
from kjc_desktop.machine.reading import open_ordinary
from kjc_desktop.texts import say

WAY_OUT = "Ctrl+Q"
"""How a show is left, where nothing else is set."""
IDLE = 60.0
"""Seconds after the last touch at which the loop goes on, where nothing else is set."""

TABLE = "kiosk"
_MOST_BYTES = 100_000
_LONGEST_SHOWN = 40
_HELD = {
    "ctrl": "Ctrl", "strg": "Ctrl", "alt": "Alt", "shift": "Shift", "umschalt": "Shift",
    "meta": "Meta",
}  # fmt: skip
_NAMED = {
    each.lower(): each
    for each in (
        "Esc", "Tab", "Return", "Backspace", "Space", "Ins", "Del", "Home", "End", "PgUp", "PgDown",
        "Up", "Down", "Left", "Right", *(f"F{number}" for number in range(1, 13)),
    )
}  # fmt: skip
_SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0}
_DURATION = re.compile(r"(\d{1,4})\s*(s|min|h)?")
_SHORTEST_IDLE, _LONGEST_IDLE = 5.0, 3600.0
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_HEADER = re.compile(r"\s*\[\s*([\w.\"'-]+)\s*\]")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong in the file, in a line from 1; 0 is the file as a whole."""

    file: Path
    line: int
    what: str
    value: str = ""

    def message(self, language: str) -> str:
        """Return where and what it is, what holds instead, and what to do."""
        where = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{where}: {say(f'kiosk.settings_{self.what}', language, value=self.value)}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds on this machine.

    `way_out` is one chord such as `Ctrl+Q`; `pin` is as `machine.pin.kept` gives it, None for none;
    `idle` in seconds.
    """

    way_out: str = WAY_OUT
    pin: str | None = None
    touch: bool = False
    idle: float = IDLE
    faults: tuple[Fault, ...] = ()


def settings_file() -> Path:
    """Return where this user's settings are."""
    return config_folder() / "settings.toml"


def read_settings(file: Path) -> Settings:
    """Return what a file says; without one, and for what is wrong in it, the defaults."""
    try:
        text = text_of(file)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        return Settings(faults=(Fault(file, 0, "unreadable", error.strerror or str(error)),))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Settings(faults=(Fault(file, line, "encoding"),))
    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Settings(faults=(_syntax(file, text, str(error)),))
    return _settings(file, text, said)


def text_of(file: Path) -> str:
    """Return the text of the settings.

    Raises:
        OSError: there is none, or it cannot be read; nobody writes so much by hand.
        UnicodeDecodeError: it is no UTF-8.
    """
    with open_ordinary(file.resolve(strict=True)) as opened:
        raw = opened.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(file))
    return raw.decode("utf-8-sig").replace("\r\n", "\n")


def _syntax(file: Path, text: str, words: str) -> Fault:
    place = _PLACE.search(words)
    line = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
    return Fault(file, line, "syntax", _PLACE.sub("", words))


def _settings(file: Path, text: str, said: Mapping[str, object]) -> Settings:
    """Return what the values of a file mean, key by key."""
    good: dict[str, Any] = {}
    faults: list[Fault] = []
    table = said.get(TABLE, {})
    strange = [key for key in said if key != TABLE]
    if not isinstance(table, dict):
        strange, table = [TABLE, *strange], {}
    faults += [Fault(file, line_of(text, None, key), "unknown", key) for key in strange]
    for key, value in table.items():
        line = line_of(text, TABLE, key)
        if key not in _CHECKS:
            faults.append(Fault(file, line, "unknown", key))
            continue
        meant = _CHECKS[key](value)
        if meant is None:
            faults.append(Fault(file, line, key, str(value)[:_LONGEST_SHOWN]))
        else:
            good[key] = meant
    return Settings(**good, faults=tuple(faults))


def line_of(text: str, table: str | None, key: str) -> int:
    """Return the line, from 1, at which a key of a table stands; 0 where it cannot be found."""
    within: str | None = None
    name = rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]"
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        if header:
            within = header[1].strip("\"'")
            if table is None and within.split(".")[0] == key:
                return number
        elif within == table and re.match(name, line):
            return number
    return 0


def _way_out(value: object) -> str | None:
    """Return a chord as Qt writes it; a single key would be struck by chance."""
    if not isinstance(value, str):
        return None
    *held, key = (part.strip() for part in value.split("+"))
    names = {_HELD.get(each.lower(), "") for each in held}
    plain = key.upper() if re.fullmatch(r"[A-Za-z0-9]", key) else _NAMED.get(key.lower())
    if plain is None or "" in names or not names - {"Shift"} or len(names) != len(held):
        return None
    order = [each for each in ("Meta", "Ctrl", "Alt", "Shift") if each in names]
    return "+".join([*order, plain])


def _pin(value: object) -> str | None:
    # Every command knows what settings are; few need what a PIN is made with.
    from kjc_desktop.machine.pin import is_kept

    return value if isinstance(value, str) and is_kept(value) else None


def _touch(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _idle(value: object) -> float | None:
    """Return seconds for `60 s`, `2 min` or a bare number of them."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    found = _DURATION.fullmatch(str(value).strip())
    if found is None:
        return None
    seconds = int(found[1]) * _SECONDS[found[2] or "s"]
    return seconds if _SHORTEST_IDLE <= seconds <= _LONGEST_IDLE else None


_CHECKS: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {"way_out": _way_out, "pin": _pin, "touch": _touch, "idle": _idle}
)
