"""Where each value of a loaded deck was written, found again in the files when somebody asks."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kjc_desktop.deck.binding import descend, place
from kjc_desktop.deck.cache import FileCache
from kjc_desktop.deck.content import expand
from kjc_desktop.deck.files import read_document
from kjc_desktop.deck.merging import SECTIONS, merge_deck, merge_section
from kjc_desktop.deck.models import Origins
from kjc_desktop.deck.nodes import Mapping, Node, Scalar, SourceText
from kjc_desktop.deck.spans import Span

_Path = Sequence[str | int]
_MOST_TREES = 8


@dataclass(frozen=True, slots=True)
class HeadFiles:
    """The files that together say everything but the slides; None where there is none."""

    deck: str
    figures: str | None
    variant: str | None


class DeckOrigins(Origins):
    """The places of one deck; keeps the trees of the last few slides asked about."""

    def __init__(
        self, folder: Path, heads: HeadFiles, slides: dict[str, str], cache: FileCache
    ) -> None:
        self._folder = folder
        self._heads = heads
        self._slides = slides
        self._cache = cache
        self._trees: OrderedDict[str, Mapping | None] = OrderedDict()

    def span(self, *path: str | int) -> Span:
        """Return the place of a value; see `Origins.span`."""
        file, root, rest = self._start(path)
        if root is None:
            return Span(file)
        node, key, taken = descend(root, rest)
        if not taken:
            return Span(file)
        declared = len(taken) == 1 and isinstance(node, Mapping) and path[0] in SECTIONS
        return key.span if declared and key is not None else place(node, key)

    def key_span(self, *path: str | int) -> Span:
        """Return the place of the key that a value stands under; see `Origins.key_span`."""
        file, root, rest = self._start(path)
        key = None if root is None else descend(root, rest)[1]
        return Span(file) if key is None else key.span

    def text_span(self, path: _Path, start: int, length: int) -> Span:
        """Return the place of a stretch of a text; see `Origins.text_span`."""
        _, root, rest = self._start(path)
        node = None if root is None else descend(root, rest)[0]
        return node.part(start, length) if isinstance(node, Scalar) else self.span(*path)

    def _start(self, path: _Path) -> tuple[str, Node | None, _Path]:
        """Return the file that a path is about, the tree to follow it in, and its remainder."""
        section = path[0] if path else "deck"
        if section == "slides":
            name = str(path[1]) if len(path) > 1 else ""
            file = self._slides.get(name, self._heads.deck)
            return file, self._slide(name), path[2:]
        in_figures = section in SECTIONS and self._heads.figures is not None
        file = str(self._heads.figures) if in_figures else self._heads.deck
        return file, head_trees(self._folder, self._heads, self._cache).get(str(section)), path[1:]

    def _slide(self, name: str) -> Mapping | None:
        file = self._slides.get(name)
        if file is None:
            return None
        if file not in self._trees:
            root = read_document(self._folder, file).root
            self._trees[file] = None if root is None else expand(root)
            while len(self._trees) > _MOST_TREES:
                self._trees.popitem(last=False)
        return self._trees[file]


def head_trees(folder: Path, heads: HeadFiles, cache: FileCache) -> dict[str, Mapping]:
    """Return the merged trees of `deck` and of each section of figures.yaml."""
    deck, figures, variant = (
        None if file is None else cache.head(folder, file).root
        for file in (heads.deck, heads.figures, heads.variant)
    )
    trees: dict[str, Mapping] = {}
    if deck is not None:
        trees["deck"] = merge_deck(deck, variant)
    for name in SECTIONS:
        below = _section(figures, name) or _empty(heads.figures or "figures.yaml")
        trees[name] = merge_section(name, below, _section(variant, name))
    return trees


def _section(root: Mapping | None, name: str) -> Mapping | None:
    node = None if root is None else root.get(name)
    return node if isinstance(node, Mapping) else None


def _empty(file: str) -> Mapping:
    return Mapping(SourceText(file, ""), 0, 0)
