"""Tells the service manager of the system how a service is; silent where nobody manages it.

The protocol of systemd is one datagram a message, to the address in `NOTIFY_SOCKET`; its manual
page sd_notify(3) says so, and recommends to write just this.
"""

import os
import socket
from collections.abc import Mapping
from contextlib import suppress


def managed(environment: Mapping[str, str]) -> bool:
    """Tell whether a service manager has started this program and would start it again."""
    return "INVOCATION_ID" in environment or "NOTIFY_SOCKET" in environment


def notify(words: str, environment: Mapping[str, str] = os.environ) -> None:
    """Send a message such as `READY=1`, `WATCHDOG=1`, `STOPPING=1` or `STATUS=…`."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")) or not hasattr(socket, "AF_UNIX"):
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:
        way.setblocking(False)
        way.sendto(words.encode(), address)
