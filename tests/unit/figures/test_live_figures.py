"""Figures, series and tables of live sources: their text, date and age, and what is wrong."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sourced_decks import NOON, around, live_deck, put

from kjc_desktop.data.live import LiveData
from kjc_desktop.data.snapshot import Problem
from kjc_desktop.data.state import wants_of
from kjc_desktop.data.store import Store
from kjc_desktop.data.worker import Worker
from kjc_desktop.deck.models import Deck
from kjc_desktop.figures import FigureTable, diagnose, resolve
from kjc_desktop.figures.source_report import source_rows
from kjc_desktop.show.clock import ManualClock

NONE = "k.\N{NO-BREAK SPACE}A."
FIGURES = """\
sources:
  amt: {csv: data/amt.csv, publisher: Amt}
  heft: {publisher: Heft, date: 2018-01-31}
figures:
  a: {from: amt, where: {Ort: Nord}, column: Wert, unit: Stück}
  b: {from: amt, where: {Ort: Süd}, column: Wert}
  anteil: {from: amt, where: {Ort: Nord}, column: Anteil, format: percent}
  fest: {value: 10, unit: Stück, source: heft}
  summe: {formula: a + fest}
  doppelt: {formula: summe * 2}
  unbekannt: {formula: b * 2}
series:
  reihe: {from: amt, x: Ort, y: Wert}
claims:
  viel: {text: mehr als hundert, holds: a > 100}
"""
CSV = "Amt für Statistik;;\n\nOrt;Wert;Anteil\nNord;1.234;25,6 %\nSüd;*;-\nOst;7;0,5\n© Amt;;\n"
SLIDES = {
    "a.yaml": "title: Zahl\ncontent:\n  - number: a\n  - number: doppelt\n",
    "deck.yaml": "title: Probe\nslides: [a, t]\n",
    "t.yaml": "layout: table\ntitle: Tabelle\ncontent:\n  - table: {from: amt}\n",
}


class Place:
    """A deck with a CSV file, read at a time of one's own."""

    def __init__(self, folder: Path, figures: str = FIGURES) -> None:
        self.folder = folder / "deck"
        self.clock = ManualClock(NOON, 0.0)
        self.deck = live_deck(self.folder, figures, SLIDES)
        self._store = Store(folder / "memory")

    def write(self, text: str, at: datetime = NOON - timedelta(minutes=3)) -> None:
        put(self.folder / "data" / "amt.csv", text, at)

    def live(self) -> LiveData:
        deck = self.deck
        worker = Worker(
            deck.sources["amt"], wants_of(deck, "amt"), around(deck, self.clock),
            (self._store, "amt"), lambda: None,
        )  # fmt: skip
        worker.step()
        worker.finish()
        return LiveData({"amt": worker.state})

    def table(self) -> FigureTable:
        return resolve(self.deck, self.clock.wall(), self.live())

    def codes(self) -> list[tuple[str, str]]:
        found = diagnose(self.deck, self.clock.wall(), self.live())
        return [(each.code, each.severity) for each in found]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    made.write(CSV)
    return made


def test_the_texts_are_those_of_the_source(place: Place) -> None:
    table = place.table()
    shown = {name: figure.full for name, figure in table.items()}
    assert shown == {
        "a": "1.234\N{NO-BREAK SPACE}Stück",
        "b": NONE,
        "anteil": "25,6\N{NO-BREAK SPACE}%",
        "fest": "10\N{NO-BREAK SPACE}Stück",
        "summe": "1.244",
        "doppelt": "2.488",
        "unbekannt": NONE,
    }
    assert table["a"].as_of == date(2018, 11, 26)
    assert table["doppelt"].as_of == date(2018, 1, 31)
    assert table["a"].source is not None
    line = table.source_line(place.deck.slide("a"))
    assert line == (
        "Quellen: Amt, Stand:\N{NO-BREAK SPACE}26.11.2018; "
        "Heft, Stand:\N{NO-BREAK SPACE}31.01.2018 · eigene Berechnung"
    )


def test_series_and_tables_come_too(place: Place) -> None:
    table = place.table()
    assert (table.series["reihe"].x, table.series["reihe"].y) == (
        ("Nord", "Süd", "Ost"), (1234, None, 7),
    )  # fmt: skip
    assert table.tables["amt"].columns == ("Ort", "Wert", "Anteil")
    assert table.tables["amt"].rows == (
        ("Nord", "1.234", "25,6\N{NO-BREAK SPACE}%"), ("Süd", NONE, NONE), ("Ost", "7", "0,5"),
    )  # fmt: skip
    assert "26.11.2018" in table.source_line(place.deck.slide("t"))
    assert table.sources_of(place.deck.slide("a")) == {"amt", "heft"}


