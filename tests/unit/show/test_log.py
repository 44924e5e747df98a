"""The log: everything once, bounded, readable by programs, and in nobody's way."""

import json
import logging
import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.deck.diagnostics import Diagnostic, Severity
from kjc_desktop.deck.spans import Span
from kjc_desktop.show import log as module
from kjc_desktop.show.log import Log, Record, Repeats, report, start_log, tell

_HOUR = 3600.0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "log_folder", lambda: tmp_path / "log")
    return tmp_path / "log"


@pytest.fixture
def log(folder: Path) -> Iterator[Log]:
    one = start_log()
    yield one
    one.close()


def lines(folder: Path) -> list[dict[str, object]]:
    path = folder / "kjc.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_line_is_an_object(log: Log, folder: Path) -> None:
    tell("Die Quelle „zahlen“ ist weg:\nbitte prüfen", level=logging.WARNING)
    (line,) = lines(folder)
    assert line["text"] == "Die Quelle „zahlen“ ist weg:\nbitte prüfen"
    assert (line["level"], line["logger"]) == ("warning", "kjc_desktop")
    assert datetime.fromisoformat(str(line["time"])).tzinfo is not None
    assert log.path == folder / "kjc.jsonl"


def test_an_exception_has_its_trace(log: Log, folder: Path) -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        logging.getLogger("kjc_desktop.data").exception("it broke")
    (line,) = lines(folder)
    assert line["text"] == "it broke"
    assert "ZeroDivisionError" in str(line["trace"])
    assert "test_log.py" in str(line["trace"])


def test_the_same_again_is_counted(log: Log, folder: Path) -> None:
    for number in range(100):
        tell("same")
        tell(f"other {number % 2}")
    assert [line["text"] for line in lines(folder)] == ["same", "other 0", "other 1"]
    log.close()
    counted = [(line["text"], line["times"]) for line in lines(folder)[3:]]
    assert counted == [("same", 99), ("other 0", 49), ("other 1", 49)]


def record(text: str) -> Record:
    return {"level": "info", "logger": "x", "text": text}


def passed(repeats: Repeats, text: str, now: float) -> list[tuple[object, object]]:
    return [(each["text"], each.get("times")) for each in repeats.through(record(text), now)]


def test_after_an_hour_it_is_told_how_often() -> None:
    repeats = Repeats()
    assert passed(repeats, "a", 0) == [("a", None)]
    assert passed(repeats, "a", _HOUR - 1) == []
    assert passed(repeats, "b", _HOUR) == [("a", 1), ("b", None)]
    assert passed(repeats, "a", _HOUR) == [("a", None)]
    assert passed(repeats, "c", 3 * _HOUR) == [("c", None)]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0, 2 * _HOUR)), max_size=60))
def test_nothing_is_lost_and_nothing_told_twice_in_an_hour(
    steps: list[tuple[str, float]],
) -> None:
    repeats, now = Repeats(), 0.0
    told: list[tuple[str, float]] = []
    count = 0
    for text, later in steps:
        now += later
        for each in repeats.through(record(text), now):
            times = each.get("times", 0)
            assert isinstance(times, int)
            count += times or 1
            if not times:
                told.append((str(each["text"]), now))
    for each in repeats.rest():
        assert isinstance(each["times"], int)
        count += each["times"]
    assert count == len(steps)
    for text in "abcd":
        moments = [at for name, at in told if name == text]
        assert all(b - a >= _HOUR for a, b in pairwise(moments))


def test_what_is_counted_is_bounded() -> None:
    repeats = Repeats()
    told = [passed(repeats, f"line {number}", 0) for number in range(5000)]
    assert all(len(each) == 1 for each in told)
    assert len(repeats._counted) <= 500


def test_the_log_is_bounded(log: Log, folder: Path) -> None:
    for number in range(600):
        tell(f"{number} " + "x" * 19_000)
    sizes = [each.stat().st_size for each in folder.iterdir()]
    assert len(sizes) == 6
    assert max(sizes) <= 1_000_000
    assert str(lines(folder)[-1]["text"]).startswith("599 ")


def test_a_text_of_a_megabyte_is_cut(log: Log, folder: Path) -> None:
    tell("x" * 1_000_000)
    assert len(str(lines(folder)[0]["text"])) == 20_000


def test_a_player_hands_its_records_on(folder: Path) -> None:
    taken: list[dict[str, object]] = []
    log = start_log(taken.append)
    tell("a")
    tell("a")
    log.close()
    assert log.path is None
    assert [each["text"] for each in taken] == ["a", "a"]
    assert json.loads(json.dumps(taken)) == taken
    assert lines(folder) == []


def test_the_supervisor_writes_for_its_players(log: Log, folder: Path) -> None:
    for screen in ("HDMI-1", "HDMI-2"):
        log.take({**record("from afar"), "time": "2018-11-26T12:00:00+01:00", "screen": screen})
    (line,) = lines(folder)
    assert (line["text"], line["screen"]) == ("from afar", "HDMI-1")


def test_a_log_that_is_started_again_writes_once(log: Log, folder: Path) -> None:
    again = start_log()
    tell("a")
    assert len(lines(folder)) == 1
    again.close()
    tell("b")
    assert len(lines(folder)) == 1


def test_a_disk_that_takes_nothing(
    log: Log, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write_text("no folder")
    tell("a")
    assert capsys.readouterr().err == "a\n"
    folder.unlink()
    tell("b")
    assert [line["text"] for line in lines(folder)] == ["b"]


def test_a_sink_that_breaks_ends_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    def broken(_: object) -> None:
        raise BrokenPipeError

    log = start_log(broken)
    tell("a")
    log.close()
    assert capsys.readouterr().err == "a\n"


class Closed:
    def write(self, _: str) -> None:
        raise BrokenPipeError

    def flush(self) -> None:
        raise ValueError


@pytest.mark.parametrize("terminal", [None, Closed()])
def test_a_terminal_that_is_gone(
    terminal: object, log: Log, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", terminal)
    tell("a")
    assert [line["text"] for line in lines(folder)] == ["a"]


def test_findings_are_told_errors_first_and_not_all(log: Log, folder: Path) -> None:
    def finding(number: int) -> Diagnostic:
        severity = Severity.ERROR if number == 40 else Severity.WARNING
        return Diagnostic("KJC106", severity, Span(f"s{number}.yaml"))

    report([finding(number) for number in range(50)], folder, "de")
    first, more = lines(folder)
    assert str(first["text"]).index("s40.yaml") < str(first["text"]).index("s0.yaml")
    assert "30" in str(more["text"])
