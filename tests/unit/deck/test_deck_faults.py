"""One fault, one finding: at the right place, with the right words."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from decks import PLAIN, write
from kjc_desktop.deck import load_deck
from kjc_desktop.deck.codes import CODES


@dataclass(frozen=True)
class Fault:
    code: str
    file: str
    content: str | bytes | None
    line: int
    column: int
    says: str
    at: str | None = None
    """File of the finding, where it is not the file with the fault."""
    more: dict[str, str | bytes | None] = field(default_factory=dict)
    hint: str = ""
    variant: str | None = None


def slide(
    code: str, content: str, line: int, column: int, says: str, hint: str = "", **more: str
) -> Fault:
    return Fault(code, "eins.yaml", content, line, column, says, hint=hint, more=dict(more))


def widget(code: str, entry: str, column: int, says: str, hint: str = "") -> Fault:
    return slide(code, f"content:\n  - {entry}\n", 2, column, says, hint)


def deck(code: str, content: str, line: int, column: int, says: str, hint: str = "") -> Fault:
    return Fault(code, "deck.yaml", content, line, column, says, hint=hint)


SOURCES = "sources: {amt: {publisher: Amt}, tab: {csv: t.csv}}\n"


def source(code: str, options: str, at: str, says: str, hint: str = "") -> Fault:
    line = f"sources: {{a: {{{options}}}}}"
    return Fault(code, "figures.yaml", f"{line}\n", 1, line.index(at) + 1, says, hint=hint)


def figures(code: str, content: str, line: int, column: int, says: str, hint: str = "") -> Fault:
    text = f"{SOURCES}{content}"
    return Fault(code, "figures.yaml", text, line + 1, column, says, hint=hint)


FAULTS = [
    # files
    Fault("KJC101", "deck.yaml", None, 1, 1, "fehlt deck.yaml"),
    Fault("KJC101", "deck.yaml", None, 1, 1, "fehlt", more={"Deck.yaml": "title: x\n"},
          hint="Deck.yaml"),
    Fault("KJC109", "eins.yaml", None, 1, 1, "keine gewöhnliche Datei",
          more={"eins.yaml/inner.txt": "x"}),
    Fault("KJC104", "eins.yaml", b"a: " + b"x" * 20_000_000, 1, 1, "größer als 1 MB"),
    Fault("KJC105", "eins.yaml", "title: schön".encode("cp1252"),
          1, 1, "Windows-1252", hint="UTF-8"),
    Fault("KJC105", "eins.yaml", "title: schön".encode("utf-16"), 1, 1, "UTF-16"),
    Fault("KJC105", "eins.yaml", "title: schön".encode("utf-16-le"), 1, 1, "UTF-16"),
    Fault("KJC105", "figures.yaml", "figures: {}".encode("utf-16-be"), 1, 1, "UTF-16"),
    Fault("KJC106", "eins.yaml", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1, 1, "keine Textdatei"),
    Fault("KJC106", "eins.yaml", b"title: a\0b\n", 1, 1, "keine Textdatei"),
    Fault("KJC107", "eins.yaml", "", 1, 1, "„eins.yaml“ ist leer"),
    Fault("KJC107", "figures.yaml", "# nichts\n", 1, 1, "ist leer"),
    Fault("KJC107", "deck.yaml", "", 1, 1, "ist leer"),
    slide("KJC108", "title: a\x07b\n", 1, 9, "unsichtbares Zeichen (U+0007)"),
    # syntax
    slide("KJC110", "title: |x\n  a\n", 1, 9, "nicht verständlich"),
    slide("KJC111", "title: a\ncontent:\n\t- text: b\n", 3, 1, "Tabulator", "Leerzeichen"),
    slide("KJC111", "venue:\n  a: b\n \tc: d\n", 3, 2, "Tabulator"),
    slide("KJC112", "title: 'Guten Morgen\nnotes: b\n", 1, 8, "Anführungszeichen"),
    slide("KJC112", "title: 'Wie geht's?'\n", 1, 18, "Anführungszeichen"),
    slide("KJC112", 'title: "Guten" Morgen\n', 1, 16, "Anführungszeichen"),
    slide("KJC113", "title: a\nnotes\nduration: 5 s\n", 2, 1, "fehlt ein Doppelpunkt"),
    slide("KJC114", "title: Jobcenter: stark\n", 1, 17, "Der Doppelpunkt passt hier nicht"),
    slide("KJC114", "title:Guten\nnotes: b\n", 2, 6, "Doppelpunkt"),
    slide("KJC115", "title: a\n- text: b\n", 2, 1, "Einrückung"),
    slide("KJC116", "content: [{text: a}\ntitle: b\n", 1, 10, "nicht geschlossen"),
    slide("KJC117", "title: @home\n", 1, 8, "Mit „@“"),
    slide("KJC118", 'title: "C:\\d"\n', 1, 11, "Zeichenfolge"),
    slide("KJC119", "content: - text: a\n", 1, 10, "neuen Zeile"),
    slide("KJC120", "title: a\nnotes: b\ntitle: c\n", 3, 1, "zuerst in Zeile 1"),
    slide("KJC121", "title: &a b\nnotes: c\n", 1, 8, "Anker"),
    slide("KJC121", "title: *wichtig*\n", 1, 16, "Anker", "Anführungszeichen"),
    slide("KJC121", "title: *a\n", 1, 8, "Anker"),
    slide("KJC122", "<<: {title: a}\n", 1, 1, "„<<“"),
    slide("KJC123", "title: !!str a\n", 1, 8, "Typangaben"),
    slide("KJC124", "title: " + "[" * 100_000, 1, 57, "mehr als 50-mal"),
    slide("KJC125", "title: a\n---\ntitle: b\n", 2, 1, "zweite Datei"),
    slide("KJC126", "? [a]\n: b\n", 1, 3, "einfaches Wort"),
    slide("KJC127", "- text: a\n", 1, 1, "Felder"),
    slide("KJC127", "nur Text\n", 1, 1, "Felder"),
    slide("KJC128", "title: {menschen} Menschen\n", 1, 8, "„{“ beginnt"),
    slide("KJC128", "title: {menschen}\n", 1, 8, "„{“ beginnt"),
    slide("KJC128", "title: {{a}}\n", 1, 8, "„{“ beginnt"),
    # the folder
    Fault("KJC130", "eins.yml", "title: b\n", 1, 1, "„eins“ gibt es zweimal"),
    Fault("KJC131", "eins.yaml", None, 1, 1, "keine Folien", at="deck.yaml"),
    # names
    slide("KJC201", "titel: a\n", 1, 1, "Unbekanntes Feld „titel“", "„title“"),
    slide("KJC201", "kind: a\n", 1, 1, "Unbekanntes Feld „kind“"),
    widget("KJC201", "number: {figure: menschen, colour: ink}", 32, "„colour“", "„color“"),
    widget("KJC201", "number: {figur: menschen}", 14, "„figur“", "„figure“"),
    widget("KJC201", "number: {figure: menschen, kind: bars}", 32, "„kind“"),
    widget("KJC201", "bars: [{figur: menschen}]", 13, "„figur“", "„figure“"),
    deck("KJC201", "titel: a\n", 1, 1, "„titel“", "„title“"),
    deck("KJC201", "title: a\ncanvas: {breite: 400, height: 400}\n", 2, 10, "„breite“"),
    deck("KJC201", "title: a\ndefaults: {durations: 5 s}\n", 2, 12, "„durations“", "„duration“"),
    deck("KJC201", "title: a\nopening: {from_: 8:00}\n", 2, 11, "„from_“", "„from“"),
    deck("KJC206", "title: a\nopening: {standby: einz}\n", 2, 20, "„einz“", "„eins“"),
    deck("KJC236", "title: a\nopening: {days: []}\n", 2, 17, "Zahl von Einträgen"),
    deck("KJC275", "title: a\nopening: {from: 8 Uhr}\n", 2, 17, "„8 Uhr“ ist keine", "8:00"),
    deck("KJC275", "title: a\nopening:\n  from: 25:00\n", 3, 9, "„25:00“", "24:00"),
    deck("KJC275", "title: a\nopening: {to: 24:01}\n", 2, 15, "„24:01“"),
    deck("KJC275", "title: a\nopening: {to: 8}\n", 2, 15, "„8“"),
    deck("KJC276", "title: a\nopening: {days: werktags}\n", 2, 17, "„werktags“", "mo-fr"),
    deck("KJC276", "title: a\nopening: {days: mo-fr-so}\n", 2, 17, "„mo-fr-so“"),
    deck("KJC276", "title: a\nopening: {days: [mo, m]}\n", 2, 22, "„m“"),
    deck("KJC276", "title: a\nopening: {days: {mi: 8:00-9:00, xx: 8:00-9:00}}\n", 2, 33, "„xx“"),
    deck("KJC277", "title: a\nopening: {days: {mo: 8:00}}\n", 2, 22, "„8:00“", "8:00-18:00"),
    deck("KJC277", "title: a\nopening: {days: {mo: 8:00-9:00-10:00}}\n", 2, 22, "Zeiten"),
    deck("KJC277", "title: a\nopening: {days: {mo: 8:00-26:00}}\n", 2, 22, "Zeiten"),
    deck("KJC278", "title: a\nopening: {to: 9:00, days: {mo: 8:00-9:00}}\n", 2, 21, "„to“"),
    figures("KJC201", "figure: {}\n", 1, 1, "„figure“", "„figures“"),
    figures("KJC201", "figures: {a: {value: 1, sorce: amt}}\n", 1, 25, "„sorce“", "„source“"),
    deck("KJC202", "language: de-DE\n", 1, 1, "Das Feld „title“ fehlt"),
    deck("KJC202", "language: de-DE\ntitle:\n", 2, 1, "Das Feld „title“ fehlt"),
    widget("KJC202", "number: {label: a}", 5, "„figure“ fehlt"),
    widget("KJC202", "number:", 5, "„figure“ fehlt"),
    widget("KJC202", "agenda: [{start: 9:30}]", 14, "„title“ fehlt"),
    figures("KJC202", "claims: {a: {text: b}}\n", 1, 10, "„holds“ fehlt"),
    widget("KJC203", "number: mennschen", 13, "Unbekannte Figur „mennschen“.", "„menschen“"),
    widget("KJC203", "number: 104", 13, "Unbekannte Figur „104“", "figures.yaml"),
    widget("KJC203", "bars: [menschen, foo]", 22, "„foo“"),
    widget("KJC203", "bars: foo", 11, "„foo“"),
    widget("KJC203", "bars: [{figure: foo}]", 21, "„foo“"),
    widget("KJC203", "share: {parts: menschen, of: foo}", 34, "„foo“"),
    widget("KJC203", "share: foo", 12, "„foo“"),
    widget("KJC203", "pictogram: foo", 16, "„foo“"),
    slide("KJC203", "title: Was {mensch} tun\n", 1, 12, "„mensch“", "„menschen“"),
    slide("KJC203", "notes: |\n  Zeile\n  und {foo.full}\n", 3, 7, "„foo“"),
    slide("KJC203", "notes: >\n  Zeile\n  und {foo}\n", 3, 7, "„foo“"),
    slide("KJC203", "notes: lang\n  und {foo}\n", 2, 7, "„foo“"),
    slide("KJC203", 'title: "a\\tb \\u00e4 {foo}"\n', 1, 21, "„foo“"),
    slide("KJC203", "title: 'a ''b'' {foo}'\n", 1, 17, "„foo“"),
    slide("KJC203", "title: a {{b}} {foo}\n", 1, 16, "„foo“"),
    widget("KJC203", "list: [a, 'b {foo}']", 18, "„foo“"),
    deck("KJC203", "title: a\nfooter: b {foo}\n", 2, 11, "„foo“"),
    figures("KJC203", 'claims: {a: {text: "{foo}", holds: "1 < 2"}}\n', 1, 21, "„foo“"),
    widget("KJC204", "line: foo", 11, "Unbekannte Reihe „foo“"),
    widget("KJC204", "line: [reihe, foo]", 19, "„foo“"),
    widget("KJC204", "map: {values: foo}", 19, "„foo“"),
    figures("KJC205", "figures: {a: {value: 1, source: ammt}}\n",
          1, 33, "Unbekannte Quelle", "„amt“"),
    figures("KJC205", "figures: {a: {from: foo, column: n}}\n", 1, 21, "„foo“"),
    widget("KJC205", "table: {from: foo}", 19, "Unbekannte Quelle „foo“"),
    deck("KJC206", "title: a\nslides: [eins, zwei]\n", 2, 16, "Unbekannte Folie „zwei“"),
    deck("KJC206", "title: a\nslides:\n  - eins\n  - einz\n", 4, 5, "„einz“", "„eins“"),
    slide("KJC206", "title: a\nafter: foo\n", 2, 8, "Unbekannte Folie „foo“"),
    Fault("KJC206", "variants/v.yaml", "drop: [foo]\n", 1, 8, "Unbekannte Folie", variant="v"),
    slide("KJC207", "layout: colums\n", 1, 9, "Unbekanntes Layout „colums“", "„columns“"),
    widget("KJC208", "nummer: menschen", 5, "Unbekanntes Element „nummer“", "„number“"),
    deck("KJC209", "title: a\ntheme: kampange\n", 2, 8, "Unbekanntes Thema", "„kampagne“"),
    deck("KJC210", "title: a\ncanvas: 16:10\n", 2, 9, "Unbekanntes Bildformat „16:10“"),
    widget("KJC211", "number: {figure: menschen, color: petrole}", 39, "Unbekannte Farbe",
          "„petrol“"),
    slide("KJC211", "background: foo\n", 1, 13, "Unbekannte Farbe „foo“"),
    deck("KJC212", "title: a\ntimezone: Europe/Berlyn\n", 2, 11, "Zeitzone", "„Europe/Berlin“"),
    deck("KJC212", "title: a\ntimezone: ../etc\n", 2, 11, "Zeitzone"),
    deck("KJC213", "title: a\nlanguage: deutsch\n", 2, 11, "Unbekannte Sprache „deutsch“"),
    slide("KJC214", "ignore: {kontrast: ja}\n", 1, 10, "Unbekannte Regel", "„contrast“"),
    slide("KJC215", "title: a {claim.vil}\n", 1, 10, "Unbekannte Aussage „vil“", "„viel“"),
    slide("KJC216", "title: a {menschen.ful}\n", 1, 10, "{menschen.ful}", "„full“"),
    slide("KJC217", "title: a {menschen\n", 1, 10, "Platzhalter"),
    slide("KJC217", "title: a } b\n", 1, 10, "Platzhalter"),
    slide("KJC217", "title: a {} b\n", 1, 10, "Platzhalter"),
    # types and values
    slide("KJC220", "title: true\n", 1, 8, "Text erwartet, nicht „true“"),
    widget("KJC221", "line: {series: reihe, y_min: hoch}", 34, "Zahl erwartet"),
    figures("KJC221", 'figures:\n  a:\n    value: 1.234,5\n    source: amt\n', 3, 12, "„1.234,5“"),
    figures("KJC221", "figures: {a: {value: .nan, source: amt}}\n", 1, 22, "Zahl erwartet"),
    figures("KJC221", "figures: {a: {value: 1e999, source: amt}}\n", 1, 22, "Zahl erwartet"),
    figures("KJC221", "figures: {a: {value: true, source: amt}}\n", 1, 22, "Zahl erwartet"),
    slide("KJC222", "hidden: no\n", 1, 9, "true oder false", "false"),
    slide("KJC222", "hidden: ja\n", 1, 9, "true oder false"),
    widget("KJC222", "map: {markers: nein}", 20, "true oder false"),
    slide("KJC222", "hidden: 1\n", 1, 9, "true oder false"),
    deck("KJC223", "title: a\nslides: eins\n", 2, 9, "Liste erwartet"),
    widget("KJC223", "list: eins", 11, "Liste erwartet, nicht „eins“"),
    figures("KJC224", "figures: {a: 104}\n", 1, 14, "Felder erwartet, nicht „104“"),
    figures("KJC224", "figures: [a]\n", 1, 10, "Felder erwartet"),
    deck("KJC224", "title: a\nvenue: groß\n", 2, 8, "Felder erwartet"),
    widget("KJC225", "agenda: {items: [], day: morgen}", 30, "Datum erwartet"),
    slide("KJC235", "valid_until: 2018-13-45\n", 1, 14, "„2018-13-45“"),
    widget("KJC235", "countdown: bald", 16, "Zeitpunkt erwartet"),
    slide("KJC226", "transition: fad\n", 1, 13, "„fad“ ist hier nicht möglich", "„fade“"),
    widget("KJC226", "text: {text: a, size: riesig}", 27, "nicht möglich", "lead, body"),
    figures("KJC226", "figures: {a: {value: 1, source: amt, format: prozent}}\n",
          1, 46, "„prozent“"),
    widget("KJC227", "text: {text: a, step: 99}", 27, "außerhalb"),
    slide("KJC228", "duration: bald\n", 1, 11, "„bald“ ist keine Dauer"),
    slide("KJC229", "duration: 500 ms\n", 1, 11, "zwischen 1 s und 24 h"),
    slide("KJC229", "duration: 25 h\n", 1, 11, "zwischen 1 s und 24 h"),
    deck("KJC230", "title: a\nvenue: {viewing_distance: 5 km, screen_height: 1 m}\n",
          2, 27, "Länge"),
    widget("KJC231", "text: {text: a, color: 5}", 28, "„5“ ist keine Farbe"),
    widget("KJC231", 'text: {text: a, color: "#12"}', 28, "keine Farbe"),
    widget("KJC232", "agenda: [{start: 25:00, title: a}]", 22, "nicht die erwartete Form"),
    Fault("KJC233", "figures.yaml", "sources: {a: {http: foo}}\n", 1, 21, "keine Internetadresse"),
    figures("KJC234", "figures: {a: {value: 1, source: amt, digits: 1.5}}\n", 1, 46, "ganze Zahl"),
    figures("KJC236", "figures: {a: {value: 1, source: amt, plausible: [1, 2, 3]}}\n",
          1, 49, "Zahl von"),
    figures("KJC236", "figures: {a: {value: 1, source: amt, plausible: [1]}}\n", 1, 49, "Zahl von"),
    widget("KJC237", "text: [a, b]", 11, "etwas anderes"),
    slide("KJC237", "duration: [1]\n", 1, 11, "etwas anderes"),
    # content and areas
    widget("KJC240", "clock", 5, "„clock:“"),
    widget("KJC241", "Guten Morgen", 5, "Element erwartet"),
    widget("KJC241", "{}", 5, "Element erwartet"),
    slide("KJC242", "content: {number: menschen}\n", 1, 10, "Liste von Elementen"),
    slide("KJC242", "content: Guten Morgen\n", 1, 10, "Liste von Elementen"),
    slide("KJC243", "layout: grid\nareas: [a]\ncontent: [{text: a}]\n", 3, 10, "Bereich"),
    slide("KJC244", "layout: grid\ncontent: {a: {text: b}}\n", 1, 9, "fehlt „areas“"),
    slide("KJC245", "layout: grid\nareas: [a b, a]\ncontent: {a: {text: c}}\n",
          2, 14, "andere Zahl"),
    slide("KJC246", "layout: grid\nareas: [a b, b a]\ncontent: {a: {text: c}}\n",
          2, 9, "kein Rechteck"),
    slide("KJC247", "layout: grid\nareas: [links]\ncontent: {link: {text: c}}\n",
          3, 11, "„link“", "„links“"),
    slide("KJC248", "layout: grid\nareas: [a b]\ncontent: {a: {text: c}}\n",
          2, 8, "„b“ bleibt leer"),
    slide("KJC249", "content:\n  - text: a\n    size: lead\n", 3, 5, "gleicher Höhe wie „text“"),
    # figures, series and sources
    figures("KJC250", "figures: {a: {unit: b, source: amt}}\n", 1, 11, "keinen Wert"),
    figures("KJC250", "figures:\n  a:\n", 2, 3, "keinen Wert"),
    figures("KJC251", "figures: {a: {value: 1, formula: 2 + 3, source: amt}}\n",
          1, 25, "„formula“"),
    figures("KJC252", "figures: {a: {value: 1}}\n", 1, 11, "keine Quelle"),
    figures("KJC253", "figures: {a-b: {value: 1, source: amt}}\n", 1, 11, "„a-b“ ist kein"),
    figures("KJC254", "figures: {sum: {value: 1, source: amt}}\n", 1, 11, "„sum“ ist vergeben"),
    figures("KJC254", "figures: {and: {value: 1, source: amt}}\n", 1, 11, "vergeben"),
    figures("KJC255", "figures: {a: {value: 1.234, source: amt}}\n", 1, 22, "Ist 1234 gemeint?"),
    Fault("KJC256", "figures.yaml", "sources: {a: {csv: a.csv, json: b}}\n", 1, 27, "„json“"),
    figures("KJC257", "figures: {a: {from: amt, column: n}}\n", 1, 21, "keine Werte"),
    figures("KJC258", "series: {a: {x: Monat, y: ELB}}\n", 1, 17, "Listen"),
    figures("KJC259", "series: {a: {x: [1, 2], y: [3]}}\n", 1, 28, "„x“ hat 2 Werte"),
    # files and hosts
    widget("KJC260", "image: media/b.png", 12, "„media/b.png“ gibt es nicht"),
    widget("KJC261", "image: ../b.png", 12, "außerhalb"),
    widget("KJC261", "image: /etc/passwd", 12, "außerhalb"),
    widget("KJC261", "image: 'C:/b.png'", 12, "außerhalb"),
    widget("KJC261", "image: '\\\\server\\b.png'", 12, "außerhalb"),
    widget("KJC261", "image: 'file:///etc/passwd'", 12, "außerhalb"),
    widget("KJC261", "image: media/link.png", 12, "außerhalb"),
    widget("KJC262", "image: media\\a.png", 12, "Schrägstriche"),
    widget("KJC263", "image: media/con.png", 12, "Windows"),
    widget("KJC264", "image: media", 12, "keine gewöhnliche Datei"),
    Fault("KJC261", "figures.yaml", "sources: {a: {csv: ../a.csv}}\n", 1, 20, "außerhalb"),
    Fault("KJC265", "figures.yaml", "sources: {a: {http: 'https://x.de/'}}\n",
          1, 21, "freigegeben"),
    widget("KJC266", "map: [05117, 99999]", 18, "Unbekannter Kreis „99999“"),
    widget("KJC266", "map: 5117", 10, "Unbekannter Kreis „5117“", "„05117“"),
    widget("KJC201", "number: {figure: menschen, nonsens: }", 32, "„nonsens“"),
    widget("KJC201", "agenda: [{start: '9:00', title: a, zweite Runde}]", 40, "„zweite Runde“"),
    widget("KJC267", "pictogram: {icon: persn, figure: menschen}", 23, "Symbol", "„person“"),
    widget("KJC266", "map: zkt105", 10, "Unbekannter Kreis", "„zkt104“"),
    # order
    Fault("KJC270", "deck.yaml", "title: a\nslides: [eins]\n", 1, 1, "steht nicht in der Liste",
          at="zwei.yaml", more={"zwei.yaml": "title: b\n"}),
    deck("KJC271", "title: a\nslides: [eins, eins]\n", 2, 16, "schon in Zeile 2"),
    deck("KJC272", "title: a\nslides: [eins, figures]\n", 2, 16, "keine Folie"),
    Fault("KJC273", "variants/abc.yaml", "title: b\n", 1, 1, "Unbekannte Variante", variant="abd",
          at="variants/abd.yaml", hint="„abc“"),
    Fault("KJC274", "variants/v/neu.yaml", "after: neu\n", 1, 8, "im Kreis", variant="v",
          more={"variants/v.yaml": "title: b\n"}),
    # variants
    Fault("KJC201", "variants/v.yaml", "titel: b\n", 1, 1, "„titel“", variant="v", hint="„title“"),
    Fault("KJC201", "variants/v.yaml", "figures: {menschen: {velue: 3}}\n", 1, 22, "„velue“",
          variant="v"),
    Fault("KJC205", "variants/v.yaml", "figures: {menschen: {source: b}}\n", 1, 30, "„b“",
          variant="v"),
    Fault("KJC209", "variants/v.yaml", "theme: foo\n", 1, 8, "Thema", variant="v"),
    Fault("KJC107", "variants/v.yaml", "", 1, 1, "leer", variant="v"),
    # themes
    Fault("KJC280", "deck.yaml", "title: a\ntheme: themes/t.yaml\n",
          4, 13, "Unbekannte Farbe „papr“",
          at="themes/t.yaml", hint="„paper“", more={"themes/t.yaml": (
              "name: T\ncolors: {ink: '#000000', paper: '#FFFFFF'}\n"
              "light: {text: ink, muted: ink, accent: ink, accent-2: ink, accent-3: ink,"
              " rest: ink, line: ink}\nbackground: papr\n"
              "dark: {text: ink, muted: ink, accent: ink, accent-2: ink, accent-3: ink,"
              " rest: ink, line: ink}\n")}),
    # options and addresses of live sources
    source("KJC290", "sql: 'sqlite:///a.db'", "sql", "fehlt „query“"),
    source("KJC291", "csv: a.csv, query: select 1", "query", "„query“ hat", "sql"),
    source("KJC291", "publisher: Amt, query: select 1", "query", "„query“ hat", "sql"),
    source("KJC291", "xlsx: a.xlsx, fields: {n: payload}", "fields", "„fields“ hat", "mqtt"),
    source("KJC291", "csv: a.csv, headers: {a: b}", "headers", "„headers“ hat", "http"),
    source("KJC291", "json: a.json, history: 1 h", "history", "„history“ hat", "mqtt"),
    source("KJC291", "mqtt: 'mqtt://h/t', encoding: utf-8", "encoding", "„encoding“", "csv"),
    source("KJC291", "mqtt: 'mqtt://h/t', decimal: ','", "decimal", "„decimal“", "csv, xlsx"),
    source("KJC291", "sql: 'sqlite:///a', query: q, header: 2", "header", "„header“", "xlsx"),
    source("KJC291", "sql: 'sqlite:///a', query: q, rows: a", "rows", "„rows“", "json"),
    source("KJC292", "sql: 'postgresql://a:b@c/d', query: q", "'post", "Kennwort", "${KENNWORT}"),
    source("KJC292", "mqtt: 'mqtts://a:b@c/d'", "'mqtts", "Kennwort"),
    source("KJC293", "csv: a.csv, header: [3, 2]", "[3", "vor der ersten"),
    source("KJC227", "csv: a.csv, header: 0", "0", "außerhalb"),
    source("KJC227", "csv: a.csv, header: [0, 2]", "0", "außerhalb"),
    source("KJC226", "csv: a.csv, types: {b: zahl}", "zahl", "„zahl“", "text, number, date"),
    source("KJC226", "csv: a.csv, stale: hide", "hide", "„hide“", "show, skip"),
    figures("KJC239", "figures: {a: {value: 5, source: amt, plausible: [9, 1]}}\n",
          1, 49, "größer als der größte", "[kleinster, größter]"),
    source("KJC238", "csv: a.csv, max_age: 20000 d", "20000 d", "zehn Jahren", "31 d"),
    source("KJC294", "csv: a.csv, encoding: utf-7b", "utf-7b", "Kodierung „utf-7b“"),
    source("KJC294", "csv: a.csv, encoding: base64", "base64", "Kodierung „base64“"),
    source("KJC295", "json: a.json, rows: 'a..b'", "'a..", "„a..b“", "Punkten"),
    source("KJC295", "mqtt: 'mqtt://h/t', fields: {n: payload, m: 'payload['}", "'payload[",
           "„payload[“"),
    source("KJC296", "mqtt: 'http://h/t'", "'http", "MQTT-Vermittler"),
    source("KJC296", "mqtt: 'mqtt://h'", "'mqtt:", "mit einem Thema"),
    source("KJC296", "mqtt: 'mqtt://h:99999/t'", "'mqtt:", "MQTT-Vermittler"),
    source("KJC296", "mqtt: 'mqtt://h/a/#/b'", "'mqtt:", "MQTT-Vermittler"),
    source("KJC296", "mqtt: 'mqtt://h/a+/b'", "'mqtt:", "MQTT-Vermittler"),
    source("KJC261", "sql: 'sqlite:////etc/x.db', query: q", "'sqlite", "„/etc/x.db“ liegt"),
    source("KJC261", "sql: 'sqlite:///../x.db', query: q", "'sqlite", "„../x.db“ liegt"),
    source("KJC297", "sql: data/event.db, query: q", "data", "„data/event.db“", "sqlite:///"),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}-{fault.says[:30]}")
@pytest.mark.timeout(20)
def test_one_fault_gives_one_finding(fault: Fault, tmp_path: Path) -> None:
    (tmp_path.parent / "outside.png").write_bytes(b"png")
    folder = write(
        tmp_path,
        PLAIN,
        {"media/a.png": "png"},
        {fault.file: fault.content},
        fault.more,
    )
    (folder / "media/link.png").symlink_to(tmp_path.parent / "outside.png")

    diagnostics = load_deck(folder, variant=fault.variant).diagnostics

    assert [each.code for each in diagnostics] == [fault.code]
    found = diagnostics[0]
    assert (found.span.file, found.span.line, found.span.column) == (
        fault.at or fault.file,
        fault.line,
        fault.column,
    )
    assert found.severity is CODES[fault.code]
    assert fault.says in found.message("de")
    assert fault.hint in (found.hint("de") or "")
    assert found.message("en") != found.message("de")


def test_every_code_is_provoked() -> None:
    elsewhere = {"KJC102", "KJC103", "KJC129"}
    notices = {"KJC140", "KJC141", "KJC142", "KJC143", "KJC144"}
    assert {fault.code for fault in FAULTS} | elsewhere | notices == set(CODES)


SOUND = (
    "sql: 'postgresql+psycopg://a:${P}@c/d', query: select 1",
    "sql: '${DATABASE}', query: select 1",
    "sql: 'sqlite:///data/x.db', query: select 1, refresh: 5 min, stale: skip",
    "mqtt: '${BROKER}'",
    "mqtt: 'mqtt://u:${P}@[::1]:${PORT}/foyer/#', fields: {n: 'payload.n'}, history: 1 h",
    "mqtt: 'MQTTS://h/foyer/%23'",
    "mqtt: 'mqtt://h/+'",
    "csv: a.csv, header: [2, 2], encoding: cp1252, types: {a: text}, decimal: ','",
    "xlsx: a.xlsx, rows: Blatt",
    "json: a.json, rows: 'a[*].b'",
    "json: a.json, rows: 'neue Stellen.größe'",
)


@pytest.mark.parametrize("options", SOUND)
def test_options_of_live_sources_that_are_right(options: str, tmp_path: Path) -> None:
    folder = write(tmp_path, PLAIN, {"figures.yaml": f"sources: {{a: {{{options}}}}}\n"})
    assert load_deck(folder).diagnostics == ()
