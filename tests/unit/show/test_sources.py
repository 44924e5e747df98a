"""What reads the sources of a show says when the disk keeps nothing."""

from pathlib import Path

import pytest
from sourced_decks import live_deck, put

from kjc_desktop.data import store
from kjc_desktop.show.sources import live_now


def test_a_disk_that_keeps_nothing_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", "utf-8")
    monkeypatch.setattr(store, "default_folder", lambda: blocked / "live")
    deck = live_deck(tmp_path / "deck")
    put(deck.folder / "zahlen.csv", "n\n5\n")
    assert live_now(deck).figure("n", deck.figures["n"]) is not None
    (line,) = capsys.readouterr().err.splitlines()
    assert "lässt sich nicht speichern (" in line
    assert str(blocked / "live") in line
