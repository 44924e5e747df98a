"""Garbage is collected when the clock of the windows says so, and never by itself."""

import gc
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from kjc_desktop.show.clock import ManualClock
from kjc_desktop.show.garbage import EVERY, Sweeper


@pytest.fixture(params=[True, False], ids=["on", "off"])
def automatic(request: pytest.FixtureRequest) -> Iterator[bool]:
    """How the automatic collection was found: it must be left so."""
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


class Knot:
    """Something that only a collection can free."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_waits_for_the_sweep_and_goes_with_it(automatic: bool) -> None:
    clock = ManualClock(datetime(2018, 11, 26, tzinfo=UTC))
    sweeper = Sweeper(clock)
    sweeper.start()
    try:
        last = weakref.ref(Knot())
        for _ in range(5000):
            last = weakref.ref(Knot())
        assert not gc.isenabled()
        assert last() is not None
        clock.advance(EVERY)
        assert last() is None
        few = weakref.ref(Knot())
        clock.advance(EVERY * 12)
        assert few() is None
    finally:
        sweeper.stop()
    assert gc.isenabled() is automatic
    assert clock.waiting == 0


def test_a_sweeper_that_was_not_started_leaves_the_collection_alone(automatic: bool) -> None:
    Sweeper(ManualClock(datetime(2018, 11, 26, tzinfo=UTC))).stop()
    assert gc.isenabled() is automatic
