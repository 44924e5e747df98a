"""Keeps passwords and keys out of decks and out of everything that is told.

A deck writes `${NAME}` where a secret belongs; the variable of that name is put in only where the
address or header is used. Whatever is shown or logged holds the deck's text, never the secret.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote, quote_plus

from kjc_desktop.data.snapshot import Problem

_VARIABLE = re.compile(r"\$\{([^\W\d]\w*)\}")
_ACCOUNT = re.compile(r"(?<=://)(?:[^/?#]*@|[^/?#:@]*:(?!\d+(?:[/?#]|$))[^@]*@)")
"""User and password of an address; a password may wrongly hold the signs that end a host."""
_QUERY_VALUE = re.compile(r"([?&;#])([^=&;#?]+)=([^&;#]*)")
_SECRET_KEY = re.compile(
    r"key|token|secret|pass|pwd|kennwort|auth|sig(?:nature)?$|credential|session", re.IGNORECASE
)
_HIDDEN = "***"


def expand(text: str, environment: Mapping[str, str]) -> str | Problem:
    """Return a text with each `${NAME}` replaced by the variable's value, as it is.

    Args:
        text: an address, or the value of a header.
        environment: the variables that there are; an empty one counts as none.
    """
    for name in _VARIABLE.findall(text):
        if not environment.get(name):
            return Problem("secret_unset", {"name": name})
    return _VARIABLE.sub(lambda match: environment[match[1]], text)


def masked(text: str) -> str:
    """Return an address as it may be shown: no user, no password, no value that is a key.

    `${NAME}` stays as it is: it tells nothing, and helps to find the place in the deck.
    """
    return _QUERY_VALUE.sub(_shown, _ACCOUNT.sub("", text))


def _shown(match: re.Match[str]) -> str:
    mark, key, value = match.groups()
    secret = _SECRET_KEY.search(key) and value and not _VARIABLE.fullmatch(value)
    return f"{mark}{key}={_HIDDEN if secret else value}"


def scrub(text: str, template: str, environment: Mapping[str, str]) -> str:
    """Return what a library or a server said, without the secrets that it may have repeated.

    Args:
        text: words that are to be shown.
        template: the deck's address or header, with `${NAME}` and perhaps a written password.
        environment: the variables that there are.
    """
    hidden = {environment.get(name, ""): f"${{{name}}}" for name in _VARIABLE.findall(template)}
    hidden |= dict.fromkeys(_written(template), _HIDDEN)
    for secret in sorted(filter(None, hidden), key=len, reverse=True):
        for form in (secret, quote(secret, safe=""), quote_plus(secret)):
            text = text.replace(form, hidden[secret])
    return text


def _written(template: str) -> list[str]:
    """Return the secrets that a deck's address holds itself, in the open."""
    account = _ACCOUNT.search(template)
    found = [account[0][:-1].partition(":")[2]] if account else []
    found += [value for _, key, value in _QUERY_VALUE.findall(template) if _SECRET_KEY.search(key)]
    return [each for each in found if each and not _VARIABLE.search(each)]
