"""Folders that are this user's alone, and names that every system accepts."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjc_desktop.machine import folders


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    return tmp_path


@pytest.mark.skipif(os.name != "posix", reason="folders of Unix")
def test_where_things_are(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = home / "state" / "kjc-desktop"
    assert folders.state_folder() == state
    assert folders.log_folder() == state / "log"
    assert folders.memory_folder("foyer") == state / "kiosk" / "foyer"
    assert folders.kiosk_folder("foyer") == state / "run" / "foyer"
    session = home / "session"
    session.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    assert folders.kiosk_folder("foyer") == session / "kjc-desktop" / "foyer"


@pytest.mark.skipif(os.name != "posix", reason="folders of Unix")
@pytest.mark.parametrize("given_", ["open", "link", "missing", "relative"])
def test_a_session_folder_that_is_not_ours_alone(
    given_: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "private").mkdir(mode=0o700)
    (home / "open").mkdir()
    (home / "open").chmod(0o755)
    (home / "link").symlink_to(home / "private")
    monkeypatch.chdir(home)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "private" if given_ == "relative" else str(home / given_))
    assert folders.runtime_folder() == folders.state_folder() / "run"


def test_which_kiosks_there_are(home: Path) -> None:
    assert folders.known_kiosks() == folders.remembered_kiosks() == []
    for name in ("zwei", "eins"):
        folders.make_private(folders.kiosk_folder(name))
    folders.memory_folder("früher").mkdir(parents=True)
    (folders.runtime_folder() / "file").write_text("")
    assert folders.known_kiosks() == ["eins", "zwei"]
    assert folders.remembered_kiosks() == ["früher"]


@pytest.mark.skipif(os.name != "posix", reason="modes of Unix")
def test_a_private_folder(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folders.make_private(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folders.is_private(folder)
    folder.chmod(0o750)
    assert not folders.is_private(folder)
    folders.make_private(folder)
    assert folders.is_private(folder)
    assert not folders.is_private(tmp_path / "none")
    (tmp_path / "file").touch(mode=0o600)
    assert not folders.is_private(tmp_path / "file")
    short = folders.short_private_folder()
    assert folders.is_private(short)
    assert len(str(short)) < 40
    short.rmdir()


@given(st.text(max_size=200))
def test_any_name_is_a_folder(name: str) -> None:
    plain = folders.folder_name(name)
    assert plain
    assert plain == folders.folder_name(plain)
    assert len(plain) <= 60
    assert not set(plain) & set('/\\:*?"<>| \0\n')
    assert plain not in {".", ".."}
    assert not plain.endswith(".")


@pytest.mark.parametrize("name", ["foyer", "Größe 2", "2018-11-26_köln", "a.b"])
def test_usual_names_can_be_told_apart(name: str) -> None:
    assert folders.folder_name(name) == name.replace(" ", "_")
