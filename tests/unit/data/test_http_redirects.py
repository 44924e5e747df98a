"""Where an answer may come from: redirects, what is sent along with them, and certificates."""

import shutil
from pathlib import Path

import pytest
from certificates import certificate
from fault_server import FaultServer, answer, redirect
from http_reading import ROWS, bad, good, reader

from kjc_desktop.data.snapshot import Problem


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


needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")


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
