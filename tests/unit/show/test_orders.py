"""Orders from outside, as the wishes that keys are."""

from typing import get_args

import pytest

from kjc_desktop.show.control import Do, Order
from kjc_desktop.show.keys import WindowAction, Wish
from kjc_desktop.show.orders import wish_of
from kjc_desktop.timeline.commands import Action, Command


@pytest.mark.parametrize(
    ("order", "wish"),
    [
        (Order("next"), Command(Action.NEXT)),
        (Order("prev"), Command(Action.BACK)),
        (Order("goto", "3"), Command(Action.GOTO, 3)),
        (Order("goto", "programm"), Command(Action.GOTO, "programm")),
        (Order("goto"), None),
        (Order("goto", ""), None),
        (Order("black"), Command(Action.BLACK)),
        (Order("white"), Command(Action.WHITE)),
        (Order("freeze"), Command(Action.FREEZE)),
        (Order("pause"), Command(Action.PAUSE)),
        (Order("reload"), WindowAction.RELOAD),
        (Order("quit"), WindowAction.QUIT),
        (Order("notice", text="a"), None),
        (Order("clear"), None),
    ],
)
def test_an_order_is_a_wish(order: Order, wish: Wish | None) -> None:
    assert wish_of(order) == wish


def test_whatever_can_be_ordered_is_a_wish_or_a_notice() -> None:
    wishes = {do for do in get_args(Do) if wish_of(Order(do, "1")) is not None}
    assert wishes == set(get_args(Do)) - {"notice", "clear"}
