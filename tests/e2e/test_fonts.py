"""A font that is gone costs the look of a slide, and never the slide."""

from pathlib import Path

import pytest
from kiosks import begin
from walls import STILL, ink, slide_picture
from x11 import Screen, Start, wait_until

from decks import write

GONE = "raise ImportError('gone')"
DAMAGED = "from pathlib import Path\nROOT = Path(__file__).parent\n"


@pytest.mark.parametrize("package", [GONE, DAMAGED])
def test_without_its_font_a_slide_is_shown_in_another(
    package: str, tmp_path: Path, screen: Screen, start: Start
) -> None:
    deck = write(tmp_path / "deck", STILL)
    write(tmp_path / "packages", {"fontpkg_source_sans_3/__init__.py": package})
    kiosk = begin(start, tmp_path / "home", deck, packages=tmp_path / "packages")
    wait_until(lambda: ink(screen.see()) > 0.002, "words on the slide")
    assert not screen.shows(slide_picture(deck, "rot"))
    assert "SourceSans3" in kiosk.program.said
