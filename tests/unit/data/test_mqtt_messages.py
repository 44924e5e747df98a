"""Messages by the hundred thousand in a bounded room: what is kept, and what is let go."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from kjc_desktop.data.mqtt.messages import LARGEST, MOST_ROWS, Message, Messages
from kjc_desktop.data.mqtt.rows import RowMaker

START = datetime(2018, 11, 26, 9, 0, tzinfo=UTC)


def add(
    messages: Messages, topic: str, payload: bytes, moment: float, *, kept: bool = False
) -> None:
    messages.add(Message(topic, payload, START + timedelta(seconds=moment), moment, kept))


def ages(messages: Messages, now: float) -> list[tuple[str, bytes | None, float, bool]]:
    """Return what is there, with the seconds after the start when it came."""
    return [
        (each.topic, each.payload, (each.at - START).total_seconds(), each.kept)
        for each in messages.taken(now)
    ]


def test_the_newest_of_each_topic() -> None:
    messages = Messages()
    for count in range(1_000):
        add(messages, f"t{count % 3}", b"%d" % count, count)
    kept = [(each.topic, each.payload) for each in messages.taken(0)]
    assert kept == [("t0", b"999"), ("t1", b"997"), ("t2", b"998")]
    assert not messages.refused


def test_no_more_topics_than_there_is_room_for() -> None:
    messages = Messages()
    for count in range(MOST_ROWS + 10):
        add(messages, f"{count:05}", b"1", count)
    add(messages, "00000", b"2", 9_999)
    kept = messages.taken(0)
    assert len(kept) == MOST_ROWS
    assert (kept[0].topic, kept[0].payload) == ("00000", b"2")
    assert kept[-1].topic == f"{MOST_ROWS - 1:05}"
    assert messages.refused


def test_no_more_bytes_than_there_is_room_for() -> None:
    for messages in (Messages(), Messages(3_600)):
        for count in range(1_000):
            add(messages, f"{count}", b"x" * LARGEST, count)
        assert sum(len(each.payload or b"") for each in messages.taken(1_000)) <= 16_000_000
        assert messages.refused


def test_what_is_too_large_is_only_known_to_have_come() -> None:
    messages = Messages()
    add(messages, "a", b"x" * (LARGEST + 1), 0)
    assert [each.payload for each in messages.taken(0)] == [None]


def test_a_history_ends_where_it_is_too_old() -> None:
    messages = Messages(10.0)
    for count in range(100):
        add(messages, "a", b"%d" % count, count)
    assert [each.moment for each in messages.taken(99)] == list(range(89, 100))
    assert messages.taken(200) == []


def test_a_long_history_is_thinned_evenly() -> None:
    messages = Messages(3_600.0)
    for count in range(100_000):
        add(messages, f"t{count % 4}", b"%d" % count, count * 0.05)
    kept = messages.taken(5_000)
    assert MOST_ROWS / 4 <= len(kept) <= MOST_ROWS
    assert kept[-1].payload == b"99999"
    moments = [each.moment for each in kept if each.topic == "t1"]
    assert moments[0] <= 1_400 + 30
    gaps = [after - before for before, after in pairwise(moments)]
    assert max(gaps) <= 20
    assert {each.topic for each in kept} == {"t0", "t1", "t2", "t3"}
    assert not messages.refused


def test_more_topics_than_a_history_has_room_for() -> None:
    messages = Messages(60.0)
    for count in range(MOST_ROWS * 2):
        add(messages, f"{count}", b"1", count * 0.001)
    assert len(messages.taken(4.0)) == MOST_ROWS
    assert messages.refused


def test_what_the_broker_had_kept_comes_again_and_is_not_news() -> None:
    messages = Messages()
    add(messages, "a", b"1", 0, kept=True)
    add(messages, "b", b"1", 1)
    for each in "ab":
        add(messages, each, b"1", 50, kept=True)
    assert ages(messages, 50) == [("a", b"1", 0, True), ("b", b"1", 1, False)]
    add(messages, "a", b"1", 60)
    assert ages(messages, 60)[0] == ("a", b"1", 60, False)


def test_what_changed_without_a_connection_is_news() -> None:
    messages = Messages()
    add(messages, "a", b"1", 0)
    add(messages, "a", b"2", 50, kept=True)
    assert ages(messages, 50) == [("a", b"2", 50, False)]


def test_what_is_too_large_is_told_apart_as_well() -> None:
    messages = Messages()
    add(messages, "a", b"x" * (LARGEST + 1), 0)
    add(messages, "a", b"x" * (LARGEST + 1), 50, kept=True)
    assert ages(messages, 50) == [("a", None, 0, False)]
    add(messages, "a", b"y" * (LARGEST + 1), 60, kept=True)
    assert ages(messages, 60) == [("a", None, 60, False)]


def test_what_the_broker_had_kept_is_no_point_of_a_history() -> None:
    messages = Messages(3_600.0)
    add(messages, "a", b"1", 0, kept=True)
    add(messages, "a", b"2", 10)
    add(messages, "a", b"2", 50, kept=True)
    add(messages, "a", b"3", 60, kept=True)
    assert ages(messages, 60) == [("a", b"1", 0, True), ("a", b"2", 10, False)]


def test_what_is_too_old_for_a_history_does_not_come_back_as_new() -> None:
    messages = Messages(100.0)
    add(messages, "a", b"1", 0, kept=True)
    add(messages, "b", b"1", 0)
    assert ages(messages, 500) == []
    for each in "ab":
        add(messages, each, b"1", 500, kept=True)
    assert ages(messages, 500) == [("a", b"1", 0, True), ("b", b"1", 0, False)]


def test_topics_without_end_need_no_room_without_end() -> None:
    messages = Messages(10.0)
    for count in range(MOST_ROWS + 1):
        add(messages, f"{count}", b"1", count)
    add(messages, "0", b"1", 9_000, kept=True)
    assert ages(messages, 9_000) == [("0", b"1", 9_000, True)]


def test_a_topic_that_has_not_been_heard_of_again_stays_in_the_table() -> None:
    early, late = datetime(2018, 11, 26, 9, tzinfo=UTC), datetime(2018, 11, 26, 12, tzinfo=UTC)
    before = RowMaker({"n": "payload"})
    first, _ = before.table(
        [Message("nord", b"117", early, 0.0), Message("sued", b"64", early, 0.0)]
    )
    again = RowMaker({"n": "payload"})
    again.remember(first, topics=True)
    table, _ = again.table([Message("nord", b"118", late, 9.0)])
    assert [(row[:2], at) for row, at in zip(table.rows, table.times, strict=True)] == [
        (("nord", 118), late), (("sued", 64), early),
    ]  # fmt: skip
    other = RowMaker({"m": "payload"})
    other.remember(first, topics=True)
    assert len(other.table([Message("nord", b"118", late, 9.0)])[0].rows) == 1
