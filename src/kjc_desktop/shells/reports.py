"""What is said about a deck on the terminal: findings, figures, schemas."""

import json
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kjc_desktop.data.live import LiveData
from kjc_desktop.deck import load_deck, variant_names
from kjc_desktop.deck.diagnostics import Diagnostic, Severity, errors, nearest
from kjc_desktop.deck.models import Deck
from kjc_desktop.deck.report import line_reader, render_text, to_json
from kjc_desktop.deck.spans import Span
from kjc_desktop.figures.report import FigureRow, diff, figure_rows
from kjc_desktop.figures.resolving import resolve
from kjc_desktop.figures.source_report import source_rows
from kjc_desktop.shells.moments import lifted, moment
from kjc_desktop.shells.sources import source_lines
from kjc_desktop.shells.tables import print_table
from kjc_desktop.show.sources import Readings, live_now
from kjc_desktop.texts import language_of, say


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _print_json(value: object) -> None:
    _print(json.dumps(value, ensure_ascii=False, indent=2))


@dataclass(frozen=True, slots=True)
class Asked:
    """What every command that reports on a deck was asked with."""

    variant: str | None = None
    language: str | None = None
    at: datetime | None = None
    as_json: bool = False


def check(folder: Path, asked: Asked, *, strict: bool = False, only: str | None = None) -> int:
    """Tell every problem of a deck; without a variant, of each of its variants too.

    Returns:
        1 where there are errors (with `strict` also warnings), 2 for a rule that does not exist,
        else 0.
    """
    from kjc_desktop.checks import RULES

    rules = None if only is None else [part.strip() for part in only.split(",")]
    for name in rules or ():
        if name not in RULES:
            return _unknown_rule(name, RULES, language_of(asked.language or "de"))
    editions = [asked.variant] if asked.variant else [None, *variant_names(folder)]
    told: set[tuple[Span, str]] = set()
    found: dict[str | None, list[Diagnostic]] = {}
    spoken = asked.language
    with Readings() as readings:
        for edition in editions:
            diagnostics, deck_language = _edition(folder, edition, rules, asked.at, readings)
            spoken = spoken or deck_language
            new = [
                each
                for each in sorted(diagnostics, key=lambda each: (each.span, each.code))
                if (each.span, each.code) not in told and not (edition and _unused_here(each))
            ]
            told.update((each.span, each.code) for each in new)
            found[edition] = new
    _tell(found, folder, language_of(spoken or "de"), as_json=asked.as_json)
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(each.severity in bad for new in found.values() for each in new))


def _unused_here(found: Diagnostic) -> bool:
    """Tell whether a variant merely does not use what the deck itself has."""
    return found.rule == "unused" and not found.span.file.startswith("variants/")


def _unknown_rule(name: str, rules: tuple[str, ...] | frozenset[str], language: str) -> int:
    near = nearest(name, rules)
    key = "deck.did_you_mean" if near else "cli.known_rules"
    hint = say(key, language, word=near, rules=", ".join(sorted(rules)))
    sys.stderr.write(f"{say('cli.unknown_rule', language, rule=name)} {hint}\n")
    return 2


def _edition(
    folder: Path,
    variant: str | None,
    rules: list[str] | None,
    at: datetime | None,
    readings: Readings,
) -> tuple[list[Diagnostic], str | None]:
    """Return what is wrong with one edition of a deck, and the deck's language."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    result = load_deck(folder, variant=variant)
    found = [
        each
        for each in result.diagnostics
        if rules is None or each.severity is Severity.ERROR or each.rule in rules
    ]
    if result.deck is None:
        return found, None
    from PySide6.QtWidgets import QApplication

    from kjc_desktop.checks import check as check_rules
    from kjc_desktop.checks.layout import check_layout
    from kjc_desktop.show.application import application

    qt = QApplication.instance() or application()
    now, live = moment(result.deck, at), readings.of(result.deck)
    whole = not errors(result.diagnostics)
    ruled = check_rules(result.deck, now, rules, live)
    found += (each for each in ruled if whole or each.rule != "unused")
    found += check_layout(result.deck, now, rules, live)
    del qt
    return found, result.deck.head.language


def _tell(
    found: dict[str | None, list[Diagnostic]], folder: Path, language: str, *, as_json: bool
) -> None:
    """Tell what is wrong with the deck, and what is only wrong in one of its variants."""
    every = [each for new in found.values() for each in new]
    if as_json:
        _print_json(to_json(every, language))
        return
    for edition, new in found.items():
        if new and edition and len(found) > 1:
            _print(say("cli.in_variant", language, variant=edition))
        if new:
            _print(render_text(new, line_reader(folder), language))
    counts = {each: sum(1 for one in every if one.severity is each) for each in Severity}
    _print(
        say(
            "cli.summary" if every else "cli.all_well",
            language,
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            notes=counts[Severity.NOTE],
        )
    )


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of a deck, what its sources gave, and the language to speak of them."""

    deck: Deck
    rows: list[FigureRow]
    live: LiveData
    language: str


