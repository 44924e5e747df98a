"""What orders from outside mean: the same wishes that keys are."""

from types import MappingProxyType

from kjc_desktop.show.control import Do, Order
from kjc_desktop.show.keys import WindowAction, Wish
from kjc_desktop.timeline.commands import Action, Command

_WISHES: MappingProxyType[Do, Wish] = MappingProxyType(
    {
        "next": Command(Action.NEXT),
        "prev": Command(Action.BACK),
        "black": Command(Action.BLACK),
        "white": Command(Action.WHITE),
        "freeze": Command(Action.FREEZE),
        "pause": Command(Action.PAUSE),
        "reload": WindowAction.RELOAD,
        "quit": WindowAction.QUIT,
    }
)


def wish_of(order: Order) -> Wish | None:
    """Return what an order asks of the window; None where it is nothing that a key can ask."""
    if order.do == "goto" and order.target:
        aim = order.target
        return Command(Action.GOTO, int(aim) if aim.isdecimal() else aim)
    return _WISHES.get(order.do)
