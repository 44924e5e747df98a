"""What lies in the folder of a deck: its head files, its slides, its variants."""

from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from kjc_desktop.deck.codes import finding
from kjc_desktop.deck.diagnostics import Diagnostic
from kjc_desktop.deck.spans import Span

ENDINGS = (".yaml", ".yml")
HEAD_NAMES = ("deck", "figures")
VARIANTS = "variants"


@dataclass(frozen=True, slots=True)
class Listing:
    """The YAML files of one folder, name → file (relative to the deck), sorted by name."""

    files: dict[str, str] = field(default_factory=dict)
    faults: tuple[Diagnostic, ...] = ()
    """Names that two files claim."""

    @property
    def slides(self) -> dict[str, str]:
        """The files that are slides."""
        return {name: file for name, file in self.files.items() if name not in HEAD_NAMES}


def list_folder(folder: Path, below: str = "") -> Listing:
    """Return the YAML files of a deck, or of a folder `below` it.

    Raises:
        OSError: the folder is not there or cannot be read.
    """
    prefix = f"{below}/" if below else ""
    found: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for path in sorted((folder / below).iterdir()):
        if path.suffix not in ENDINGS or path.name.startswith(".") or not path.name.isprintable():
            continue
        name = normalize("NFC", path.stem)
        file = prefix + path.name
        if name in found:
            faults.append(finding("KJC130", Span(file), name=name, other=found[name]))
        else:
            found[name] = file
    return Listing(found, tuple(faults))


def list_below(folder: Path, below: str) -> Listing:
    """Return the YAML files of a folder that a deck need not have."""
    try:
        return list_folder(folder, below)
    except OSError:
        return Listing()


def variant_names(folder: Path) -> tuple[str, ...]:
    """Return the names of a deck's variants, sorted."""
    return tuple(list_below(folder, VARIANTS).files)
