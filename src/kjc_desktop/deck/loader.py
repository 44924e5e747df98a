"""From a folder to a deck: the one way in for every command.

Whatever is wrong in the folder comes back as findings; nothing an organizer writes, and no state
of the disk, raises.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from kjc_desktop.deck.cache import FileCache, ParsedSlide
from kjc_desktop.deck.codes import finding
from kjc_desktop.deck.diagnostics import Diagnostic, errors, nearest
from kjc_desktop.deck.folder import (
    VARIANTS,
    Listing,
    list_below,
    list_folder,
    variant_names,
)
from kjc_desktop.deck.heads import Heads, read_heads
from kjc_desktop.deck.merging import SECTIONS
from kjc_desktop.deck.models import Deck, Slide, Source
from kjc_desktop.deck.notice_files import read_notices
from kjc_desktop.deck.order import Order, listed, slide_order
from kjc_desktop.deck.origins import DeckOrigins, HeadFiles
from kjc_desktop.deck.references import Known, unresolved
from kjc_desktop.deck.spans import Span
from kjc_desktop.deck.uses import source_uses, uses_of


@dataclass(frozen=True, slots=True)
class LoadResult:
    """A deck, or None where its head cannot be used, and everything found on the way."""

    deck: Deck | None
    diagnostics: tuple[Diagnostic, ...] = ()


def load_deck(
    folder: Path,
    *,
    variant: str | None = None,
    only: Collection[str] | None = None,
    cache: FileCache | None = None,
) -> LoadResult:
    """Read a deck.

    Args:
        folder: where deck.yaml is.
        variant: the local edition to lay over it.
        only: read these slides and no others, for a fast start; the others are not complained
            about and not in the deck.
        cache: of an earlier load, so that only changed files are read again.

    Returns:
        The deck without its faulty slides, and the findings sorted by place. The deck is None
        where deck.yaml, figures.yaml, the variant or the theme cannot be used.
    """
    try:
        listing = list_folder(folder)
    except (OSError, ValueError):
        return LoadResult(None, (finding("KJC102", Span("deck.yaml"), folder=str(folder)),))
    missing = _missing_head(folder, listing, variant)
    if missing is not None:
        return LoadResult(None, (missing,))
    loading = _Loading(folder, listing, variant, cache or FileCache())
    deck, notices = loading.deck(only), read_notices(folder)
    if deck is not None:
        deck = replace(deck, notice=notices.notice)
    found = sorted([*loading.faults, *notices.findings], key=lambda each: (each.span, each.code))
    return LoadResult(deck, tuple(found))


def list_slides(folder: Path, variant: str | None = None) -> tuple[str, ...]:
    """Return the names of a deck's slides in order without reading their files."""
    try:
        listing = list_folder(folder)
    except (OSError, ValueError):
        return ()
    if _missing_head(folder, listing, variant) is not None:
        return ()
    return tuple(_Loading(folder, listing, variant, FileCache()).order().names)


def _missing_head(folder: Path, listing: Listing, variant: str | None) -> Diagnostic | None:
    """Return the finding for a folder without deck.yaml, or for a variant that is not there."""
    if "deck" not in listing.files:
        close = nearest("deck", listing.files)
        return finding("KJC101", Span("deck.yaml"), None if close is None else listing.files[close])
    names = variant_names(folder)
    if variant is not None and variant not in names:
        span = Span(f"{VARIANTS}/{variant}.yaml")
        return finding("KJC273", span, nearest(variant, names), name=variant)
    return None


