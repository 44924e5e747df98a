"""No screen saver, and no trouble where there is no system to ask."""

import logging
import sys

import pytest

from kjc_desktop.show.awake import Awake


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the session bus of Linux")
def test_a_machine_without_a_session_bus_costs_one_line_of_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    awake = Awake()
    with caplog.at_level(logging.INFO, logger="kjc_desktop"):
        awake.start()
        awake.stop(patience=60)
    lines = [record.getMessage() for record in caplog.records if "kjc_desktop" in record.name]
    assert len(lines) == 1
    assert "Bildschirmschoner" in lines[0]


def test_what_was_not_started_can_be_stopped() -> None:
    Awake().stop()
