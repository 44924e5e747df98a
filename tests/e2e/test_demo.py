"""The demonstration: one command, real sources, figures that move, and nothing left behind."""

import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from x11 import Program, Screen, Start, wait_until

from kjc_desktop.shells.demo_sources import end, http_service

BROKER = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")


def family(program: Program) -> list[psutil.Process]:
    return psutil.Process(program.pid).children(recursive=True)


def folder_of(program: Program) -> Path:
    """Return the folder that the demonstration says it plays from."""
    program.wait_for("Die Schau läuft")
    line = next(each for each in program.said.splitlines() if "Die Schau läuft" in each)
    return Path(line.partition(": ")[2])


def test_the_numbers_change_and_everything_ends_with_it(screen: Screen, start: Start) -> None:
    program = start("demo", "--language", "de")
    folder = folder_of(program)
    assert (folder / "data" / "besucher.csv").exists()
    names = {each.name() for each in family(program)}
    assert ("mosquitto" in names) == (BROKER is not None)
    first = screen.see()
    seen = [first]

    def changed() -> bool:
        picture = screen.see()
        if picture != seen[-1]:
            seen.append(picture)
        return len(seen) > 12

    wait_until(changed, "the numbers change")
    assert "Quelle" not in program.said, program.said
    left = family(program)
    psutil.Process(program.pid).terminate()
    assert program.code() == 143
    _, alive = psutil.wait_procs(left, timeout=10)
    assert not alive
    assert not folder.exists()


def test_the_way_out_of_the_window_ends_it(screen: Screen, start: Start) -> None:
    program = start("demo")
    folder = folder_of(program)
    screen.press("ctrl+q")
    assert program.code() == 0
    assert not folder.exists()


@pytest.mark.skipif(BROKER is None, reason="needs mosquitto")
def test_without_a_display_the_loop_leaves_a_contact_sheet(start: Start) -> None:
    program = start("demo", DISPLAY="")
    assert program.code(120) == 0, program.said
    assert (program.folder / "kontaktbogen.png").exists()


_DEAF = """
import signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
sys.stdin.read()
"""


def test_a_show_that_does_not_obey_is_ended_by_force() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _DEAF], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "deaf\n"
        end(process, patience=0.1)
        assert process.returncode == -signal.SIGKILL


def test_the_service_lets_go_of_its_port() -> None:
    with http_service() as service:
        port = service.server_port
        service.shutdown()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 1)
