"""Real servers for tests: PostgreSQL and mosquitto on loopback, stopped and started at will."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

import pytest
from x11 import wait_until

_POSTGRES_HOMES = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt/postgresql")
_SYSTEM_PATHS = ("/usr/sbin", "/usr/local/sbin", "/sbin")


def tool(name: str) -> str:
    """Return the path of a program; skip the test where it is not installed, but never in CI."""
    homes = [str(folder) for home in _POSTGRES_HOMES for folder in _newest_first(Path(home))]
    path = os.pathsep.join([*homes, os.environ.get("PATH", ""), *_SYSTEM_PATHS])
    found = shutil.which(name, path=path)
    if found is None and not os.environ.get("CI"):
        pytest.skip(f"not installed: {name}")
    assert found is not None, f"not installed: {name}"
    return found


def _newest_first(home: Path) -> list[Path]:
    return sorted(home.glob("*/bin"), reverse=True)


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Server:
    """A program that listens on a port of loopback, and keeps its data when it is stopped."""

    def __init__(self, command: Sequence[str], folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self._command = list(command)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "log.txt").open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        wait_until(self._answers, f"{self._command[0]} answers", 30)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it, breaking off all connections."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def pause(self) -> None:
        """Let it fall silent: connections are taken, and nothing is ever said on them."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it answer again after `pause`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        assert self._process is not None
        log = (self.folder / "log.txt").read_text("utf-8", errors="replace")
        assert self._process.poll() is None, log
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return self._ready()
        return False

    def _ready(self) -> bool:
        return True


class Postgres(_Server):
    """A database cluster of its own, where `admin` may do everything without a password.

    All other users need the password that they were made with.
    """

    def __init__(self, folder: Path) -> None:
        self._wrapper = _account(folder)
        data, port = folder / "cluster", free_port()
        self._run("initdb", "-D", str(data), "-U", "admin", "-A", "trust", "-E", "UTF8",
                  "--locale=C", "--no-sync")  # fmt: skip
        rules = "host all admin 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        (data / "pg_hba.conf").write_text(rules, "utf-8")
        command = [
            *self._wrapper, tool("postgres"), "-D", str(data), "-p", str(port), "-h", "127.0.0.1",
            "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "max_connections=20",
        ]  # fmt: skip
        super().__init__(command, folder, port)

    def execute(self, statement: str) -> list[tuple[object, ...]]:
        """Run statements as the administrator; return the rows of the last."""
        import psycopg

        with psycopg.connect(self.address("admin"), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def address(self, user: str) -> str:
        """Return the address of the database for a user: its name, or name and password."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/postgres"

    def _run(self, name: str, *arguments: str) -> None:
        command = [*self._wrapper, tool(name), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr

    def _ready(self) -> bool:
        import psycopg

        with suppress(psycopg.OperationalError):
            psycopg.connect(self.address("admin"), connect_timeout=2).close()
            return True
        return False


def _account(folder: Path) -> list[str]:
    """Return what a command is run by so that the database is not run by root, which it refuses."""
    if os.name != "posix" or os.geteuid() != 0:
        return []
    import pwd

    names = {each.pw_name for each in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return [tool("setpriv"), f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


class Mosquitto(_Server):
    """An MQTT broker that keeps retained messages over a restart."""

    def __init__(self, folder: Path, options: Mapping[str, str]) -> None:
        port, config = free_port(), folder / "mosquitto.conf"
        settings = {
            "listener": f"{port} 127.0.0.1",
            "user": "root",
            "allow_anonymous": "true",
            "persistence": "true",
            "persistence_location": f"{folder}/",
            "max_queued_messages": "0",
            "log_type": "none",
            **options,
        }
        lines = [f"{name} {value}\n" for name, value in settings.items()]
        config.write_text("".join(lines), "utf-8")
        super().__init__([tool("mosquitto"), "-c", str(config)], folder, port)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        super().stop(how)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Run a database that only this session knows."""
    with _folder() as folder:
        server = Postgres(folder)
        yield from _running(server)


@contextmanager
def mosquitto(users: Mapping[str, str] | None = None, **options: str) -> Iterator[Mosquitto]:
    """Run a broker that only this session knows.

    Args:
        users: names and passwords, without which nobody is let in; None lets everybody in.
        options: further lines of its configuration.
    """
    with _folder() as folder:
        if users is not None:
            words = folder / "users.txt"
            words.touch(mode=0o600)
            for name, password in users.items():
                command = [tool("mosquitto_passwd"), "-b", str(words), name, password]
                subprocess.run(command, check=True, timeout=30, capture_output=True)
            options = {"allow_anonymous": "false", "password_file": str(words), **options}
        yield from _running(Mosquitto(folder, options))


_AnyServer = TypeVar("_AnyServer", bound=_Server)


def _running(server: _AnyServer) -> Iterator[_AnyServer]:
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def _folder() -> Iterator[Path]:
    """Make a folder that other users can be given, as those of pytest cannot."""
    folder = Path(mkdtemp(prefix="kjc-server-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
