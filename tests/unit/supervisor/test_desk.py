"""Whoever asks gets an answer, whatever is asked."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.show.control import Order, refusal
from kjc_desktop.show.status import Status
from kjc_desktop.supervisor.desk import answer


@dataclass
class Show:
    """A show that notes what it is asked."""

    heard: bool = True
    aside: set[str] = field(default_factory=set)
    orders: list[Order] = field(default_factory=list)

    def order(self, order: Order) -> bool:
        self.orders.append(order)
        return self.heard

    def release(self, slide: str | None) -> bool:
        return bool(self.aside) if slide is None else slide in self.aside

    def status(self) -> Status:
        return Status("kampagne", datetime(2018, 11, 26, tzinfo=UTC), ())

    def slides(self) -> list[str]:
        return ["titel", "karte"]


def test_an_order_is_passed_on_as_it_was_given() -> None:
    show, order = Show(), Order("notice", text="Beginn später", kind="instead")
    assert refusal(answer(show, asdict(order)), "de") is None
    assert show.orders == [order]


def test_an_order_that_nobody_hears_is_refused() -> None:
    said = refusal(answer(Show(heard=False), {"do": "next"}), "de")
    assert said is not None
    assert "kein Bildschirm" in said


def test_a_slide_is_gone_to_by_number_and_name_if_there_is_one() -> None:
    show = Show()
    for target in ("1", "2", "karte"):
        assert refusal(answer(show, {"do": "goto", "target": target}), "de") is None
    for target in ("0", "3", "quiz", "", "1" * 5000):
        said = refusal(answer(show, {"do": "goto", "target": target}), "de")
        assert said == f"Eine Folie „{target}“ gibt es nicht."
    assert len(show.orders) == 3


def test_what_was_set_aside_is_released_and_nothing_else() -> None:
    show = Show(aside={"karte"})
    assert refusal(answer(show, {"do": "release", "slide": "karte"}), "de") is None
    assert refusal(answer(show, {"do": "release", "slide": None}), "de") is None
    assert "titel" in (refusal(answer(show, {"do": "release", "slide": "titel"}), "de") or "")
    assert refusal(answer(Show(), {"do": "release"}), "de") == "Es ist keine Folie ausgesetzt."


def test_the_status_is_told_as_plain_values() -> None:
    said = answer(Show(), {"do": "status"})
    assert said["status"] == Show().status().as_json()


PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.lists(st.text())


@given(st.dictionaries(st.sampled_from(["do", "target", "text", "kind", "slide", "x"]), PLAIN))
def test_any_request_has_an_answer(request: dict[str, object]) -> None:
    assert isinstance(answer(Show(), request)["done"], bool)
