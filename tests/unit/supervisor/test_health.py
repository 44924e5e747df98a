"""Over HTTP it is told how the show is: truly, to this machine alone, and without being held up."""

import http.client
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import psutil
import pytest
from prometheus_client.parser import text_string_to_metric_families
from statuses import NOON, PLAYER, SOURCE, WELL
from x11 import wait_until

from kjc_desktop.show.status import NoticeStatus, SetAside, Status
from kjc_desktop.supervisor.health import Health


class Served:
    """The pages of a show whose status can be changed."""

    def __init__(self) -> None:
        self.status: Callable[[], Status] = lambda: WELL
        self.health = Health(0, self._ask, lambda: NOON)

    def _ask(self) -> Status:
        return self.status()

    @property
    def address(self) -> tuple[str, int]:
        return "127.0.0.1", self.health.port

    def get(self, path: str, host: str | None = None, method: str = "GET") -> tuple[int, str]:
        connection = http.client.HTTPConnection(*self.address, timeout=20)
        connection.request(method, path, headers={} if host is None else {"Host": host})
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, body

    def said(self, request: bytes) -> bytes:
        """Return all that is answered to some bytes."""
        with socket.create_connection(self.address, timeout=20) as plain:
            with suppress(OSError):
                plain.sendall(request)
                plain.shutdown(socket.SHUT_WR)
            answer = b""
            with suppress(OSError):
                while chunk := plain.recv(65_536):
                    answer += chunk
            return answer


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    one = Served()
    yield one
    one.health.close()


@pytest.fixture
def served(server: Served) -> Served:
    server.status = lambda: WELL
    return server


def test_a_show_that_is_well(served: Served) -> None:
    code, body = served.get("/healthz")
    assert code == 200
    assert json.loads(body) == {"ok": True, "heartbeat_age_seconds": 0.4}
    assert body.count("\n") == 1


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (replace(WELL, players=()), "no player"),
        (replace(WELL, players=(PLAYER, replace(PLAYER, painted_age=23.0))), "23 s"),
        (replace(WELL, players=(replace(PLAYER, painted_age=None),)), "no picture yet"),
        (replace(WELL, players=(replace(PLAYER, state="dead"),)), "HDMI-1: dead"),
        (replace(WELL, players=(replace(PLAYER, state="waiting"),)), "waiting"),
    ],
)
def test_a_show_that_is_not(status: Status, reason: str, served: Served) -> None:
    served.status = lambda: status
    code, body = served.get("/healthz")
    said = json.loads(body)
    assert (code, said["ok"]) == (503, False)
    assert reason in said["reason"]


def test_a_slide_that_was_set_aside_does_not_make_the_show_unhealthy(served: Served) -> None:
    served.status = lambda: replace(WELL, quarantine=(SetAside("karte", "crash"),))
    assert served.get("/healthz")[0] == 200


def test_nobody_knows_how_the_show_is(served: Served) -> None:
    def broken() -> Status:
        raise ZeroDivisionError

    served.status = broken
    code, body = served.get("/healthz")
    assert (code, json.loads(body)["ok"]) == (503, False)
    served.status = lambda: WELL
    assert served.get("/healthz")[0] == 200


