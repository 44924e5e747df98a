"""Orders to a running show from outside its windows: one JSON object a line.

Whoever sends an order, `kjc ctl`, the supervisor or a test, and whoever obeys it use this module.
"""

import json
from dataclasses import asdict, dataclass
from typing import Literal, get_args

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
        return json.dumps(asdict(self), ensure_ascii=False) + "\n"


def read_order(line: str) -> Order | None:
    """Return the order of a line; None for a line that is none."""
    try:
        said = json.loads(line)
        order = Order(**said)
    except (ValueError, TypeError, RecursionError):
        return None
    known = order.do in get_args(Do) and order.kind in get_args(NoticeKind)
    plain = isinstance(order.text, str) and isinstance(order.target, str | None)
    return order if known and plain else None
