"""Reads what a deck says besides its slides: deck.yaml, figures.yaml, a variant, the theme."""

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from kjc_desktop.deck.binding import bind, keys_of, place, shorten, unknown_key
from kjc_desktop.deck.cache import FileCache
from kjc_desktop.deck.codes import finding
from kjc_desktop.deck.declarations import Declarations, bind_declarations
from kjc_desktop.deck.diagnostics import Diagnostic, nearest
from kjc_desktop.deck.files import Document
from kjc_desktop.deck.merging import SECTIONS, VARIANT_ONLY
from kjc_desktop.deck.models import DeckFile, Opening
from kjc_desktop.deck.nodes import Mapping, is_null
from kjc_desktop.deck.origins import HeadFiles, head_trees
from kjc_desktop.deck.paths import path_fault
from kjc_desktop.deck.themes import Theme
from kjc_desktop.resources import resource
from kjc_desktop.texts import LANGUAGES


@dataclass(slots=True)
class Heads:
    """Everything but the slides, as far as it could be read, and what is wrong with it."""

    documents: dict[str, Mapping | None] = field(default_factory=dict)
    """`deck`, `figures`, `variant` → tree of the file; None where it is absent or broken."""
    head: DeckFile | None = None
    theme: Theme | None = None
    declared: Declarations = field(default_factory=Declarations)
    trees: dict[str, Mapping] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    figures_readable: bool = True
    """Whether every declared name is known; else nothing can be said about unknown ones."""


def read_heads(folder: Path, files: HeadFiles, cache: FileCache) -> Heads:
    """Read deck.yaml, figures.yaml, the variant and the theme, and lay the variant over them."""
    heads = Heads()
    allowed = {
        "deck": keys_of(DeckFile),
        "figures": list(SECTIONS),
        "variant": [*keys_of(DeckFile), *SECTIONS, *VARIANT_ONLY],
    }
    roles = {"deck": files.deck, "figures": files.figures, "variant": files.variant}
    for role, file in roles.items():
        document = Document(None) if file is None else cache.head(folder, file)
        heads.documents[role] = document.root
        if document.problem is not None:
            heads.faults.append(document.problem)
            heads.figures_readable &= role == "deck"
        if document.root is not None:
            faults = _shape_faults(role, document.root, allowed[role])
            heads.faults += faults
            heads.figures_readable &= not faults
    heads.trees = head_trees(folder, files, cache)
    _bind_head(folder, heads, cache)
    heads.declared = bind_declarations(heads.trees)
    heads.faults += heads.declared.faults
    return heads


def _shape_faults(role: str, root: Mapping, allowed: list[str]) -> list[Diagnostic]:
    """Return unknown keys of figures.yaml and variants, and sections that are no mappings."""
    faults = []
    for name, entry in root.entries.items():
        if name not in allowed and role != "deck":
            faults.append(unknown_key(entry.key, allowed))
        in_section = name in SECTIONS and role != "deck"
        if in_section and not isinstance(entry.node, Mapping) and not is_null(entry.node):
            faults.append(finding("KJC224", entry.node.span, text=shorten(entry.node)))
    return faults


def _bind_head(folder: Path, heads: Heads, cache: FileCache) -> None:
    tree = heads.trees.get("deck")
    if tree is None:
        return
    known = keys_of(DeckFile)
    variant = heads.documents["variant"]
    if variant is not None:
        strangers = {name for name in variant.entries if name not in known}
        entries = {
            name: each
            for name, each in tree.entries.items()
            if name not in strangers or each.node.source is not variant.source
        }
        tree = Mapping(tree.source, tree.start, tree.end, entries)
    bound = bind(DeckFile, tree)
    heads.faults += bound.faults
    heads.head = bound.model
    if bound.model is not None:
        heads.faults += _place_faults(tree, bound.model)
        heads.faults += _opening_faults(tree, bound.model.opening)
        heads.theme = _theme(folder, heads, cache)


def _place_faults(tree: Mapping, head: DeckFile) -> list[Diagnostic]:
    """Return what is wrong with time zone and language."""
    faults = []
    if not _is_zone(head.timezone):
        from zoneinfo import available_timezones

        close = nearest(head.timezone, sorted(available_timezones()))
        span = tree.entries["timezone"].node.span
        faults.append(finding("KJC212", span, close, name=head.timezone))
    if not _is_language(head.language):
        span = tree.entries["language"].node.span
        close = nearest(head.language, ("de-DE", "en-GB", "en-US", "de-AT", "de-CH"))
        faults.append(finding("KJC213", span, close, name=head.language))
    return faults


def _opening_faults(tree: Mapping, opening: Opening | None) -> list[Diagnostic]:
    """Return what is wrong with hours that are given twice: for all days, and day by day."""
    twice = {"from": opening.from_, "to": opening.to} if opening is not None else {}
    named = next((name for name, minutes in twice.items() if minutes is not None), None)
    if opening is None or named is None or not isinstance(opening.days, dict):
        return []
    fields = tree.entries["opening"].node
    span = fields.entries["days"].key.span if isinstance(fields, Mapping) else fields.span
    return [finding("KJC278", span, first=named, second="days")]


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return True


def _is_language(tag: str) -> bool:
    """Tell whether numbers and words can be shown in a language."""
    language, _, territory = tag.partition("-")
    if language not in LANGUAGES:
        return False
    if territory in ("", "DE", "GB", "US", "AT", "CH"):
        return True
    from babel.localedata import exists

    return exists(f"{language}_{territory}")


def _theme(folder: Path, heads: Heads, cache: FileCache) -> Theme | None:
    """Return the theme that the deck names, from the program's or from the deck's own files."""
    head, tree = heads.head, heads.trees["deck"]
    assert head is not None  # noqa: S101 - called for a bound head only
    name = head.theme
    entry = tree.entries.get("theme")
    own = {path.stem: path for path in sorted(resource("themes").glob("*.yaml"))}
    if name in own:
        document = cache.head(resource("themes"), own[name].name)
    elif "/" in name or name.endswith((".yaml", ".yml")):
        fault = path_fault(folder, name)
        if fault is not None and entry is not None:
            heads.faults.append(finding(fault, entry.node.span, name=name))
            return None
        document = cache.head(folder, name)
    else:
        span = place(entry.node, entry.key) if entry is not None else tree.span
        heads.faults.append(finding("KJC209", span, nearest(name, own), name=name))
        return None
    return _bind_theme(document, heads)


def _bind_theme(document: Document, heads: Heads) -> Theme | None:
    if document.root is None:
        heads.faults += [document.problem] if document.problem else []
        return None
    bound = bind(Theme, document.root)
    theme = bound.sound
    faults = bound.faults if theme is None else _token_faults(document.root, theme)
    heads.faults += faults
    return None if faults else theme


def _token_faults(root: Mapping, theme: Theme) -> list[Diagnostic]:
    """Return roles and backgrounds that name no colour of the theme."""
    places = [root.entries["background"]]
    for group in ("light", "dark", "backgrounds"):
        node = root.get(group)
        places += node.entries.values() if isinstance(node, Mapping) else ()
    return [
        finding("KJC280", each.node.span, nearest(name, theme.colors), name=name)
        for each in places
        if (name := shorten(each.node)) not in theme.colors
    ]
