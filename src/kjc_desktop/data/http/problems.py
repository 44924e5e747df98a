"""Says what went wrong between here and a server, from what the libraries raise and answer."""

import errno
import socket
import ssl
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from kjc_desktop.data.snapshot import Problem

_LONGEST_WAIT: Final = 3600.0
_SHORTEST_WAIT: Final = 1.0
_DENIED_WAIT: Final = 1800.0
"""Seconds after which asking again what was denied does no harm."""
_NAMED = {401: "denied", 403: "denied", 404: "gone", 410: "gone", 429: "busy", 503: "busy"}
_UNREACHABLE = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ETIMEDOUT, errno.ENETDOWN)
_CERTIFICATES = {
    9: "early", 10: "expired", 18: "unknown", 19: "unknown", 20: "unknown", 21: "unknown",
    62: "host", 64: "host",
}  # fmt: skip
"""What OpenSSL's numbers for what is wrong with a certificate mean to people."""

_KINDS: Final = (
    (ssl.SSLError, "http_tls"),
    (socket.gaierror, "http_unknown_host"),
    (ConnectionRefusedError, "http_closed"),
    ((httpx.InvalidURL, httpx.UnsupportedProtocol), "http_redirect_address"),
    ((httpx.ProxyError, ImportError), "http_proxy"),
)
"""What kinds of exceptions mean; the first address is known to be good, only others can be bad."""


def status_problem(status: int, retry_after: str, host: str, now: datetime) -> Problem | None:
    """Return what an answer's status says against using it; None for 200 and 203.

    Args:
        status: of the answer, redirects having been followed.
        retry_after: the header of that name, seconds or a date; "" where there is none.
        host: that answered.
        now: aware.
    """
    if status in (200, 203):
        return None
    values = {"host": host, "status": status}
    if status in (204, 205):
        return Problem("http_empty", values)
    named = _NAMED.get(status)
    if named == "denied":
        return Problem("http_denied", values, _DENIED_WAIT)
    if named == "busy":
        return Problem("http_busy", values, _wait(retry_after, now))
    if named is None:
        named = {4: "refused", 5: "broken"}.get(status // 100, "status")
    return Problem(f"http_{named}", values)


def _wait(retry_after: str, now: datetime) -> float | None:
    """Return the seconds a server asks to be left alone, at most an hour."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        seconds = float(text)
    else:
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return None
        seconds = (moment.replace(tzinfo=moment.tzinfo or now.tzinfo) - now).total_seconds()
    return min(max(seconds, _SHORTEST_WAIT), _LONGEST_WAIT)


def connection_problem(error: Exception, host: str, *, answering: bool) -> Problem:
    """Return why there is no answer, or no whole one.

    Args:
        error: what was raised while asking.
        host: that was asked.
        answering: whether the answer had begun.
    """
    named = next(filter(None, map(_cause, _causes(error))), None)
    if named is None and answering:
        named = "http_cut"
    if named is None and isinstance(error, httpx.RemoteProtocolError):
        named = "http_hung_up" if "disconnected" in str(error) else "http_garbage"
    return Problem(named or "http_hung_up", {"host": host})


def _cause(cause: BaseException) -> str | None:
    """Return what an exception, perhaps from the depth, says; None if nothing in particular."""
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"http_certificate_{_CERTIFICATES.get(cause.verify_code, 'unknown')}"
    if isinstance(cause, OSError) and cause.errno in _UNREACHABLE:
        return "http_unreachable"
    return next((key for kinds, key in _KINDS if isinstance(cause, kinds)), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and all that led to it."""
    yield error
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for cause in (*inner, error.__cause__ or error.__context__):
        if cause is not None:
            yield from _causes(cause)
