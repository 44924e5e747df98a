"""Waits for what may never answer, and then goes on without it."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import Generic, TypeVar

_Answer = TypeVar("_Answer")


class Deadline(Generic[_Answer]):
    """Runs one task at a time in a thread of its own.

    A task that hangs is left behind, and nothing further is begun until it has ended: however long
    a server stays silent, there is never more than one thread that waits for it.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._running: Future[_Answer] | None = None

    def run(self, task: Callable[[], _Answer]) -> _Answer | None:
        """Return what a task returns, or None where it, or one before it, has not ended in time.

        Raises:
            Exception: what the task raises.
        """
        if self._running is not None and not self._running.done():
            return None
        answer: Future[_Answer] = Future()
        self._running = answer
        Thread(target=_answer, args=(task, answer), name="deadline", daemon=True).start()
        wait([answer], self._seconds)
        return answer.result() if answer.done() else None


def _answer(task: Callable[[], _Answer], answer: Future[_Answer]) -> None:
    try:
        answer.set_result(task())
    except Exception as error:  # noqa: BLE001 - raised again where the answer is waited for
        answer.set_exception(error)
