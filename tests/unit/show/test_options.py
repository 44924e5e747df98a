"""Options reach a player as they were given."""

from pathlib import Path

import pytest

from kjc_desktop.show.options import Care, Options, read_options, write_options
from kjc_desktop.timeline.notice import Notice

WHOLE = Options(
    Path("/decks/Größe „x“"),
    place="kiosk",
    variant="mülheim",
    language="de",
    screen="HDMI-1",
    first="karte",
    sync=True,
    way_out="Ctrl+Alt+K",
    touch=True,
    idle=90.0,
    settings=Path("/config/settings.toml"),
    care=Care(
        Path("/state/1.board"), True, True, ("d karte",), Notice("over", "a\nb"), Path("/spare/a")
    ),
)


@pytest.mark.parametrize(
    "options", [Options(Path("/decks/a")), WHOLE, Options(Path("b"), care=Care(Path("c")))]
)
def test_options_are_read_as_they_were_written(options: Options) -> None:
    assert read_options(write_options(options)) == options
