"""The foyer: the loop, full screen, for ever, with no key but the way out."""

from pathlib import Path

from kjc_desktop.show.start import start
from kjc_desktop.show.session import Options


def run(
    folder: Path,
    *,
    variant: str | None = None,
    language: str | None = None,
    screen: str | None = None,
    sync: bool = False,
    follow: bool = False,
) -> int:
    """Play a deck as a loop; see `start` for what comes back."""
    return start(
        Options(
            folder, "kiosk", variant=variant, language=language, screen=screen, sync=sync,
            follow=follow,
        )
    )  # fmt: skip
