"""Checks every name that is used against what the deck declares."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from json import loads
from pathlib import Path
from urllib.parse import urlsplit

from kjc_desktop.deck.codes import MOST, finding, further
from kjc_desktop.deck.diagnostics import Diagnostic, nearest
from kjc_desktop.deck.origins import DeckOrigins
from kjc_desktop.deck.paths import data_path_fault, nearest_file, path_fault
from kjc_desktop.deck.placeholders import PARTS
from kjc_desktop.deck.uses import Use
from kjc_desktop.resources import icon_names, resource

ROLES = ("text", "muted", "accent", "accent-2", "accent-3", "background")
"""Colours that every theme has, whatever its tokens."""

RULES = (
    "overflow", "contrast", "legibility", "colour-only", "reading-time", "motion", "baseline",
    "scales", "shares", "digits", "typography", "qualifier", "as-of", "preliminary", "validity",
    "embargo", "alt", "credit", "picture-size", "notes", "unlisted", "unused",
)  # fmt: skip
"""Rules that `ignore` and `--only` know by name."""

DISTRICT_SETS = ("zkt104",)
"""Sets of districts that a map knows by name."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a deck declares; None where that could not be read and nothing can be said."""

    folder: Path
    figures: frozenset[str] | None
    series: frozenset[str] | None
    sources: frozenset[str] | None
    claims: frozenset[str] | None
    slides: frozenset[str]
    colours: frozenset[str] | None
    hosts: tuple[str, ...] = ()
    data_roots: tuple[str, ...] = ()


_Fault = tuple[str, str | None]
"""Code, and the word that was probably meant."""


def unresolved(
    uses: Iterable[Use], known: Known, origins: DeckOrigins, prefix: tuple[str | int, ...]
) -> list[Diagnostic]:
    """Return a finding for each name that leads nowhere.

    Args:
        uses: what is referred to, paths relative to `prefix`.
        known: what there is.
        origins: where things stand, asked only for what is wrong.
        prefix: where the part of the deck is, such as `("slides", "kennzahlen")`.
    """
    found: list[Diagnostic] = []
    left = 0
    for use in uses:
        fault = _CHECKS[use.kind](use.name, known) if len(found) < MOST else None
        if len(found) == MOST:
            left += 1
        if fault is not None:
            found.append(_told(use, fault, origins, prefix))
    if left:
        found.append(further(found[0].span.file, left))
    return found


def _told(
    use: Use, fault: _Fault, origins: DeckOrigins, prefix: tuple[str | int, ...]
) -> Diagnostic:
    """Return the finding for one name, in its place."""
    path = (*prefix, *use.path)
    if use.kind == "rule":
        span = origins.key_span(*path)
    elif use.length:
        span = origins.text_span(path, use.start, use.length)
    else:
        span = origins.span(*path)
    code, suggestion = fault
    name = use.name.partition(".")[0] if code == "KJC203" else use.name
    return finding(code, span, suggestion, name=name)


@cache
def districts() -> frozenset[str]:
    """Return the AGS of all districts on the map."""
    data = loads(resource("map", "karte2018.json").read_text("utf-8"))
    return frozenset(str(each["ags"]) for each in data["kreise"])


def _among(code: str, name: str, choices: frozenset[str] | None) -> _Fault | None:
    if choices is None or name in choices:
        return None
    return code, nearest(name, sorted(choices))


def _bars(name: str, known: Known) -> _Fault | None:
    if known.figures is None or known.series is None:
        return None
    return _among("KJC203", name, known.figures | known.series)


def _colour(name: str, known: Known) -> _Fault | None:
    if name.startswith("#") or known.colours is None:
        return None
    return _among("KJC211", name, known.colours | frozenset(ROLES))


def _part(name: str, known: Known) -> _Fault | None:
    figure, _, part = name.partition(".")
    unknown = _among("KJC203", figure, known.figures)
    return unknown or _among("KJC216", part, frozenset(PARTS))


def _file(name: str, known: Known) -> _Fault | None:
    code = path_fault(known.folder, name)
    if code is None:
        return None
    return code, nearest_file(known.folder, name) if code == "KJC260" else None


def _data(name: str, known: Known) -> _Fault | None:
    code = data_path_fault(known.folder, name, known.data_roots)
    return None if code is None else (code, None)


def _host(url: str, known: Known) -> _Fault | None:
    try:
        parts = urlsplit(url)
        host, scheme = parts.hostname, parts.scheme
    except ValueError:
        return "KJC233", None
    if scheme not in ("http", "https") or not host:
        return "KJC233", None
    return None if host in {each.lower() for each in known.hosts} else ("KJC265", None)


def _district(name: str, _: Known) -> _Fault | None:
    if name in DISTRICT_SETS or name in districts():
        return None
    padded = name.zfill(5)
    close = padded if padded in districts() else nearest(name, [*DISTRICT_SETS, *districts()])
    return "KJC266", close


_CHECKS: dict[str, Callable[[str, Known], _Fault | None]] = {
    "figure": lambda name, known: _among("KJC203", name, known.figures),
    "series": lambda name, known: _among("KJC204", name, known.series),
    "source": lambda name, known: _among("KJC205", name, known.sources),
    "slide": lambda name, known: _among("KJC206", name, known.slides),
    "claim": lambda name, known: _among("KJC215", name, known.claims),
    "rule": lambda name, _: _among("KJC214", name, frozenset(RULES)),
    "theme": lambda _name, _known: None,
    "brace": lambda _name, _known: ("KJC217", None),
    "bars": _bars,
    "colour": _colour,
    "part": _part,
    "file": _file,
    "data": _data,
    "host": _host,
    "district": _district,
    "icon": lambda name, _: _among("KJC267", name, frozenset(icon_names())),
}
