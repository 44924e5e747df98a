"""One fault in a good deck gives one finding, with its code and where it is written."""

from pathlib import Path

import pytest
from small_decks import GOOD, Changed, changed, findings

from kjc_desktop.deck.diagnostics import Severity

FIGURES = "figures.yaml"
JOBCENTER = "jobcenter: {formula: kommunale + gemeinsame, unit: Jobcenter}"
HOLDS = '"abs(anteil - 1/4) < 0.01"'
TITLE = "title: Was {kommunale} leisten"
SHARE = "- share: {parts: [kommunale, gemeinsame]}"
SECOND_LIST = "- list: [eins, zwei]"
KOMMUNALE = "kommunale: {value: 104, unit: Jobcenter, source: dlt}"
SERIES = "series:\n"


def formula(text: str) -> Changed:
    return changed(FIGURES, JOBCENTER, f"jobcenter: {{formula: {text}}}")


def more(text: str) -> Changed:
    """Add a figure at the end of the figures."""
    return changed(FIGURES, SERIES, f"  {text}\nseries:\n")


def holds(text: str) -> Changed:
    return changed(FIGURES, HOLDS, text)


def title(text: str) -> Changed:
    return changed("eins.yaml", TITLE, f'title: "Was {{kommunale}} {text}"')


def second(text: str) -> Changed:
    return changed("zwei.yaml", SECOND_LIST, text)


ERRORS = {
    "unknown name": ("KJC203", formula("kommunale + 0 * ‸gemeinsam + gemeinsame")),
    "syntax": ("KJC301", formula('"kommunale + gemeinsame ‸)"')),
    "decimal comma": ("KJC302", formula('"(kommunale + gemeinsame) * ‸1,0"')),
    "unknown function": ("KJC304", formula('"‸summe(kommunale, gemeinsame)"')),
    "attribute": ("KJC305", formula("‸kommunale.real + gemeinsame")),
    "list": ("KJC305", formula('"‸[kommunale, gemeinsame]"')),
    "arguments": ("KJC306", formula('"‸abs(kommunale, gemeinsame)"')),
    "division by zero": ("KJC308", formula("gemeinsame / (‸kommunale - 104)")),
    "bomb": ("KJC309", formula("‸9**9**9 + kommunale + gemeinsame")),
    "condition as number": ("KJC311", formula('"‸kommunale < gemeinsame"')),
    "negative root": ("KJC317", formula("‸(kommunale - gemeinsame) ** 0.5")),
    "foreign sign": ("KJC318", formula("kommunale ‸× gemeinsame")),
    "cycle of one": ("KJC310", formula("‸jobcenter + kommunale + gemeinsame")),
    "cycle of two": ("KJC310", formula("‸gemeinsame + kommunale / anteil")),
    "broken claim": ("KJC301", holds('"anteil < ‸* 0.01"')),
    "unknown name in a claim": ("KJC203", holds('"abs(‸anteile - 1/4) < 0.01"')),
    "decimal comma in a claim": ("KJC302", holds('"abs(anteil - ‸0,25) < 1"')),
    "one equals sign": ("KJC318", holds('"round(anteil, 1) ‸= 0.3"')),
    "number as condition": ("KJC312", holds('"‸anteil"')),
    "claim does not hold": ("KJC313", holds('‸"anteil > 1/3"')),
    "claim does not hold, plain": ("KJC313", holds("‸anteil == 0.25")),
    "claim in itself": (
        "KJC316",
        changed(FIGURES, "text: ein Viertel,", 'text: "x ‸{claim.viertel}",'),
    ),
    "unreadable theme": (
        "KJC418",
        changed("deck.yaml", "theme: kampagne", "theme: ‸themes/blass.yaml"),
    ),
}

