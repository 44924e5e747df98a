"""What a show was started with."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from kjc_desktop.machine.settings import IDLE, WAY_OUT
from kjc_desktop.timeline.notice import Notice

Place = Literal["present", "kiosk"]
"""On stage, with every key; or in a foyer, with none but the way out."""
ALL_SCREENS = "all"
"""The wish for every screen there is, also for those that come later."""


@dataclass(frozen=True, slots=True)
class Care:
    """What a supervisor tells a player that it starts.

    `board`: the file for signs of life. `again`: not the first start, so nobody is there to be
    told that something is missing. `behind`: begin behind the slide named, and not with it.
    `aside`: marks of slides to leave out. `spare`: a copy of the deck when it was last good.
    """

    board: Path
    again: bool = False
    behind: bool = False
    aside: tuple[str, ...] = ()
    notice: Notice | None = None
    spare: Path | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What a show was started with.

    `way_out` is the chord that ends a kiosk, `settings` the file with the PIN that it asks for;
    `touch`: visitors may browse, and the loop goes on `idle` seconds after the last touch.
    """

    folder: Path
    place: Place = "present"
    variant: str | None = None
    language: str | None = None
    screen: str | None = None
    windowed: bool = False
    first: str | None = None
    sync: bool = False
    follow: bool = False
    care: Care | None = None
    way_out: str = WAY_OUT
    touch: bool = False
    idle: float = IDLE
    settings: Path | None = None

    @property
    def unattended(self) -> bool:
        """Whether nobody is there who could be told that something is missing."""
        return self.care is not None and self.care.again


def write_options(options: Options) -> str:
    """Return options as one line, for the command line of a player."""
    return json.dumps(asdict(options), default=str)


def read_options(line: str) -> Options:
    """Return the options of a line that `write_options` has made."""
    said = json.loads(line)
    care = said.pop("care")
    if care is not None:
        notice, spare = care["notice"], care["spare"]
        care |= {
            "board": Path(care["board"]),
            "aside": tuple(care["aside"]),
            "notice": None if notice is None else Notice(**notice),
            "spare": None if spare is None else Path(spare),
        }
        care = Care(**care)
    settings = None if said["settings"] is None else Path(said["settings"])
    paths = {"folder": Path(said["folder"]), "settings": settings}
    return Options(**(said | paths | {"care": care}))
