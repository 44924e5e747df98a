"""Makes checks of this machine at the same time, and waits for none of them too long."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait

from kjc_desktop.machine.finding import Finding

Check = Callable[[], list[Finding]]


def look(checks: Mapping[str, Check], seconds: float) -> list[Finding]:
    """Make checks at the same time; one that takes too long is unknown.

    Args:
        checks: by their subject; the findings come in this order.
        seconds: after which none is waited for.
    """
    pool = ThreadPoolExecutor(max(1, len(checks)), thread_name_prefix="doctor")
    running = {name: pool.submit(check) for name, check in checks.items()}
    wait(running.values(), timeout=seconds)
    pool.shutdown(wait=False)
    return [found for name, future in running.items() for found in _found(name, future)]


def _found(name: str, future: "Future[list[Finding]]") -> list[Finding]:
    return future.result() if future.done() else [Finding(name, "unknown", "late")]
