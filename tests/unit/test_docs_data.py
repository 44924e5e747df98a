"""„Eigene Zahlen anschließen“ is true: its files, services and databases give what it says.

What the page shows is written, served, inserted and published by real servers, read by the program
and compared with what is on the slide. `--golden-update` writes anew what the doctor says.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from documents import LIVE, Files, Section, sections
from fault_server import FaultServer, answer
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from paho.mqtt import publish
from PySide6.QtWidgets import QApplication
from servers import Mosquitto, Postgres, mosquitto, postgres
from sourced_decks import around, put, read_now
from x11 import wait_until

from kjc_desktop.checks import check
from kjc_desktop.checks.layout import check_layout
from kjc_desktop.data.hub import Hub
from kjc_desktop.data.live import LiveData
from kjc_desktop.data.state import wants_of
from kjc_desktop.data.store import Store
from kjc_desktop.data.worker import Worker
from kjc_desktop.deck import load_deck
from kjc_desktop.deck.diagnostics import Severity
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable, resolve
from kjc_desktop.figures.source_report import source_rows
from kjc_desktop.shells.sources import source_lines
from kjc_desktop.show.clock import ManualClock, monotonic, wall
from kjc_desktop.texts import area

SECTIONS = sections(LIVE)
SECRETS = {"STELLEN_KEY": "geheim", "DB_KENNWORT": "geheim"}
MOST_LINES = 5
FIGURES, SERIES = "Sie schreiben", "Reihe"
SHOWN = [title for title, each in SECTIONS.items() if each.table(FIGURES) or each.table(SERIES)]
RUNNING = "Eine Linie, die mitläuft"
MORNING = datetime(2018, 11, 26, 8, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def broker() -> Iterator[Mosquitto]:
    with mosquitto() as running:
        yield running


@pytest.fixture(scope="module")
def database() -> Iterator[Postgres]:
    with postgres() as running:
        yield running


@pytest.fixture
def service() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = Hub((wall, monotonic), SECRETS, Store(tmp_path / "memory"))
    yield made
    made.close()


@pytest.fixture
def deliver(request: pytest.FixtureRequest) -> Callable[[Section], Mapping[str, str]]:
    """Return what has a section's services answer, and tells at which addresses they do."""

    def delivered(section: Section) -> Mapping[str, str]:
        served, stored, sent = (
            section.block("json", "http"), section.block("sql", "postgresql"), section.block("mqtt")
        )  # fmt: skip
        addresses = {}
        if served is not None:
            server: FaultServer = request.getfixturevalue("service")
            server["/stellen.json"] = answer(served.encode())
            addresses["localhost:8000"] = f"localhost:{server.port}"
        if stored is not None:
            base: Postgres = request.getfixturevalue("database")
            base.execute(stored)
            addresses["localhost:5432/event"] = f"localhost:{base.port}/postgres"
        if sent is not None:
            running: Mosquitto = request.getfixturevalue("broker")
            addresses["localhost:1883"] = f"localhost:{running.port}"
            for line in sent.splitlines() if section.title != RUNNING else ():
                send(running, line, retain=True)
        return addresses

    return delivered


def send(broker: Mosquitto, line: str, *, retain: bool = False) -> None:
    """Publish a line of the page: a topic and what is said under it."""
    topic, _, payload = line.partition(" ")
    publish.single(topic, payload, 1, retain, hostname="localhost", port=broker.port)


def deck_of(
    files: Files, folder: Path, addresses: Mapping[str, str], section: Section | None = None
) -> Deck:
    """Write the one deck among some files, with whatever it lacks to be a deck, and load it."""
    (name,) = {file.partition("/")[0] for file in files if file.endswith(".yaml")}
    for file, text in files.items():
        content = text
        for here, there in addresses.items():
            content = content.replace(here, there)
        put(folder / file, content, datetime.now(UTC) - timedelta(seconds=10))
    deck = folder / name
    if not (deck / "deck.yaml").exists():
        (deck / "deck.yaml").write_text("title: Probe\n", "utf-8")
    if section is not None:
        _write_book(section, deck)
        _write_base(section, folder)
    if {each.stem for each in deck.glob("*.yaml")} <= {"deck", "figures"}:
        written = [row[0].strip("`") for row in section.table(FIGURES)] if section else []
        text = "".join(f'  - text: "{each}"\n' for each in written)
        (deck / "folie.yaml").write_text(f"title: Probe\ncontent:\n{text}", "utf-8")
    result = load_deck(deck)
    assert result.deck is not None, result.diagnostics
    assert not result.diagnostics
    return result.deck


