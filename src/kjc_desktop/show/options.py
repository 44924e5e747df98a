"""What a show was started with."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Place = Literal["present", "kiosk"]
"""On stage, with every key; or in a foyer, with none but the way out."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a show was started with."""

    folder: Path
    place: Place = "present"
    variant: str | None = None
    language: str | None = None
    screen: str | None = None
    windowed: bool = False
    first: str | None = None
    sync: bool = False
    follow: bool = False
