"""Runs what talks to others in a loop of its own, and leaves nothing of it behind.

asyncio is used for its deadline over everything: it ends a connection that is not made, a
handshake that does not go on and an answer that drips, alike. Only the look-up of a host cannot
be ended by anybody; it stays in a thread that the program can end without.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def run(work: Coroutine[None, None, T]) -> T:
    """Return what a coroutine returns, run in this thread."""

    async def prepared() -> T:
        asyncio.get_running_loop().set_default_executor(_Abandoning())
        return await work

    with asyncio.Runner() as runner:
        return runner.run(prepared())


class _Abandoning(ThreadPoolExecutor):
    """Gives each task a thread that nobody waits for."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()

        def work() -> None:
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 - the future hands it on, whatever it is
                future.set_exception(error)
            else:
                future.set_result(result)

        Thread(target=work, name="resolver", daemon=True).start()
        return future