def test_without_data_there_is_no_figure_and_check_says_so(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert place.table()["a"].full == f"{NONE}\N{NO-BREAK SPACE}Stück"
    errors = place.codes()
    assert errors == [("KJC319", "error")] * 5


def test_with_a_last_good_value_it_is_a_warning(place: Place) -> None:
    place.live()
    (place.folder / "data" / "amt.csv").unlink()
    table = place.table()
    assert (table["a"].value, table["a"].as_of) == (1234, date(2018, 11, 26))
    assert place.codes() == [("KJC320", "warning")] * 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CSV.replace("Nord", "Norden"), "Keine Zeile passt zu Ort: Nord; meinten Sie „Norden“?"),
        (CSV.replace("Ost", "Nord"), "2 Zeilen passen zu Ort: Nord"),
        (CSV.replace("1.234", "viele"), "In B4 steht „viele“, das ist keine Zahl."),
        (CSV.replace("Wert", "Zahl"), "Es gibt keine Spalte „Wert“"),
    ],
)
def test_a_figure_that_finds_nothing_says_what(tmp_path: Path, text: str, words: str) -> None:
    place = Place(tmp_path)
    place.write(text)
    found = [
        each
        for each in diagnose(place.deck, NOON, place.live())
        if each.span == place.deck.origins.span("figures", "a", "from")
    ]
    assert len(found) == 1
    assert words in found[0].message("de")
    assert "“" in found[0].message("en")


def test_a_claim_is_judged_by_the_data(place: Place) -> None:
    assert place.codes() == []
    place.write(CSV.replace("1.234", "12"), NOON)
    place.clock.advance(10)
    assert place.codes() == [("KJC313", "error")]


def test_an_embargo_holds_whatever_time_a_preview_is_of(tmp_path: Path) -> None:
    figures = FIGURES.replace("unit: Stück}\n  b", "embargo_until: 2018-11-27 09:55}\n  b")
    place = Place(tmp_path, figures)
    place.write(CSV)
    later = NOON + timedelta(days=3)
    live = place.live()
    assert resolve(place.deck, later, live)["a"].number == "1.234"
    preview = resolve(place.deck, later, live, lifted=NOON)
    assert (preview["a"].number, preview["doppelt"].number) == ("–", "–")
    assert preview.embargoed(place.deck.slide("a"))


def aged(folder: Path, options: str, figure: str = "") -> Place:
    """Return a place whose data may be an hour old at most."""
    figures = FIGURES.replace("publisher: Amt", f"publisher: Amt, {options}")
    return Place(folder, figures.replace("column: Wert, unit", f"column: Wert{figure}, unit"))


@pytest.mark.parametrize(
    ("options", "figure", "minutes", "stale"),
    [
        ("max_age: 1 h", "", 60, False),
        ("max_age: 1 h", "", 61, True),
        ("max_age: 1 h", ", max_age: 2 h", 61, False),
        ("max_age: 2 h", ", max_age: 1 h", 61, True),
        ("max_age: 2 d", "", 61, False),
    ],
)
def test_what_is_too_old_is_marked_and_everything_made_of_it(
    tmp_path: Path, options: str, figure: str, minutes: int, stale: bool
) -> None:
    place = aged(tmp_path, options, figure)
    place.write(CSV, NOON)
    place.clock.advance(60 * minutes)
    table = place.table()
    assert [table[name].stale for name in ("a", "doppelt", "fest")] == [stale, stale, False]
    assert ("nicht aktuell" in table.source_line(place.deck.slide("a"))) == stale
    where = place.deck.origins.span("figures", "a", "from")
    found = diagnose(place.deck, place.clock.wall(), place.live())
    assert [each.code for each in found if each.span == where] == ["KJC321"] * stale
    assert not table.skipped(place.deck.slide("a"))


def test_the_moment_at_which_data_get_too_old_is_known(tmp_path: Path) -> None:
    place = aged(tmp_path, "max_age: 1 h")
    place.write(CSV, NOON)
    change = place.table().next_change
    assert change is not None
    assert timedelta(hours=1) < change - NOON < timedelta(hours=1, seconds=1)
    assert resolve(place.deck, change, place.live())["a"].stale


