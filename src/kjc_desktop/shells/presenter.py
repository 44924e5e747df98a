"""The stage: the same window in the hands of a presenter; every key of the table works."""

from pathlib import Path

from kjc_desktop.show.session import Options
from kjc_desktop.show.start import start


def run(
    folder: Path,
    *,
    variant: str | None = None,
    language: str | None = None,
    screen: str | None = None,
    windowed: bool = False,
    first: str | None = None,
    follow: bool = False,
) -> int:
    """Present a deck slide by slide; see `start` for what comes back."""
    return start(
        Options(
            folder, "present", variant=variant, language=language, screen=screen,
            windowed=windowed, first=first, follow=follow,
        )
    )  # fmt: skip
