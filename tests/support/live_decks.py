"""Decks whose figures change while they are shown, and tables of figures as they may follow."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from decks import Files
from kjc_desktop.figures import Citation, FigureTable, FigureValue, SeriesValue, TableValue

_AGS = ("05117", "5117", "01001", "15081", "09162 München", "14612", "99999", "x")
_BEGIN = datetime(2018, 11, 26, 9, 0)  # noqa: DTZ001 - as data say it, without a time zone

LIVE: Files = {
    "deck.yaml": "title: Live mit {gaeste} Gästen\nfooter: Es sind {plaetze}\n",
    "figures.yaml": """\
sources:
  amt: {publisher: Amt, date: 2018-11-26}
  saal: {publisher: Saal, date: 2018-11-25}
  liste: {csv: liste.csv, publisher: Liste}
figures:
  gaeste: {value: 1_234, unit: Gäste im Saal, source: saal}
  plaetze: {value: 2_000, unit: Plätze, source: saal}
  anteil: {formula: gaeste / plaetze, format: percent}
  geld: {value: 12_500_000, unit: Euro, qualifier: mehr als, format: compact, source: amt}
  minus: {value: -40, unit: unter null, qualifier: rund, source: amt}
series:
  verlauf: {x: ["2018-11-26 09:00", "2018-11-26 09:30"], y: [3, 4], label: Gäste, unit: Personen}
  zweite: {x: ["2018-11-26 09:00", "2018-11-26 09:30"], y: [1, 9], label: Plätze, unit: Personen}
  kreise: {x: ["05117", "01001"], y: [3.5, 9], unit: Prozent, source: amt}
claims:
  viel: {text: "{anteil} aller Plätze", holds: gaeste > 1}
""",
    "liste.csv": "Ort,Zahl,\nMülheim,12,a\n",
    "media/bild.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
    '<rect width="20" height="10" fill="#0A4D5C"/></svg>',
    "zahlen.yaml": "layout: columns\ntitle: Es sind {gaeste.full}\nsubtitle: Stand {gaeste.as_of}\n"
    "content:\n  - number: {figure: gaeste, label: von {plaetze} Plätzen}\n"
    "  - number: {figure: geld, step: 1}\n  - number: minus\n".replace(
        "von {plaetze} Plätzen", '"von {plaetze} Plätzen"'
    ),
    "saeulen.yaml": "layout: split\ntitle: Säulen\ncontent:\n"
    "  - bars: {figures: [gaeste, plaetze, minus], label: Im Saal, highlight: gaeste}\n"
    "  - bars: {figures: [gaeste, {figure: geld, label: Geld}], direction: horizontal}\n",
    "linie.yaml": "layout: chart\ntitle: Verlauf\ncontent:\n"
    "  - line: {series: [verlauf, zweite], window: 10 min}\n  - number: gaeste\n",
    "reihe.yaml": "layout: split\ntitle: Reihe\ncontent:\n"
    "  - line: {series: verlauf, step: 1}\n  - bars: {figures: zweite, direction: horizontal}\n",
    "karte.yaml": "layout: map\ntitle: Karte\ncontent:\n"
    "  - map: {values: kreise, labels: laender}\n  - number: anteil\n",
    "tabelle.yaml": "layout: table\ntitle: Tabelle {claim.viel}\ncontent:\n"
    "  - table: {from: liste, columns: [Zahl, Ort, '3', fehlt], limit: 5}\n",
    "teile.yaml": "layout: columns\ntitle: Teile\ncontent:\n"
    "  - share: {parts: gaeste, of: plaetze, rest_label: frei}\n"
    "  - share: {parts: [gaeste, plaetze], style: donut}\n"
    "  - pictogram: {figure: gaeste, label: '{anteil} voll'}\n",
    "worte.yaml": "layout: split\ntitle: '**{gaeste}** Gäste'\ncontent:\n"
    "  - text: '{claim.viel}, das sind **{gaeste}** von {plaetze.full}'\n"
    "  - number: gaeste\n  - list: ['{anteil}', fest, '{geld}']\n  - text: bleibt\n",
    "bild.yaml": "layout: blank\nbackground: {image: media/foto.png}\ncontent:\n"
    "  - text: {text: '{gaeste} Gäste', size: lead}\n  - number: gaeste\n",
    "foto.yaml": "layout: image\ntitle: '{gaeste} auf dem Foto'\ncontent:\n"
    "  - image: media/foto.png\n  - number: gaeste\n  - text: '{geld}'\n",
}
"""A slide for each widget that shows figures; `media/foto.png` must be put beside it."""


def tables(table: FigureTable, count: int, seed: int) -> list[FigureTable]:
    """Return tables that follow one another: some almost the same, some quite different."""
    chance = random.Random(seed)  # noqa: S311 - a seeded chance, not a secret
    made = [table]
    for _ in range(count):
        base = chance.choice([table, made[-1]])
        share = chance.choice([0.0, 0.2, 1.0])
        made.append(_changed(base, chance, share))
    return made


def _changed(table: FigureTable, chance: random.Random, share: float) -> FigureTable:
    """Return a table of which a share has other values; new objects all of them."""
    figures = {
        name: _figure(each, chance) if chance.random() < share else replace(each)
        for name, each in table.figures.items()
    }
    series = {
        name: _series(each, chance) if chance.random() < share else replace(each)
        for name, each in table.series.items()
    }
    rows: Mapping[str, TableValue] = {
        name: _rows(chance) for name in table.sources if chance.random() < max(share, 0.5)
    }
    return replace(table, figures=figures, series=series, tables=rows)


def _figure(figure: FigureValue, chance: random.Random) -> FigureValue:
    small = figure.format.kind == "percent"
    numbers = [0.0, 0.031, 0.5, 0.999] if small else [0, 1, 7, 99, 180, 1_234, 98_765, 12_345_678]
    value = chance.choice([*numbers, *(-each for each in numbers[:2]), None])
    day = date(2018, 11, 1) + timedelta(days=chance.randrange(28))
    citations = tuple(Citation(each.source, day) for each in figure.citations)
    stale = chance.random() < 0.2
    return replace(figure, value=value, citations=citations, as_of=day, stale=stale)


def _series(series: SeriesValue, chance: random.Random) -> SeriesValue:
    count = chance.choice([0, 1, 2, 6, 30])
    if series.name in {"kreise", "quartale"}:
        x = tuple(chance.sample(_AGS, min(count, len(_AGS))))
    elif series.name in {"verlauf", "zweite"}:
        begin = _BEGIN + timedelta(seconds=chance.randrange(900))
        x = tuple(str(begin + timedelta(seconds=47 * step)) for step in range(count))
    else:
        x = tuple(f"Punkt {step}" for step in range(count))
    y = tuple(chance.choice([None, 0, 3.5, chance.randrange(5_000)]) for _ in x)
    return replace(series, x=x, y=y, stale=chance.random() < 0.1)


def _rows(chance: random.Random) -> TableValue:
    texts = ["Mülheim", "**Stern** {gaeste}", "1.234", "k.\u00a0A.", "", "zwei\nZeilen"]
    rows = tuple(tuple(chance.choices(texts, k=3)) for _ in range(chance.randrange(8)))
    return TableValue(("Ort", "Zahl", ""), rows)