def test_slides_with_old_data_are_left_out_where_the_deck_says_so(tmp_path: Path) -> None:
    place = aged(tmp_path, "max_age: 1 h, stale: skip")
    place.write(CSV, NOON)
    assert not place.table().skipped(place.deck.slide("a"))
    place.clock.advance(3601)
    assert place.table().skipped(place.deck.slide("a"))
    assert place.table().skipped(place.deck.slide("t"))


def test_files_by_the_day_and_what_changes_by_the_minute(tmp_path: Path) -> None:
    place = aged(tmp_path, "max_age: 1 h")
    place.write(CSV, datetime(2018, 11, 26, 10, 59, 58, tzinfo=UTC))
    as_of = place.table()["a"].as_of
    assert isinstance(as_of, datetime)
    assert as_of.isoformat() == "2018-11-26T11:59:00+01:00"


def test_the_report_tells_what_was_read_from_where(place: Place) -> None:
    (row,) = source_rows(place.deck, place.live(), NOON, "de")
    assert (row.name, row.kind, row.address, row.well) == ("amt", "csv", "data/amt.csv", True)
    assert row.age == 180
    read = {each.name: (each.place, each.written, each.problem) for each in row.read}
    assert read["a"] == ("B4", "1.234", None)
    assert read["b"] == ("B5", "*", None)
    assert read["reihe"] == ("Ort / Wert", "3", None)
    place.write(CSV.replace("Nord", "Norden"), NOON)
    place.clock.advance(10)
    (bad,) = source_rows(place.deck, place.live(), place.clock.wall(), "de")
    assert not bad.well
    assert bad.as_json()["read"]
    assert next(each.problem for each in bad.read if each.name == "a")


def test_a_source_that_was_not_tried_is_not_called_reachable(place: Place) -> None:
    deck: Deck = place.deck
    worker = Worker(
        deck.sources["amt"], wants_of(deck, "amt"), around(deck, place.clock),
        (Store(place.folder.parent / "none"), "x"), lambda: None,
    )  # fmt: skip
    (row,) = source_rows(deck, LiveData({"amt": worker.state}), NOON, "de")
    assert (row.reachable, row.as_of, row.age) == (False, None, None)
    assert Problem("broken", {"error": "x"}).text("en")


def test_a_percent_sign_in_the_cell_is_on_the_slide(tmp_path: Path) -> None:
    place = Place(tmp_path, FIGURES.replace(", format: percent", ""))
    place.write(CSV)
    assert place.table()["anteil"].full == "25,6\N{NO-BREAK SPACE}%"


