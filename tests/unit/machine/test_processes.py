"""How programs are started and ended, here and as far as it can be told on other systems."""

import os
import signal
import subprocess
import sys

import pytest

from kjc_desktop.machine.processes import ask_for_trace, ended_from_outside, ending_signals

ENDING = [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP]
FAULTS = [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL]


@pytest.mark.parametrize("number", ENDING, ids=str)
def test_whoever_is_ended_by_somebody_is_not_at_fault(number: int) -> None:
    assert ended_from_outside(-number)


@pytest.mark.parametrize("code", [*(-number for number in FAULTS), 70, 1, 0])
def test_whoever_ends_by_itself_is(code: int) -> None:
    assert not ended_from_outside(code)


def test_on_windows_one_is_the_code_of_those_who_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    assert ended_from_outside(1)
    assert not ended_from_outside(0xC0000005)
    assert not ended_from_outside(70)


def test_whoever_hangs_says_where() -> None:
    code = "import faulthandler, threading; faulthandler.enable()\n"
    code += "def here():\n print(flush=True)\n threading.Event().wait()\nhere()"
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        assert program.stdout is not None
        program.stdout.readline()
        ask_for_trace(program)
        assert program.stderr is not None
        assert b"in here" in program.stderr.read()
    ask_for_trace(program)


def test_a_question_that_a_system_does_not_know_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "name", "nt")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as program:
        ask_for_trace(program)
        assert program.poll() is None


def test_everything_that_asks_to_end_is_heard() -> None:
    assert {signal.SIGINT, signal.SIGTERM} <= set(ending_signals())
    assert os.name != "posix" or signal.SIGHUP in ending_signals()


def test_a_prepared_process_waits_and_ends_with_whoever_prepared_it() -> None:
    code = (
        "from kjc_desktop.machine.processes import prepare_python, _prepared\n"
        "prepare_python('kjc_desktop.shells.kiosk')\n"
        "print(_prepared[0][1].pid, flush=True)\n"
        "input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        prepared = int(program.stdout.readline())
        os.kill(prepared, 0)
        program.stdin.close()
        # It holds the pipe open until it has ended.
        assert program.stdout.read() == b""