def _write_book(section: Section, deck: Path) -> None:
    """Write the workbook that a table of the page shows, merged cells included."""
    rows = section.table("Zeile")
    if not rows:
        return
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Bericht"
    book.create_sheet("Notizen")["A1"] = "Nur für uns"
    for line, (_, *cells) in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            if text not in ("", "←", "↑"):
                value: int | str = int(text) if text.isdecimal() else text
                sheet.cell(line, column, value)
                width = _repeated(cells[column:], "←")
                height = _repeated([row[column] for row in rows[line:]], "↑")
                if width or height:
                    sheet.merge_cells(None, line, column, line + height, column + width)
    (deck / "data").mkdir()
    book.save(deck / "data" / "monat.xlsx")


def _repeated(cells: list[str], sign: str) -> int:
    """Return how many cells in a row say only that they belong to the one before."""
    return next((i for i, cell in enumerate(cells) if cell != sign), len(cells))


def _write_base(section: Section, folder: Path) -> None:
    found = section.block("sql", ".db")
    if found is None:
        return
    file = folder / "gaeste" / "data" / "gaeste.db"
    assert f"```sql {file.relative_to(folder)}" in section.text
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as base:
        base.executescript(found)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def expect(section: Section, table: FigureTable) -> None:
    """Hold what is on the slide against what the page says."""
    for written, shown in section.table(FIGURES):
        assert plain(table.expand(written.strip("`"), markdown=False)) == shown
    for name, shown in section.table(SERIES):
        series = table.series[name.strip("`")]
        texts = ["k. A." if y is None else series.format.text(y) for y in series.y]
        assert " · ".join(texts) == shown


def findings(deck: Deck, live: LiveData) -> list[str]:
    now = datetime.now(UTC)
    found = [*check(deck, now, live=live), *check_layout(deck, now, live=live)]
    return [each.message("de") for each in found if each.severity != Severity.NOTE]


@pytest.mark.parametrize("title", [each for each in SHOWN if each != RUNNING])
def test_what_the_page_says_is_on_the_slide(
    title: str,
    hub: Hub,
    deliver: Callable[[Section], Mapping[str, str]],
    tmp_path: Path,
    qapp: QApplication,
) -> None:
    section = SECTIONS[title]
    deck = deck_of(section.files, tmp_path, deliver(section), section)
    live = read_now(hub, deck)
    expect(section, resolve(deck, datetime.now(UTC), live))
    assert findings(deck, live) == []


def test_every_kind_has_an_example_of_few_lines() -> None:
    examples = [
        text
        for title in SHOWN
        for name, text in SECTIONS[title].files.items()
        if name.endswith("/figures.yaml")
    ]
    assert len(examples) == len(SHOWN)
    assert max(len(each.splitlines()) for each in examples) <= MOST_LINES
    kinds = re.findall(r"\{(csv|xlsx|json|http|sql|mqtt): ", "".join(examples))
    assert set(kinds) == {"csv", "xlsx", "json", "http", "sql", "mqtt"}


def test_the_key_reaches_the_service(
    hub: Hub, service: FaultServer, deliver: Callable[[Section], Mapping[str, str]], tmp_path: Path
) -> None:
    section = SECTIONS["Dienst im Netz"]
    read_now(hub, deck_of(section.files, tmp_path, deliver(section), section))
    assert [each.headers["x-api-key"] for each in service.requests] == ["geheim"]


@pytest.mark.parametrize("title", [each for each in SHOWN if SECTIONS[each].block("csv")])
def test_excel_may_write_as_windows_did(title: str, hub: Hub, tmp_path: Path) -> None:
    section = SECTIONS[title]
    deck = deck_of(section.files, tmp_path, {}, section)
    for file in deck.folder.glob("data/*.csv"):
        file.write_bytes(file.read_text("utf-8").replace("\n", "\r\n").encode("cp1252"))
    expect(section, resolve(deck, datetime.now(UTC), read_now(hub, deck)))


def test_a_line_follows_the_messages(
    hub: Hub, broker: Mosquitto, deliver: Callable[[Section], Mapping[str, str]], tmp_path: Path
) -> None:
    section = SECTIONS[RUNNING]
    deck = deck_of(section.files, tmp_path, deliver(section))
    hub.use(deck)
    hub.start()
    wait_until(lambda: _problem(hub.data()) == "mqtt_silent", "the program listens")
    sent: list[str] = []
    for line in (section.block("mqtt") or "").splitlines():
        send(broker, line)
        sent.append(line)
        wait_until(lambda: _points(hub.data()) == len(sent), line)
    expect(section, resolve(deck, datetime.now(UTC), hub.data()))