def _rows(folder: Path, asked: Asked) -> _Figures | None:
    """Return the figures of a deck; where it cannot be read, tell why and return None."""
    result = load_deck(folder, variant=asked.variant)
    if result.deck is None:
        spoken = language_of(asked.language or "de")
        sys.stderr.write(render_text(result.diagnostics, line_reader(folder), spoken) + "\n")
        return None
    spoken = language_of(asked.language or result.deck.head.language)
    now = moment(result.deck, asked.at)
    live = live_now(result.deck)
    table = resolve(result.deck, now, live, lifted=lifted(now))
    return _Figures(result.deck, figure_rows(result.deck, table), live, spoken)


def figures(folder: Path, asked: Asked) -> int:
    """List every figure; 1 where the deck cannot be read."""
    read = _rows(folder, asked)
    if read is None:
        return 1
    rows, spoken = read.rows, read.language
    if asked.as_json:
        _print_json([row.as_json() for row in rows])
        return 0
    columns = ("name", "text", "unit", "source", "as_of", "slides", "state")
    titles = [say(f"cli.column_{column}", spoken) for column in columns]
    table = [[_cell(row, column, spoken) for column in columns] for row in rows]
    print_table(titles, table)
    sources = source_rows(read.deck, read.live, moment(read.deck, None), spoken)
    if sources:
        _print("\n" + "\n".join(source_lines(read.deck, sources, spoken)))
    return 0


def _cell(row: FigureRow, column: str, language: str) -> str:
    if column == "slides":
        return ", ".join(row.slides) or "–"
    if column == "state":
        return say(f"cli.state_{row.state}", language)
    return str(getattr(row, column) or "–")


def difference(old: Path, new: Path, asked: Asked) -> int:
    """Tell which figures two decks give differently.

    Returns:
        0 where none, 1 where some or where a deck cannot be read.
    """
    before, after = _rows(old, asked), _rows(new, asked)
    if before is None or after is None:
        return 1
    found, spoken = diff(before.rows, after.rows), after.language
    if asked.as_json:
        changed = [
            {"name": each.name, "field": each.field, "old": each.old, "new": each.new}
            for each in found.changed
        ]
        _print_json({"added": found.added, "removed": found.removed, "changed": changed})
        return int(bool(found))
    for name in found.added:
        _print(f"+ {name}")
    for name in found.removed:
        _print(f"− {name}")
    for each in found.changed:
        field = say(f"cli.column_{each.field}", spoken)
        _print(f"~ {each.name}: {field}: {each.old or '–'} → {each.new or '–'}")
    if not found:
        _print(say("cli.no_difference", spoken))
    return int(bool(found))


def schema(kind: str, output: Path | None, reference: Path | None) -> int:
    """Write one JSON schema to the terminal, or all of them to a folder, or the reference.

    Returns:
        0, or 2 for a kind of file that does not exist.
    """
    from kjc_desktop.deck.reference import reference_markdown
    from kjc_desktop.deck.schema import schemas

    known = schemas()
    if kind not in known:
        language = language_of("de")
        sys.stderr.write(say("cli.unknown_schema", language, kinds=", ".join(known)) + "\n")
        return 2
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
        for name, each in known.items():
            text = json.dumps(each, ensure_ascii=False, indent=2) + "\n"
            (output / f"{name}.json").write_text(text, encoding="utf-8")
    if reference is not None:
        reference.write_text(reference_markdown(), encoding="utf-8")
    if output is None and reference is None:
        _print_json(known[kind])
    return 0
