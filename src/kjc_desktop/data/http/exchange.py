"""One question to a server, through its redirects to the last byte, in bounded time and space."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import httpx

from kjc_desktop.data.http.asking import run
from kjc_desktop.data.http.inflate import Body
from kjc_desktop.data.http.problems import connection_problem, status_problem
from kjc_desktop.data.http.request import Request
from kjc_desktop.data.http.version import Version, validator
from kjc_desktop.data.snapshot import Problem

LARGEST: Final = 10_000_000
"""Bytes of an answer, on the wire and unpacked."""
_MOST_REDIRECTS: Final = 5
_Note = Callable[[str, Mapping[str, Any]], Awaitable[None]]
_REDIRECTS: Final = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said.

    Attributes:
        content: None where nothing has changed since the version that was named.
        url: that it came from.
        media: its type, in lower case and without parameters.
        tag, modified: what tells it from the next, "" where the server does not say.
    """

    content: bytes | None
    url: httpx.URL
    media: str
    tag: str
    modified: str


class Exchange:
    """Asks once; connections are closed when it returns, also one that was cut short."""

    def __init__(self, hosts: Collection[str], trust: ssl.SSLContext, now: datetime) -> None:
        """Prepare.

        Args:
            hosts: that redirects may lead to.
            trust: whose certificates are good.
            now: aware.
        """
        self._hosts, self._trust, self._now = hosts, trust, now
        self._host = ""
        self._answering = False

    def ask(self, request: Request, known: Version, seconds: float) -> Answer | Problem:
        """Return what the server answers within some seconds.

        Args:
            request: what to ask.
            known: the answer that need not be sent again.
            seconds: until the last byte.
        """
        try:
            return run(self._bounded(request, known, seconds))
        except TimeoutError:
            key = "http_slow" if self._answering else "http_silent"
            return Problem(key, {"host": self._host, "seconds": round(seconds)})
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, ImportError) as error:
            return connection_problem(error, self._host, answering=self._answering)

    async def _bounded(self, request: Request, known: Version, seconds: float) -> Answer | Problem:
        """Return the answer if it is there in time.

        Raises:
            TimeoutError: it is not; its connections are closed, whatever state they are in.
        """
        async with AsyncExitStack() as opened, asyncio.timeout(seconds):

            async def note(event: str, about: Mapping[str, Any]) -> None:
                # httpcore forgets a connection that is cancelled in the middle of a TLS handshake
                if event == "connection.connect_tcp.complete":
                    opened.push_async_callback(about["return_value"].aclose)

            return await self._followed(request, known, note)

    async def _followed(self, request: Request, known: Version, note: _Note) -> Answer | Problem:
        """Return the answer that the redirects lead to."""
        async with httpx.AsyncClient(verify=self._trust, timeout=httpx.Timeout(None)) as client:
            for _ in range(_MOST_REDIRECTS + 1):
                conditions = known.conditions(request.url)
                asked = client.stream(
                    "GET",
                    request.url,
                    headers={**request.headers, **conditions},
                    auth=httpx.BasicAuth(*request.account) if request.account else None,
                    extensions={"trace": note},
                )
                self._host, self._answering = request.url.host, False
                async with asked as response:
                    self._answering = True
                    found = await self._found(response, request, bool(conditions))
                if not isinstance(found, Request):
                    return found
                request = found
        return Problem("http_redirects", {"host": self._host, "most": _MOST_REDIRECTS})

    async def _found(
        self, response: httpx.Response, request: Request, conditional: bool
    ) -> Answer | Request | Problem:
        """Return what a server answers, or whom it says to ask in its place."""
        if response.status_code in _REDIRECTS:
            return request.redirected(response.headers.get("location", ""), self._hosts)
        if response.status_code == 304 and conditional:
            return _answer(response, None)
        retry = response.headers.get("retry-after", "")
        problem = status_problem(response.status_code, retry, self._host, self._now)
        content = problem or await self._body(response)
        return content if isinstance(content, Problem) else _answer(response, content)

    async def _body(self, response: httpx.Response) -> bytes | Problem:
        """Return the body, unpacked; what is announced as too large is not even begun."""
        body = Body(response.headers.get("content-encoding", ""), LARGEST)
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and len(announced) > len(str(LARGEST)):
            return body.too_large()
        async for chunk in response.aiter_raw():
            problem = body.add(chunk)
            if problem is not None:
                return problem
        content = body.end()
        empty = Problem("http_empty", {"host": self._host, "status": response.status_code})
        return content or empty


def _answer(response: httpx.Response, content: bytes | None) -> Answer:
    headers = response.headers
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    tag, modified = headers.get("etag", ""), headers.get("last-modified", "")
    return Answer(content, response.url, media, validator(tag), validator(modified))
