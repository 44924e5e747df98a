"""Tells an answer of a server from the next one, so that what is the same is not read again."""

import hashlib
import json
from dataclasses import dataclass
from typing import Final

import httpx

from kjc_desktop.data.secrets import masked

_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Version:
    """What tells an answer from the next one; kept with it, also over a restart.

    Attributes:
        place: what the address is recognized by, which tells nothing of secrets in it.
        tag, modified: as the server gave them, "" where it did not.
        digest: of the answer.
    """

    place: str
    tag: str
    modified: str
    digest: str

    def text(self) -> str:
        """Return it as the text that a snapshot keeps."""
        return json.dumps([self.place, self.tag, self.modified, self.digest])

    def conditions(self, url: httpx.URL) -> dict[str, str]:
        """Return the headers that ask for an answer only if it has changed since."""
        if self.place != place_of(url):
            return {}
        named = {"If-None-Match": self.tag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


def version_of(text: str) -> Version:
    """Return what a snapshot has kept; for what is none, one that nothing equals."""
    try:
        place, tag, modified, digest = json.loads(text)
    except (TypeError, ValueError):
        return Version("", "", "", "")
    return Version(str(place), str(tag), str(modified), str(digest))


def place_of(url: httpx.URL) -> str:
    """Return what an address is recognized by."""
    return hashlib.sha256(masked(str(url)).encode()).hexdigest()[:16]


def validator(value: str) -> str:
    """Return an ETag or a date if it can be sent back as it came, else ""."""
    fit = value.isascii() and value.isprintable() and len(value) <= _LONGEST
    return value if fit else ""
