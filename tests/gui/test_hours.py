"""A screen that nobody looks after keeps its hours, whatever is done to its clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from foyers import DURATION, RELEASED, Foyer, berlin, foyer_deck
from pytestqt.qtbot import QtBot

from kjc_desktop.figures import resolve
from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.controller import Show
from kjc_desktop.timeline.night import DIMMED, STANDBY
from kjc_desktop.timeline.shift import STEP, shift_at

NOON = berlin("2018-11-26 12:00:05")
EVENING = berlin("2018-11-26 17:59:50")
THREE = {name: f"title: {name}\n" for name in ("a", "b", "c")}
NIGHT = {"nacht": "title: Wir sind ab 8 Uhr da.\nhidden: true\n"}
DATED = {"heute": "title: Heute\nvalid_from: 2018-11-26\nvalid_until: 2018-11-26\n"}
SECRET = {"geheim": "content:\n  - number: geheim\n"}
DARK = "opening: {from: 8:00, to: 18:00}\n"
DIM = "opening: {from: 8:00, to: 18:00, outside: dim}\n"
STAND = "opening: {from: 8:00, to: 18:00, standby: nacht}\n"
LOOK_AGAIN = 30.1
"""Seconds within which everything that depends on the clock is right again."""


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Signals are delivered in an application."""


def test_it_goes_dark_at_the_minute_and_bright_in_the_morning(tmp_path: Path) -> None:
    foyer = Foyer(foyer_deck(tmp_path, THREE, DARK), EVENING)
    foyer.clock.advance(9.9)
    assert not foyer.dark()
    foyer.clock.advance(0.2)
    assert foyer.pictures[-1][1] == foyer.frame
    assert foyer.dark()
    foyer.clock.advance(14 * 3600 - 1.0)
    assert foyer.dark()
    foyer.clock.advance(1.0)
    assert foyer.pictures[-1][1] == foyer.frame
    assert not foyer.dark()
    assert foyer.slide in THREE


def test_a_dark_screen_asks_for_nothing_but_the_time(tmp_path: Path) -> None:
    clock = {"uhr": "content: [{clock: time}]\n"}
    foyer = Foyer(foyer_deck(tmp_path, {**THREE, **clock}, DARK), NOON)
    foyer.clock.set_wall(berlin("2018-11-26 20:00"))
    foyer.clock.advance(LOOK_AGAIN)
    seen, rested = len(foyer.pictures), list[bool]()
    foyer.show.rested.connect(lambda: rested.append(True))
    foyer.clock.advance(5 * 3600.0)
    assert len(foyer.pictures) == seen
    assert not rested, "no slide is built ahead"
    assert foyer.clock.waiting == 1
    assert foyer.show.remaining() is None


def test_a_dimmed_loop_goes_on_and_wanders(tmp_path: Path) -> None:
    foyer = Foyer(foyer_deck(tmp_path, THREE, DIM), berlin("2018-11-26 20:00"))
    foyer.clock.advance(600.0)
    frames = [frame for _, frame in foyer.pictures if frame is not None]
    assert {frame.current.slide for frame in frames} == set(THREE)
    assert {frame.brightness for frame in frames} == {DIMMED}
    begin = berlin("2018-11-26 20:00")
    assert {frame.shift for frame in frames} == {shift_at(begin + step * STEP) for step in range(6)}


def test_the_standby_slide_stands_alone_and_still(tmp_path: Path) -> None:
    foyer = Foyer(foyer_deck(tmp_path, {**THREE, **NIGHT}, STAND), EVENING)
    assert "nacht" not in {foyer.slide for _ in range(3)}
    foyer.clock.advance(10.1)
    seen = len(foyer.pictures)
    assert (foyer.slide, foyer.frame.previous, foyer.frame.cover) == ("nacht", None, None)
    foyer.clock.advance(STEP.total_seconds() * 5)
    assert len(foyer.pictures) == seen + 5, "one picture for each step of the way"
    assert foyer.clock.waiting == 1


def test_a_standby_slide_may_tell_the_time(tmp_path: Path) -> None:
    night = {"nacht": "hidden: true\ncontent: [{clock: time}]\n"}
    foyer = Foyer(foyer_deck(tmp_path, {**THREE, **night}, STAND), EVENING)
    foyer.clock.advance(20.0)
    seen = len(foyer.pictures)
    foyer.clock.advance(60.0)
    assert len(foyer.pictures) - seen in (60, 61)


def test_without_a_slide_of_its_own_the_title_stands_there(tmp_path: Path) -> None:
    opening = "opening: {from: 8:00, to: 18:00, outside: standby}\n"
    foyer = Foyer(foyer_deck(tmp_path, THREE, opening), EVENING)
    foyer.clock.advance(10.1)
    assert foyer.slide == STANDBY
    assert foyer.show.deck.slide(STANDBY).spec.title == "Probe"
    assert STANDBY not in foyer.names


