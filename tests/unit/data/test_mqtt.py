"""A topic of a real broker: what arrives, how fast, and what becomes of it."""

from datetime import UTC, datetime

import pytest
from mqtt_listening import Listen, send
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion
from servers import Mosquitto, mosquitto
from x11 import wait_until

from kjc_desktop.data.numbers import missing, number
from kjc_desktop.data.snapshot import Cell, Snapshot


def test_what_the_broker_has_kept_comes_at_once(broker: Mosquitto, listen: Listen) -> None:
    send(broker, {"a/foyer/count": "17", "a/saal/count": "230", "a/saal/x": "1"}, retain=True)
    listening = listen("a/+/count", fields={"n": "payload"})
    begin = datetime.now(UTC)
    answer = listening.read()
    assert isinstance(answer, Snapshot)
    assert answer.table.columns == ("topic", "n", "time")
    assert listening.rows == [("a/foyer/count", 17), ("a/saal/count", 230)]
    assert begin <= answer.as_of <= answer.fetched
    times = [datetime.fromisoformat(str(row[2])) for row in answer.table.rows]
    assert abs((max(times) - answer.as_of).total_seconds()) <= 0.001
    assert listening.reader.refresh is None


def test_an_unchanged_answer_is_the_same_table(broker: Mosquitto, listen: Listen) -> None:
    send(broker, {"same": "1"}, retain=True)
    listening = listen("same")
    first, second = listening.read(), listening.read()
    assert isinstance(first, Snapshot)
    assert isinstance(second, Snapshot)
    assert second.table is first.table
    assert second.as_of == first.as_of
    assert second.fetched > first.fetched


def test_each_row_has_its_own_time(broker: Mosquitto, listen: Listen) -> None:
    listening = listen("reihe/+")
    listening.until_problem("mqtt_silent")
    send(broker, {"reihe/b": "1"})
    first = listening.until(("reihe/b", 1))
    send(broker, {"reihe/a": "2"})
    second = listening.until(("reihe/a", 2), ("reihe/b", 1))
    assert second.table.times == (second.as_of, first.as_of)
    assert second.as_of > first.as_of
    times = [datetime.fromisoformat(str(row[-1])) for row in second.table.rows]
    for told, at in zip(times, second.table.times, strict=True):
        assert abs((told - at).total_seconds()) <= 0.001


def test_what_was_kept_is_not_new_after_a_lost_connection(listen: Listen) -> None:
    with mosquitto() as broker:
        send(broker, {"alt/a": "1", "alt/b": "1"}, retain=True)
        address = f"mqtt://127.0.0.1:{broker.port}/alt/+"
        newest, history = listen.at(address), listen.at(address, history="1 h")
        rows = ("alt/a", 1), ("alt/b", 1)
        first = newest.until(*rows)
        assert [each.key for each in first.notices] == ["mqtt_retained"]
        assert first.notices[0].text("de") != first.notices[0].text("en")
        times = history.until(*rows).table.times
        broker.stop()
        newest.until_problem("mqtt_lost")
        history.until_problem("mqtt_lost")
        broker.start()
        wait_until(lambda: isinstance(newest.read(), Snapshot), "connected again")
        wait_until(lambda: isinstance(history.read(), Snapshot), "connected again")
        # Once a live message is there, everything that the broker had kept has come before.
        send(broker, {"alt/b": "2"})
        assert newest.until(("alt/a", 1), ("alt/b", 2)).table.times[0] == first.table.times[0]
        assert history.until(*rows, ("alt/b", 2)).table.times[:2] == times


def test_what_was_kept_is_not_new_after_a_restart(broker: Mosquitto, listen: Listen) -> None:
    send(broker, {"neu/a": "1", "neu/b": "1"}, retain=True)
    first = listen("neu/+").read()
    assert isinstance(first, Snapshot)
    send(broker, {"neu/b": "2"}, retain=True)
    again = listen("neu/+")
    again.last = first
    second = again.read()
    assert isinstance(second, Snapshot)
    assert again.rows == [("neu/a", 1), ("neu/b", 2)]
    assert second.table.times[0] == first.table.times[0]
    assert second.table.rows[0] == first.table.rows[0]
    assert second.table.times[1] > first.fetched
    assert [each.key for each in second.notices] == ["mqtt_retained"]

    third = listen("neu/+")
    third.last = second
    answer = third.read()
    assert isinstance(answer, Snapshot)
    assert answer.table is second.table
    assert (answer.as_of, answer.notices) == (second.as_of, ())


@pytest.mark.parametrize("sign", ["#", "%23"])
def test_all_levels(broker: Mosquitto, listen: Listen, sign: str) -> None:
    send(broker, {"tief": "0", "tief/a": "1", "tief/a/b?c": "2"}, retain=True)
    listen(f"tief/{sign}").until(("tief", 0), ("tief/a", 1), ("tief/a/b?c", 2))


