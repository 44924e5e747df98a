"""`kjc ctl`: what is asked arrives as it was meant, and whoever asks is told what came of it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from statuses import NOON, PLAYER, SOURCE, WELL

from kjc_desktop.machine.endpoint import Endpoint
from kjc_desktop.machine.folders import kiosk_folder, memory_folder
from kjc_desktop.shells.ctl import Remote
from kjc_desktop.shells.status_text import print_status
from kjc_desktop.show.control import Order, granted, order_of, refusal, refused
from kjc_desktop.show.playlog import PlayLog
from kjc_desktop.show.status import NoticeStatus, SetAside, SourceStatus, Status

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sets folders as Unix has them")


class Show:
    """Stands for a supervisor: notes what is asked, and answers as it is told to."""

    def __init__(self, name: str) -> None:
        self.asked: list[dict[str, object]] = []
        self.answer: dict[str, object] = granted()
        self.endpoint = Endpoint(kiosk_folder(name), self._handle)

    def _handle(self, request: dict[str, object]) -> dict[str, object]:
        self.asked.append(request)
        return self.answer


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    session = tmp_path / "session"
    session.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


@pytest.fixture
def foyer() -> Iterator[Show]:
    show = Show("foyer")
    yield show
    show.endpoint.close()


@pytest.fixture
def saal() -> Iterator[Show]:
    show = Show("saal")
    yield show
    show.endpoint.close()


def kjc(*arguments: str | Path, code: int = 0, language: str = "de") -> tuple[str, str]:
    """Run `kjc ctl`; return what it wrote to standard output and to standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "kjc_desktop", "ctl", *map(str, arguments)],
        capture_output=True, encoding="utf-8", timeout=60, check=False,
        env={**os.environ, "LANG": f"{language}.UTF-8", "LC_ALL": "", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done.stdout, done.stderr


ORDERS: list[tuple[list[str], Order]] = [
    (["next"], Order("next")),
    (["prev"], Order("prev")),
    (["goto", "7"], Order("goto", target="7")),
    (["goto", "karte"], Order("goto", target="karte")),
    (["black"], Order("black")),
    (["white"], Order("white")),
    (["freeze"], Order("freeze")),
    (["pause"], Order("pause")),
    (["reload"], Order("reload")),
    (["notice", "Wir beginnen\nspäter"], Order("notice", text="Wir beginnen\nspäter")),
    (["notice", "--instead", "Pause"], Order("notice", text="Pause", kind="instead")),
    (["emergency"], Order("notice", kind="emergency")),
    (["emergency", "Raus"], Order("notice", text="Raus", kind="emergency")),
    (["clear"], Order("clear")),
    (["quit"], Order("quit")),
]


@pytest.mark.parametrize(("arguments", "order"), ORDERS)
def test_an_order_arrives_as_it_was_meant(arguments: list[str], order: Order, foyer: Show) -> None:
    assert kjc(*arguments) == ("Erledigt.\n", "")
    assert [order_of(each) for each in foyer.asked] == [order]


@pytest.mark.parametrize("slide", [None, "karte"])
def test_a_slide_is_released(slide: str | None, foyer: Show) -> None:
    assert Remote(None, "de").release(slide) == 0
    assert foyer.asked == [{"do": "release", "slide": slide}]


@pytest.mark.parametrize(
    "arguments", [["goto"], ["notice"], ["notice", " \n"], ["dance"], ["playlog", "--since", "x"]]
)
def test_wrong_usage(arguments: list[str], foyer: Show) -> None:
    _, said = kjc(*arguments, code=2)
    assert said
    assert foyer.asked == []


def test_what_is_refused_is_explained(foyer: Show) -> None:
    foyer.answer = refused("ctl_unknown_slide", target="kartte")
    assert kjc("goto", "kartte", code=1) == ("", "Eine Folie „kartte“ gibt es nicht.\n")
    said = kjc("goto", "kartte", code=1, language="en")
    assert said == ("", "There is no slide “kartte”.\n")


@pytest.mark.parametrize(
    "answer",
    [{}, {"error": "KeyError"}, {"done": "yes"}, {"done": False, "why": "ctl_unknown_slide"}],
)
def test_an_answer_that_says_nothing(answer: dict[str, object], foyer: Show) -> None:
    foyer.answer = answer
    _, said = kjc("next", code=1)
    assert "nicht verstanden" in said


def test_nobody_is_there() -> None:
    _, said = kjc("next", code=1)
    assert "kjc kiosk" in said
    _, english = kjc("status", code=1, language="en")
    assert "kjc kiosk" in english


def test_one_of_several_is_named(foyer: Show, saal: Show) -> None:
    _, said = kjc("next", code=2)
    assert "foyer, saal" in said
    kjc("next", "--kiosk", "saal")
    assert (len(foyer.asked), len(saal.asked)) == (0, 1)
    _, said = kjc("next", "--kiosk", "keller", code=1)
    assert "„keller“" in said
    assert "foyer, saal" in said


def test_one_that_ran_is_none_of_several(foyer: Show, saal: Show) -> None:
    saal.endpoint.close()
    kjc("next")
    assert len(foyer.asked) == 1
    _, said = kjc("next", "--kiosk", "saal", code=1)
    assert "„saal“" in said


def test_the_key_is_that_of_somebody_else(foyer: Show) -> None:
    key = kiosk_folder("foyer") / "ctl.key"
    key.write_bytes(b"00" * 32 + key.read_bytes()[64:])
    _, said = kjc("next", code=1)
    assert "anderen Benutzer" in said


def test_status_for_programs(foyer: Show) -> None:
    foyer.answer = granted(status=WELL.as_json())
    out, _ = kjc("status", "--format", "json")
    assert json.loads(out) == WELL.as_json()


@pytest.mark.parametrize("status", [None, {}, {"deck": 1}, "well"])
def test_a_status_that_cannot_be_read(status: object, foyer: Show) -> None:
    foyer.answer = granted(status=status)
    _, said = kjc("status", code=1)
    assert "nicht verstanden" in said


def test_a_status_that_is_not_well_ends_with_1(foyer: Show) -> None:
    foyer.answer = granted(status=replace(WELL, clock_trusted=False).as_json())
    out, _ = kjc("status", code=1)
    assert out.startswith("Nicht alles ist in Ordnung:\n– Die Uhr")


def text_of(status: Status, capsys: pytest.CaptureFixture[str], language: str = "de") -> str:
    print_status(status, NOON.astimezone(ZoneInfo("Europe/Berlin")), language)
    return capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")


def test_status_in_german(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line.rstrip() for line in text_of(WELL, capsys).splitlines()]
    assert lines == [
        "Alles in Ordnung.",
        "",
        "Präsentation     Kampagne, Variante „koeln“",
        "Läuft            seit 24.11.2018, 12:00 Uhr (2 Tage)",
        "Quelle „zahlen“  Stand 11:30 Uhr",
        "Fassung          0.1.0",
        "",
        "Bildschirm  Zustand  Folie  seit       letztes Bild  Neustarts  Speicher",
        "HDMI-1      läuft    karte  11:59 Uhr  vor 0,4 s     2          182 MB",
    ]


def test_status_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    text = text_of(WELL, capsys, "en")
    assert text.startswith("All is well.\n")
    assert "0.4 s ago" in text


TROUBLES = replace(
    WELL,
    players=(
        replace(PLAYER, painted_age=23.0),
        replace(PLAYER, screen="HDMI-2", state="dead", since=None, memory=None, painted_age=None),
        *(replace(PLAYER, screen=each, state=each) for each in ("starting", "waiting", "hanging")),
    ),
    quarantine=(SetAside("karte", "crash", NOON), SetAside("zahl", "unbekannt")),
    sources=(replace(SOURCE, well=False), SourceStatus("leer", well=False)),
    notice=NoticeStatus("emergency", ""),
    clock_trusted=False,
)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_trouble_is_told_first(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = text_of(TROUBLES, capsys, language)
    head = text.partition("\n\n")[0].splitlines()
    assert len(head) == 1 + 5 + 2 + 2 + 1
    assert all(line.startswith("– ") for line in head[1:])
    assert "23 " in head[1]
    assert "kjc ctl release karte" in text
    assert "unbekannt" in text
    assert "{" not in text


def test_no_screen_is_played(capsys: pytest.CaptureFixture[str]) -> None:
    assert "kein Bildschirm bespielt" in text_of(replace(WELL, players=()), capsys)


def played(name: str, day: int = 26) -> None:
    log = PlayLog(memory_folder(name))
    begin = datetime(2018, 11, day, 8, 0, tzinfo=UTC)
    for number, slide in enumerate(("eins", "größe", "drei")):
        log.shown("HDMI-1", slide, begin + timedelta(seconds=20 * number))


def test_what_was_shown_is_written_for_tables(tmp_path: Path) -> None:
    played("foyer")
    file = tmp_path / "gezeigt.csv"
    _, said = kjc("playlog", "-o", file)
    assert "3 Einträge" in said
    body = file.read_bytes()
    assert body.startswith("\ufeffBildschirm;Folie;von;bis;Sekunden;".encode())
    assert "\r\nHDMI-1;größe;2018-11-26 08:00:20;2018-11-26 08:00:40;20;" in body.decode()


def test_what_was_shown_is_written_to_the_terminal() -> None:
    played("foyer")
    out, _ = kjc("playlog", language="en")
    assert out.startswith("screen;slide;from;to;seconds;")
    assert len(out.splitlines()) == 4


def test_only_what_was_shown_since() -> None:
    played("foyer", day=1)
    played("foyer", day=26)
    assert len(kjc("playlog", "--since", "2018-11-20")[0].splitlines()) == 1 + 1 + 3
    assert len(kjc("playlog")[0].splitlines()) == 1 + 6


def test_whose_log_is_meant(foyer: Show) -> None:
    _, said = kjc("playlog", "--kiosk", "keller")
    assert "nichts aufgezeichnet" in said
    played("saal")
    played("keller")
    assert kjc("playlog")[1] == said  # the foyer runs, and nothing is recorded of it
    foyer.endpoint.close()
    _, said = kjc("playlog", code=2)
    assert "keller, saal" in said
    assert "größe" in kjc("playlog", "--kiosk", "saal")[0]


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    played("foyer")
    _, said = kjc("playlog", "-o", tmp_path / "none" / "x.csv", code=1)
    assert "Traceback" not in said
    assert "none" in said


def test_an_order_is_read_with_care() -> None:
    wrong: list[object] = [
        None, 7, [], {}, {"do": "dance"}, {"do": "goto", "target": 7}, {"do": []},
        {"do": "next", "more": 1}, {"do": "notice", "kind": "x"},
    ]  # fmt: skip
    assert [order_of(said) for said in wrong] == [None] * len(wrong)
    assert order_of({"do": "next"}) == Order("next")


def test_an_answer_is_read_with_care() -> None:
    assert refusal(granted(more=1), "de") is None
    for answer in ({"why": 7}, {"why": "ctl_unknown_slide", "values": [1]}, {"why": "../x"}):
        assert "nicht verstanden" in (refusal(answer, "de") or "")