class _Loading:
    """One load: the steps from the list of files to the deck."""

    def __init__(
        self, folder: Path, listing: Listing, variant: str | None, cache: FileCache
    ) -> None:
        self._folder = folder
        self._variant = variant
        self._cache = cache
        self._own = list_below(folder, f"{VARIANTS}/{variant}") if variant else Listing()
        self._base = listing.slides
        self._files = dict(sorted((self._base | self._own.slides).items()))
        variants = list_below(folder, VARIANTS)
        self._variants = variants.files
        self._heads = HeadFiles(
            listing.files["deck"],
            listing.files.get("figures"),
            variants.files[variant] if variant else None,
        )
        self._origins = DeckOrigins(folder, self._heads, self._files, cache)
        self.faults = [*listing.faults, *self._own.faults, *variants.faults]

    def order(self) -> Order:
        """Return the slides in order, from the lists in deck.yaml and the variant."""
        deck, variant = (
            None if file is None else self._cache.head(self._folder, file).root
            for file in (self._heads.deck, self._heads.variant)
        )
        added = [name for name in self._own.slides if name not in self._base]
        return slide_order(deck, variant, self._files, {name: self._after(name) for name in added})

    def deck(self, only: Collection[str] | None) -> Deck | None:
        """Return the deck, and collect what is wrong in `faults`."""
        heads = read_heads(self._folder, self._heads, self._cache)
        known = self._known(heads)
        head_faults = [*heads.faults, *self._head_references(heads, known)]
        order = self.order()
        self.faults += [*head_faults, *order.faults]
        self.faults += [
            finding("KJC274", self._origins.span("slides", name, "after"), name=name)
            for name in order.circular
        ]
        if only is None and heads.documents["deck"] is not None:
            self.faults += self._unlisted(order)
        if not self._files:
            self.faults.append(finding("KJC131", Span(self._heads.deck)))
        names = [name for name in order.names if only is None or name in only]
        slides = [slide for name in names if (slide := self._slide(name, known)) is not None]
        if heads.head is None or heads.theme is None or errors(head_faults) or not self._files:
            return None
        declared = heads.declared
        return Deck(
            self._folder, self._variant, heads.head, heads.theme, declared.sources,
            declared.figures, declared.series, declared.claims, tuple(slides), self._origins,
        )  # fmt: skip

    def _after(self, name: str) -> str | None:
        spec = self._cache.slide(self._folder, self._files[name]).spec
        return None if spec is None else spec.after

    def _slide(self, name: str, known: Known) -> Slide | None:
        """Return a slide, None where anything about it is wrong."""
        file = self._files[name]
        parsed: ParsedSlide = self._cache.slide(self._folder, file)
        faults = [
            *parsed.faults,
            *unresolved(parsed.uses, known, self._origins, ("slides", name)),
        ]
        self.faults += faults
        return None if parsed.spec is None or errors(faults) else Slide(name, file, parsed.spec)

    def _known(self, heads: Heads) -> Known:
        names = {
            section: frozenset(heads.trees[section].entries) if heads.figures_readable else None
            for section in SECTIONS
        }
        head, theme = heads.head, heads.theme
        return Known(
            self._folder,
            names["figures"],
            names["series"],
            names["sources"],
            names["claims"],
            frozenset(self._files),
            None if theme is None else frozenset(theme.colors),
            () if head is None else head.hosts,
            () if head is None else head.data_roots,
        )

    def _head_references(self, heads: Heads, known: Known) -> list[Diagnostic]:
        """Return the names in deck.yaml and figures.yaml that lead nowhere."""
        faults: list[Diagnostic] = []
        if heads.head is not None:
            # The list of slides is looked at where their order is.
            head_uses = (use for use in uses_of(heads.head) if use.path[0] != "slides")
            faults += unresolved(head_uses, known, self._origins, ("deck",))
        for section, name, model in heads.declared.drafts:
            uses = source_uses(model) if isinstance(model, Source) else uses_of(model)
            faults += unresolved(uses, known, self._origins, (section, name))
        return faults

    def _unlisted(self, order: Order) -> list[Diagnostic]:
        """Return a warning for each slide file that no list mentions."""
        meant = {fault.suggestion for fault in order.faults}
        shown = order.mentioned | set(order.names) | meant
        strays = [name for name in self._files if name not in shown]
        elsewhere = self._listed_by_variants() if strays else frozenset()
        return [
            finding("KJC270", Span(self._files[name]), name=name)
            for name in strays
            if name not in elsewhere
        ]

    def _listed_by_variants(self) -> frozenset[str]:
        """Return the slides that any variant lists: they are there for it, not forgotten."""
        roots = (self._cache.head(self._folder, file).root for file in self._variants.values())
        return frozenset(node.text for root in roots for node in listed(root, "slides") or ())
