"""What is asked of a server: which address, with which headers, and where it may lead."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

import httpx

from kjc_desktop import __version__
from kjc_desktop.data.http.inflate import ENCODINGS
from kjc_desktop.data.secrets import expand, masked
from kjc_desktop.data.snapshot import Problem
from kjc_desktop.deck.models import Source

_PORTS: Final = {"http": 80, "https": 443}
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OWN_HEADERS: Final = {
    "accept-encoding", "connection", "content-length", "expect", "host", "range", "te", "trailer",
    "transfer-encoding", "upgrade",
}  # fmt: skip
"""Headers that a deck cannot set: they are a matter between the program and the server."""
_HEADERS: Final = {
    "User-Agent": f"kjc-desktop/{__version__}",
    "Accept": "application/json, text/csv;q=0.9, */*;q=0.5",
    "Accept-Encoding": ", ".join(ENCODINGS),
}


@dataclass(frozen=True, slots=True)
class Request:
    """One address to be asked.

    Attributes:
        url: without user and password.
        headers: all that are sent but for conditions.
        account: user and password, None where there are none.
    """

    url: httpx.URL
    headers: Mapping[str, str]
    account: tuple[str, str] | None

    def redirected(self, location: str, hosts: Collection[str]) -> "Request | Problem":
        """Return what to ask after a redirect; what the deck's headers say stays at their host."""
        values = {"host": self.url.host}
        try:
            url = self.url.join(location)
        except (httpx.InvalidURL, ValueError):
            return Problem("http_redirect_address", values)
        if not location or url.scheme not in _PORTS or not url.host:
            return Problem("http_redirect_address", values)
        if not allowed(url, hosts):
            return Problem("http_redirect_host", {**values, "target": url.host})
        if self.url.scheme == "https" and url.scheme == "http":
            return Problem("http_redirect_plain", values)
        bare = url.copy_with(userinfo=b"", fragment=None)
        if _origin(url) == _origin(self.url):
            return replace(self, url=bare)
        return Request(bare, httpx.Headers(_HEADERS), None)


def request_for(
    source: Source, hosts: Collection[str], environment: Mapping[str, str]
) -> Request | Problem:
    """Return what a source asks for, or why that cannot be asked."""
    template = source.http or ""
    address = expand(template, environment)
    if isinstance(address, Problem):
        return address
    headers = _expanded(source.headers or {}, environment)
    if isinstance(headers, Problem):
        return headers
    wrong = Problem("http_address", {"host": masked(template)})
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, ValueError):
        return wrong
    if url.scheme not in _PORTS or not url.host:
        return wrong
    if not allowed(url, hosts):
        return Problem("http_host", {"host": url.host})
    account = (url.username, url.password) if url.userinfo else None
    sent = httpx.Headers(_HEADERS)
    sent.update(headers)
    return Request(url.copy_with(userinfo=b"", fragment=None), sent, account)


def allowed(url: httpx.URL, hosts: Collection[str]) -> bool:
    """Tell whether a deck lets a host be asked: by its name, or by its name and port."""
    names = {url.host, url.raw_host.decode("ascii")}
    port = url.port or _PORTS[url.scheme]
    names |= {f"[{name}]" if ":" in name else name for name in names}
    names |= {f"{name}:{port}" for name in names}
    return not names.isdisjoint(each.lower() for each in hosts)


def _origin(url: httpx.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or _PORTS[url.scheme]


def _expanded(
    headers: Mapping[str, str], environment: Mapping[str, str]
) -> dict[str, str] | Problem:
    """Return the headers of a source with their secrets, if they can be sent."""
    expanded: dict[str, str] = {}
    for name, template in headers.items():
        value = expand(template, environment)
        if isinstance(value, Problem):
            return value
        if not _HEADER_NAME.fullmatch(name) or name.lower() in _OWN_HEADERS:
            return Problem("http_header_name", {"name": name})
        if not (value.isascii() and value.isprintable()):
            return Problem("http_header_value", {"name": name})
        expanded[name] = value.strip()
    return expanded
