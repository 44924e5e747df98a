"""A real server that does everything wrong that servers do: told, survived, in bounded time."""

import gc
import gzip
import socket
import tracemalloc
import zlib
from threading import Event
from time import monotonic

import pytest
from fault_server import (
    Behaviour,
    FaultServer,
    answer,
    bomb,
    drip,
    drip_head,
    endless,
    garbage,
    hang,
    hang_up,
    overlong,
    redirect,
    reset,
    torn,
    truncated,
)
from http_reading import ROWS, bad, good, reader


@pytest.mark.parametrize(
    ("behaviour", "key"),
    [
        (hang_up, "http_hung_up"),
        (reset, "http_cut"),
        (truncated, "http_cut"),
        (torn, "http_cut"),
        (overlong, "json_cut"),
        (garbage, "http_garbage"),
        (endless, "http_large"),
        (answer(b" " * 10_000_001), "http_large"),
        (bomb, "http_large"),
        (answer(zlib.compress(b" " * 50_000_000), content_encoding="deflate"), "http_large"),
        (answer(gzip.compress(ROWS)[:-9], content_encoding="gzip"), "http_unpack"),
        (answer(ROWS, content_encoding="gzip"), "http_unpack"),
        (answer(ROWS, content_encoding="br"), "http_packing"),
        (answer(b""), "http_empty"),
        (answer(b"  "), "json_blank"),
        (answer(b"<!DOCTYPE html><html>Anmelden</html>", content_type="text/html"), "json_html"),
        (answer(b"<?xml version='1.0'?><a/>"), "json_xml"),
        (answer(b'[{"n": NaN}]'), "json_number"),
        (answer(b"null"), "json_null"),
        (answer(b"[]"), "json_empty"),
        (answer(b'{"error": {"code": 400, "message": "Invalid URL"}}'), "json_error"),
        (redirect("/a"), "http_redirects"),
        (redirect("http://example.org/"), "http_redirect_host"),
        (redirect("file:///etc/passwd"), "http_redirect_address"),
        (redirect("http://a:b/"), "http_redirect_address"),
        (redirect(""), "http_redirect_address"),
        (redirect("javascript:1"), "http_redirect_address"),
    ],
)
def test_fault_and_recovery(server: FaultServer, behaviour: Behaviour, key: str) -> None:
    server["/a"] = behaviour
    patient = reader(server.url("/a"))
    assert bad(patient.read(None)).key == key
    server["/a"] = answer(ROWS)
    assert good(patient.read(None)).table.rows[0] == ("Berlin", 1)
    patient.close()
    patient.close()


@pytest.mark.parametrize(
    ("behaviour", "key"),
    [
        (hang, "http_silent"),
        (drip_head(0.01), "http_silent"),
        (drip(ROWS * 100, 0.01), "http_slow"),
    ],
)
def test_deadline_over_everything(server: FaultServer, behaviour: Behaviour, key: str) -> None:
    server["/a"] = behaviour
    patient = reader(server.url("/a"), deadline=0.3)
    before = monotonic()
    assert bad(patient.read(None)).key == key
    assert monotonic() - before < 2
    server["/a"] = answer(ROWS)
    good(patient.read(None))


def test_deadline_counts_over_redirects(server: FaultServer) -> None:
    server["/a"] = redirect("/b")
    server["/b"] = hang
    before = monotonic()
    assert bad(reader(server.url("/a"), deadline=0.3).read(None)).key == "http_silent"
    assert monotonic() - before < 2


@pytest.mark.parametrize(("greeting", "key"), [(b"", "http_silent"), (b"220 mail\r\n", "http_tls")])
def test_a_port_that_speaks_no_tls(greeting: bytes, key: str) -> None:
    with FaultServer(greeting=greeting) as plain:
        secure = plain.url("/").replace("http", "https")
        assert bad(reader(secure, deadline=0.3).read(None)).key == key
        assert plain.wait_idle()


def test_nobody_listens(server: FaultServer) -> None:
    server["/a"] = answer(ROWS)
    server.refuse()
    patient = reader(server.url("/a"))
    assert bad(patient.read(None)).key == "http_closed"
    assert bad(reader(server.url("/a", "localhost")).read(None)).key == "http_closed"
    server.listen()
    good(patient.read(None))


def test_host_without_an_address() -> None:
    found = bad(reader("http://gibtsnicht.invalid/", hosts=("gibtsnicht.invalid",)).read(None))
    assert found.key in ("http_unknown_host", "http_silent")
    assert "gibtsnicht.invalid" in found.text("de")


def test_looking_for_a_host_that_takes_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's look-up cannot be ended: it is left behind, and the reading ends in time."""
    answered = Event()

    def look_up(*_: object, **__: object) -> list[object]:
        answered.wait(30)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    before = monotonic()
    found = bad(
        reader("http://langsam.invalid/", hosts=("langsam.invalid",), deadline=0.3).read(None)
    )
    answered.set()
    assert found.key == "http_silent"
    assert monotonic() - before < 5


@pytest.mark.parametrize("behaviour", [endless, bomb])
def test_memory_stays_bounded(server: FaultServer, behaviour: Behaviour) -> None:
    server["/a"] = behaviour
    patient = reader(server.url("/a"))
    patient.read(None)
    gc.collect()
    tracemalloc.start()
    try:
        assert bad(patient.read(None)).key == "http_large"
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


def test_no_connection_is_left_open(server: FaultServer) -> None:
    server["/good"], server["/slow"], server["/large"] = answer(ROWS), hang, endless
    for path in ("/good", "/slow", "/large"):
        reader(server.url(path), deadline=0.3).read(None)
    assert server.wait_idle()
    assert server.opened == 3


def test_a_proxy_that_is_not_there(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server["/a"] = answer(ROWS)
    server.refuse()
    asked = reader("http://example.org/a", hosts=("example.org",))
    monkeypatch.setenv("http_proxy", server.url(""))
    assert bad(asked.read(None)).key == "http_closed"
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:1")
    assert bad(asked.read(None)).key == "http_proxy"
