"""A source in the net against a real server: what is asked, and what an answer is worth."""

import gzip
import zlib
from pathlib import Path
from time import monotonic

import pytest
from fault_server import FaultServer, answer, drip
from http_reading import LOCAL, NOW, ROWS, bad, good, reader

from kjc_desktop.data.http.reader import open_http
from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.snapshot import Snapshot
from kjc_desktop.deck.models import Source


def test_rows_of_an_answer(server: FaultServer) -> None:
    server["/orte.json"] = answer(ROWS)
    found = good(reader(server.url("/orte.json")).read(None))
    assert found.table.columns == ("ort", "n")
    assert found.table.rows == (("Berlin", 1), ("Bonn", 2))
    assert found.table.records == ({"ort": "Berlin", "n": 1}, {"ort": "Bonn", "n": 2})
    assert found.as_of == found.fetched == NOW


def test_rows_and_encoding_of_the_source_count(server: FaultServer) -> None:
    server["/orte.json"] = answer('{"a": {"b": [{"ort": "Köln"}]}}'.encode("cp1252"))
    found = reader(server.url("/orte.json"), rows="a.b", encoding="cp1252").read(None)
    assert good(found).table.rows == (("Köln",),)


def test_nothing_is_asked_before_it_is_read(server: FaultServer) -> None:
    around = Surroundings(Path(), (), LOCAL, {}, lambda: NOW, monotonic)
    made = open_http(Source(http=server.url("/")), around, lambda: None)
    assert (made.refresh, made.path, server.opened) == (300.0, None, 0)
    made.close()


def test_what_is_sent(server: FaultServer) -> None:
    server["/a"] = answer(ROWS)
    url = server.url("/a?schluessel=${KEY}&b=1").replace("://", "://anna:${PW}@")
    reader(
        url,
        environment={"KEY": "k1", "PW": "p2"},
        headers={"X-API-Key": "${KEY}", "accept": "text/plain"},
    ).read(None)
    request = server.requests[0]
    assert request.path == "/a?schluessel=k1&b=1"
    assert request.headers["x-api-key"] == "k1"
    assert request.headers["accept"] == "text/plain"
    assert request.headers["authorization"] == "Basic YW5uYTpwMg=="
    assert request.headers["user-agent"].startswith("kjc-desktop/")
    assert request.headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("address", "headers", "key"),
    [
        ("http://${HOST_UNSET}/", None, "secret_unset"),
        ("ftp://127.0.0.1/", None, "http_address"),
        ("http://a:b/", None, "http_address"),
        ("127.0.0.1/orte.json", None, "http_address"),
        ("http://example.org/", None, "http_host"),
        ("http://127.0.0.1.example.org/", None, "http_host"),
        ("http://127.0.0.1@example.org/", None, "http_host"),
        ("http://127.0.0.1/\na", None, "http_address"),
        ("http://127.0.0.1/", {"X": "${TWO_LINES}"}, "http_header_value"),
        ("http://127.0.0.1/", {"X": "schön"}, "http_header_value"),
        ("http://127.0.0.1/", {"X Y": "1"}, "http_header_name"),
        ("http://127.0.0.1/", {"Host": "a"}, "http_header_name"),
        ("http://127.0.0.1/", {"X": "${UNSET}"}, "secret_unset"),
    ],
)
def test_what_is_not_asked_at_all(address: str, headers: dict[str, str] | None, key: str) -> None:
    environment = {"TWO_LINES": "a\r\nX-Evil: b", "UNSET": ""}
    assert bad(reader(address, environment=environment, headers=headers).read(None)).key == key


