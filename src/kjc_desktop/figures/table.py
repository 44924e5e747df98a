"""All figures of a deck at one moment, and the texts that show them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kjc_desktop.deck.models import Slide
from kjc_desktop.deck.placeholders import Malformed, Piece, Placeholder, pieces
from kjc_desktop.figures.markdown import escaped
from kjc_desktop.figures.sourceline import cited, compose
from kjc_desktop.figures.usage import Usage, usage
from kjc_desktop.figures.values import Citation, FigureValue, SeriesValue, SourceInfo, TableValue


@dataclass(frozen=True, eq=False)
class FigureTable(Mapping[str, FigureValue]):
    """Figure name → its value now; what slides ask when they are built."""

    language: str
    figures: Mapping[str, FigureValue]
    series: Mapping[str, SeriesValue]
    claims: Mapping[str, str] = field(default_factory=dict)
    """Claim → its words, placeholders not filled."""
    sources: Mapping[str, SourceInfo] = field(default_factory=dict)
    next_change: datetime | None = None
    """When an embargo or a validity ends next, so that the table is out of date; None: never."""
    tables: Mapping[str, TableValue] = field(default_factory=dict)
    """Source → its rows, where there are any."""
    wrong_claims: frozenset[str] = frozenset()
    """Claims that live data have proved wrong."""
    _usage: dict[str, tuple[Slide, Usage]] = field(default_factory=dict, init=False, repr=False)

    def __getitem__(self, name: str) -> FigureValue:
        return self.figures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    def expand(self, text: str, *, markdown: bool = True) -> str:
        """Return a text with its placeholders filled; one that names nothing stays as it is.

        Args:
            text: as the deck says it.
            markdown: what is filled in is escaped, so that `*` in a unit is no markup. False for
                texts that are not read as Markdown, such as a window's title.
        """
        return self._expand(text, markdown, frozenset())

    def usage(self, slide: Slide) -> Usage:
        """Return what a slide shows; worked out once, as it is asked for again and again."""
        known = self._usage.get(slide.name)
        if known is None or known[0] is not slide:
            known = self._usage[slide.name] = slide, usage(slide, self.series, self.claims)
        return known[1]

    def used_by(self, slide: Slide) -> frozenset[str]:
        """Return the names of the figures a slide shows, in widgets, texts and claims."""
        return frozenset(self.usage(slide).figures) & self.figures.keys()

    def embargoed(self, slide: Slide) -> bool:
        """Tell whether a slide shows something that must not be shown yet.

        That is a figure, or a table or series of a source that such a figure is read from.
        """
        _, series, sources = self._shown(slide)
        return (
            any(self.figures[name].embargoed for name in self.used_by(slide))
            or any(each.embargoed for each in series)
            or any(each.embargoed for each in sources)
        )

    def source_line(self, slide: Slide, credits: Sequence[str] = ()) -> str:  # noqa: A002 - the field's term
        """Return the line that names the sources of a slide, as plain text; may be empty.

        Args:
            slide: figures under embargo are left out.
            credits: lines that licences ask for, such as that of the map; they come last.
        """
        allowed, drawn, tables = self._shown(slide)
        others = [each for series in drawn for each in cited(series)]
        others += [Citation(source, source.date, source.stale) for source in tables]
        return compose(allowed, others, credits, self.language)

    def kept_back(self) -> frozenset[str]:
        """Return the names of all for which slides are left out, as `figures.NAME` and so on."""
        out = {f"figures.{each.name}" for each in self.figures.values() if each.embargoed}
        out |= {f"skipped.{each.name}" for each in self.figures.values() if each.skipped}
        out |= {f"series.{each.name}" for each in self.series.values() if each.skipped}
        out |= {f"sources.{each.name}" for each in self.sources.values() if each.skipped}
        return frozenset(out | {f"claims.{name}" for name in self.wrong_claims})

    def sources_of(self, slide: Slide) -> frozenset[str]:
        """Return the names of all sources that what a slide shows rests on."""
        figures, series, sources = self._shown(slide)
        found = [name for figure in figures for name in figure.sources]
        found += [name for each in series for name in each.sources]
        return frozenset([*found, *(each.name for each in sources)])

    def stale(self, slide: Slide) -> bool:
        """Tell whether something that a slide shows is older than the deck allows."""
        return any(each.stale for group in self._shown(slide) for each in group)

    def skipped(self, slide: Slide) -> bool:
        """Tell whether a slide is left out: its data are too old, or prove its words wrong."""
        wrong = bool(self.wrong_claims.intersection(self.usage(slide).claims))
        return wrong or any(each.skipped for group in self._shown(slide) for each in group)

    def _shown(self, slide: Slide) -> tuple[list[FigureValue], list[SeriesValue], list[SourceInfo]]:
        """Return what a slide shows: figures not under embargo, series, sources of tables."""
        used = self.usage(slide)
        figures = (self.figures[name] for name in used.figures if name in self.figures)
        return (
            [figure for figure in figures if not figure.embargoed],
            [self.series[name] for name in used.series if name in self.series],
            [self.sources[name] for name in used.sources if name in self.sources],
        )

    def _expand(self, text: str, markdown: bool, within: frozenset[str]) -> str:
        return "".join(self._piece(text, piece, markdown, within) for piece in pieces(text))

    def _piece(self, text: str, piece: Piece, markdown: bool, within: frozenset[str]) -> str:
        """Return what a piece of a text shows; `within` are the claims it is in already."""
        if isinstance(piece, str):
            return piece
        written = text[piece.start : piece.start + piece.length]
        if isinstance(piece, Malformed):
            return written
        if piece.claim is None:
            found = self._part(piece)
            return written if found is None else escaped(found) if markdown else found
        if piece.claim in within or piece.claim not in self.claims:
            return written
        return self._expand(self.claims[piece.claim], markdown, within | {piece.claim})

    def _part(self, piece: Placeholder) -> str | None:
        figure = self.figures.get(piece.figure or "")
        return None if figure is None else figure.part(piece.part, self.language)
