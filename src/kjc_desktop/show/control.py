"""Orders to a running show from outside its windows: one JSON object a line.

Whoever sends an order, `kjc ctl`, the supervisor or a test, and whoever obeys it use this module.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from kjc_desktop.texts import say
from kjc_desktop.timeline.notice import NoticeKind

Do = Literal[
    "next", "prev", "goto", "black", "white", "freeze", "pause", "reload", "notice", "clear", "quit"
]
"""`clear` takes a notice away; `quit` ends the show."""


@dataclass(frozen=True, slots=True)
class Order:
    """Something that is asked of a show.

    `target` is the number or name of a slide for `goto`; `text` and `kind` are those of a `notice`.
    """

    do: Do
    target: str | None = None
    text: str = ""
    kind: NoticeKind = "over"

    def line(self) -> str:
        """Return the order as a line, with its end."""
        return json.dumps(asdict(self)) + "\n"


def read_order(line: str) -> Order | None:
    """Return the order of a line; None for a line that is none."""
    try:
        return order_of(json.loads(line))
    except (ValueError, RecursionError):
        return None


def order_of(said: object) -> Order | None:
    """Return the order that plain values mean; None where they mean none."""
    if not isinstance(said, dict):
        return None
    try:
        order = Order(**said)
    except TypeError:
        return None
    known = order.do in get_args(Do) and order.kind in get_args(NoticeKind)
    plain = isinstance(order.text, str) and isinstance(order.target, str | None)
    return order if known and plain else None


def granted(**more: object) -> dict[str, object]:
    """Return the answer to whoever asked for something that was done."""
    return {"done": True, **more}


def refused(why: str, **values: object) -> dict[str, object]:
    """Return the answer to whoever asked for something that is not done.

    Args:
        why: a sentence of the catalogue, `kiosk.…`, without the area.
        values: for its placeholders.
    """
    return {"done": False, "why": why, "values": values}


def refusal(answer: Mapping[str, object], language: str) -> str | None:
    """Return why something was refused, as a sentence; None where it was done."""
    if answer.get("done") is True:
        return None
    key, values = f"kiosk.{answer.get('why')}", answer.get("values")
    try:
        return say(key, language, **(values if isinstance(values, dict) else {}))
    except (KeyError, IndexError):
        return say("kiosk.ctl_failed", language)
