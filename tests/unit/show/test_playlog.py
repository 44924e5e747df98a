"""What was shown when: nothing invented, nothing lost but what was being written."""

import csv
import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from x11 import wait_until

from kjc_desktop.show.playlog import Entry, PlayLog, ShownFigure, write_csv

START = datetime(2018, 10, 28, 1, 59, 50, tzinfo=ZoneInfo("Europe/Berlin"))
FIGURES = [{"name": "gaeste", "text": "1.234 Gäste", "as_of": "2018-10-27"}]


def at(seconds: float) -> datetime:
    return (START.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(START.tzinfo)


def utc(seconds: float) -> datetime:
    """Moments of the hour that comes twice are equal to none but themselves."""
    return at(seconds).astimezone(UTC)


def entry(screen: str, slide: str, since: float, until: float | None) -> Entry:
    return Entry(screen, slide, utc(since), None if until is None else utc(until))


def read(log: PlayLog, since: datetime | None = None) -> list[Entry]:
    return [
        Entry(e.screen, e.slide, e.since.astimezone(UTC), e.until and e.until.astimezone(UTC))
        for e in log.entries(since)
    ]


def test_a_slide_ends_when_the_next_begins(tmp_path: Path) -> None:
    log = PlayLog(tmp_path)
    log.shown("A", "eins", at(0))
    log.shown("B", "eins", at(1))
    log.shown("A", "zwei", at(10), FIGURES)
    log.ended("B", at(12))
    log.ended("B", at(13))
    log.ended("C", at(14))
    expected = [entry("A", "eins", 0, 10), entry("B", "eins", 1, 12), entry("A", "zwei", 10, None)]
    assert read(log) == expected
    assert read(PlayLog(tmp_path)) == expected
    assert list(log.entries())[2].figures == (ShownFigure("gaeste", "1.234 Gäste", "2018-10-27"),)
    assert read(log, at(11)) == expected[1:]


def test_the_same_slide_with_the_same_figures_goes_on(tmp_path: Path) -> None:
    log = PlayLog(tmp_path)
    for second in range(0, 60, 10):
        log.shown("A", "eins", at(second), FIGURES)
    log.shown("A", "eins", at(60), [{**FIGURES[0], "text": "1.235 Gäste"}])
    log.ended("A", at(70))
    log.shown("A", "eins", at(80), FIGURES)
    assert read(log) == [
        entry("A", "eins", 0, 60), entry("A", "eins", 60, 70), entry("A", "eins", 80, None)
    ]  # fmt: skip
    texts = [each.figures[0].text for each in log.entries()]
    assert texts == ["1.234 Gäste", "1.235 Gäste", "1.234 Gäste"]


def test_nobody_knows_when_a_slide_went_as_the_power_did(tmp_path: Path) -> None:
    PlayLog(tmp_path).shown("A", "eins", at(0))
    after = PlayLog(tmp_path)
    after.shown("B", "zwei", at(5000))
    after.shown("A", "zwei", at(5001))
    assert read(after) == [
        entry("A", "eins", 0, None), entry("B", "zwei", 5000, None), entry("A", "zwei", 5001, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "", "{", '{"screen": "A", "sli', "null", "[]", "7", '{"screen": 7, "from": "2018-10-28"}',
        '{"screen": "A"}', '{"screen": "A", "from": "gestern"}', '{"screen": "A", "from": 7}',
        '{"screen": "A", "from": "2018-10-28T02:00:00"}', "[" * 100_000, "\0\xff", "NaN",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_left_out(line: str, tmp_path: Path) -> None:
    log = PlayLog(tmp_path)
    log.shown("A", "eins", at(0))
    with (tmp_path / "played.jsonl").open("a", encoding="utf-8") as file:
        file.write(line)
    log.shown("A", "zwei", at(10))
    assert read(log) == [entry("A", "eins", 0, 10), entry("A", "zwei", 10, None)]


@pytest.mark.parametrize("figures", ["x", 7, [1, "a", None], [{}], [{"name": 1, "text": None}]])
def test_figures_that_are_none_hurt_nobody(figures: object, tmp_path: Path) -> None:
    line = {"screen": "A", "slide": "a", "from": at(0).isoformat(), "figures": figures}
    (tmp_path / "played.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    (only,) = PlayLog(tmp_path).entries()
    assert write_csv([only], StringIO(), "de") == 1


Step = tuple[str, str | None, float]
STEPS = st.lists(
    st.tuples(
        st.sampled_from("AB"), st.sampled_from(["eins", "zwei", "drei", None]), st.floats(0.5, 99)
    ),
    max_size=40,
)


def expected_of(steps: list[Step]) -> list[Entry]:
    """Return what a reader of all steps would say."""
    now = 0.0
    entries: list[Entry] = []
    running: dict[str, Entry] = {}
    for screen, slide, later in steps:
        now += later
        before = running.get(screen)
        if slide is None or before is None or before.slide != slide:
            if before is not None:
                place = entries.index(before)
                entries[place] = Entry(screen, before.slide, before.since, utc(now))
                del running[screen]
            if slide is not None:
                running[screen] = Entry(screen, slide, utc(now))
                entries.append(running[screen])
    return entries


@given(steps=STEPS)
def test_whatever_is_shown_is_read_again(
    steps: list[Step], tmp_path_factory: pytest.TempPathFactory
) -> None:
    log, now = PlayLog(tmp_path_factory.mktemp("log")), 0.0
    for screen, slide, later in steps:
        now += later
        if slide is None:
            log.ended(screen, at(now))
        else:
            log.shown(screen, slide, at(now))
    assert read(log) == expected_of(steps)


def test_a_full_ring_keeps_the_newest(tmp_path: Path) -> None:
    log = PlayLog(tmp_path)
    figures = [{"name": "n", "text": "x" * 2_000, "as_of": None}]
    for number in range(25_000):
        log.shown("A", f"{number}", at(number * 10), figures)
    entries = read(log)
    size = sum(each.stat().st_size for each in tmp_path.iterdir())
    assert size <= 32_000_000
    assert len(entries) > 10_000
    assert [each.slide for each in entries] == [
        f"{number}" for number in range(25_000 - len(entries), 25_000)
    ]
    assert all(each.until is not None for each in entries[:-1])


def test_a_disk_that_takes_nothing(tmp_path: Path) -> None:
    told: list[OSError] = []
    folder = tmp_path / "file"
    folder.write_text("no folder")
    log = PlayLog(folder, told.append)
    for number in range(10):
        log.shown("A", f"{number}", at(number))
        log.ended("A", at(number + 0.5))
    assert len(told) == 1
    assert read(log) == []


WRITE = """\
import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from kjc_desktop.show.playlog import PlayLog
log = PlayLog(Path(sys.argv[1]))
for number in count():
    figures = [{"name": "n", "text": str(number), "as_of": None}]
    log.shown("A", f"s{number}", datetime.fromtimestamp(number, UTC), figures)
"""


def is_longer(path: Path, size: int) -> bool:
    return path.exists() and path.stat().st_size > size


def test_a_program_that_is_killed_while_it_writes(tmp_path: Path) -> None:
    path = tmp_path / "played.jsonl"
    for size in range(4_000, 40_000, 7_123):
        path.unlink(missing_ok=True)
        with subprocess.Popen([sys.executable, "-c", WRITE, str(tmp_path)]) as process:
            wait_until(partial(is_longer, path, size), "it writes")
            process.kill()
        log = PlayLog(tmp_path)
        log.shown("A", "danach", datetime.fromtimestamp(10**9, UTC))
        *before, after = log.entries()
        assert [each.slide for each in before] == [f"s{n}" for n in range(len(before))]
        assert before[-1].until is None
        assert after.slide == "danach"


def rows(log: PlayLog, language: str = "de") -> list[dict[str, str]]:
    table = StringIO(newline="")
    count = write_csv(log.entries(), table, language)
    found = list(csv.DictReader(table.getvalue().splitlines(), delimiter=";"))
    assert len(found) == count
    return found


def test_the_table_has_the_time_of_the_deck_and_utc(tmp_path: Path) -> None:
    """Over the night in which the clock goes back."""
    log = PlayLog(tmp_path)
    log.shown("HDMI-1", "zahl", at(0), [*FIGURES, {"name": "n", "text": "7; rund", "as_of": None}])
    log.shown("HDMI-1", "ende", at(3610))
    first, second = rows(log)
    assert first == {
        "Bildschirm": "HDMI-1",
        "Folie": "zahl",
        "von": "2018-10-28 01:59:50",
        "bis": "2018-10-28 02:00:00",
        "Sekunden": "3610",
        "von (UTC)": "2018-10-27 23:59:50",
        "bis (UTC)": "2018-10-28 01:00:00",
        "Zahlen (Stand)": "gaeste=1.234 Gäste (2018-10-27); n=7; rund",
    }
    assert (second["bis"], second["bis (UTC)"], second["Sekunden"]) == ("", "", "")
    assert rows(log, "en")[0]["figures (as of)"] == first["Zahlen (Stand)"]


def test_a_clock_that_was_set_back_gives_no_negative_time(tmp_path: Path) -> None:
    log = PlayLog(tmp_path)
    log.shown("A", "eins", at(100))
    log.shown("A", "zwei", at(0))
    assert rows(log)[0]["Sekunden"] == "0"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_program_takes_a_name_for_a_formula(name: str, tmp_path: Path) -> None:
    log = PlayLog(tmp_path)
    log.shown(name, name, at(0))
    (row,) = rows(log)
    assert row["Bildschirm"] == row["Folie"] == f"'{name}"


def test_figures_may_be_any_mapping(tmp_path: Path) -> None:
    figures: list[Mapping[str, object]] = [{"name": "n", "text": "\ud800", "as_of": at(0)}]
    log = PlayLog(tmp_path)
    log.shown("A", "eins", at(0), figures)
    assert len(rows(log)) == 1
