"""What a service manager hears."""

import socket
from pathlib import Path

import pytest

from kjc_desktop.machine.notify import managed, notify


def test_a_service_manager_hears_every_word(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        notify("READY=1", {"NOTIFY_SOCKET": str(tmp_path / "notify")})
        assert ear.recv(100) == b"READY=1"


def test_an_address_without_a_file_is_one_too() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind("\0kjc-test-notify")
        notify("WATCHDOG=1", {"NOTIFY_SOCKET": "@kjc-test-notify"})
        assert ear.recv(100) == b"WATCHDOG=1"


@pytest.mark.parametrize("address", ["", "127.0.0.1:80", "/gibt/es/nicht", "@gibt-es-nicht"])
def test_where_nobody_listens_nothing_happens(address: str) -> None:
    notify("READY=1", {"NOTIFY_SOCKET": address})


def test_a_manager_that_does_not_read_stops_nobody(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        for _ in range(2000):
            notify("WATCHDOG=1", {"NOTIFY_SOCKET": str(tmp_path / "notify")})


def test_who_has_started_this_is_told_by_the_environment() -> None:
    assert managed({"INVOCATION_ID": "1"})
    assert managed({"NOTIFY_SOCKET": "/x"})
    assert not managed({"HOME": "/root"})