@pytest.mark.parametrize(
    ("payload", "field", "cell"),
    [
        ("17", "payload", 17),
        (" 17.5\n", "payload", 17.5),
        ("3,5", "payload", "3,5"),
        ("05117", "payload", "05117"),
        ("voll", "payload", "voll"),
        ('"voll"', "payload", "voll"),
        ("true", "payload", True),
        ("null", "payload", None),
        ("", "payload", None),
        ("NaN", "payload", "NaN"),
        ('{"n": 4, "frei": {"im Saal": [7, 8]}}', "payload.n", 4),
        ('{"n": 4, "frei": {"im Saal": [7, 8]}}', 'payload.frei."im Saal"[1]', 8),
        ('{"größe": 4}', "payload.größe", 4),
        ('{"n": "12"}', "to_number(payload.n)", 12),
        ('{"n": 4}', "payload.m", None),
        ("17", "length(payload)", None),
        ("17", "levels[1]", "wert"),
        ("17", "topic", "feld/wert"),
    ],
)
def test_fields(broker: Mosquitto, listen: Listen, payload: str, field: str, cell: Cell) -> None:
    listening = listen("feld/+", fields={"n": field})
    listening.until_problem("mqtt_silent")
    send(broker, {"feld/wert": payload})
    assert not listening.until(("feld/wert", cell)).notices


def test_several_fields_may_be_called_like_the_columns(broker: Mosquitto, listen: Listen) -> None:
    send(broker, {"uhr": '{"t": "9:30", "n": 1}'}, retain=True)
    listening = listen("uhr", fields={"time": "payload.t", "n": "payload.n", "topic": "levels[0]"})
    answer = listening.read()
    assert isinstance(answer, Snapshot)
    assert answer.table.columns == ("time", "n", "topic")
    assert answer.table.rows == (("9:30", 1, "uhr"),)


@pytest.mark.parametrize(
    ("payload", "key"),
    [
        (b"x" * 65_537, "mqtt_large"),
        (b"\xff\xfe", "mqtt_no_text"),
        (b'{"a": [1]}', "mqtt_nested"),
    ],
)
def test_messages_that_give_no_value_are_no_sign_for_no_figure_either(
    broker: Mosquitto, listen: Listen, payload: bytes, key: str
) -> None:
    listening = listen("leer")
    listening.until_problem("mqtt_silent")
    send(broker, {"leer": payload})
    answer = listening.until(("leer", "?"))
    notices = answer.notices
    assert [each.key for each in notices] == [key]
    assert number("?", ".") is None
    assert not missing("?")
    assert "„leer“" in notices[0].text("de")


def test_broken_json_is_a_text_and_told(broker: Mosquitto, listen: Listen) -> None:
    listening = listen("kaputt", fields={"t": "payload.t"})
    listening.until_problem("mqtt_silent")
    send(broker, {"kaputt": '{"t": nan}'})
    notices = listening.until(("kaputt", None)).notices
    assert [each.key for each in notices] == ["mqtt_no_json"]


def test_more_topics_than_there_is_room_for(broker: Mosquitto, listen: Listen) -> None:
    listening = listen("viele/+")
    listening.until_problem("mqtt_silent")
    send(broker, {f"viele/{count:04}": "1" for count in range(2_001)})
    answer = listening.until(*((f"viele/{count:04}", 1) for count in range(2_000)))
    wait_until(lambda: bool(answer.notices or listening.woken.is_set()), "the last has come")
    answer = listening.until(*((f"viele/{count:04}", 1) for count in range(2_000)))
    assert [each.key for each in answer.notices] == ["mqtt_many"]


def test_all_messages_of_a_while(broker: Mosquitto, listen: Listen) -> None:
    listening = listen("verlauf/+", history="1 h")
    listening.until_problem("mqtt_silent")
    wanted: list[tuple[Cell, ...]] = []
    for count in range(3):
        send(broker, {"verlauf/b": str(count), "verlauf/a": str(10 + count)})
        wanted += [("verlauf/b", count), ("verlauf/a", 10 + count)]
        listening.until(*wanted)


def test_a_burst_is_read_now_and_then_and_the_newest_wins(
    broker: Mosquitto, listen: Listen
) -> None:
    listening = listen("burst/#")
    listening.until_problem("mqtt_silent")
    sender = Client(CallbackAPIVersion.VERSION2)
    sender.max_queued_messages_set(0)
    sender.connect("127.0.0.1", broker.port)
    sender.loop_start()
    for count in range(50_000):
        sender.publish(f"burst/{count % 5}", count)
    wanted = [(f"burst/{count % 5}", count) for count in range(49_995, 50_000)]
    listening.until(*wanted, every=0.1)
    sender.disconnect()
    sender.loop_stop()
    assert listening.wakes <= listening.reads + 1
    assert listening.reads < 500
