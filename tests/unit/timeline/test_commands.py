"""What commands do to a show, by example: what a presenter expects of a key."""

import pytest

from kjc_desktop.timeline.commands import Action, Command, reduce
from kjc_desktop.timeline.loop import retimed, shown_at_once
from kjc_desktop.timeline.playback import Mode, Playback, begin
from kjc_desktop.timeline.position import LONG_AGO, Position
from kjc_desktop.timeline.script import ElementMotion, SlideScript, Timeline


def slide(name: str, steps: int = 0, fade: float = 0.5) -> SlideScript:
    elements = tuple(ElementMotion(step, 1.0) for step in range(steps + 1))
    return SlideScript(name, 10.0, fade, elements, steps, None, 0.25)


NAMES = tuple("abcdefghijkl")
TIMELINE = Timeline((slide("a"), slide("b", 2), *map(slide, NAMES[2:])), NAMES, NAMES)
SECRET = Timeline((slide("a"), slide("x"), slide("b")), ("a", "b"), ("a", "b"))


class Hand:
    """Somebody with a keyboard."""

    def __init__(self, timeline: Timeline = TIMELINE, mode: Mode = "manual") -> None:
        self.now = 100.0
        self.show = begin(timeline, mode, self.now)

    def press(self, *wishes: Action | int, wait: float = 5.0) -> Playback:
        for wish in wishes:
            self.now += wait
            command = Command(Action.DIGIT, wish) if isinstance(wish, int) else Command(wish)
            self.show = reduce(self.show, command, self.now)
        return self.show

    def goto(self, target: int | str) -> Playback:
        self.show = reduce(self.show, Command(Action.GOTO, target), self.now)
        return self.show


@pytest.mark.parametrize("enter", [Action.ENTER, Action.GOTO])
def test_a_number_and_enter_or_g_go_to_a_slide(enter: Action) -> None:
    show = Hand().press(1, 2, enter)
    assert (show.slide, show.digits) == ("l", "")


def test_enter_alone_is_next_and_g_alone_is_nothing() -> None:
    assert Hand().press(Action.ENTER).slide == "b"
    assert Hand().press(Action.GOTO).slide == "a"


def test_a_number_that_no_slide_has_is_forgotten() -> None:
    show = Hand().press(Action.NEXT, 9, 9, Action.ENTER)
    assert (show.slide, show.digits) == ("b", "")


def test_next_asks_for_steps_and_does_not_wait_for_motion() -> None:
    hand = Hand()
    hand.press(Action.NEXT)
    show = hand.press(Action.NEXT, Action.NEXT, wait=0.1)
    assert (show.slide, len(show.began)) == ("b", 3)
    assert show.began == (0.5, 0.5, 0.5)
    assert hand.press(Action.NEXT, wait=0.1).slide == "c"


def test_a_slide_left_in_motion_is_kept_as_it_was() -> None:
    hand = Hand()
    show = hand.press(Action.NEXT, wait=0.25)
    assert show.leaving == Position("a", 0.75, (0.5,))


def test_back_takes_steps_away_and_shows_the_slide_before_complete() -> None:
    hand = Hand()
    hand.press(Action.NEXT, Action.NEXT, Action.NEXT)
    assert hand.press(Action.BACK).began == (LONG_AGO, LONG_AGO)
    assert hand.press(Action.BACK).began == (LONG_AGO,)
    assert hand.press(Action.BACK).slide == "a"
    hand.goto("c")
    assert hand.press(Action.BACK).began == (LONG_AGO,) * 3


def test_whole_slides_leave_steps_out() -> None:
    assert Hand().press(Action.NEXT_SLIDE, Action.NEXT_SLIDE).slide == "c"
    assert Hand().press(Action.NEXT_SLIDE, Action.NEXT_SLIDE, Action.BACK_SLIDE).slide == "b"


def test_a_talk_ends_on_its_last_slide_and_begins_on_its_first() -> None:
    assert Hand().press(Action.END, Action.NEXT).slide == "l"
    assert Hand().press(Action.BACK).slide == "a"
    assert Hand().press(Action.END, Action.HOME).slide == "a"


def test_gone_to_by_name_a_slide_begins_at_its_beginning() -> None:
    hand = Hand()
    hand.press(Action.NEXT, Action.NEXT)
    assert hand.goto("b").began == (0.5,)


def test_a_hidden_slide_is_passed_over_and_reached_by_name() -> None:
    assert Hand(SECRET).press(Action.NEXT).slide == "b"
    assert Hand(SECRET).goto(2).slide == "b"
    hand = Hand(SECRET)
    assert hand.goto("x").slide == "x"
    assert hand.press(Action.NEXT).slide == "b"