def test_after_a_restart_by_day_the_loop_plays_and_not_the_night(tmp_path: Path) -> None:
    made = foyer_deck(tmp_path, {"a": "title: a\n", **NIGHT, "b": "title: b\n"}, STAND)
    assert Foyer(made, NOON, first="nacht").slide == "b"
    assert Foyer(made, NOON, first="b").slide == "b"
    assert Foyer(made, EVENING + timedelta(hours=1), first="b").slide == "nacht"


def test_an_edit_in_the_night_is_there_in_the_morning(tmp_path: Path) -> None:
    foyer = Foyer(foyer_deck(tmp_path, {**THREE, **NIGHT}, STAND), EVENING)
    foyer.clock.advance(60.0)
    edited = foyer_deck(tmp_path, {**THREE, **NIGHT, "d": "title: Neu\n"}, DARK)
    foyer.show.replace(edited, resolve(edited, foyer.clock.wall()))
    assert foyer.dark()
    foyer.clock.set_wall(NOON + timedelta(days=1))
    foyer.clock.advance(LOOK_AGAIN)
    assert foyer.names == ("a", "b", "c", "d")
    assert foyer.slide in foyer.names


def test_a_talk_knows_no_opening_hours(tmp_path: Path) -> None:
    made, late = foyer_deck(tmp_path, THREE, DARK), berlin("2018-11-26 22:00")
    show = Show(made, resolve(made, late), ManualClock(late))
    frame = show.frame()
    assert frame is not None
    assert (frame.cover, frame.current.slide) == (None, "a")
    assert show.deck is made


def test_screens_side_by_side_close_and_wander_together(tmp_path: Path) -> None:
    made = foyer_deck(tmp_path, {**THREE, **NIGHT}, STAND)
    early, late = Foyer(made, EVENING, sync=True), Foyer(made, EVENING, sync=True)
    late.clock.set_wall(EVENING + timedelta(seconds=7))
    early.clock.advance(7.0)
    for seconds in (1.0, 2.5, 13.0, 200.0, 3600.0, 45_000.0, 3000.0):
        early.clock.advance(seconds)
        late.clock.advance(seconds)
        assert early.frame == late.frame


@pytest.mark.parametrize("seconds", [-45_000, -3607, 3607, 45_000])
def test_screens_side_by_side_agree_again_after_a_step(tmp_path: Path, seconds: int) -> None:
    slow = {name: f"{text}duration: 1 h\n" for name, text in THREE.items()}
    made = foyer_deck(tmp_path, slow, DARK)
    moved, calm = (Foyer(made, NOON, sync=True) for _ in range(2))
    for foyer in (moved, calm):
        foyer.clock.advance(100.0)
        foyer.clock.set_wall(foyer.clock.wall() + timedelta(seconds=seconds))
    calm.show.keep_hours(RELEASED)
    for foyer in (moved, calm):
        foyer.clock.advance(LOOK_AGAIN)
    assert moved.pictures[-1][1] == moved.frame == calm.frame


@pytest.mark.parametrize("hours", [-24, -1, 1, 24])
def test_a_clock_that_is_set_by_hours_moves_no_slide(tmp_path: Path, hours: int) -> None:
    foyer = Foyer(foyer_deck(tmp_path, THREE), NOON)
    for _ in range(5):
        foyer.clock.advance(33.0)
        foyer.clock.set_wall(foyer.clock.wall() + timedelta(hours=hours))
    foyer.clock.advance(100.0)
    assert foyer.longest() <= DURATION + 1.0


@pytest.mark.parametrize("hours", [-24, -12, -1, 1, 12, 24])
def test_after_a_step_the_dates_are_right(tmp_path: Path, hours: int) -> None:
    foyer = Foyer(foyer_deck(tmp_path, {**THREE, **DATED}, DARK), NOON)
    foyer.clock.advance(12.0)
    foyer.clock.set_wall(foyer.clock.wall() + timedelta(hours=hours))
    foyer.clock.advance(LOOK_AGAIN)
    assert ("heute" in foyer.names) == (hours in (-12, -1, 1))
    assert foyer.dark() == (abs(hours) == 12)


def test_a_slide_that_is_over_does_not_wait_for_its_end(tmp_path: Path) -> None:
    dated = {"heute": DATED["heute"] + "duration: 1 h\n"}
    foyer = Foyer(foyer_deck(tmp_path, {**dated, **THREE}), NOON)
    assert foyer.slide == "heute"
    foyer.clock.set_wall(NOON + timedelta(days=1))
    foyer.clock.advance(LOOK_AGAIN)
    assert foyer.slide == "a"


def test_a_step_in_a_fade_does_not_disturb_it(tmp_path: Path) -> None:
    foyer, calm = (Foyer(foyer_deck(tmp_path, THREE), NOON) for _ in range(2))
    for each in (foyer, calm):
        each.clock.advance(DURATION - 0.4)
        while each.frame.previous is None:
            each.clock.advance(0.05)
        each.clock.advance(0.1)
    assert 0 < foyer.frame.mix < 1
    foyer.clock.set_wall(NOON + timedelta(hours=1))
    for _ in range(10):
        assert foyer.frame == calm.frame
        for each in (foyer, calm):
            each.clock.advance(0.05)
    assert foyer.frame.previous is None


