"""Text files in a deck that speak to everybody: which one wins, and what is wrong with them."""

import codecs
import os
from pathlib import Path

import pytest

from decks import PLAIN, write
from kjc_desktop.deck import load_deck
from kjc_desktop.deck.diagnostics import Severity
from kjc_desktop.deck.notice import MOST, Notice, shortened, sound, tidy
from kjc_desktop.deck.notice_files import Notices, read_notices


def codes(found: Notices) -> list[str]:
    return [each.code for each in found.findings]


@pytest.mark.parametrize(
    ("files", "wins"),
    [
        ({"notice.txt": "a"}, Notice("over", "a")),
        ({"notice-instead.txt": "b"}, Notice("instead", "b")),
        ({"emergency.txt": "c"}, Notice("emergency", "c")),
        ({"notice.txt": "a", "notice-instead.txt": "b"}, Notice("instead", "b")),
        ({"notice.txt": "a", "emergency.txt": "c"}, Notice("emergency", "c")),
        ({"notice.txt": "a", "emergency.txt": " \n\t"}, Notice("over", "a")),
        ({"notice.txt": ""}, None),
        ({"notice.txt": "\ufeff \r\n"}, None),
        ({"Notice.md": "a"}, None),
        ({}, None),
    ],
)
def test_the_strongest_file_with_words_wins(
    tmp_path: Path, files: dict[str, str], wins: Notice | None
) -> None:
    assert read_notices(write(tmp_path, files)).notice == wins


def test_a_weaker_notice_is_named_as_not_shown(tmp_path: Path) -> None:
    found = read_notices(write(tmp_path, {"notice.txt": "a", "emergency.txt": "c\nd"}))
    assert codes(found) == ["KJC143", "KJC144"]
    shown, other = found.findings
    assert shown.span.file == "emergency.txt"
    assert "„c d“" in shown.message("de")
    assert other.message("de").startswith("Der Hinweis in „notice.txt“")
    assert {each.severity for each in found.findings} == {Severity.NOTE}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (codecs.BOM_UTF8 + "Käse".encode(), "Käse"),
        ("Käse\r\num drei\r\n".encode(), "Käse\num drei"),
        (b"{menschen} **fett** <b>", "{menschen} **fett** <b>"),
    ],
)
def test_text_is_taken_as_it_is(tmp_path: Path, data: bytes, text: str) -> None:
    (tmp_path / "notice.txt").write_bytes(data)
    found = read_notices(tmp_path)
    assert found.notice == Notice("over", text)
    assert codes(found) == ["KJC143"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Käse um 3".encode("cp1252"), "Windows-1252"),
        ("Käse um 3".encode("utf-16"), "UTF-16"),
        ("Käse um 3".encode("utf-16-le"), "UTF-16"),
        ("Käse um 3".encode("utf-16-be"), "UTF-16"),
        ("Käse um 3".encode("utf-32"), "UTF-32"),
    ],
)
def test_another_encoding_is_shown_and_told(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "notice.txt").write_bytes(data)
    found = read_notices(tmp_path)
    assert found.notice == Notice("over", "Käse um 3")
    assert codes(found) == ["KJC140", "KJC143"]
    assert said in found.findings[0].message("de")
    assert "UTF-8" in (found.findings[0].hint("de") or "")


def test_too_much_text_is_cut_and_told(tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text("Wort " * 300, "utf-8")
    found = read_notices(tmp_path)
    assert found.notice is not None
    assert len(found.notice.text) <= MOST
    assert found.notice.text.endswith("Wort…")
    assert codes(found) == ["KJC141", "KJC143"]
    assert "1499" in found.findings[0].message("de")


def test_what_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("Geheim", "utf-8")
    folder = write(tmp_path / "deck", {"notice.txt": "a"})
    (folder / "emergency.txt").symlink_to(outside)
    (folder / "notice-instead.txt").mkdir()
    found = read_notices(folder)
    assert found.notice == Notice("over", "a")
    assert codes(found) == ["KJC142", "KJC142", "KJC143"]
    assert "Geheim" not in str(found)


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\0\1\2" * 50, b"a" * 1_100_000])
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "notice.txt").write_bytes(data)
    found = read_notices(tmp_path)
    assert found.notice is None
    assert codes(found) == ["KJC142"]
    assert found.findings[0].severity is Severity.WARNING


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among files")
@pytest.mark.timeout(10)
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "emergency.txt")
    assert codes(read_notices(tmp_path)) == ["KJC142"]


def test_a_deck_brings_its_notice_and_check_tells(tmp_path: Path) -> None:
    folder = write(tmp_path, PLAIN, {"notice.txt": "Gleich geht es los"})
    loaded = load_deck(folder, only=["eins"])
    assert loaded.deck is not None
    assert loaded.deck.notice == Notice("over", "Gleich geht es los")
    assert [each.code for each in loaded.diagnostics] == ["KJC143"]


def test_a_broken_deck_still_tells_of_its_notice(tmp_path: Path) -> None:
    folder = write(tmp_path, PLAIN, {"notice.txt": "a", "deck.yaml": "title: [\n"})
    assert "KJC143" in {each.code for each in load_deck(folder).diagnostics}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("  a \t b  ", "a b"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\x00\x1b[31mb\u202ec\ud800", "a[31mbc"),
        ("10\u00a0Uhr\u202f30", "10\u00a0Uhr\u202f30"),
        ("a\u2028b", "a b"),
        ("\r\ra\rb", "a\nb"),
    ],
)
def test_only_what_can_be_seen_stays(text: str, seen: str) -> None:
    assert tidy(text) == seen


def test_a_text_is_cut_between_words_where_that_costs_little() -> None:
    assert shortened("eins zwei drei", 14) == "eins zwei drei"
    assert shortened("eins zwei drei", 12) == "eins zwei…"
    assert shortened("Donaudampfschiff", 6) == "Donau…"


def test_a_notice_without_words_is_none_but_for_an_emergency() -> None:
    assert sound(Notice("over", " \n")) is None
    assert sound(Notice("instead", "\u200b")) is None
    assert sound(Notice("emergency", " ")) == Notice("emergency", "")
    assert sound(Notice("over", " a ")) == Notice("over", "a")
    assert sound(None) is None
