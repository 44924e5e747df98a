"""A question from outside is answered; nobody who calls can hold up, crash or spy on the owner."""

import json
import os
import random
import signal
import socket
import stat
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from x11 import wait_until

from kjc_desktop.machine.address import read_key
from kjc_desktop.machine.asking import NoAnswer, ask, is_open
from kjc_desktop.machine.endpoint import AlreadyRunning, Endpoint
from kjc_desktop.machine.wire import Wire, called, packed

pytestmark = pytest.mark.skipif(os.name != "posix", reason="calls by sockets of Unix")


def echo(request: dict[str, object]) -> dict[str, object]:
    return {"heard": request}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "foyer"


@pytest.fixture
def endpoint(folder: Path) -> Iterator[Endpoint]:
    with Endpoint(folder, echo) as one:
        yield one


def well(folder: Path, seconds: float = 5.0) -> bool:
    return ask(folder, {"do": "status"}, seconds) == {"heard": {"do": "status"}}


def stranger(folder: Path) -> socket.socket:
    known = read_key(folder)
    assert known is not None
    plain = socket.socket(socket.AF_UNIX)
    plain.connect(known[1])
    plain.settimeout(5)
    return plain


def friend(folder: Path) -> Wire:
    known = read_key(folder)
    assert known is not None
    wire = called(known[1], 5)
    with wire.within(20):
        wire.prove(known[0])
        wire.examine(known[0])
    return wire


def held() -> tuple[int, int]:
    return threading.active_count(), psutil.Process().num_fds()


class NothingLeft:
    """Compares threads and descriptors with what there was before."""

    def __enter__(self) -> None:
        self._before = held()

    def __exit__(self, *_: object) -> None:
        wait_until(lambda: held() == self._before, f"{held()} is {self._before}", 10)


@pytest.fixture
def nothing_left() -> NothingLeft:
    return NothingLeft()


def test_a_question_is_answered(endpoint: Endpoint, folder: Path) -> None:
    request: dict[str, object] = {
        "do": "notice",
        "text": "Die Veranstaltung beginnt später – „gleich“",
        "n": [1, None],
    }
    assert ask(folder, request, 5) == {"heard": request}
    assert well(folder)


def test_nobody_else_may_look(endpoint: Endpoint, folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "ctl.key").stat().st_mode) == 0o600


