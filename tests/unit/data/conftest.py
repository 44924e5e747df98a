"""Servers of every kind for sources, and no proxy before them."""

from collections.abc import Iterator

import pytest
from fault_server import FaultServer
from mqtt_listening import Listen
from servers import Mosquitto, mosquitto


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


@pytest.fixture(scope="module")
def broker() -> Iterator[Mosquitto]:
    with mosquitto() as running:
        yield running


@pytest.fixture
def listen(broker: Mosquitto) -> Iterator[Listen]:
    listen = Listen(broker)
    yield listen
    for each in listen.open:
        each.reader.close()
