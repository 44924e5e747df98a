"""A show that is well, to be changed in tests."""

from datetime import UTC, datetime, timedelta

from kjc_desktop.show.status import PlayerStatus, SourceStatus, Status

NOON = datetime(2018, 11, 26, 11, 0, tzinfo=UTC)
"""Twelve o'clock in Berlin."""
PLAYER = PlayerStatus(
    "HDMI-1", "playing", "karte", NOON - timedelta(seconds=5), 0.4, painted=1234, restarts=2,
    pid=4711, memory=182_000_000,
)  # fmt: skip
SOURCE = SourceStatus("zahlen", well=True, as_of=NOON - timedelta(minutes=30))
WELL = Status(
    "Kampagne", NOON - timedelta(days=2), (PLAYER,), variant="koeln", version="0.1.0",
    sources=(SOURCE,),
)  # fmt: skip
