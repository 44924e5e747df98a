"""Slides that are left out because they have killed the player: as if they were hidden.

They keep their place, and come back when somebody edits them.
"""

import hashlib
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from kjc_desktop.deck.models import Deck, Slide
from kjc_desktop.show.board import Mark
from kjc_desktop.show.options import Care


def mark_of_slide(slide: Slide) -> Mark:
    """Return what tells a slide from others and from other versions of itself."""
    spec = slide.spec.model_dump_json(exclude_defaults=True)
    return Mark(slide.name, hashlib.sha256(spec.encode()).hexdigest()[:12])


def under_care(deck: Deck, care: Care | None) -> Deck:
    """Return a deck as a supervisor wants it shown: without some slides, with copies at hand."""
    if care is None:
        return deck
    copies = () if care.spare is None else (care.spare, *_beside(care.spare))
    return replace(without(deck, care.aside), spares=copies)


def _beside(copy: Path) -> tuple[Path, ...]:
    """Return the other copies: while they take turns, one of them is whole."""
    try:
        return tuple(each for each in copy.parent.iterdir() if each.is_dir() and each != copy)
    except OSError:
        return ()


def without(deck: Deck, aside: Collection[str]) -> Deck:
    """Return a deck in which slides of these marks are hidden; where all are, none is."""
    slides = tuple(
        replace(each, spec=each.spec.model_copy(update={"hidden": True}))
        if mark_of_slide(each).text() in aside
        else each
        for each in deck.slides
    )
    return deck if all(each.spec.hidden for each in slides) else replace(deck, slides=slides)
