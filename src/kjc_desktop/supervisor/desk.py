"""Answers what is asked of a running show from outside: `kjc ctl`, in the thread that decides."""

from collections.abc import Mapping
from typing import Protocol

from kjc_desktop.show.control import Order, granted, order_of, refused
from kjc_desktop.show.status import Status


class Decider(Protocol):
    """What the desk needs of the supervisor."""

    def order(self, order: Order) -> bool:
        """Pass an order on; tell whether somebody heard it."""

    def release(self, slide: str | None) -> bool:
        """Give a slide, or all that are set aside, another chance; False where none was."""

    def status(self) -> Status:
        """Return how the show is."""

    def slides(self) -> list[str]:
        """Return the names of its slides, as far as they are known."""


def answer(decider: Decider, request: Mapping[str, object]) -> dict[str, object]:
    """Return the answer to a request; whatever it is, there is one."""
    if request.get("do") == "status":
        return granted(status=decider.status().as_json())
    if request.get("do") == "release":
        return _released(decider, request.get("slide"))
    order = order_of(dict(request))
    if order is None:
        return refused("ctl_failed")
    if order.do == "goto" and not _known(decider.slides(), order.target or ""):
        return refused("ctl_unknown_slide", target=order.target or "")
    return granted() if decider.order(order) else refused("ctl_no_player")


def _released(decider: Decider, slide: object) -> dict[str, object]:
    name = None if slide is None else str(slide)
    if decider.release(name):
        return granted()
    return refused("ctl_none_aside") if name is None else refused("ctl_not_aside", slide=name)


def _known(slides: list[str], target: str) -> bool:
    """Tell whether there may be such a slide; hidden ones have a name, and no number."""
    if not slides or target in slides:
        return True
    return target.isdecimal() and len(target) < 9 and 1 <= int(target) <= len(slides)
