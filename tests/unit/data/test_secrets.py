"""Secrets are put in where they are used, and are nowhere to be read."""

import pytest

from kjc_desktop.data.secrets import expand, masked, scrub
from kjc_desktop.data.snapshot import Problem

VARIABLES = {"KEY": "ge/heim", "USER": "anna", "EMPTY": ""}


def test_variables_are_put_in_as_they_are() -> None:
    assert (
        expand("https://${USER}:${KEY}@h/?a=${KEY}", VARIABLES)
        == "https://anna:ge/heim@h/?a=ge/heim"
    )
    assert expand("$KEY ${} {KEY} $${1}", VARIABLES) == "$KEY ${} {KEY} $${1}"


@pytest.mark.parametrize("name", ["EMPTY", "OTHER", "KENNWÖRT"])
def test_a_variable_that_is_not_set_is_named(name: str) -> None:
    found = expand(f"a${{{name}}}b", VARIABLES)
    assert isinstance(found, Problem)
    assert name in found.text("de")
    assert f"${{{name}}}" in found.text("en")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/a.json?x=1", "https://example.org/a.json?x=1"),
        ("https://anna:geheim@example.org/", "https://example.org/"),
        ("https://${USER}:${KEY}@example.org/", "https://example.org/"),
        ("postgresql+psycopg://anna:g/h?m@db/event", "postgresql+psycopg://db/event"),
        ("mqtt://anna@localhost/foyer", "mqtt://localhost/foyer"),
        ("http://h:8080/a?mail=x@y", "http://h:8080/a?mail=x@y"),
        ("http://h/?api_key=1&n=2&Token=3", "http://h/?api_key=***&n=2&Token=***"),
        ("http://h/?key=${KEY}&passwort=", "http://h/?key=${KEY}&passwort="),
        ("http://h/?sig=a=b#access_token=c", "http://h/?sig=***#access_token=***"),
        ("sqlite:///data/event.db", "sqlite:///data/event.db"),
    ],
)
def test_addresses_as_they_are_shown(address: str, shown: str) -> None:
    assert masked(address) == shown


def test_words_of_a_library_lose_their_secrets() -> None:
    template = "postgresql://anna:offen@db/event?key=${KEY}"
    words = "no login with offen, ge/heim or ge%2Fheim at db"
    assert scrub(words, template, VARIABLES) == "no login with ***, ${KEY} or ${KEY} at db"


def test_a_longer_secret_is_taken_out_before_the_shorter_one_inside_it() -> None:
    variables = {"A": "geheim", "B": "geheimer"}
    assert scrub("geheimer", "${A}${B}", variables) == "${B}"
