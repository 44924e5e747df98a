"""Clock, disk, memory, versions and user: what the systems say, and what is made of it."""

import os
import sys
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from kjc_desktop import RELEASED
from kjc_desktop.machine import clock_sync, ram, tools, versions
from kjc_desktop.machine.disk import disk
from kjc_desktop.machine.finding import Finding
from kjc_desktop.machine.looking import look
from kjc_desktop.machine.user import user
from kjc_desktop.texts import area


def test_a_clock_before_the_program_is_plainly_wrong() -> None:
    (found,) = clock_sync.clock(RELEASED - timedelta(seconds=1))
    assert (found.state, found.name) == ("trouble", "clock_wrong")
    (found,) = clock_sync.clock(RELEASED)
    assert found.name in {"clock_yes", "clock_no", "clock_unknown"}


TIMEDATECTL = "Timezone=Europe/Berlin\nLocalRTC=no\nCanNTP=yes\nNTP=yes\nNTPSynchronized={sync}\n"


def test_systemd_tells_of_the_clock() -> None:
    assert clock_sync.sync_of_timedatectl(TIMEDATECTL.format(sync="yes")) == "yes"
    assert clock_sync.sync_of_timedatectl(TIMEDATECTL.format(sync="no")) == "no"
    refused = "System has not been booted with systemd as init system (PID 1). Can't operate.\n"
    assert clock_sync.sync_of_timedatectl(refused) == "unknown"


CHRONY = (
    "A9FEA97B,169.254.169.123,4,1542186600.1,0.000001,-0.000002,0.00001,"
    "-1.2,0,0.01,0.0003,0.0001,64.2,{leap}\n"
)


def test_chrony_tells_of_the_clock() -> None:
    assert clock_sync.sync_of_chrony(CHRONY.format(leap="Normal")) == "yes"
    assert clock_sync.sync_of_chrony(CHRONY.format(leap="Not synchronised")) == "no"
    assert clock_sync.sync_of_chrony("506 Cannot talk to daemon\n") is None
    assert clock_sync.sync_of_chrony(None) is None


W32TM = {
    "en": "Leap Indicator: {leap}\nStratum: 3 (secondary reference - syncd by (S)NTP)\n"
    "Precision: -23 (119.209ns per tick)\nSource: time.windows.com,0x8\n",
    "de": "Sprungindikator: {leap}\nStratum: 3 (Sekundärreferenz - synchr. über (S)NTP)\n"
    "Präzision: -23 (119.209ns pro Tick)\nQuelle: time.windows.com,0x8\n",
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    ("leap", "sync"), [("0(no warning)", "yes"), ("3(nicht synchronisiert)", "no")]
)
def test_windows_tells_of_the_clock(language: str, leap: str, sync: str) -> None:
    assert clock_sync.sync_on_windows(W32TM[language].format(leap=leap)) == sync


@pytest.mark.parametrize(
    ("text", "sync"),
    [
        ("The following error occurred: The service has not been started. (0x80070426)", "no"),
        ("Folgender Fehler ist aufgetreten: Der Dienst wurde nicht gestartet. (0x80070426)", "no"),
        ("Folgender Fehler ist aufgetreten: Zugriff verweigert (0x80070005)", "unknown"),
        ("", "unknown"),
    ],
)
def test_windows_does_not_tell_of_the_clock(text: str, sync: str) -> None:
    assert clock_sync.sync_on_windows(text) == sync


def test_macos_tells_administrators_of_the_clock() -> None:
    assert clock_sync.sync_on_macos("Network Time: On\n") == "yes"
    assert clock_sync.sync_on_macos("Network Time: Off\n") == "no"
    refused = "You need administrator access to run this tool... exiting!\n"
    assert clock_sync.sync_on_macos(refused) == "unknown"


