"""The line under a slide that says where its figures come from."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from kjc_desktop.deck.fields import Moment
from kjc_desktop.figures.dates import date_text
from kjc_desktop.figures.values import Citation, FigureValue, SeriesValue
from kjc_desktop.texts import language_of, say

_SEPARATOR = " · "


def compose(
    figures: Sequence[FigureValue],
    others: Iterable[Citation],
    credits_: Sequence[str],
    language: str,
) -> str:
    """Return the source line for shown figures, as plain text; empty where there is none to name.

    Args:
        figures: what is shown and not under embargo.
        others: what series and tables rest on.
        credits_: lines that licences ask for, such as that of the map.
        language: the deck's language tag.
    """
    tag = language_of(language)
    citations = [*(each for figure in figures for each in cited(figure)), *others]
    old = {each.source.label for each in citations if each.stale}
    mixed = old if old != {each.source.label for each in citations} else set()
    parts = [_sources(citations, mixed, language)] if citations else []
    if any(figure.own_calculation for figure in figures):
        parts.append(say("figures.own_calculation", tag))
    if any(figure.preliminary for figure in figures):
        parts.append(say("figures.preliminary", tag))
    if old and not mixed:
        parts.append(say("figures.stale", tag))
    parts += dict.fromkeys(credits_)
    line = _SEPARATOR.join(parts)
    return line[:1].upper() + line[1:]


def cited(shown: FigureValue | SeriesValue) -> tuple[Citation, ...]:
    """Return what a value rests on; where nobody knows which part is too old, all of it is."""
    if not shown.stale or any(each.stale for each in shown.citations):
        return shown.citations
    return tuple(replace(each, stale=True) for each in shown.citations)


def _sources(citations: Sequence[Citation], old: Set[str], language: str) -> str:
    """Return the sources with one date if it is the same for all, else each with its own.

    Args:
        citations: of what is shown.
        old: labels of the sources that are marked as too old, where not all are.
        language: the deck's language tag.
    """
    dates: dict[str, dict[Moment, None]] = {}
    for citation in citations:
        known = dates.setdefault(citation.source.label, {})
        if citation.as_of is not None:
            known[citation.as_of] = None
    tag = language_of(language)
    head = say("figures.source" if len(dates) == 1 else "figures.sources", tag)
    if len({tuple(each) for each in dates.values()}) == 1 and not old:
        names = "; ".join(dates)
        common = _as_of(next(iter(dates.values())), language)
        return _SEPARATOR.join(part for part in (f"{head} {names}", common) if part)
    stale = say("figures.stale", tag)
    parts = (
        ", ".join(filter(None, (name, _as_of(each, language), stale if name in old else "")))
        for name, each in dates.items()
    )
    return f"{head} {'; '.join(parts)}"


def _as_of(dates: Iterable[Moment], language: str) -> str:
    written = ", ".join(dict.fromkeys(date_text(each, language) for each in dates))
    word = say("figures.as_of", language_of(language))
    return f"{word}\u00a0{written}" if written else ""
