"""Keeping and removing a PIN in a file that somebody has written by hand."""

import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.machine.settings import read_settings
from kjc_desktop.machine.settings_change import keep_pin

ONE = "scrypt$16384$8$1$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAA=="
OTHER = ONE.replace("A", "B")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kjc" / "settings.toml"


def test_the_first_pin_makes_a_file_for_this_user_only(file: Path) -> None:
    assert keep_pin(file, ONE)
    assert read_settings(file).pin == ONE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[kiosk]\npin = "{}"\n'),
        ("# Foyer\n", '# Foyer\n\n[kiosk]\npin = "{}"\n'),
        ("[kiosk]\ntouch = true # ja\n", '[kiosk]\npin = "{}"\ntouch = true # ja\n'),
        (
            '[kiosk] # hier\npin = "alt"\n# Ende\nidle = 9\n',
            '[kiosk] # hier\npin = "{}"\n# Ende\nidle = 9\n',
        ),
        ("[other]\npin = 1\n", '[other]\npin = 1\n\n[kiosk]\npin = "{}"\n'),
        (
            "[other]\npin = 1\n[kiosk]\n[more]\npin = 2\n",
            '[other]\npin = 1\n[kiosk]\npin = "{}"\n[more]\npin = 2\n',
        ),
    ],
)
def test_all_other_lines_stay_as_they_are(file: Path, before: str, after: str) -> None:
    file.parent.mkdir()
    file.write_text(before)
    assert keep_pin(file, ONE)
    assert file.read_text() == after.format(ONE)
    assert keep_pin(file, OTHER)
    assert file.read_text() == after.format(OTHER)
    assert keep_pin(file, None)
    assert file.read_text() == after.replace('pin = "{}"\n', "")


@pytest.mark.parametrize(
    "text",
    [
        "[kiosk\n",
        "kiosk = {touch = true}\n",
        "kiosk = 3\n",
        "kiosk.touch = true\n",
        'note = """\n[kiosk]\n"""\n[x]\n',
    ],
)
def test_what_it_does_not_understand_it_leaves_alone(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text)
    assert not keep_pin(file, ONE)
    assert file.read_text() == text


def test_a_file_in_another_encoding_is_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"# f\xfcr\n")
    assert not keep_pin(file, ONE)
    assert file.read_bytes() == b"# f\xfcr\n"


def test_removing_what_is_not_there_makes_nothing(file: Path) -> None:
    assert keep_pin(file, None)
    assert not file.exists()


def test_a_link_keeps_leading_to_the_file(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text("[kiosk]\n")
    file.symlink_to(elsewhere)
    assert keep_pin(file, ONE)
    assert file.is_symlink()
    assert read_settings(elsewhere).pin == ONE


def test_a_folder_that_cannot_be_written_is_told_and_leaves_nothing(file: Path) -> None:
    file.parent.write_text("no folder")
    with pytest.raises(OSError, match=r".+"):
        keep_pin(file, ONE)


LINES = st.sampled_from(
    ["[kiosk]", "[other]", "touch = true", "idle = 9", "# pin", "", 'a = """', '"""', "pin = 1"]
)


@given(st.lists(LINES, max_size=8))
def test_whatever_is_written_nothing_else_changes(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    file = tmp_path_factory.getbasetemp() / "lines.toml"
    text = "\n".join(lines)
    file.write_text(text)
    if not keep_pin(file, ONE):
        assert file.read_text() == text
        return
    before, after = tomllib.loads(text), tomllib.loads(file.read_text())
    assert after["kiosk"].pop("pin") == ONE
    before.setdefault("kiosk", {}).pop("pin", None)
    assert before == after