@pytest.mark.parametrize("key", [Action.BLACK, Action.WHITE])
def test_a_covered_screen_gives_way_to_next_and_back(key: Action) -> None:
    for move in (Action.NEXT, Action.BACK, Action.NEXT_SLIDE, Action.ENTER, key, Action.ESCAPE):
        show = Hand().press(key, move)
        assert (show.slide, show.cover) == ("a", None)
    assert Hand().press(Action.BLACK, Action.WHITE).cover == "white"
    show = Hand().press(key, 3, Action.ENTER)
    assert (show.slide, show.cover) == ("c", None)


def test_escape_takes_one_thing_away_at_a_time() -> None:
    hand = Hand()
    hand.press(Action.BLACK, 7, Action.HELP)
    layers = [hand.press(Action.ESCAPE) for _ in range(4)]
    assert [(each.help, each.digits, each.cover) for each in layers] == [
        (False, "7", "black"),
        (False, "", "black"),
        (False, "", None),
        (False, "", None),
    ]


def test_a_loop_goes_round_and_is_moved_by_whole_slides() -> None:
    hand = Hand(mode="loop")
    assert hand.press(Action.BACK, wait=0.0).slide == "l"
    assert hand.press(Action.NEXT, Action.NEXT, wait=1.0).slide == "b"
    assert hand.show.began == (0.5, 10 / 3, 20 / 3)


def test_a_loop_keeps_its_time_however_late_it_is_asked() -> None:
    hand = Hand(mode="loop")
    began = hand.show.entered
    show = hand.press(Action.TICK, wait=9.5 + 86_400 * 3 + 25.0)
    assert (show.slide, show.entered) == ("d", began + 86_400 * 3 + 30.0)
    assert show.leaving == Position("c", 10.0, (0.5,))


def test_stopping_a_loop_leaves_the_slide_and_its_steps() -> None:
    hand = Hand(mode="loop")
    hand.press(Action.NEXT, wait=0.0)
    show = hand.press(Action.PAUSE, wait=4.0)
    assert (show.mode, show.slide, show.began) == ("manual", "b", (0.5, 10 / 3))
    assert hand.press(Action.TICK, wait=1e5).slide == "b"
    assert hand.press(Action.NEXT).began[2] == pytest.approx(1e5 + 9.0)


def test_going_on_gives_a_slide_its_full_duration_and_moves_nothing_back() -> None:
    hand = Hand(mode="loop")
    hand.press(Action.NEXT, wait=0.0)
    hand.press(Action.PAUSE, wait=4.0)
    show = hand.press(Action.PAUSE, wait=60.0)
    position = show.position(hand.now)
    assert position == Position("b", 0.0, (0.5 - 64.0, 10 / 3 - 64.0, 20 / 3))
    assert show.remaining(hand.now) == 10.0


def test_pausing_within_the_fade_lets_the_fade_go_on() -> None:
    hand = Hand(mode="loop")
    entered = hand.press(Action.NEXT, wait=0.0)
    show = hand.press(Action.PAUSE, Action.PAUSE, wait=0.1)
    assert show == entered


def test_an_edited_slide_stays_where_it_was() -> None:
    hand = Hand()
    hand.press(Action.NEXT, Action.NEXT)
    longer = Timeline((slide("a"), slide("b", 4)), ("a", "b"), ("a", "b"))
    assert retimed(hand.show, longer, hand.now).began == hand.show.began
    shorter = Timeline((slide("b"),), ("b",), ("b",))
    assert retimed(hand.show, shorter, hand.now).began == hand.show.began[:1]


def test_a_complete_slide_stays_complete_when_a_step_is_added() -> None:
    hand = Hand()
    longer = Timeline((slide("a", 2),), ("a",), ("a",))
    assert retimed(hand.show, longer, hand.now).began == (0.5, 0.5, 0.5)


@pytest.mark.parametrize(("names", "follower"), [("axc", "x"), ("ac", "c"), ("a", "a"), ("", None)])
def test_a_vanished_slide_gives_way_to_the_one_at_its_place(
    names: str, follower: str | None
) -> None:
    hand = Hand(Timeline(tuple(map(slide, "abc")), tuple("abc"), tuple("abc")))
    hand.goto("b")
    left = Timeline(tuple(map(slide, names)), tuple(names), tuple(names))
    assert retimed(hand.show, left, hand.now).slide == follower


def test_following_shows_a_slide_complete_and_without_a_fade() -> None:
    hand = Hand()
    show = shown_at_once(hand.show, "b", hand.now)
    assert (show.slide, show.began, show.leaving) == ("b", (LONG_AGO,) * 3, None)
    assert shown_at_once(show, "b", hand.now) == show
    assert shown_at_once(show, "nobody", hand.now) == show


def test_a_show_can_begin_anywhere() -> None:
    assert begin(TIMELINE, "manual", 0.0, 3).slide == "c"
    assert begin(TIMELINE, "manual", 0.0, "d").slide == "d"
    assert begin(TIMELINE, "manual", 0.0, "nobody").slide == "a"
