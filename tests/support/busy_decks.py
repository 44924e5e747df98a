"""A deck on which much goes on, for whatever must not grow with it."""

from walls import STILL

from decks import Files

SERIES = "series:\n  r: {x: [1, 2, 3], y: [4, 9, 6], label: Reihe, source: s}\n"
WIDGETS = {
    "rot": "number: a",
    "gruen": "bars: r",
    "blau": "list: {items: [Eins, Zwei], one_by_one: true}",
    "grau": "line: r",
    "mehr": "share: {parts: [a], of: b}",
    "text": "text: Ein Satz mit **fetten** Worten und {a}",
}
BUSY: Files = {
    "deck.yaml": "title: Probe\ndefaults: {duration: 3 s}\n",
    "figures.yaml": STILL["figures.yaml"] + "  b: {value: 407, source: s}\n" + SERIES,
    **{f"{name}.yaml": f"title: Folie\ncontent:\n  - {text}\n" for name, text in WIDGETS.items()},
}
"""Six slides that move and fade; more than the pictures that are kept at a time."""
LAP = len(WIDGETS) * 3.0
