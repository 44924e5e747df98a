"""Which changes beside a deck are data, and which are edits."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import pytest
from sourced_decks import live_deck

from kjc_desktop.deck.models import Source
from kjc_desktop.show import data_files
from kjc_desktop.show.data_files import DataFiles

Files = Callable[..., DataFiles]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Return what makes the data files of a deck with some sources."""
    deck = live_deck(tmp_path)

    def made(**sources: object) -> DataFiles:
        read = {name: Source.model_validate(each) for name, each in sources.items()}
        return DataFiles.of(replace(deck, sources=read))

    return made


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:///data/gast.db",
        "sqlite+pysqlite:///data/gast.db",
        "SQLite:///data/gast.db?mode=ro",
        "sqlite:///./data/gast.db",
    ],
)
@pytest.mark.parametrize("name", ["gast.db", "gast.db-wal", "gast.db-journal", "other.tmp"])
def test_databases_are_data(files: Files, address: str, name: str) -> None:
    found = files(s={"sql": address, "query": "select 1"})
    assert found.among([f"data/{name}"]) == {f"data/{name}"}
    assert found.among([name, "a.yaml"]) == set()


def test_what_is_no_file_is_none(files: Files) -> None:
    found = files(
        a={"sql": "postgresql://db/x", "query": "select 1"},
        b={"sql": "sqlite://", "query": "select 1"},
        c={"mqtt": "mqtt://localhost/a"},
        d={"publisher": "Amt"},
    )
    assert found == DataFiles()


@pytest.mark.parametrize("suffix", ["png", "MP4", "webm", "mov", "srt", "vtt", "yaml"])
def test_pictures_and_films_beside_data_are_the_decks(files: Files, suffix: str) -> None:
    found = files(s={"csv": "data/a.csv"})
    changed = {f"data/film.{suffix}", "data/a.csv", "data/a.csv.tmp"}
    assert found.among(changed) == {"data/a.csv", "data/a.csv.tmp"}


def test_case_tells_files_apart_but_not_on_windows(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = {"sql": "sqlite:///Gast.DB", "query": "select 1"}
    changed = {"gast.db", "GAST.db-wal"}
    assert files(s=source).among(changed) == set()
    monkeypatch.setattr(data_files, "PurePath", PureWindowsPath)
    assert files(s=source).among(changed) == changed
