"""How a show is, as plain values and back."""

import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statuses import NOON, PLAYER, SOURCE, WELL

from kjc_desktop.show.status import (
    NoticeStatus,
    PlayerStatus,
    SetAside,
    SourceStatus,
    Status,
    read_status,
)

BERLIN = NOON.astimezone(ZoneInfo("Europe/Berlin"))
FULL = replace(
    WELL,
    started=BERLIN,
    players=(PLAYER, PlayerStatus("HDMI-2", "starting")),
    notice=NoticeStatus("instead", "Wir beginnen\nspäter – „gleich“"),
    quarantine=(SetAside("karte", "crash", BERLIN), SetAside("zahl", "hang")),
    sources=(SOURCE, SourceStatus("leer", well=False)),
    clock_trusted=False,
)


@pytest.mark.parametrize("status", [WELL, FULL, Status("", NOON, ())])
def test_a_status_comes_back_as_it_was(status: Status) -> None:
    plain = json.loads(json.dumps(status.as_json()))
    assert plain["well"] is status.well
    assert read_status(plain) == status


@given(st.dictionaries(st.sampled_from(list(WELL.as_json())), st.none() | st.text() | st.floats()))
def test_anything_else_is_none(plain: dict[str, object]) -> None:
    assert read_status(plain) is None


def test_all_is_well() -> None:
    assert WELL.well


@pytest.mark.parametrize(
    "status",
    [
        replace(WELL, players=()),
        replace(WELL, players=(PLAYER, replace(PLAYER, painted_age=15.1))),
        replace(WELL, players=(replace(PLAYER, painted_age=None),)),
        replace(WELL, players=(replace(PLAYER, state="waiting"),)),
        replace(WELL, quarantine=(SetAside("karte", "crash", NOON),)),
        replace(WELL, sources=(replace(SOURCE, well=False),)),
        replace(WELL, clock_trusted=False),
    ],
)
def test_not_all_is_well(status: Status) -> None:
    assert not status.well


@pytest.mark.parametrize(
    "plain", [{}, {"deck": 7}, {**WELL.as_json(), "players": [{"screen": "A", "state": "fine"}]}]
)
def test_the_status_of_another_version_is_none(plain: dict[str, object]) -> None:
    assert read_status(plain) is None
