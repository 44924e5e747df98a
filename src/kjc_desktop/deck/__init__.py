"""What organizers write: a folder of YAML, read with places into a frozen deck or findings."""

from kjc_desktop.deck.cache import FileCache
from kjc_desktop.deck.folder import variant_names
from kjc_desktop.deck.loader import LoadResult, list_slides, load_deck

__all__ = ["FileCache", "LoadResult", "list_slides", "load_deck", "variant_names"]
