"""A source in the net against a real server that does everything wrong that servers do."""

import gc
import gzip
import shutil
import socket
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from certificates import certificate
from fault_server import (
    Behaviour,
    FaultServer,
    answer,
    bomb,
    dated,
    drip,
    drip_head,
    endless,
    garbage,
    hang,
    hang_up,
    overlong,
    redirect,
    reset,
    tagged,
    torn,
    truncated,
)

from kjc_desktop.data.http.reader import HttpReader, open_http
from kjc_desktop.data.reader import Surroundings
from kjc_desktop.data.snapshot import Problem, Snapshot
from kjc_desktop.deck.models import Source

NOW = datetime(2018, 11, 26, 10, 30, tzinfo=UTC)
LOCAL = ("127.0.0.1", "localhost")
ROWS = b'[{"ort": "Berlin", "n": 1}, {"ort": "Bonn", "n": 2}]'
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


class Clock:
    """A time of day that a test sets forward."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def reader(
    address: str,
    *,
    hosts: tuple[str, ...] = LOCAL,
    environment: dict[str, str] | None = None,
    deadline: float = 5.0,
    wall: Callable[[], datetime] = lambda: NOW,
    **options: object,
) -> HttpReader:
    around = Surroundings(Path(), (), hosts, environment or {}, wall, monotonic)
    source = Source.model_validate({"http": address, **options})
    return HttpReader(source, around, deadline)


def good(found: Snapshot | Problem) -> Snapshot:
    assert isinstance(found, Snapshot), found
    return found


def bad(found: Snapshot | Problem) -> Problem:
    """Return a problem after a look whether it can be told in both languages."""
    assert isinstance(found, Problem), found
    assert found.text("de") != found.text("en")
    return found


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


def test_redirects_are_followed(server: FaultServer) -> None:
    server["/a"] = redirect("/b", 301)
    server["/b"] = redirect(server.url("/c"), 307)
    server["/c"] = answer(ROWS)
    good(reader(server.url("/a"), headers={"X-Key": "1"}).read(None))
    assert [each.path for each in server.requests] == ["/a", "/b", "/c"]
    assert all(each.headers["x-key"] == "1" for each in server.requests)


def test_five_redirects_are_followed_but_no_more(server: FaultServer) -> None:
    for step in range(6):
        server[f"/{step}"] = redirect(f"/{step + 1}")
    server["/6"] = answer(ROWS)
    good(reader(server.url("/1")).read(None))
    assert bad(reader(server.url("/0")).read(None)).key == "http_redirects"


def test_secrets_are_not_sent_to_another_host(server: FaultServer) -> None:
    with FaultServer() as other:
        other["/b"] = redirect(server.url("/c"))
        server["/a"] = redirect(other.url("/b"))
        server["/c"] = answer(ROWS)
        url = server.url("/a").replace("://", "://anna:${PW}@")
        good(reader(url, environment={"PW": "p2"}, headers={"X-Key": "${PW}"}).read(None))
        first, last = server.requests
        assert first.headers["x-key"] == "p2"
        for request in (*other.requests, last):
            assert not {"x-key", "authorization"} & request.headers.keys()


def test_secrets_are_not_told(server: FaultServer) -> None:
    server["/a"] = answer(b'{"error": "key geheim%2F1 or geheim/1 is wrong"}')
    found = bad(reader(server.url("/a?k=${KEY}"), environment={"KEY": "geheim/1"}).read(None))
    assert found.text("de").count("${KEY}") == 2
    assert "geheim" not in repr(found)


def test_unchanged_by_tag(server: FaultServer) -> None:
    server["/a"] = tagged(ROWS, '"v1"')
    clock = Clock()
    patient = reader(server.url("/a"), wall=clock)
    first = good(patient.read(None))
    clock.now += timedelta(minutes=5)
    second = good(patient.read(first))
    assert second.table is first.table
    assert (second.as_of, second.fetched) == (clock.now, clock.now)
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


@needs_openssl
@pytest.mark.parametrize(
    ("names", "last", "trusted", "key"),
    [
        ("IP:127.0.0.1", "20490101000000Z", True, None),
        ("IP:127.0.0.1", "20490101000000Z", False, "http_certificate_unknown"),
        ("IP:127.0.0.1", "20200102000000Z", True, "http_certificate_expired"),
        ("IP:127.0.0.2", "20490101000000Z", True, "http_certificate_host"),
    ],
)
def test_certificates(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    names: str,
    last: str,
    trusted: bool,
    key: str | None,
) -> None:
    file, context = certificate(tmp_path, names, last=last)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with FaultServer(context) as server:
        server["/a"] = answer(ROWS)
        found = reader(server.url("/a")).read(None)
        assert (found.key if isinstance(found, Problem) else None) == key
        assert bool(server.requests) is (key is None)


@needs_openssl
def test_no_way_back_from_a_secure_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: FaultServer
) -> None:
    file, context = certificate(tmp_path, "IP:127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with FaultServer(context) as secure:
        secure["/a"] = redirect(server.url("/b"))
        found = bad(reader(secure.url("/a")).read(None))
        assert (found.key, server.opened) == ("http_redirect_plain", 0)
        server["/b"] = redirect(secure.url("/c"))
        secure["/c"] = answer(ROWS)
        good(reader(server.url("/b")).read(None))


def test_a_proxy_that_is_not_there(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server["/a"] = answer(ROWS)
    server.refuse()
    asked = reader("http://example.org/a", hosts=("example.org",))
    monkeypatch.setenv("http_proxy", server.url(""))
    assert bad(asked.read(None)).key == "http_closed"
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:1")
    assert bad(asked.read(None)).key == "http_proxy"