def test_room_on_the_disk(tmp_path: Path) -> None:
    (found,) = disk([tmp_path / "not" / "there" / "yet", tmp_path])
    assert found.values["folder"] == tmp_path
    assert found.name in {"disk", "disk_little"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder nobody may write to")
def test_a_disk_that_cannot_be_written() -> None:
    (found,) = disk([Path("/proc/self/kjc")])
    assert (found.state, found.name) == ("trouble", "disk_blocked")
    assert found.values["reason"]


def test_memory() -> None:
    text = "MemTotal:       16301456 kB\nMemFree:  100 kB\nMemAvailable:    8123456 kB\n"
    assert ram.ram_on_linux(text) == (16692, 8318)
    assert ram.ram_on_linux("MemTotal:       16301456 kB\n") == (16692, None)
    assert ram.ram_on_linux("") is None
    assert ram.ram_on_macos("17179869184\n") == (17179, None)
    assert ram.ram_on_macos("sysctl: unknown oid 'hw.memsize'\n") is None


class Kernel:
    """A kernel32.dll that fills what Windows would fill."""

    def __init__(self, *, works: bool) -> None:
        self.works = works

    def GlobalMemoryStatusEx(self, given: object) -> int:  # noqa: N802 - the name of Windows
        status = given._obj  # type: ignore[attr-defined] # ctypes has no other way to look behind byref
        assert status.length == 64
        status.total, status.free = 16_000_000_000, 2_000_000_000
        return int(self.works)


def test_memory_on_windows() -> None:
    assert ram.ram_on_windows(Kernel(works=True)) == (16_000, 2_000)
    assert ram.ram_on_windows(Kernel(works=False)) is None


@pytest.mark.parametrize(
    ("python", "qt", "charts", "names"),
    [
        ((3, 11, 7), "6.11.3", "0.14.0", ["versions"]),
        ((3, 11, 7), "6.12.0", "0.14.0", ["qt_kills"]),
        ((3, 12, 1), "6.12.0", "0.14.0", ["versions"]),
        ((3, 13, 0), "6.9.1", "0.14.0", ["qt_old"]),
        ((3, 13, 0), "6.10.3", "0.13.7", ["charts_old"]),
        ((3, 11, 0), "6.13.0rc1", "0.13.7", ["qt_kills", "charts_old"]),
    ],
)
def test_versions(python: versions.Version, qt: str, charts: str, names: list[str]) -> None:
    found = versions.versions(python, qt, charts)
    assert [each.name for each in found] == names
    assert {each.state for each in found} == {"well" if names == ["versions"] else "trouble"}


def test_what_is_installed_works_together() -> None:
    assert [each.name for each in versions.versions()] == ["versions"]
    assert versions.fatal((3, 11)) is None
    assert versions.installed("no-such-package") is None


def test_only_the_pair_that_dies_keeps_a_show_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "pyside6_essentials-6.12.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: PySide6_Essentials\nVersion: 6.12.0\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    found = versions.fatal((3, 11))
    assert found is not None
    assert found.text("de").startswith("Fassungen: PySide6 6.12.0 stürzt mit Python 3.11")
    assert "pip install" in found.advice("de")
    assert versions.fatal((3, 12)) is None


def test_the_user() -> None:
    (found,) = user()
    mighty = sys.platform != "win32" and os.geteuid() == 0
    assert found.name == ("user_mighty" if mighty else "user")


def test_a_tool_that_is_missing_or_hangs_is_no_trouble() -> None:
    assert tools.answer_of("kjc-no-such-tool") is None
    assert tools.is_done("kjc-no-such-tool") is False
    command = [sys.executable, "-c", "input() or 1"]
    assert (tools.answer_of(*command) or "").count("EOFError")
    hanging = [sys.executable, "-c", "import threading; threading.Event().wait(60)"]
    assert tools.answer_of(*hanging, seconds=0.2) is None


def test_a_check_that_takes_too_long_is_unknown() -> None:
    over = Event()
    well = Finding("user", "well", "user")
    try:
        found = look({"clock": lambda: [well] * over.wait(60), "user": lambda: [well]}, 0.2)
    finally:
        over.set()
    assert [(each.check, each.state) for each in found] == [("clock", "unknown"), ("user", "well")]


def test_whatever_is_wrong_is_told_with_what_to_do() -> None:
    """Every sentence about a fault has one that says what to do."""
    said = {
        key.removeprefix("doctor_")
        for key in area("kiosk", "de")
        if key.startswith("doctor_") and not key.startswith("doctor_state_")
    }
    advised = {key.removesuffix("_do") for key in said if key.endswith("_do")}
    well = {"machine", "sources", "late", "graphics", "screen", "font", "clock_yes", "disk"}
    well |= {"dark_never", "sleep_never", "memory", "memory_unknown", "versions", "user"}
    assert {key for key in said if not key.endswith("_do")} - advised == well
