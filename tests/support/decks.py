"""Decks for tests: the ones the format shows, and small ones to break."""

from collections.abc import Mapping
from pathlib import Path

Files = Mapping[str, str]

EXAMPLE: Files = {
    "deck.yaml": """\
title: Stark. Sozial. Vor Ort.
language: de-DE
theme: kampagne                # resources/themes/kampagne.yaml, or a path inside the deck
canvas: 16:9                   # 16:9 · 9:16 · 4:3 · 21:9 · {width: 1920, height: 1080}
defaults: {duration: 10 s, transition: fade}
footer: Tag der kommunalen Jobcenter · Berlin, 26./27. November 2018
venue: {viewing_distance: 5 m, screen_height: 1.2 m}
slides: [titel, kennzahlen, programm]   # file names; left out: all, sorted
""",
    "figures.yaml": """\
sources:
  kampagne: {publisher: "Deutscher Landkreistag, Deutscher Städtetag", title: "Kampagne „Stark. Sozial. Vor Ort.“", date: 2018-11-26}
figures:
  kommunale:     {value: 104, unit: kommunale Jobcenter, source: kampagne}
  gemeinsame:    {value: 303, unit: gemeinsame Einrichtungen, source: kampagne}
  jobcenter:     {formula: kommunale + gemeinsame, unit: Jobcenter}
  anteil:        {formula: kommunale / jobcenter, format: percent, digits: 1}
  menschen:      {value: 1_500_000, unit: Menschen, format: compact, source: kampagne}
  integrationen: {value: 250_000, qualifier: mehr als, unit: Menschen pro Jahr, source: kampagne}
  einwohner:     {value: 22_000_000, qualifier: mehr als, unit: Einwohner, format: compact, source: kampagne}
claims:
  viertel: {text: "ein Viertel der {jobcenter} Jobcenter", holds: "abs(kommunale / jobcenter - 1/4) < 0.01"}
""",  # noqa: E501 - copied as the format shows it
    "kennzahlen.yaml": """\
layout: columns
title: Was {kommunale} kommunale Jobcenter leisten
duration: 14 s
notes: |
  Die drei Zahlen einzeln nennen. Pause nach „1,5 Millionen“.
content:
  - number: menschen                                  # short form: the widget's main field
  - number: {figure: integrationen, label: in nachhaltige Jobs, color: accent}
  - number: {figure: einwohner}
""",
    "titel.yaml": "layout: title\ntitle: Stark. Sozial. Vor Ort.\n",
    "programm.yaml": """\
layout: agenda
content:
  - agenda:
      items:
        - {start: 9:30, end: 10:00, title: Begrüßung, who: N. N., room: Saal}
        - {start: "10:00", title: Vortrag}
      day: 2018-11-26
""",
    "variants/muelheim.yaml": """\
title: Jobcenter | Sozialagentur Mülheim an der Ruhr
figures: {integrationen: {value: 296, qualifier: ~, source: sozialagentur}}
sources: {sozialagentur: {publisher: "Jobcenter | Sozialagentur Mülheim an der Ruhr", date: 2018-11-26}}
drop: [programm]
""",  # noqa: E501 - copied as the format shows it
}
"""The example deck of the format, as it is written there."""

LIVE: Files = {
    "deck.yaml": "title: Daten\nhosts: [example.org]\n",
    "figures.yaml": """\
sources:
  eckwerte: {csv: data/eckwerte.csv, publisher: Statistik der Bundesagentur für Arbeit, refresh: 5 min}
  stellen:  {http: "https://example.org/stellen.json", rows: ergebnisliste, refresh: 10 min}     # host also under deck.yaml hosts:
  anmeldung: {sql: "postgresql+psycopg://reader@db/event", query: "select count(*) as n from gaeste"}
  besucher: {mqtt: "mqtt://localhost/foyer/+/count", fields: {n: payload}}
figures:
  elb:      {from: eckwerte, where: {Merkmal: Erwerbsfähige Leistungsberechtigte}, column: Oktober 2018, unit: Personen}
  gaeste:   {from: anmeldung, column: n, unit: Anmeldungen}
series:
  verlauf:  {from: eckwerte, x: Monat, y: ELB}
""",  # noqa: E501 - copied as the format shows it
    "eins.yaml": "content:\n  - line: verlauf\n  - number: elb\n",
}
"""The example of live sources."""

WIDGETS: Files = {
    "deck.yaml": "title: Alles\n",
    "figures.yaml": """\
sources: {q: {publisher: Amt, date: 2018-11-26}}
figures:
  a: {value: 10, source: q}
  b: {value: 20, source: q}
  größe: {value: 0.25, format: percent, source: q}
series:
  reihe: {x: [2015, 2016, 2017], y: [1, ~, 3.5], source: q}
""",
    "media/bild.png": "png",
    "eins.yaml": """\
title: "Alles {a.full}, {b.value} {b.unit} {a.source} {a.as_of} {{Klammer}}"
background: {image: media/bild.png, dim: 0.5}
valid_from: 2018-11-26 10:30
valid_until: 2018-11-27
ignore: {contrast: so gewollt}
content:
  - number: größe
  - bars: reihe
  - bars: a
  - bars: [a, {figure: b, label: Zweite, color: "#0A4D5C"}]
  - bars: {figures: [a, b], direction: horizontal, highlight: a, baseline: 0}
  - line: reihe
  - line: {series: [reihe], window: 2 h, y_min: 0, y_max: 10.5}
  - share: größe
  - share: [a, b]
  - share: {parts: a, of: b, rest_label: übrige, style: donut}
  - pictogram: {figure: a, each: 5, icon: person}
  - map: zkt104
  - map:
  - map: {highlight: [05117, "01001"], values: reihe, labels: laender, markers: [05117]}
  - table: [[A, B], [1.50, 2018-11-26]]
  - table: {rows: [[x, 1_000]], header: [k, w], limit: 3}
  - text: 2018
  - text: {text: "Text", size: lead, align: center, step: 2}
  - list: [eins, 2, 3.10]
  - list: {items: [a], style: checks, one_by_one: true}
  - quote: {text: Zitat, by: Jemand, role: Rolle, source: Quelle}
  - image: {file: media/bild.png, alt: Ein Bild, credit: Amt, fit: cover}
  - logo: media/bild.png
  - video: {file: media/bild.png, poster: media/bild.png, muted: true, loop: false}
  - qr: https://example.org/
  - countdown: {to: 2018-11-26 10:30, done: Jetzt}
  - countdown: 2018-11-27
  - agenda: [{start: 9:30, title: Auftakt}]
  - clock:
  - clock: both
""",
    "zwei.yaml": """\
layout: grid
areas:
  - kopf kopf
  - links .
content:
  kopf: {text: Oben}
  links:
    number: {figure: a}
""",
}
"""Every widget in every form."""

PLAIN: Files = {
    "deck.yaml": "title: Probe\n",
    "figures.yaml": """\
sources:
  amt: {publisher: Amt}
figures:
  menschen: {value: 5, source: amt}
claims:
  viel: {text: "viele", holds: "menschen > 1"}
series:
  reihe: {x: [1, 2], y: [3, 4]}
""",
    "eins.yaml": "title: Eins\n",
}
"""A small deck without fault, to put one into."""


def write(folder: Path, *layers: Mapping[str, str | bytes | None]) -> Path:
    """Write the files of a deck; later layers replace files of earlier ones, None removes."""
    files: dict[str, str | bytes | None] = {}
    for layer in layers:
        files.update(layer)
    for name, content in files.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
