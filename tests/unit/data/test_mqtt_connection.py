"""A broker that goes, turns us away, or is none: told, and tried again; and nothing is left."""

import socket
import subprocess
from pathlib import Path
from threading import Thread, active_count
from threading import enumerate as threads

import psutil
import pytest
from mqtt_listening import Listen, Listening, send
from servers import Mosquitto, free_port, mosquitto, tool
from x11 import wait_until

from kjc_desktop.data.snapshot import Problem, Snapshot


def test_a_broker_that_goes_and_comes_back(listen: Listen) -> None:
    with mosquitto() as broker:
        send(broker, {"hier": "1"}, retain=True)
        listening = listen.at(f"mqtt://127.0.0.1:{broker.port}/hier")
        listening.until(("hier", 1))
        broker.stop()
        listening.until_problem("mqtt_lost")
        listening.until_problem("mqtt_refused")
        broker.start()
        wait_until(lambda: isinstance(listening.read(), Snapshot), "connected again")
        send(broker, {"hier": "2"})
        listening.until(("hier", 2))


def test_logins(listen: Listen) -> None:
    secret = {"WER": "tafel", "WAS": "g%h/e:i@m#"}
    with mosquitto({"tafel": secret["WAS"]}) as broker:
        at = f"127.0.0.1:{broker.port}/a"
        listen.at(f"mqtt://{at}").until_problem("mqtt_login")
        listen.at(f"mqtt://tafel:falsch@{at}").until_problem("mqtt_login")
        listen.at("mqtt://${WER}:${WAS}@" + at, secret).until_problem("mqtt_silent")
        listen.at(f"mqtt://tafel:g%25h%2Fe%3Ai%40m%23@{at}").until_problem("mqtt_silent")


@pytest.mark.parametrize(
    ("answers", "key", "says"),
    [
        ((b"\x20\x02\x00\x03",), "mqtt_turned_away", "unavailable"),
        ((b"\x20\x02\x00\x00", b"\x90\x03\x00\x01\x80"), "mqtt_topic_refused", "geheim/#"),
        ((b"HTTP/1.1 400 Bad Request\r\n\r\n",), "mqtt_no_broker", "Port"),
    ],
)
def test_what_a_broker_like_this_one_never_answers(
    listen: Listen, answers: tuple[bytes, ...], key: str, says: str
) -> None:
    def answer() -> None:
        connection, _ = server.accept()
        with connection:
            for each in answers:
                connection.recv(1_000)
                connection.sendall(each)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=answer)
        thread.start()
        port = server.getsockname()[1]
        assert says in listen.at(f"mqtt://127.0.0.1:{port}/geheim/#").until_problem(key).text("de")
        thread.join(10)


def test_encryption(listen: Listen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = [
        tool("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        "-keyout", str(key), "-out", str(certificate),
    ]  # fmt: skip
    subprocess.run(make, check=True, capture_output=True, timeout=60)
    with mosquitto(keyfile=str(key), certfile=str(certificate)) as broker:
        at = f"localhost:{broker.port}/a"
        listen.at(f"mqtts://{at}").until_problem("mqtt_certificate")
        listen.at(f"mqtt://{at}").until_problem("mqtt_no_broker")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        listen.at(f"mqtts://{at}").until_problem("mqtt_silent")


def test_nobody_there(listen: Listen) -> None:
    port = free_port()
    assert "weiter versucht" in listen.at(f"mqtt://127.0.0.1:{port}/a").until_problem(
        "mqtt_refused"
    ).text("de")
    listen.at("mqtt://rechner.invalid/a").until_problem("mqtt_unknown_host")
    listen.at(f"mqtt://{'x' * 64}.de/a").until_problem("mqtt_unknown_host")
    assert isinstance(listen.at("mqtt://${WO}/a").read(), Problem)
    listen.at("${WO}", {"WO": "http://a/b"}).until_problem("mqtt_address")
    listen.at("mqtt://127.0.0.1/${WAS}", {"WAS": "a/#/b"}).until_problem("mqtt_address")


def test_something_else_there(broker: Mosquitto, listen: Listen) -> None:
    listen.at(f"mqtts://127.0.0.1:{broker.port}/a").until_problem("mqtt_encryption")


def test_nothing_is_left_when_it_is_closed(broker: Mosquitto) -> None:
    process = psutil.Process()
    send(broker, {"auf": "1"}, retain=True)
    before, files, sockets = active_count(), process.num_fds(), process.net_connections()
    listening = Listening(f"mqtt://127.0.0.1:{broker.port}/auf")
    listening.until(("auf", 1))
    assert [each.name for each in threads() if each.name == "mqtt"]
    listening.reader.close()
    listening.reader.close()
    assert active_count() == before
    assert not [each for each in process.net_connections() if each not in sockets]
    del listening
    wait_until(lambda: process.num_fds() <= files, "all files are closed", 5)