def test_a_folder_that_was_open_to_others_is_closed(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    with Endpoint(folder, echo):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nobody_is_there(folder: Path) -> None:
    assert ask(folder, {}, 1) is NoAnswer.NOBODY
    with Endpoint(folder, echo):
        assert is_open(folder)
    assert not is_open(folder)
    assert ask(folder, {}, 1) is NoAnswer.NOBODY


def test_a_wrong_key_opens_nothing(endpoint: Endpoint, folder: Path) -> None:
    path = folder / "ctl.key"
    right = path.read_bytes()
    path.write_bytes(b"00" * 32 + right[64:])
    assert ask(folder, {}, 5) is NoAnswer.NOT_ALLOWED
    path.write_bytes(right)
    assert well(folder)


@pytest.mark.parametrize("key", [b"", b"\n", b"xyz\nctl", b"\xff\xfe\n\x00", b"00\n/nowhere/ctl"])
def test_a_broken_key_file_is_nobody(key: bytes, endpoint: Endpoint, folder: Path) -> None:
    (folder / "ctl.key").write_bytes(key)
    assert ask(folder, {}, 1) is NoAnswer.NOBODY


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may read everything")
def test_the_endpoint_of_another_user_is_not_ours(endpoint: Endpoint, folder: Path) -> None:
    (folder / "ctl.key").chmod(0)
    assert ask(folder, {}, 1) is NoAnswer.NOT_ALLOWED


def test_a_fault_of_the_handler_is_an_answer(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(request: dict[str, object]) -> dict[str, object]:
        if request:
            return {"not": object()}
        raise ZeroDivisionError

    with Endpoint(folder, broken):
        assert ask(folder, {}, 5) == {"error": "ZeroDivisionError"}
        assert ask(folder, {"a": 1}, 5) == {"error": "TypeError"}
    assert len(caplog.records) == 2


def test_a_path_that_is_too_long_for_a_socket(tmp_path: Path, nothing_left: NothingLeft) -> None:
    folder = tmp_path / ("lang" * 30) / "foyer"
    with nothing_left, Endpoint(folder, echo):
        known = read_key(folder)
        assert known is not None
        place = Path(known[1]).parent
        assert len(known[1]) < 100
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert well(folder)
    assert not place.exists()


def test_closing_leaves_nothing(folder: Path, nothing_left: NothingLeft) -> None:
    with nothing_left:
        for _ in range(5):
            endpoint = Endpoint(folder, echo)
            assert well(folder)
            endpoint.close()
            endpoint.close()
    assert sorted(each.name for each in folder.iterdir()) == ["ctl.lock"]


def test_a_living_one_is_recognised(endpoint: Endpoint, folder: Path) -> None:
    with pytest.raises(AlreadyRunning):
        Endpoint(folder, echo)
    assert well(folder)


ANSWER = """\
import sys
from pathlib import Path
from threading import Event
from kjc_desktop.machine.endpoint import Endpoint
with Endpoint(Path(sys.argv[1]), lambda request: {"pid": __import__("os").getpid()}):
    print("open", flush=True)
    Event().wait(60)
"""


@pytest.fixture
def other(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-c", ANSWER, str(folder)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        yield process
        process.kill()


def test_what_a_killed_program_left_is_replaced(
    other: subprocess.Popen[bytes], folder: Path
) -> None:
    assert ask(folder, {}, 5) == {"pid": other.pid}
    with pytest.raises(AlreadyRunning):
        Endpoint(folder, echo)
    other.kill()
    other.wait()
    assert ask(folder, {}, 1) is NoAnswer.NOBODY
    assert not is_open(folder)
    with Endpoint(folder, echo):
        assert well(folder)


def test_a_killed_program_leaves_no_short_folder(folder: Path, tmp_path: Path) -> None:
    deep = tmp_path / ("lang" * 30)
    with subprocess.Popen(
        [sys.executable, "-c", ANSWER, str(deep)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        known = read_key(deep)
        process.kill()
    assert known is not None
    assert Path(known[1]).parent.exists()
    Endpoint(deep, echo).close()
    assert not Path(known[1]).parent.exists()


def test_one_that_hangs_is_late_and_alive(other: subprocess.Popen[bytes], folder: Path) -> None:
    other.send_signal(signal.SIGSTOP)
    before = time.monotonic()
    assert ask(folder, {}, 0.5) is NoAnswer.LATE
    assert time.monotonic() - before < 3
    assert is_open(folder)
    with pytest.raises(AlreadyRunning):
        Endpoint(folder, echo)


def test_a_slow_handler_delays_nobody_else(folder: Path, nothing_left: NothingLeft) -> None:
    go_on = threading.Event()

    def slow(request: dict[str, object]) -> dict[str, object]:
        if request.get("slow"):
            go_on.wait(20)
        return {"heard": request}

    with nothing_left, Endpoint(folder, slow), ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, folder, {"slow": True}, 15)
        assert well(folder)
        assert ask(folder, {"slow": True}, 0.3) is NoAnswer.LATE
        go_on.set()
        assert waiting.result() == {"heard": {"slow": True}}


def test_many_ask_at_once(endpoint: Endpoint, folder: Path, nothing_left: NothingLeft) -> None:
    with nothing_left, ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda n: ask(folder, {"n": n}, 20), range(200)))
    assert answers == [{"heard": {"n": n}} for n in range(200)]


def test_whoever_calls_and_says_nothing_is_dropped(
    endpoint: Endpoint, folder: Path, nothing_left: NothingLeft
) -> None:
    with nothing_left:
        silent = [stranger(folder) for _ in range(8)]
        assert well(folder)
        assert silent[-1].recv(100)  # the challenge
        assert silent[-1].recv(100) == b""  # cut, because nothing came
        for each in silent:
            each.close()


def test_whoever_says_a_byte_at_a_time_is_dropped(
    endpoint: Endpoint, folder: Path, nothing_left: NothingLeft
) -> None:
    with nothing_left, stranger(folder) as slow:
        started, between = time.monotonic(), threading.Event()
        with suppress(OSError):
            while time.monotonic() - started < 20:
                slow.send(b"\0")
                between.wait(0.1)
        assert time.monotonic() - started < 10
        assert well(folder)


def test_a_friend_who_says_nothing_more_is_dropped(
    endpoint: Endpoint, folder: Path, nothing_left: NothingLeft
) -> None:
    with nothing_left:
        wire = friend(folder)
        with wire.within(20), pytest.raises(EOFError):
            wire.receive(100)
        wire.close()


def test_an_answer_that_nobody_takes(folder: Path, nothing_left: NothingLeft) -> None:
    with nothing_left, Endpoint(folder, lambda _: {"long": "x" * 900_000}):
        wires = [friend(folder) for _ in range(8)]
        for wire in wires:
            wire.send(packed({}))
        answer = ask(folder, {}, 20)
        assert isinstance(answer, dict)
        assert len(str(answer["long"])) == 900_000
        for wire in wires:
            wire.close()


def test_a_request_that_is_too_long_or_none(endpoint: Endpoint, folder: Path) -> None:
    for body in (b"[]", b"null", b"{", b"\xff", b"[" * 60_000, b"x" * 70_000, b""):
        wire = friend(folder)
        wire.send(body)
        with wire.within(20), pytest.raises((EOFError, OSError)):
            wire.receive(100)
        wire.close()
    assert well(folder)


def sealed(body: bytes) -> bytes:
    return struct.pack("!i", len(body)) + body


def noise(kind: str, number: int) -> bytes:
    chance = random.Random(number)  # noqa: S311 - the same noise each time
    return {
        "nothing": b"",
        "random bytes": chance.randbytes(1 + number % 700),
        "half a message": sealed(b"x" * 30)[: 1 + number % 33],
        "wrong answers": sealed(b"x" * (number % 40)) * 3,
        "a negative length": struct.pack("!i", -2 - number) * 4,
        "a huge length": struct.pack("!iQ", -1, 2**63 + number),
        "a megabyte": bytes(1_000_000),
        "a page": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "an object": sealed(b"cos\nsystem\n(S'true'\ntR."),
    }[kind]


NOISE = [
    "nothing", "random bytes", "half a message", "wrong answers", "a negative length",
    "a huge length", "a megabyte", "a page", "an object",
]  # fmt: skip


@pytest.mark.parametrize("kind", NOISE)
def test_noise_is_survived(
    kind: str,
    endpoint: Endpoint,
    folder: Path,
    nothing_left: NothingLeft,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with nothing_left:
        for number in range(100):
            with stranger(folder) as plain, suppress(OSError):
                plain.sendall(noise(kind, number))
        assert well(folder)
    assert capfd.readouterr() == ("", "")


def test_a_thousand_silent_callers_keep_nobody_out(
    endpoint: Endpoint, folder: Path, nothing_left: NothingLeft
) -> None:
    with nothing_left:
        callers = []
        for number in range(1000):
            with suppress(OSError):
                callers.append(stranger(folder))
            if number % 100 == 50:
                assert well(folder, 20)
                assert threading.active_count() < 40
        assert len(callers) > 900
        assert well(folder, 20)
        for each in callers:
            each.close()


def test_the_key_is_another_each_time(folder: Path) -> None:
    keys = set()
    for _ in range(3):
        with Endpoint(folder, echo):
            keys.add((folder / "ctl.key").read_bytes())
    assert len(keys) == 3


def test_a_disk_that_takes_nothing(tmp_path: Path, nothing_left: NothingLeft) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    with nothing_left, pytest.raises(OSError, match=str(file)):
        Endpoint(file / "foyer", echo)


def test_a_message_is_plain() -> None:
    assert json.loads(packed({"a": "ö"})) == {"a": "ö"}
    with pytest.raises(TypeError):
        packed({"a": object()})