def samples(text: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_metrics_are_read_by_the_client_of_prometheus(served: Served) -> None:
    secret = replace(SOURCE, name='a"b\\c\nd', well=False, as_of=None)
    second = replace(PLAYER, screen="HDMI-2", painted_age=None, memory=None, slide=None)
    status = replace(
        WELL,
        players=(PLAYER, second),
        sources=(SOURCE, secret),
        quarantine=(SetAside("karte", "crash"), SetAside("zahl", "hang")),
        notice=NoticeStatus("over", "Später"),
    )
    served.status = lambda: status
    code, body = served.get("/metrics")
    assert code == 200
    found = samples(body)

    def value(name: str, **labels: str) -> float | None:
        return found.get((name, frozenset(labels.items())))

    assert value("kjc_painted_frames_total", screen="HDMI-1") == 1234
    assert value("kjc_heartbeat_age_seconds", screen="HDMI-1") == 0.4
    assert value("kjc_heartbeat_age_seconds", screen="HDMI-2") is None
    assert value("kjc_restarts_total", screen="HDMI-2") == 2
    assert value("kjc_slide_info", screen="HDMI-1", slide="karte", state="playing") == 1
    assert value("kjc_data_age_seconds", source="zahlen") == 1800
    assert value("kjc_data_well", source='a"b\\c\nd') == 0
    assert value("kjc_memory_bytes", screen="HDMI-1") == 182_000_000
    assert value("kjc_quarantined_slides") == 2
    assert value("kjc_notice", kind="over") == 1
    assert value("kjc_notice", kind="emergency") == 0
    assert value("kjc_well") == 0
    start = (NOON - timedelta(days=2)).timestamp()
    assert value("kjc_start_time_seconds") == start


def test_without_the_extra_it_is_said_what_to_install() -> None:
    code = (
        "import sys; sys.modules['prometheus_client'] = None\n"
        "import http.client\n"
        "from statuses import NOON, WELL\n"
        "from kjc_desktop.supervisor.health import Health\n"
        "with Health(0, lambda: WELL, lambda: NOON) as health:\n"
        "    for path in ('/metrics', '/healthz'):\n"
        "        one = http.client.HTTPConnection('127.0.0.1', health.port, timeout=20)\n"
        "        one.request('GET', path)\n"
        "        answer = one.getresponse()\n"
        "        print(answer.status, answer.read().decode())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, timeout=60, check=True,
        env={"PYTHONPATH": ":".join(sys.path), "LANG": "de_DE.UTF-8", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.stdout.startswith("501 Für /metrics fehlt ein Baustein: pip install")
    assert "kjc-desktop[metrics]" in done.stdout
    assert "200 {" in done.stdout


def test_only_this_machine_is_served(served: Served) -> None:
    mine = [
        each.laddr
        for each in psutil.Process().net_connections()
        if each.status == psutil.CONN_LISTEN
    ]
    assert [address.ip for address in mine if address.port == served.health.port] == ["127.0.0.1"]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:80"])
def test_own_names(host: str, served: Served) -> None:
    assert served.get("/healthz", host)[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "", "::1", "0"]
)
def test_other_names_for_this_machine(host: str, served: Served) -> None:
    code, body = served.get("/healthz", host)
    assert code == 403
    assert "evil" not in body


def test_two_names_at_once(served: Served) -> None:
    request = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"
    assert served.said(request).startswith(b"HTTP/1.0 403")
    assert served.said(b"GET /healthz HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.0 403")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "SECRET"])
def test_nothing_but_get(method: str, served: Served) -> None:
    code, body = served.get("/healthz", method=method)
    assert code == 405
    assert "SECRET" not in body


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /SECRET HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /../../SECRET HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET http://SECRET/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"SECRET\r\n\r\n",
        b"GET /SECRET HTTP/9.9\r\n\r\n",
        b"GET /SECRET HTTP/SECRET\r\n\r\n",
        b"GET /" + b"SECRET" * 20_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"SECRET: 1\r\n" * 200 + b"\r\n",
        b"GET / HTTP/1.1\r\nSECRET: " + b"x" * 70_000 + b"\r\n\r\n",
    ],
)
def test_nothing_is_repeated(
    request_: bytes, served: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = served.said(request_)
    assert b"SECRET" not in answer
    assert b"200" not in answer.partition(b"\r\n")[0]
    assert b"Python" not in answer
    assert served.get("/healthz")[0] == 200
    assert capfd.readouterr() == ("", "")


def test_whoever_asks_slowly_holds_up_nobody(served: Served) -> None:
    slow = [socket.create_connection(served.address, timeout=20) for _ in range(6)]
    for each in slow:
        each.sendall(b"GET /healthz HTT")
    assert served.get("/healthz")[0] == 200
    started, between = time.monotonic(), threading.Event()
    with suppress(OSError):
        while slow[0].send(b"P") and time.monotonic() - started < 20:
            between.wait(0.2)
    assert time.monotonic() - started < 10
    for each in slow:
        each.close()


def test_many_slow_ones_are_bounded(served: Served) -> None:
    before = threading.active_count()
    slow = [socket.create_connection(served.address, timeout=20) for _ in range(100)]
    wait_until(lambda: threading.active_count() > before, "requests are taken")
    assert threading.active_count() <= before + 2 * 8
    for each in slow:
        each.close()
    wait_until(lambda: threading.active_count() == before, "all are let go", 20)
    assert served.get("/healthz")[0] == 200


def test_many_fast_ones(served: Served) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: served.get("/metrics")[0], range(100)))
    assert answers == [200] * 100


def test_closing_leaves_nothing() -> None:
    process = psutil.Process()
    before = threading.active_count(), process.num_fds()
    for _ in range(3):
        served = Served()
        assert served.get("/healthz")[0] == 200
        served.health.close()
    wait_until(
        lambda: threading.active_count() <= before[0] and process.num_fds() <= before[1],
        "nothing is left",
    )


def test_a_port_that_is_taken(served: Served) -> None:
    with pytest.raises(OSError, match="in use"):
        Health(served.health.port, lambda: WELL, lambda: NOON)