@pytest.mark.parametrize(
    ("hosts", "found"),
    [
        (("127.0.0.1",), True),
        (("127.0.0.1:{port}",), True),
        (("127.0.0.1:1",), False),
        (("localhost",), False),
        (("LOCALHOST", "127.0.0.1:{port}"), True),
        ((), False),
    ],
)
def test_hosts_may_be_named_with_a_port(
    server: FaultServer, hosts: tuple[str, ...], found: bool
) -> None:
    server["/a"] = answer(ROWS)
    named = tuple(host.format(port=server.port) for host in hosts)
    answered = reader(server.url("/a"), hosts=named).read(None)
    assert isinstance(answered, Snapshot) is found
    assert server.opened == int(found)


@pytest.mark.parametrize(
    ("status", "headers", "key", "again"),
    [
        (204, {}, "http_empty", None),
        (206, {}, "http_status", None),
        (300, {}, "http_status", None),
        (304, {}, "http_status", None),
        (400, {}, "http_refused", None),
        (401, {}, "http_denied", 1800),
        (403, {"retry_after": "1"}, "http_denied", 1800),
        (404, {}, "http_gone", None),
        (410, {}, "http_gone", None),
        (418, {}, "http_refused", None),
        (429, {"retry_after": "120"}, "http_busy", 120),
        (429, {"retry_after": "0"}, "http_busy", 1),
        (429, {"retry_after": "99999999999999999999"}, "http_busy", 3600),
        (429, {"retry_after": "bald"}, "http_busy", None),
        (429, {"retry_after": "-1"}, "http_busy", None),
        (503, {}, "http_busy", None),
        (503, {"retry_after": "Mon, 26 Nov 2018 10:32:00 GMT"}, "http_busy", 120),
        (503, {"retry_after": "Mon, 26 Nov 2018 10:32:00 -0000"}, "http_busy", 120),
        (503, {"retry_after": "Mon, 26 Nov 2007 10:32:00 GMT"}, "http_busy", 1),
        (503, {"retry_after": "Mon, 26 Nov 2029 10:32:00 GMT"}, "http_busy", 3600),
        (500, {}, "http_broken", None),
        (502, {}, "http_broken", None),
    ],
)
def test_status(
    server: FaultServer, status: int, headers: dict[str, str], key: str, again: float | None
) -> None:
    server["/a"] = answer(b"" if status in (204, 304) else ROWS, status, **headers)
    found = bad(reader(server.url("/a")).read(None))
    assert (found.key, found.again) == (key, again)
    assert str(status) in found.text("de")


def test_secrets_are_not_told(server: FaultServer) -> None:
    server["/a"] = answer(b'{"error": "key geheim%2F1 or geheim/1 is wrong"}')
    found = bad(reader(server.url("/a?k=${KEY}"), environment={"KEY": "geheim/1"}).read(None))
    assert found.text("de").count("${KEY}") == 2
    assert "geheim" not in repr(found)


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "deflate", "raw", "members"])
def test_packed_answers(server: FaultServer, packing: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(ROWS),
        "x-gzip": gzip.compress(ROWS) + b"rest",
        "deflate": zlib.compress(ROWS),
        "raw": raw.compress(ROWS) + raw.flush(),
        "members": gzip.compress(ROWS[:20]) + gzip.compress(ROWS[20:]),
    }[packing]
    named = {"raw": "deflate", "members": "gzip"}.get(packing, packing)
    server["/a"] = drip(packed, 0, content_encoding=named)
    assert len(good(reader(server.url("/a")).read(None)).table.rows) == 2


def test_csv_by_address_or_type(server: FaultServer) -> None:
    table = "Ort;Anzahl\nBerlin;1.234\nBonn;2\n".encode("utf-8-sig")
    server["/a.csv"] = answer(table, content_type="application/octet-stream")
    server["/b"] = answer(table, content_type="text/csv; charset=utf-8")
    server["/c.csv"] = answer(b"<html></html>", content_type="text/html")
    for path in ("/a.csv", "/b"):
        found = good(reader(server.url(path)).read(None)).table
        assert (found.columns, found.rows[1]) == (("Ort", "Anzahl"), ("Bonn", "2"))
    assert bad(reader(server.url("/c.csv")).read(None)).key == "json_html"