@pytest.mark.parametrize("minutes", [10, 600])
def test_a_machine_that_slept_knows_what_time_it_is(tmp_path: Path, minutes: int) -> None:
    foyer = Foyer(foyer_deck(tmp_path, {**THREE, **DATED}, DARK), NOON)
    foyer.clock.advance(100.0)
    foyer.clock.set_wall(foyer.clock.wall() + timedelta(minutes=minutes))
    foyer.clock.advance(LOOK_AGAIN)
    assert foyer.dark() == (minutes == 600)
    foyer.clock.advance(300.0)
    assert foyer.dark() or foyer.longest() <= DURATION + 1.0


@pytest.mark.parametrize("minutes", [10, 600])
@pytest.mark.parametrize("stands", [True, False], ids=["wall stands still", "wall goes on"])
def test_time_that_passed_in_sleep_is_skipped_and_not_run_through(
    tmp_path: Path, minutes: int, stands: bool
) -> None:
    foyer = Foyer(foyer_deck(tmp_path, {**THREE, **DATED}, DARK), NOON)
    foyer.clock.advance(4.0)
    before = foyer.clock.wall()
    foyer.clock.sleep(minutes * 60.0 + 7.0)
    if stands:
        foyer.clock.set_wall(before)
    foyer.pictures.clear()
    foyer.clock.advance(1.0)
    assert len({frame.current.slide for _, frame in foyer.pictures if frame}) == 1
    foyer.clock.advance(100.0)
    assert foyer.dark() == (minutes == 600 and not stands)
    assert foyer.dark() or foyer.longest() <= DURATION + 1.0


@pytest.mark.parametrize(
    ("night", "times"),
    [
        ("2018-03-25 00:00", [(1.99, True), (2.01, False), (3.4, False), (3.6, True)]),
        ("2018-10-28 00:00", [(2.49, True), (2.51, False), (5.4, False), (5.6, True)]),
    ],
)
def test_a_night_in_which_the_clocks_change(
    tmp_path: Path, night: str, times: list[tuple[float, bool]]
) -> None:
    opening = "opening: {from: 2:30, to: 4:30}\n"
    foyer = Foyer(foyer_deck(tmp_path, THREE, opening), berlin(night))
    foyer.show.keep_hours(datetime(2018, 1, 1, tzinfo=UTC))
    passed = 0.0
    for hours, dark in times:
        foyer.clock.advance((hours - passed) * 3600)
        passed = hours
        assert foyer.dark() == dark, f"{hours} h after midnight"


BOOT = datetime(1970, 1, 1, 0, 1, tzinfo=UTC)


def test_a_clock_from_1970_shows_what_is_always_right_until_it_is_set(tmp_path: Path) -> None:
    slides = {**DATED, **THREE, **SECRET, "bis": "title: Bis\nvalid_until: 2099-12-31\n"}
    foyer = Foyer(foyer_deck(tmp_path, slides, DARK), BOOT)
    assert not foyer.show.trusts_clock
    assert (foyer.names, foyer.slide) == (("a", "b", "c"), "a")
    assert foyer.frame.previous is None
    foyer.clock.advance(3600.0)
    assert not foyer.dark(), "at one in the night of 1970 it would be closed"
    assert {frame.current.slide for _, frame in foyer.pictures if frame} == set(THREE)
    assert foyer.trust == []
    foyer.clock.set_wall(NOON)
    foyer.clock.advance(LOOK_AGAIN)
    assert foyer.trust == [True]
    assert set(foyer.names) == set(slides)
    foyer.clock.set_wall(berlin("2018-11-26 20:00"))
    foyer.clock.advance(LOOK_AGAIN)
    assert foyer.dark()
    foyer.clock.set_wall(BOOT)
    foyer.clock.advance(LOOK_AGAIN)
    assert foyer.trust == [True, False]
    assert foyer.names == ("a", "b", "c")


def test_a_clock_that_is_wrong_lifts_no_embargo(tmp_path: Path) -> None:
    made = foyer_deck(tmp_path, {**THREE, **SECRET})
    foyer = Foyer(made, NOON)
    foyer.show.keep_hours(NOON + timedelta(days=1))
    assert foyer.show.table.kept_back() == {"figures.geheim"}
    assert foyer.names == ("a", "b", "c")
    foyer.show.replace(made, resolve(made, NOON))
    assert foyer.show.table.kept_back() == {"figures.geheim"}
    foyer.clock.set_wall(NOON + timedelta(days=2))
    foyer.clock.advance(LOOK_AGAIN)
    assert foyer.show.table["geheim"].value == 7
    assert "geheim" in foyer.names
