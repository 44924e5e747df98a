"""Where the files that come with the program are: in the wheel, or beside `src/` in a checkout."""

from functools import cache
from pathlib import Path


@cache
def _home() -> Path:
    """Return the folder that holds `resources/` and `slides/`."""
    package = Path(__file__).resolve().parent
    return package if (package / "resources").is_dir() else package.parents[1]


def resource(*parts: str) -> Path:
    """Return the path of a file or folder below `resources/`."""
    return _home().joinpath("resources", *parts)


@cache
def icon_names() -> tuple[str, ...]:
    """Return the names of the icons that come with the program, sorted."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))


def campaign_deck() -> Path:
    """Return the folder of the campaign deck, the default of every command."""
    return _home() / "slides"