def _problem(live: LiveData) -> str | None:
    problem = live.sources["zaehler"].problem
    return None if problem is None else problem.key


def _points(live: LiveData) -> int:
    points = live.sources["zaehler"].series.get("verlauf")
    return 0 if points is None else len(points.points.x)


class Watched:
    """The deck about age and plausibility, with a clock that is moved by hand."""

    def __init__(self, folder: Path) -> None:
        self.section = SECTIONS["Alter und Plausibilität"]
        slide = {"einlass/folie.yaml": "title: Probe\ncontent:\n  - number: besucher\n"}
        self.deck = deck_of({**self.section.files, **slide}, folder, {})
        self.clock = ManualClock(MORNING, 1000.0)
        memory = Store(folder / "memory"), "k"
        source, wants = self.deck.sources["einlass"], wants_of(self.deck, "einlass")
        self.worker = Worker(source, wants, around(self.deck, self.clock), memory, lambda: None)

    def save(self, value: str) -> None:
        text = self.section.files["einlass/data/einlass.csv"]
        put(self.deck.folder / "data" / "einlass.csv", text.replace("120", value), self.now)
        self.clock.advance(5)
        self.worker.step()

    @property
    def now(self) -> datetime:
        return self.clock.wall()

    @property
    def table(self) -> FigureTable:
        live = LiveData({"einlass": self.worker.state})
        return resolve(self.deck, self.now, live)


def test_values_are_held_back_as_the_page_says(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    rows = watched.section.table("In der Datei")
    assert len(rows) == 6
    for value, shown, _ in rows:
        watched.save(value)
        assert plain(watched.table.expand("{besucher.full}", markdown=False)) == shown


SIGNS = re.findall(r"`([^\w\s{]{1,3}|x)`", SECTIONS["Was „k. A.“ bedeutet"].text)


@pytest.mark.parametrize("sign", [*SIGNS, ""])
def test_signs_for_no_figure_are_none(sign: str, tmp_path: Path) -> None:
    assert len(SIGNS) == 7
    watched = Watched(tmp_path)
    watched.save(sign)
    assert plain(watched.table.expand("{besucher}", markdown=False)) == "k. A."


def test_old_data_are_called_so(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watched.save("120")
    slide = watched.deck.slides[0]
    assert "nicht aktuell" not in watched.table.source_line(slide)
    watched.clock.advance(3600)
    assert "nicht aktuell" in watched.table.source_line(slide)


def test_an_embargo_holds_until_its_minute(hub: Hub, tmp_path: Path) -> None:
    section = SECTIONS["Sperrfrist"]
    data = SECTIONS["CSV aus Excel"].files["eckwerte/data/eckwerte.csv"]
    files = {**section.files, "sperrfrist/data/eckwerte.csv": data}
    deck = deck_of(files, tmp_path, {})
    live = read_now(hub, deck)
    for time, shown in section.table("Uhrzeit"):
        now = deck.instant(datetime.fromisoformat(f"2018-10-30T{time:0>5}"))
        text = resolve(deck, now, live).expand("{arbeitslose}", markdown=False)
        assert text == shown


def test_the_doctor_says_what_is_shown(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    section = SECTIONS["CSV aus Excel"]
    deck = deck_of(section.files, tmp_path, {})
    file = deck.folder / "data" / "eckwerte.csv"
    put(file, file.read_text("utf-8"), MORNING)
    clock = ManualClock(MORNING + timedelta(hours=2))
    made = Hub((clock.wall, clock.monotonic), {}, Store(tmp_path / "memory"))
    made.use(deck)
    made.prime(deck.sources, 10)
    rows = source_rows(deck, made.data(), clock.wall(), "de")
    said = "\n".join(source_lines(deck, rows, "de")) + "\n"
    shown = SECTIONS["Wenn eine Quelle ausfällt"].block("text", "doctor eckwerte")
    if request.config.getoption("--golden-update"):
        head = "```text doctor eckwerte\n"
        page = LIVE.read_text("utf-8").replace(f"{head}{shown}", f"{head}{said}")
        LIVE.write_text(page, "utf-8")
    else:
        assert shown == said


def test_every_message_is_one_of_the_program() -> None:
    sentences = [
        re.split(r"[.;:](?: |$)", text)[0]
        for name in ("data", "deck")
        for text in area(name, "de").values()
    ]
    patterns = [re.sub(r"\\\{\w+\\\}", ".+", re.escape(each)) for each in sentences]
    rows = SECTIONS["Typische Meldungen"].table("Meldung")
    assert rows
    for message, _ in rows:
        assert any(re.match(pattern, message) for pattern in patterns), message
