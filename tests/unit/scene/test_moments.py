from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.scene.moments import marks, round_times, since, thinned


def labels(*texts: str, language: str = "de-DE") -> list[str]:
    return [mark.label for mark in marks(texts, language).values()]


def places(*texts: str) -> list[float]:
    return [mark.at for mark in marks(texts, "de-DE").values()]


def test_distances_follow_time() -> None:
    assert places("2012", "2013", "2018") == [2012, 2013, 2018]
    first, second, third = places("2018-01", "2018-02", "2019-01")
    assert (second - first, third - second) == (1, 11)
    first, second, third = places("2018-11-26", "2018-11-27", "2018-12-06")
    assert third - second == 9 * (second - first)


def test_moments_are_put_in_order_and_other_texts_stay_in_theirs() -> None:
    assert labels("2018", "2012") == ["2012", "2018"]
    assert labels("Oktober", "Anfang", "Oktober") == ["Oktober", "Anfang"]
    assert places("2018", "Anfang") == [0, 1]


def test_moments_are_written_as_short_as_tells_them_apart() -> None:
    assert labels("2018-10", "2018-03") == ["März 2018", "Okt. 2018"]
    assert labels("2018-10", language="en-GB") == ["Oct 2018"]
    assert labels("2018-11-26", "2018-11-27") == ["26.11.2018", "27.11.2018"]
    assert labels("2018-11-26 10:30", "2018-11-26 11:00") == ["10:30", "11:00"]
    assert labels("2018-11-26 10:30", "2018-11-27 00:00")[0] == "26.11.2018, 10:30\u00a0Uhr"


def test_what_only_looks_like_a_moment_is_a_text() -> None:
    assert labels("2018-13") == ["2018-13"]
    assert labels("2018-11-26T10:00", "2018-11-26T10:00+01:00") == [
        "2018-11-26T10:00",
        "2018-11-26T10:00+01:00",
    ]


def test_a_window_keeps_the_last_part_of_times_and_all_of_anything_else() -> None:
    times = marks(["2018-11-26 09:00", "2018-11-26 10:00", "2018-11-26 10:30"], "de-DE")
    assert list(since(times, 3600.0)) == ["2018-11-26 10:00", "2018-11-26 10:30"]
    assert since(times, None) == times
    years = marks(["2012", "2018"], "de-DE")
    assert since(years, 60.0) == years
    assert since({}, 60.0) == {}


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(1, 200)), max_size=40), st.floats(0, 40))
def test_labels_that_are_shown_never_overlap(steps: list[tuple[float, float]], gap: float) -> None:
    at, edges = 0.0, []
    for step, wide in steps:
        at += step
        edges.append((at - wide / 2, at + wide / 2))
    kept = thinned(edges, gap)
    assert kept == sorted(set(kept))
    assert all(edges[a][1] + gap <= edges[b][0] for a, b in pairwise(kept))
    assert (kept[-1] == len(edges) - 1) if edges else (kept == [])


def test_both_ends_are_shown_where_a_slightly_wider_stride_reaches_them() -> None:
    edges = [(10.0 * index - 8, 10.0 * index + 8) for index in range(10)]
    assert thinned(edges, 2) == [0, 3, 6, 9]


def times(first: str, seconds: float, most: int, step: float = 60.0) -> list[str]:
    begin = datetime.fromisoformat(first)
    count = int(seconds / step) + 1
    texts = [str(begin + timedelta(seconds=step * number)) for number in range(count)]
    return [mark.label for mark in round_times(marks(texts, "de-DE").values(), 0.0, most)]


def test_a_window_of_time_has_round_times() -> None:
    assert times("2018-11-26 09:07:13", 3600, 8) == [
        "09:10", "09:20", "09:30", "09:40", "09:50", "10:00",
    ]  # fmt: skip
    assert times("2018-11-26 09:00:00", 60, 8, 1.0)[:3] == ["09:00:00", "09:00:10", "09:00:20"]
    assert times("2018-11-26 23:50:00", 1800, 3) == ["00:00", "00:15"]
    assert times("2018-11-26 00:00:00", 86_400, 5, 3600.0)[-1] == "00:00"


def test_days_and_texts_have_no_round_times() -> None:
    assert round_times(marks(["2018-11-26", "2018-11-27"], "de-DE").values(), 0.0, 5) == []
    assert round_times(marks(["a", "b"], "de-DE").values(), 0.0, 5) == []
    assert round_times([], 0.0, 5) == []


@given(st.integers(0, 10**6), st.integers(1, 86_400), st.integers(2, 12))
def test_round_times_are_few_and_glide(begin: int, length: int, most: int) -> None:
    start = datetime(2018, 11, 26) + timedelta(seconds=begin)  # noqa: DTZ001 - as data say it

    def ticks(shift: int) -> set[str]:
        ends = [start + timedelta(seconds=shift + each) for each in (0, length)]
        found = list(marks([str(each) for each in ends], "de-DE").values())
        made = round_times(found, 0.0, most)
        assert len(made) <= most
        assert all(0 <= mark.at <= length for mark in made)
        return {str(mark.moment) for mark in made}

    # What is on both axes has a mark on both or on none.
    both = {str(start + timedelta(seconds=1 + each)) for each in range(min(length, 4_000))}
    if start.time() != datetime.min.time():
        assert ticks(0) & both == ticks(1) & both


def test_moments_with_a_zone_are_told_in_the_zone_of_the_event() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    texts = ["2018-11-26T09:00:00Z", "2018-11-26T09:30:00+00:00"]
    assert [mark.label for mark in marks(texts, "de-DE", berlin).values()] == ["10:00", "10:30"]
    plain = ["2018-11-26T09:00:00", "2018-11-26T09:30:00"]
    assert [mark.label for mark in marks(plain, "de-DE", berlin).values()] == ["09:00", "09:30"]
