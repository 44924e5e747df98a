"""What all live sources of a deck have to give at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kjc_desktop.deck.models import Figure, Series

if TYPE_CHECKING:
    # A deck without live sources starts without anything that reads them.
    from kjc_desktop.data.state import LiveFigure, LiveSeries, SourceState


@dataclass(frozen=True, slots=True)
class LiveData:
    """Source name → what is known of it. Immutable, so it can be handed from thread to thread."""

    sources: Mapping[str, "SourceState"] = field(default_factory=dict)

    def figure(self, name: str, figure: Figure) -> "LiveFigure | None":
        """Return the last good value of a figure; None where there never was one."""
        state = self.sources.get(figure.from_ or "")
        return None if state is None else state.figures.get(name)

    def points(self, name: str, series: Series) -> "LiveSeries | None":
        """Return the last good points of a series; None where there never were any."""
        state = self.sources.get(series.from_ or "")
        return None if state is None else state.series.get(name)

    def looks_like(self, other: "LiveData") -> bool:
        """Tell whether both show the same."""
        return self.sources.keys() == other.sources.keys() and all(
            state.looks_like(other.sources[name]) for name, state in self.sources.items()
        )


NOTHING = LiveData()
"""What a deck without live sources has, and any deck before they are read."""
