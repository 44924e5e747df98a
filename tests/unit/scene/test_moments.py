from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.scene.moments import marks, since, thinned


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