WARNINGS = {
    "dropped qualifier": ("KJC314", formula("‸kommunale + gemeinsame + 0 * viele")),
    "number in a title": ("KJC401", title("‸303 Einrichtungen")),
    "displayed form in a title": ("KJC401", title("‸25,6 %")),
    "number in words": ("KJC401", title("‸0,25 Millionen Menschen")),
    "grouped number": ("KJC401", title("und ‸250.000.")),
    "number in a list": ("KJC401", second("- list: [eins, ‸407 Jobcenter]")),
    "number in a text": ("KJC401", second("- text: Es sind ‸407")),
    "number in a subtitle": (
        "KJC401",
        changed("zwei.yaml", "title: Anteile", "title: Anteile\nsubtitle: Von ‸104"),
    ),
    "no longer valid": (
        "KJC402",
        changed(FIGURES, KOMMUNALE, f"‸{KOMMUNALE[:-1]}, valid_until: 2018-11-25}}"),
    ),
    "under embargo": (
        "KJC403",
        changed(FIGURES, KOMMUNALE, f"‸{KOMMUNALE[:-1]}, embargo_until: 2018-11-26 12:01}}"),
    ),
    "no date": (
        "KJC404",
        changed(
            FIGURES,
            "dlt: {publisher: Landkreistag, date: 2018-11-26}",
            "‸dlt: {publisher: Landkreistag}",
        ),
    ),
    "value without its qualifier": ("KJC405", second('- text: "Es sind ‸{viele.value}"')),
    "preliminary": (
        "KJC406",
        changed(FIGURES, KOMMUNALE, f"‸{KOMMUNALE[:-1]}, preliminary: true}}"),
    ),
    "baseline": ("KJC407", second("- ‸bars: {figures: [kommunale, gemeinsame], baseline: 50}")),
    "eight parts": (
        "KJC408",
        changed("zwei.yaml", SHARE, f"- ‸share: {{parts: [{', '.join(['kommunale'] * 8)}]}}"),
    ),
    "parts exceed the whole": (
        "KJC409",
        changed("zwei.yaml", SHARE, "- ‸share: {parts: [kommunale, gemeinsame], of: gemeinsame}"),
    ),
    "more than all": (
        "KJC410",
        changed("zwei.yaml", SHARE, f"- ‸share: {{parts: [{', '.join(['anteil'] * 4)}]}}"),
    ),
    "picture without alt": ("KJC411", second("- ‸image: media/bild.png")),
    "too little time": (
        "KJC413",
        changed("eins.yaml", "duration: 20 s", "duration: ‸5 s"),
    ),
    "grey on grey": (
        "KJC419",
        changed("zwei.yaml", "title: Anteile", 'title: Anteile\nbackground: ‸"#808080"'),
    ),
    "pale number": ("KJC420", second("- number: {figure: kommunale, color: ‸sun}")),
}

NOTES = {
    "some notes": (
        "KJC412",
        Changed({**GOOD, "zwei.yaml": GOOD["zwei.yaml"] + "notes: x\n"}, "eins.yaml:1:1"),
    ),
    "unused figure": ("KJC414", more("‸uebrig: {value: 7, source: dlt}")),
    "unused source": (
        "KJC415",
        changed(FIGURES, "figures:\n", "  ‸leer: {publisher: X}\nfigures:\n"),
    ),
    "unused series": (
        "KJC416",
        changed(FIGURES, "claims:\n", "  ‸leer: {x: [1], y: [1], source: dlt}\nclaims:\n"),
    ),
    "unused claim": (
        "KJC417",
        changed(FIGURES, "claims:\n", 'claims:\n  ‸leer: {text: x, holds: "1 < 2"}\n'),
    ),
}

CASES = [
    pytest.param(severity, code, deck, id=name)
    for severity, cases in (
        (Severity.ERROR, ERRORS),
        (Severity.WARNING, WARNINGS),
        (Severity.NOTE, NOTES),
    )
    for name, (code, deck) in cases.items()
]

_PALE_THEME = """\
name: Blass
colors: {grey: "#AAAAAA", paper: "#FFFFFF", ink: "#111111"}
light: {text: ink, muted: grey, accent: ink, accent-2: ink, accent-3: ink, rest: grey, line: ink}
dark: {text: paper, muted: paper, accent: paper, accent-2: paper, accent-3: paper, rest: grey,
  line: paper}
background: paper
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with what a changed deck may refer to."""
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "blass.yaml").write_text(_PALE_THEME, "utf-8")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "bild.png").write_bytes(b"")
    return tmp_path


def test_the_good_deck_has_no_findings(folder: Path) -> None:
    assert findings(folder, GOOD) == ()


@pytest.mark.parametrize(("severity", "code", "deck"), CASES)
def test_one_fault_gives_one_finding(
    folder: Path, severity: Severity, code: str, deck: Changed
) -> None:
    found = findings(folder, deck.files)
    places = [(f"{d.span.file}:{d.span.line}:{d.span.column}", d.code, d.severity) for d in found]
    assert places == [(deck.place, code, severity)]
    for language in ("de", "en"):
        assert "{" not in found[0].message(language).replace(
            f"{{{found[0].values.get('name')}}}", ""
        )
        found[0].hint(language)
