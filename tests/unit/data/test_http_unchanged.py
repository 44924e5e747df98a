"""What a server has not changed is not read again, and nothing else counts as unchanged."""

import pytest
from fault_server import FaultServer, answer, dated, tagged
from http_reading import NOW, ROWS, good, reader

from kjc_desktop.data.snapshot import Snapshot
from kjc_desktop.show.clock import ManualClock


def test_unchanged_by_tag(server: FaultServer) -> None:
    server["/a"] = tagged(ROWS, '"v1"')
    clock = ManualClock(NOW, 0.0)
    patient = reader(server.url("/a"), wall=clock.wall)
    first = good(patient.read(None))
    clock.advance(300)
    second = good(patient.read(first))
    assert second.table is first.table
    assert (second.as_of, second.fetched) == (clock.wall(), clock.wall())
    assert second.version == first.version
    server["/a"] = tagged(b'[{"ort": "Ulm"}]', '"v2"')
    assert good(patient.read(second)).table.rows == (("Ulm",),)


def test_unchanged_by_date_also_after_a_restart(server: FaultServer) -> None:
    server["/a"] = dated(ROWS, "Mon, 26 Nov 2018 10:00:00 GMT")
    first = good(reader(server.url("/a")).read(None))
    second = good(reader(server.url("/a")).read(first))
    assert second.table is first.table
    assert server.requests[1].headers["if-modified-since"] == "Mon, 26 Nov 2018 10:00:00 GMT"


def test_unchanged_without_any_sign(server: FaultServer) -> None:
    server["/a"] = answer(ROWS)
    patient = reader(server.url("/a"))
    first = good(patient.read(None))
    assert good(patient.read(first)).table is first.table
    server["/a"] = answer(b'[{"name": "Berlin"}]')
    assert good(patient.read(first)).table.columns == ("name",)


def test_what_was_known_of_another_address_does_not_count(server: FaultServer) -> None:
    server["/a"] = server["/b"] = tagged(ROWS, '"v1"')
    first = good(reader(server.url("/a")).read(None))
    good(reader(server.url("/b")).read(first))
    assert "if-none-match" not in server.requests[1].headers


@pytest.mark.parametrize("version", ["", "[]", "{}", "1-2-3", '["a", 1, null, {}]'])
def test_a_version_of_something_else_does_not_count(server: FaultServer, version: str) -> None:
    server["/a"] = answer(ROWS)
    known = Snapshot(good(reader(server.url("/a")).read(None)).table, NOW, NOW, (), version)
    good(reader(server.url("/a")).read(known))


def test_a_tag_that_cannot_be_sent_is_not_kept(server: FaultServer) -> None:
    server["/a"] = answer(ROWS, etag='"größe"')
    patient = reader(server.url("/a"))
    good(patient.read(good(patient.read(None))))
    assert "if-none-match" not in server.requests[1].headers
