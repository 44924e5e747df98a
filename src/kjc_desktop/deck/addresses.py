"""Addresses of databases and brokers as a deck writes them, before any secret is filled in.

`${NAME}` stands for a variable of the environment; every part of an address is taken apart with it
still in place, so that a password may hold any character.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

_BROKER = re.compile(
    r"(?P<scheme>mqtts?)://"
    r"(?:(?P<user>[^:@/]*)(?::(?P<password>[^@/]*))?@)?"
    r"(?P<host>\[[^\]/]+\]|[^:@/\s]+)(?::(?P<port>[^/]*))?"
    r"/(?P<topic>.+)",
    re.IGNORECASE | re.DOTALL,
)
_DATABASE = re.compile(r"[A-Za-z]\w*(?:\+\w+)?://")
_SQLITE = re.compile(r"sqlite(?:\+pysqlite)?://(?:/(?P<file>[^?]*))?(?:\?.*)?", re.IGNORECASE)
_PASSWORD = re.compile(r"[A-Za-z][\w+.-]*://[^/:@]*:([^/@]+)@")
_PORTS = {"mqtt": "1883", "mqtts": "8883"}


@dataclass(frozen=True, slots=True)
class Broker:
    """Where messages come from; `topic` is a filter with `+` and `#`. All but that may hold `${…}`.

    `user` and `password` are None where the address has none.
    """

    encrypted: bool
    host: str
    port: str
    user: str | None
    password: str | None
    topic: str


def is_variable(address: str) -> bool:
    """Tell whether an address begins with a variable: nothing can be said before it is known."""
    return address.lstrip().startswith("${")


def parse_broker(address: str) -> Broker | None:
    """Return the parts of `mqtt://user:password@host:port/topic/filter`; None if it is no such."""
    match = _BROKER.fullmatch(address.strip())
    if match is None:
        return None
    scheme = match["scheme"].lower()
    port, topic = match["port"] or _PORTS[scheme], unquote(match["topic"])
    if not (_is_port(port) and is_topic_filter(topic)):
        return None
    user, password = (each and unquote(each) for each in match.group("user", "password"))
    return Broker(scheme == "mqtts", match["host"].strip("[]"), port, user, password, topic)


def is_topic_filter(topic: str) -> bool:
    """Tell whether `+` stands for whole levels only and `#` for the last one."""
    *above, last = topic.split("/")
    return (
        0 < len(topic.encode()) < 65_536
        and "\0" not in topic
        and all(level == "+" or not set(level) & set("+#") for level in above)
        and (last in ("+", "#") or not set(last) & set("+#"))
    )


def is_database(address: str) -> bool:
    """Tell whether an address begins like that of a database: `postgresql+psycopg://`."""
    return _DATABASE.match(address.strip()) is not None


def sqlite_file(address: str) -> str | None:
    """Return the file of an SQLite address, relative to the deck; None for another database."""
    match = _SQLITE.fullmatch(address.strip())
    return None if match is None else match["file"] or ""


def written_password(address: str) -> str | None:
    """Return the password that an address shows to everybody who reads the deck, else None."""
    match = _PASSWORD.match(address.strip())
    return None if match is None or "${" in match[1] else match[1]


def _is_port(text: str) -> bool:
    return "${" in text or (text.isdecimal() and 0 < int(text) < 65_536)