def test_columns_that_a_table_names_and_the_source_lacks_are_found(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.write(CSV)
    slide = "layout: table\ntitle: T\ncontent:\n  - table: {from: amt, columns: [Ort, Wertt]}\n"
    place.deck = live_deck(place.folder, FIGURES, {**SLIDES, "t.yaml": slide})
    (found,) = diagnose(place.deck, NOON, place.live())
    assert (found.code, found.span.file, found.span.column) == ("KJC319", "t.yaml", 39)
    assert "meinten Sie „Wert“" in found.message("de")


def test_a_service_that_leaves_rows_out_is_a_warning(tmp_path: Path) -> None:
    figures = (
        "sources: {amt: {json: data/amt.json, rows: rows, publisher: Amt}}\n"
        "figures: {a: {from: amt, where: {Ort: Nord}, column: Wert}}\n"
    )
    place = Place(tmp_path, figures)
    slides = {**SLIDES, "a.yaml": "title: Zahl\ncontent:\n  - number: a\n"}
    place.deck = live_deck(place.folder, figures, slides)
    text = '{"exceededTransferLimit": true, "rows": [{"Ort": "Nord", "Wert": 1}]}\n'
    put(place.folder / "data" / "amt.json", text)
    assert place.codes() == [("KJC322", "warning")]


@pytest.mark.parametrize(
    ("options", "text", "value"),
    [("", '"1500.5"', 1500.5), (", decimal: ','", '"1.500,5"', 1500.5), ("", "7", 7)],
)
def test_texts_in_json_are_read_with_the_decimal_sign_that_the_deck_names(
    tmp_path: Path, options: str, text: str, value: float
) -> None:
    figures = (
        f"sources: {{amt: {{json: data/amt.json, publisher: Amt{options}}}}}\n"
        "figures: {a: {from: amt, column: Wert}}\n"
    )
    slides = {**SLIDES, "a.yaml": "title: Zahl\ncontent:\n  - number: a\n"}
    place = Place(tmp_path, figures)
    place.deck = live_deck(place.folder, figures, slides)
    put(place.folder / "data" / "amt.json", f'[{{"Wert": {text}}}]\n')
    assert place.table()["a"].value == value


def embargoed(folder: Path) -> Place:
    """Return a place whose figure `a` must not be shown for a day."""
    figures = FIGURES.replace("unit: Stück}\n  b", "embargo_until: 2018-11-27 09:55}\n  b")
    return Place(folder, figures)


def test_an_embargo_holds_for_tables_and_series_of_the_same_source(tmp_path: Path) -> None:
    place = embargoed(tmp_path)
    place.write(CSV)
    table = place.table()
    assert table.series["reihe"].x == ()
    assert "amt" not in table.tables
    assert table.embargoed(place.deck.slide("t"))
    later = resolve(place.deck, NOON + timedelta(days=1), place.live())
    assert later.series["reihe"].x == ("Nord", "Süd", "Ost")
    assert not later.embargoed(place.deck.slide("t"))


def test_no_report_tells_a_value_before_its_time(tmp_path: Path) -> None:
    place = embargoed(tmp_path)
    place.write(CSV)
    (row,) = source_rows(place.deck, place.live(), NOON, "de")
    assert "1.234" not in str(row)
    place.write(CSV.replace("1.234", "9.876 ungefähr"), NOON)
    place.clock.advance(10)
    live = place.live()
    (row,) = source_rows(place.deck, live, NOON, "de")
    told = [each.message("de") for each in diagnose(place.deck, NOON + timedelta(days=9), live)]
    assert told
    assert "9.876" not in f"{row} {told}"
    assert "gesperrt" in str(row)


def test_words_that_live_data_prove_wrong_are_not_shown(place: Place) -> None:
    slide = "title: Es sind {claim.viel}\ncontent:\n  - number: a\n"
    place.deck = live_deck(place.folder, FIGURES, {**SLIDES, "a.yaml": slide})
    assert not place.table().skipped(place.deck.slide("a"))
    place.write(CSV.replace("1.234", "12"), NOON)
    place.clock.advance(10)
    assert place.table().wrong_claims == {"viel"}
    assert place.table().skipped(place.deck.slide("a"))
    place.write(CSV.replace("1.234", "*"), NOON + timedelta(seconds=1))
    place.clock.advance(10)
    assert not place.table().wrong_claims


@pytest.mark.parametrize(
    ("options", "shown"),
    [("", "25,6\N{NO-BREAK SPACE}%"), (", digits: 0", "26\N{NO-BREAK SPACE}%"),
     (', unit: "%"', "25,6\N{NO-BREAK SPACE}%"), (", format: decimal", "0,3")],
)  # fmt: skip
def test_a_percent_sign_is_shown_once_and_with_the_digits_asked_for(
    tmp_path: Path, options: str, shown: str
) -> None:
    place = Place(tmp_path, FIGURES.replace(", format: percent", options))
    place.write(CSV)
    assert place.table()["anteil"].full == shown


def test_digits_that_nobody_means_are_not_shown(tmp_path: Path) -> None:
    figures = (
        "sources: {amt: {json: data/amt.json, publisher: Amt}}\n"
        "figures: {a: {from: amt, column: Wert}}\n"
    )
    place = Place(tmp_path, figures)
    slides = {**SLIDES, "a.yaml": "title: Zahl\ncontent:\n  - number: a\n"}
    place.deck = live_deck(place.folder, figures, slides)
    put(place.folder / "data" / "amt.json", '[{"Wert": 3.3333333333333335}]\n')
    assert place.table()["a"].number == "3,33"


def test_only_the_source_that_is_old_is_marked(tmp_path: Path) -> None:
    place = aged(tmp_path, "max_age: 1 h")
    place.write(CSV, NOON)
    place.clock.advance(3601)
    line = place.table().source_line(place.deck.slide("a"))
    assert (
        "Amt, Stand:\N{NO-BREAK SPACE}26.11.2018, 12:00\N{NO-BREAK SPACE}Uhr, nicht aktuell; Heft"
        in line
    )


def test_columns_of_words_keep_their_signs(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.write("Ort;Wert;Lift;Tag\nNord;1.234;x;2018-11-26\nSüd;*;-;2018-11-27T09:55\n")
    rows = place.table().tables["amt"].rows
    assert rows == (
        ("Nord", "1.234", "x", "26.11.2018"),
        ("Süd", NONE, "-", "27.11.2018, 09:55\N{NO-BREAK SPACE}Uhr"),
    )  # fmt: skip
