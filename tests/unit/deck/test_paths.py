"""Paths of data files: inside the deck and the folders it allows, and no device on any system."""

from pathlib import Path

import pytest

from kjc_desktop.deck.paths import data_path_fault

SHARE = r"\\Server\Daten"


@pytest.mark.parametrize(
    ("text", "roots", "code"),
    [
        ("a.csv", (), None),
        ("data/fehlt.csv", (), None),
        ("../a.csv", (), "KJC261"),
        ("../daten/a.csv", ("../daten",), None),
        ("con.csv", (), "KJC263"),
        ("data/Con.tar.csv", (), "KJC263"),
        (r"C:\daten\nul .csv", (), "KJC263"),
        (r"\\server\daten\a.csv", (), "KJC261"),
        ("//server/daten/a.csv", (SHARE.replace("Daten", "andere"),), "KJC261"),
        (r"\\?\C:\a.csv", (), "KJC261"),
    ],
)
def test_paths_of_data(text: str, roots: tuple[str, ...], code: str | None, tmp_path: Path) -> None:
    assert data_path_fault(tmp_path, text, roots) == code


def test_a_server_that_the_deck_does_not_name_is_not_even_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(path: Path, *, strict: bool = False) -> Path:
        raise AssertionError(path)

    monkeypatch.setattr(Path, "resolve", asked)
    assert data_path_fault(tmp_path, r"\\fremd\daten\a.csv", (SHARE,)) == "KJC261"
    with pytest.raises(AssertionError):
        data_path_fault(tmp_path, r"\\SERVER\daten\a.csv", (SHARE,))
