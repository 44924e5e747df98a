"""What an unattended show remembers over a restart of the machine."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import get_args

from kjc_desktop.machine.keep import keep, kept
from kjc_desktop.show.status import SetAside
from kjc_desktop.timeline.notice import Notice, NoticeKind

_MOST_ASIDE = 200


@dataclass(frozen=True, slots=True)
class State:
    """Where a show stood.

    `positions`: mark of the slide by screen. `aside`: slides that are set aside, by mark.
    `notice`: what is to be said to everybody, as it was ordered.
    """

    positions: Mapping[str, str] = field(default_factory=dict)
    aside: Mapping[str, SetAside] = field(default_factory=dict)
    notice: Notice | None = None


def save(path: Path, state: State) -> None:
    """Keep a state.

    Raises:
        OSError: the disk does not take it; what was kept before can still be read.
    """
    keep(path, json.dumps(asdict(state), default=str).encode())


def load(path: Path) -> State:
    """Return the state kept last that can be read, as far as it makes sense; else an empty one."""
    for body in kept(path):
        with suppress(ValueError, RecursionError):
            said = json.loads(body)
            if isinstance(said, dict):
                return State(
                    _texts(said.get("positions")),
                    dict(list(_aside(said.get("aside")))[-_MOST_ASIDE:]),
                    _notice(said.get("notice")),
                )
    return State()


def _texts(said: object) -> dict[str, str]:
    """Return the texts of something that should be texts by name."""
    if not isinstance(said, dict):
        return {}
    return {key: value for key, value in said.items() if isinstance(value, str)}


def _aside(said: object) -> Iterator[tuple[str, SetAside]]:
    """Yield the slides that are set aside, by mark."""
    for mark, note in said.items() if isinstance(said, dict) else ():
        texts = _texts(note)
        if "slide" in texts and "reason" in texts:
            since = None
            with suppress(KeyError, ValueError):
                since = datetime.fromisoformat(texts["since"])
            yield mark, SetAside(texts["slide"], texts["reason"], since)


def _notice(said: object) -> Notice | None:
    if not isinstance(said, dict):
        return None
    kind: NoticeKind | None = next(
        (each for each in get_args(NoticeKind) if each == said.get("kind")), None
    )
    text = said.get("text")
    return Notice(kind, text) if kind is not None and isinstance(text, str) else None
