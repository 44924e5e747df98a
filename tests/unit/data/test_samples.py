"""Files and answers as they are really delivered are read with five lines of YAML or fewer."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from documents import ROOT
from sourced_decks import live_deck, read_now

from kjc_desktop.data.hub import Hub
from kjc_desktop.data.store import Store
from kjc_desktop.figures import resolve
from kjc_desktop.show.clock import monotonic, wall

SAMPLES = ROOT / "tests" / "deliveries"
MOST_LINES = 5
SLIDE = {"a.yaml": "title: Probe\ncontent:\n  - number: a\n  - number: b\n"}

SAMPLE_DECKS = {
    "ba_eckwerte_cp1252.csv": (
        """\
sources:
  ba: {csv: data/SAMPLE, publisher: Statistik der Bundesagentur für Arbeit}
figures:
  a: {from: ba, where: {Ausgewählte Merkmale: Arbeitslose insgesamt}, column: Oktober 2018}
  b: {from: ba, where: {Ausgewählte Merkmale: Gemeldete Arbeitsstellen}, column: Oktober 2018}
""",
        {"a": "5.910", "b": "k. A."},
    ),
    "genesis_ffcsv_neu_utf8sig.csv": (
        """\
sources:
  kreise: {csv: data/SAMPLE, publisher: Statistisches Bundesamt}
figures:
  a: {from: kreise, where: {value_variable_code: FLC006}, column: value, unit: km²}
  b: {from: kreise, where: {1_variable_attribute_code: "16061"}, column: value}
""",
        {"a": "91,28 km²", "b": "k. A."},
    ),
    "deutschlandatlas_arcgis.json": (
        """\
sources:
  atlas: {json: data/SAMPLE, rows: "features[].attributes", publisher: Deutschlandatlas}
figures:
  a: {from: atlas, where: {Gebietsname: Mülheim an der Ruhr}, column: alq, unit: "%"}
  b: {from: atlas, where: {Kreiskennziffer: 1054}, column: alq}
""",
        {"a": "6,9 %", "b": "k. A."},
    ),
    "jobsuche_v6.json": (
        """\
sources:
  suche: {json: data/SAMPLE, rows: ergebnisliste, publisher: Jobsuche}
figures:
  a: {from: suche, where: {firma: TEST gGmbH}, column: "stellenlokationen[0].breite"}
  b: {from: suche, column: "stellenlokationen[0].breite", pick: last}
""",
        {"a": "51,43", "b": "k. A."},
    ),
    "kennzahlen_utf8.csv": (
        """\
sources:
  haus: {csv: data/SAMPLE, publisher: Deutscher Landkreistag}
figures:
  a: {from: haus, where: {id: betreute_menschen}, column: wert, unit: Mio. Menschen}
  b: {from: haus, where: {id: integrationen_pro_jahr}, column: wert, qualifier: mehr als}
""",
        {"a": "1,5 Mio. Menschen", "b": "mehr als 250.000"},
    ),
}


def test_no_sample_is_forgotten() -> None:
    files = {each.name for each in SAMPLES.iterdir() if each.suffix in (".csv", ".json")}
    assert files == set(SAMPLE_DECKS)


@pytest.mark.parametrize("sample", SAMPLE_DECKS)
def test_a_real_delivery_needs_five_lines(sample: str, tmp_path: Path) -> None:
    text, shown = SAMPLE_DECKS[sample]
    assert len(text.splitlines()) <= MOST_LINES
    data = tmp_path / "deck" / "data"
    data.mkdir(parents=True)
    (data / sample).write_bytes((SAMPLES / sample).read_bytes())
    deck = live_deck(tmp_path / "deck", text.replace("SAMPLE", sample), SLIDE)
    live = read_now(Hub((wall, monotonic), {}, Store(tmp_path / "memory")), deck)
    table = resolve(deck, datetime.now(UTC), live)
    found = {name: table.expand(f"{{{name}.full}}", markdown=False) for name in shown}
    assert {name: each.replace("\u00a0", " ") for name, each in found.items()} == shown
    assert [each.problems for each in live.sources.values()] == [{}]
