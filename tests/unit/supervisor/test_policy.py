"""What follows from deaths: never for ever dark, never for ever on a slide that kills."""

from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.show.board import Mark
from kjc_desktop.supervisor.policy import Cause, Death, plan

HERE, THERE = Mark("karte", "aaa"), Mark("titel", "bbb")


def deaths(
    count: int,
    cause: Cause = "crash",
    *,
    every: float = 5.0,
    lived: float | None = 3.0,
    shown: Mark | None = HERE,
    work: Mark | None = None,
) -> list[Death]:
    return [Death(every * number, cause, lived, shown, work) for number in range(1, count + 1)]


def test_a_first_death_is_answered_at_once_and_on_the_same_slide() -> None:
    found = plan(deaths(1))
    assert (found.wait, found.begin, found.behind, found.aside) == (0.0, HERE, False, ())


def test_fifty_kills_in_a_row_move_nothing() -> None:
    for count in range(1, 51):
        found = plan(deaths(count, "killed"))
        assert found.wait <= 1.0
        assert (found.begin, found.behind, found.aside) == (HERE, False, ())


def test_the_third_death_at_work_on_a_slide_sets_it_aside() -> None:
    assert plan(deaths(2, work=HERE)).aside == ()
    found = plan(deaths(3, work=HERE))
    assert found.aside == (HERE,)
    assert found.behind


def test_a_hang_at_work_counts_as_well() -> None:
    assert plan(deaths(3, "hang", work=HERE)).aside == (HERE,)


def test_a_slide_that_kills_while_it_is_prepared_is_set_aside_and_not_the_one_shown() -> None:
    found = plan(deaths(3, work=THERE, shown=HERE))
    assert found.aside == (THERE,)
    assert (found.begin, found.behind) == (HERE, False)


def test_somebody_who_kills_the_player_does_not_accuse_the_slide() -> None:
    assert plan(deaths(20, "killed", work=None)).aside == ()


def test_a_slide_for_which_the_memory_is_too_small_is_set_aside() -> None:
    assert plan(deaths(3, "killed", work=HERE)).aside == (HERE,)


def test_deaths_far_apart_do_not_add_up() -> None:
    assert plan(deaths(3, every=400.0, work=HERE)).aside == ()


def test_another_version_of_a_slide_has_a_record_of_its_own() -> None:
    edited = Mark(HERE.name, "ccc")
    history = [*deaths(2, work=HERE), Death(11.0, "crash", 3.0, edited, edited)]
    assert plan(history).aside == ()


def test_what_is_set_aside_stays_so() -> None:
    found = plan(deaths(3, work=HERE), (THERE,))
    assert found.aside == (THERE, HERE)
    assert plan(deaths(4, work=HERE), found.aside).aside == (THERE, HERE)


def test_a_player_that_never_gets_away_from_a_slide_is_helped_over_it() -> None:
    assert not plan(deaths(9)).behind
    assert plan(deaths(10)).behind
    moved = [*deaths(9), Death(50.0, "crash", 3.0, THERE)]
    assert not plan(moved).behind


def test_a_player_that_never_paints_is_asked_ever_more_slowly_but_for_ever() -> None:
    waits = [plan(deaths(count, lived=None)).wait for count in range(1, 60)]
    assert waits == sorted(waits)
    assert 0.0 < waits[0] <= 0.5
    assert waits[-1] == 15.0


def test_one_that_has_lived_well_is_forgiven() -> None:
    history = [*deaths(30), Death(1000.0, "crash", 800.0, HERE)]
    assert plan(history).wait == 0.0


def test_a_death_before_the_first_picture_keeps_the_place() -> None:
    history = [*deaths(1), Death(9.0, "crash", None, None)]
    assert plan(history).begin == HERE


MARKS = st.sampled_from([None, HERE, THERE, Mark("quiz", "d")])
DEATHS = st.lists(
    st.builds(
        Death,
        at=st.floats(0, 1e6),
        cause=st.sampled_from(["crash", "killed", "hang", "stuck"]),
        lived=st.none() | st.floats(0, 1e6),
        shown=MARKS,
        work=MARKS,
    ),
    min_size=1,
    max_size=60,
)


@given(DEATHS)
def test_whatever_happens_there_is_a_next_start_within_a_quarter_of_a_minute(
    history: list[Death],
) -> None:
    found = plan(sorted(history, key=lambda each: each.at))
    assert 0.0 <= found.wait <= 15.0
    assert len(found.aside) <= 1
    assert set(found.aside) <= {each.work for each in history}
