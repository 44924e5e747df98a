"""What a soak is held against: every bar can be missed, and noise does not miss it."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kjc_desktop.shells.soak_census import UNKNOWN, Census, Costs, Samples
from kjc_desktop.shells.soak_drift import Drift
from kjc_desktop.shells.soak_run import Outcome
from kjc_desktop.shells.soak_verdict import Finding, extra, findings, passed

LAP, CHANGES = 200.0, 13
HELD = Census(80_000_000, 10_000, 5, 3, 4, 9)
MEMORY = ("memory_hour", "memory_change", "memory_again")


def outcome(counted: list[Census]) -> Outcome:
    """Return a run with a census a loop."""
    samples = Samples(len(counted))
    for number, each in enumerate(counted, 1):
        samples.add(number * LAP, number * CHANGES, each)
    costs = Costs()
    costs.add(1.0)
    end = len(counted) * LAP
    return Outcome(
        datetime(2018, 11, 26, tzinfo=UTC), LAP, end, 1.0, len(counted) * CHANGES, {"a": 1},
        samples, costs, {"a": 5.0}, 100, {}, Drift(0.0, alike=True), Drift(0.0, alike=True),
    )  # fmt: skip


def run(loops: int = 300, a_loop: float = 0.0, noise: float = 0.0) -> Outcome:
    """Return a run whose memory grows by so many bytes a loop, with noise of so many."""
    chance = random.Random(1)  # noqa: S311 - the same noise each time
    memory = (
        80e6 + a_loop * number + chance.uniform(-noise, noise) for number in range(1, loops + 1)
    )
    return outcome([replace(HELD, memory=int(each)) for each in memory])


def found(outcome: Outcome) -> dict[str, Finding]:
    return {each.name: each for each in findings(outcome)}


def missed(outcome: Outcome) -> set[str]:
    return {name for name, each in found(outcome).items() if each.held is False}


def test_a_show_that_holds_what_it_held_passes() -> None:
    outcome = run(noise=150_000)
    assert missed(outcome) == set()
    assert passed(findings(outcome))
    assert all(each.held for each in found(outcome).values() if each.limit is not None)


@pytest.mark.parametrize("noise", [0.0, 150_000.0])
def test_a_leak_is_told_in_the_units_of_the_bars(noise: float) -> None:
    outcome = run(a_loop=CHANGES * 1024, noise=noise)  # one KiB a slide change
    rows = found(outcome)
    assert rows["memory_change"].value == pytest.approx(1.0, abs=0.02)
    assert rows["memory_hour"].value == pytest.approx(CHANGES * 1024 * 3600 / LAP / 1e6, abs=0.01)
    assert missed(outcome) == {"memory_change"}
    assert not passed(findings(outcome))


def test_each_bar_of_the_memory_can_be_missed() -> None:
    assert missed(run(a_loop=40_000)) == set(MEMORY)


def test_what_fills_at_the_beginning_is_no_leak() -> None:
    full = [replace(HELD, memory=min(80_000_000, 60_000_000 + n * 800_000)) for n in range(300)]
    assert missed(outcome(full)) == set()


def test_a_step_in_the_second_half_is_seen_by_the_load_that_is_played_again() -> None:
    stepped = [
        replace(HELD, memory=80_000_000 + (2_100_000 if number > 200 else 0))
        for number in range(300)
    ]
    assert "memory_again" in missed(outcome(stepped))
    assert extra([1.0] * 50 + [4.0] * 50) == 3.0


@pytest.mark.parametrize("loops", [1, 4, 6, 20])
def test_a_short_run_says_nothing_about_memory(loops: int) -> None:
    outcome = run(loops, a_loop=1_000_000)
    rows = found(outcome)
    assert [rows[name].held for name in MEMORY] == [None] * 3
    assert passed(findings(outcome))


def test_a_system_that_tells_nothing_is_not_judged() -> None:
    silent = replace(HELD, memory=UNKNOWN, files=UNKNOWN)
    rows = found(outcome([silent] * 300))
    assert {name for name, each in rows.items() if each.limit is not None and not each.held} == {
        *MEMORY,
        "files",
    }
    assert rows["memory_end"].value is None


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        (replace(HELD, qt_objects=6), "qt_objects"),
        (replace(HELD, qt_objects=4), "qt_objects"),
        (replace(HELD, timers=4), "timers"),
        (replace(HELD, threads=5), "threads"),
        (replace(HELD, files=10), "files"),
        (replace(HELD, objects=10_102), "objects"),
    ],
)
def test_what_there_is_more_of_in_the_end_is_named(changed: Census, name: str) -> None:
    assert missed(outcome([HELD] * 299 + [changed])) == {name}


def test_a_few_objects_more_are_none() -> None:
    assert missed(outcome([HELD] * 299 + [replace(HELD, objects=10_099)])) == set()


def test_a_blank_picture_is_one_too_many() -> None:
    assert missed(replace(run(), blank={"a": 1})) == {"blank"}
    assert found(replace(run(), pictures=0))["blank"].held is None


@pytest.mark.parametrize(
    "drift", [Drift(0.017, alike=True), Drift(0.0, alike=False), Drift(60.0, alike=True)]
)
def test_a_drift_of_more_than_a_picture_is_told(drift: Drift) -> None:
    assert missed(replace(run(), loop=drift)) == {"loop_drift"}
    assert missed(replace(run(), screens=drift)) == {"screens_drift"}
    assert found(replace(run(), loop=None))["loop_drift"].held is None


def test_shares_of_very_many_pictures() -> None:
    costs = Costs()
    for number in range(1000):
        costs.add(number / 100)
    costs.add(5000.0)
    assert costs.share(0.5) == pytest.approx(5.0, abs=0.1)
    assert costs.share(0.99) == pytest.approx(9.9, abs=0.1)
    assert (costs.most, costs.count) == (5000.0, 1001)
    assert Costs().share(0.5) == 0.0


def test_samples_take_no_more_room_than_was_made() -> None:
    samples = Samples(2)
    samples.add(1.0, 2, HELD)
    samples.add(3.0, 4, HELD)
    assert (samples.of("seconds"), samples.of("changes", 1)) == ([1.0, 3.0], [4.0])
    assert samples.of("qt_objects") == [5.0, 5.0]
    with pytest.raises(IndexError):
        samples.add(5.0, 6, HELD)
